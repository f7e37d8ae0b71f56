"""The moderator's pages besides the console: merging two topics, and helping people."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotFound
from barcamp.queries.event.figures import count_online, count_people
from barcamp.queries.people.entry import load_knocks
from barcamp.queries.people.people import load_mine
from barcamp.queries.people.roster import load_roster
from barcamp.queries.privacy.mentions import load_mentions
from barcamp.queries.topics.duplicates import likely, plain
from barcamp.queries.topics.topics import pitched, topic_cards
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

MOST_SHOWN = 60  # people that a search shows; typing another letter narrows it


@get("/{code:str}/merge/{topic:int}")
async def merge_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], topic: FromPath[int], other: FromQuery[int] = 0
) -> Response[Any]:
    """A topic, those it could be merged with (the likely ones first), and the result of merging it with `other`."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        cards = {card.id: card for card in pitched(await topic_cards(db, visitor.camp.id))}
    if topic not in cards or (other and other not in cards) or topic == other:
        raise NotFound("topic.gone")
    alike = await likely(topic, {card.id: card.title for card in cards.values()})
    others = sorted((card for card in cards.values() if card.id != topic), key=lambda card: card.title.casefold())
    return pages.show(
        ctx, visitor, "own/topics/merge.html", card=cards[topic], other=cards.get(other), others=others,
        alike=[cards[each] for each in alike],
    )  # fmt: skip


@get("/{code:str}/people")
async def people_page(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    q: FromQuery[str] = "",
    entered: FromQuery[str] = "",
) -> Response[Any]:
    """People, counted as everywhere, with a word about who else is in the list. `entered` is the person entered just
    now, who comes first."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        roster = await load_roster(db, visitor.camp.id)
        knocks = await load_knocks(db, visitor.camp.id)
        total = await count_people(db, visitor.camp.id)
        online = await count_online(db, visitor.camp)
    wanted = plain(q).split()
    found = [each for each in roster if all(word in plain(f"{each.name} {each.organisation}") for word in wanted)]
    found.sort(key=lambda each: str(each.id) != entered)
    guests = sum(each.guest for each in roster)
    return pages.show(
        ctx, visitor, "own/people/people.html", q=q, found=found[:MOST_SHOWN], more=len(found) - MOST_SHOWN,
        total=total, online=online, erased=total - guests, moderating=len(roster) - guests, entered=entered,
        knocks=knocks,
    )  # fmt: skip


@get("/{code:str}/people/{person:int}")
async def person_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], person: FromPath[int]
) -> Response[Any]:
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        each = next((one for one in await load_roster(db, visitor.camp.id) if one.id == person), None)
        if each is None:
            raise NotFound("attendee.gone")
        mine = await load_mine(db, each.person)
        cards = pitched(await topic_cards(db, visitor.camp.id))
        named = (await load_mentions(db, visitor.camp, [each.id], alone=True)).get(each.id, [])
    return pages.show(ctx, visitor, "own/people/person.html", each=each, mine=mine, cards=cards, named=named)
