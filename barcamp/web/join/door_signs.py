"""The signs at the doors of rooms: when scanned, they open what is running there, and count who came."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from barcamp.domain.walls.heads import BePresent
from barcamp.exports import qr
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotFound, Outside
from barcamp.queries.plan.plan import Plan, Room, Row, load_plan, minute_of_day
from barcamp.queries.topics.topics import TopicCard, topic_cards
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

EARLY = 15  # minutes before its start from which somebody at the door means the coming session


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that takes place in a room: a session or, with `topic` None, a plenary item."""

    row: Row
    topic: TopicCard | None

    @property
    def wall(self) -> str:
        return self.topic.wall if self.topic else self.row.wall

    @property
    def ends(self) -> int:
        return self.row.until if self.topic is None or self.topic.ends is None else self.topic.ends


@get("/{code:str}/door/{room:int}")
async def scanned(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], room: FromPath[int]
) -> Response[Any]:
    """Leads to the notes of the session that is on here now or about to begin; otherwise says what is next."""
    if visitor.person is None:
        raise Outside("attendee.join_first")
    async with ctx.db.reading() as db:
        plan = await load_plan(db, visitor.camp.id, await topic_cards(db, visitor.camp.id))
    place = next((each for each in plan.rooms if each.id == room), None)
    if place is None:
        raise NotFound("room.gone")
    minute = minute_of_day(visitor.camp, ctx.clock())
    stop = _now(plan, place, minute)
    if stop is None:
        return pages.show(ctx, visitor, "own/door_sign.html", room=place, stops=_later(plan, place, minute))
    if stop.topic and not visitor.camp.archived:
        await ctx.desk.carry_out(BePresent(topic=stop.topic.id), visitor.actor)
    return pages.see(f"/{visitor.camp.code}/notes/{stop.wall}")


@get("/{code:str}/papers/doors")
async def door_signs(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """One sheet per room."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        plan = await load_plan(db, visitor.camp.id, [])
    signs = [(room, *_sign(visitor, room)) for room in plan.rooms]
    return pages.show(ctx, visitor, "printables/door_signs.html", signs=signs)


def _sign(visitor: Visitor, room: Room) -> tuple[str, Markup]:
    address = f"{visitor.for_phones}/{visitor.camp.code}/door/{room.id}"
    return address, Markup(qr.svg(address, address))


def _now(plan: Plan, room: Room, minute: int) -> Stop | None:
    """What is on here: a session before a plenary item, and what is running before what is about to begin."""
    stops = _stops(plan, room)
    running = [stop for stop in stops if stop.row.starts <= minute < stop.ends]
    soon = [stop for stop in stops if stop.topic and minute < stop.row.starts <= minute + EARLY]
    found = [*(stop for stop in running if stop.topic), *soon, *running]
    return found[0] if found else None


def _later(plan: Plan, room: Room, minute: int) -> list[Stop]:
    return [stop for stop in _stops(plan, room) if stop.row.starts > minute][:3]


def _stops(plan: Plan, room: Room) -> list[Stop]:
    stops = [Stop(row, None) for row in plan.rows if row.plenary]
    for row in plan.rows:
        stops += [Stop(row, cell.topic) for cell in row.sessions if cell.room.id == room.id]
    return sorted(stops, key=lambda stop: (stop.row.starts, stop.ends))
