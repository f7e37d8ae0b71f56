"""One's own pages: what to take home, what is stored about me, my topic, and one offer with those interested in it."""

from functools import partial
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from barcamp.domain.event.results import may_see_results
from barcamp.domain.plan.repeat import MOST_REPEATS
from barcamp.domain.privacy.erasure import sees_names_alone
from barcamp.exports import qr
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import NotFound, Outside
from barcamp.queries.offers import load_interested, load_offers
from barcamp.queries.people.guests import guest_who_is
from barcamp.queries.people.identity import personal_links
from barcamp.queries.people.people import Mine, load_mine, load_people
from barcamp.queries.people.takehome import load_take_home
from barcamp.queries.plan.plan import Plan, Room, Row, load_grid, load_plan, minute_of_day
from barcamp.queries.plan.video import link_of, plenary_link
from barcamp.queries.privacy.mentions import load_mentions
from barcamp.queries.topics.glances import count_seen
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.text.i18n import speaking
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.files.mailing import letter, mail_to_oneself
from barcamp.web.files.results import REPORT
from barcamp.web.visitor import Visitor


@get("/{code:str}/keys")
async def keys(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Which keys lead where, on a laptop; where they are, this is shown as a dialog."""
    return pages.show(ctx, visitor, "own/keys.html")


@get("/{code:str}/home")
async def take_home(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """One's sessions, notes and offers, and ways to take them along; also once the day is archived."""
    own = await _own(ctx, visitor)
    with speaking(visitor.locale, visitor.dated):
        async with ctx.db.reading() as db:
            home = await load_take_home(db, visitor.camp, own)
            grid = await load_grid(db, visitor.camp.id)
        text = letter(visitor.camp, home, f"{visitor.handed_on}/{visitor.camp.code}")
        mail = mail_to_oneself(visitor.camp, text)
    minute = minute_of_day(visitor.camp, ctx.clock())
    return pages.show(
        ctx, visitor, "own/home.html", home=home, own=own, text=text, mail=mail,
        plenary=plenary_link(visitor.camp, grid, minute), video=partial(link_of, visitor.camp, minute=minute),
        results=may_see_results(visitor.camp, visitor.role), report=DOWNLOADS[REPORT].there,
    )  # fmt: skip


@get("/{code:str}/my-data")
async def my_data(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    own = await _own(ctx, visitor)
    async with ctx.db.reading() as db:
        named = await load_mentions(db, visitor.camp, [own.person.id], alone=sees_names_alone(visitor.role))
        theirs = await personal_links(db, own.person.id, ctx.clock())
        guest = await guest_who_is(db, own.person.id)
        seen = await count_seen(db, own.person.id)
    return pages.show(
        ctx, visitor, "own/data.html", own=own, named=named.get(own.person.id, []), links=theirs, guest=guest, seen=seen
    )  # fmt: skip


@get("/{code:str}/erased")
async def erased(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """A word to people who had their data deleted; shown only on a device that belongs to nobody."""
    if visitor.person is not None:
        return pages.see(f"/{visitor.camp.code}/my-data")
    return pages.show(ctx, visitor, "own/erased.html")


@get("/{code:str}/offers/{offer:int}")
async def offer_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], offer: FromPath[int]
) -> Response[Any]:
    visitor.must_be(Role.ATTENDEE)
    async with ctx.db.reading() as db:
        found = next((each for each in await load_offers(db, visitor.camp.id) if each.id == offer), None)
        if found is None:
            raise NotFound("offer.gone")
        own = await load_mine(db, visitor.person) if visitor.person else None
        sees = visitor.organises or (own is not None and offer in own.offers)
        left = await load_interested(db, visitor.camp.id) if sees else []
    context: dict[str, Any] = {"offer": found, "own": own, "sees": sees, "organises": visitor.organises}
    return pages.show(
        ctx, visitor, "own/offer.html", interested=[each for each in left if each.offer_id == offer], **context
    )


@get("/{code:str}/topics/{topic:int}")
async def topic_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], topic: FromPath[int]
) -> Response[Any]:
    """One topic: its words and wishes, and who offers it; its host and moderators may change it."""
    visitor.must_be(Role.ATTENDEE)
    async with ctx.db.reading() as db:
        cards = await topic_cards(db, visitor.camp.id)
        card = next((card for card in cards if card.id == topic and card.repeat_of is None), None)
        if card is None:
            raise NotFound("topic.gone")
        moderates = visitor.role >= Role.MODERATOR
        plan = await load_plan(db, visitor.camp.id, cards) if moderates and card.placed else None
        everybody = await load_people(db, visitor.camp.id)
        own = await load_mine(db, visitor.person) if visitor.person else None
    me = visitor.person.id if visitor.person else None
    address = f"{visitor.handed_on}/{visitor.camp.code}/topics/{topic}"
    there = {card.host_id, *(other.id for other in card.cohosts)}
    times = sorted((c for c in cards if c.root_id == topic and c.placed), key=lambda c: (c.starts or 0, c.id))
    minute = minute_of_day(visitor.camp, ctx.clock())
    leads = moderates or (me is not None and me in there)
    lasting = [c for c in times if leads and _is_on(c, minute)] if not visitor.camp.archived else []
    return pages.show(
        ctx, visitor, "own/topics/topic.html", card=card, me=me, own=own,
        may_vote=own is not None and _may_vote(visitor.camp, own),
        address=address, qr=Markup(qr.svg(address, card.title)),
        spots=_spots_for_another(plan, minute_of_day(visitor.camp, ctx.clock()), topic) if plan else [],
        times=times, on_plan=bool(times), minute=minute, lasting=lasting,
        video=partial(link_of, visitor.camp, minute=minute_of_day(visitor.camp, ctx.clock())),
        may_change=moderates or (me is not None and me == card.host_id),
        people=sorted((p for p in everybody if p.id not in there), key=lambda p: p.name.casefold()),
    )  # fmt: skip


@get("/{code:str}/on-stage", opt={"no_page": True})
async def on_stage(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Which topic is on stage, in one line; nothing if none is."""
    visitor.must_be(Role.ATTENDEE)
    there, card = visitor.camp.on_stage, None
    if there:
        async with ctx.db.reading() as db:
            card = next((card for card in await topic_cards(db, visitor.camp.id, {there}) if card.id == there), None)
    hosts = {card.host_id, *(other.id for other in card.cohosts)} if card else set[int | None]()
    mine = visitor.person is not None and visitor.person.id in hosts
    return pages.html(pages.render(ctx, visitor, "own/topics/on_stage.html", staged=card, mine=mine).strip())


def _is_on(card: TopicCard, minute: int) -> bool:
    """Whether its session is on, or was ended sooner than the others that still are."""
    starts, ends = card.starts or 0, card.ends or 0
    return starts <= minute < max(ends, ends - card.extra)


def _spots_for_another(plan: Plan, minute: int, topic: int) -> list[tuple[Row, list[Room]]]:
    """Rows to come in which the topic is not on yet, each with the rooms that are free; none once it has been repeated
    as often as it may be."""
    times = [cell.topic for row in plan.rows for cell in row.sessions if cell.topic and cell.topic.root_id == topic]
    if len(times) > MOST_REPEATS:
        return []
    taken = {card.slot_id for card in times}
    return [
        (row, free)
        for row in plan.rows
        if not row.plenary and not row.programme and row.ends > minute and row.id not in taken
        if (free := [cell.room for cell in row.cells if cell.topic is None and not cell.room.closed])
    ]


def _may_vote(barcamp: Barcamp, own: Mine) -> bool:
    spent = bool(barcamp.points) and len(own.votes) >= barcamp.points
    return barcamp.interest_open and not barcamp.archived and not spent


async def _own(ctx: AppContext, visitor: Visitor) -> Mine:
    visitor.must_be(Role.ATTENDEE)
    if visitor.person is None:
        raise Outside("attendee.join_first")
    async with ctx.db.reading() as db:
        return await load_mine(db, visitor.person)
