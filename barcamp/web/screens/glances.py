"""One topic after the other: a page that works as a form without scripts. With scripts the phone takes it for a dialog
and has further topics sent ahead (static/js/together/onebyone.js)."""

import re
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from barcamp.domain.topics.glance import MOST_AT_ONCE
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Outside
from barcamp.queries.people.people import Person, load_mine
from barcamp.queries.topics.glances import load_deck
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor


@get("/{code:str}/one-by-one")
async def one_by_one(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    show: FromQuery[str] = "",
    last: FromQuery[str] = "",
) -> Response[Any]:
    """The next topic, or the one to `show` once more; `last` is the one before it."""
    person, camp = _whoever(visitor), visitor.camp
    async with ctx.db.reading() as db:
        deck = await load_deck(db, camp.id, person.id)
        own = await load_mine(db, person)
        wanted = _numbers(show)[:1] + list(deck.next[:1])
        found = {card.id: card for card in await topic_cards(db, camp.id, [*wanted, *_numbers(last)[:1]])}
    card = next((found[number] for number in wanted if number in found), None)
    before = next((found[number] for number in _numbers(last)[:1] if number in found), None)
    open_now = camp.interest_open and not camp.archived
    return pages.show(
        ctx, visitor, "own/topics/one_by_one.html", deck=deck, card=card if open_now else None, open_now=open_now,
        before=before, voted=card is not None and card.id in own.votes, seen=_seen(card, before),
        spent=bool(camp.points) and len(own.votes) >= camp.points, points=max(0, camp.points - len(own.votes)),
    )  # fmt: skip


@get("/{code:str}/one-by-one/next", opt={"no_page": True})
async def next_ones(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], held: FromQuery[str] = ""
) -> Response[Any]:
    """How many topics are left, and the numbers of the next ones beside those that are `held` already."""
    person = _whoever(visitor)
    async with ctx.db.reading() as db:
        deck = await load_deck(db, visitor.camp.id, person.id, _numbers(held))
    told = " ".join(map(str, (deck.left, *deck.next)))
    return Response(told, media_type="text/plain", headers={"cache-control": "no-store"})


def _whoever(visitor: Visitor) -> Person:
    visitor.must_be(Role.ATTENDEE)
    if visitor.person is None:
        raise Outside("attendee.join_first")
    return visitor.person


def _numbers(typed: str) -> list[int]:
    """The numbers in an address, whatever else somebody made of it."""
    return [int(each) for each in re.findall(r"(?<![0-9])[0-9]{1,9}(?![0-9])", typed)][:MOST_AT_ONCE]


def _seen(card: TopicCard | None, before: TopicCard | None) -> str:
    """What has been seen once somebody goes on; also the one before, whose form may have said nothing but its vote."""
    return " ".join(str(each.id) for each in (before, card) if each)
