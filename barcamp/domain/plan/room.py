"""Rooms: where sessions happen, on site or behind a video link."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import LONGEST_LINK
from barcamp.domain.plan.grid import count, refuse_if_used, rooms
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.rows import named
from barcamp.kernel.strings import Address, Line
from barcamp.kernel.turn import Done, Turn
from barcamp.text.i18n import everywhere

MOST_ROOMS = 60
VideoLink = Annotated[str, Address(LONGEST_LINK)]
Directions = Annotated[str, Line(120, least=0)]


class AddRoom(Command):
    by = Role.ORGANISER
    name: Annotated[str, Line(60)]
    capacity: int = 20
    features: Annotated[str, Line(200, least=0)] = ""
    video_link: VideoLink = ""
    directions: Directions = ""

    async def perform(self, turn: Turn) -> Done:
        refuse_a_strange_room(self.capacity)
        if await count(turn.db, rooms, turn.barcamp.id) >= MOST_ROOMS:
            raise Refused("room.too_many", most=MOST_ROOMS)
        made = await turn.add(
            rooms,
            barcamp_id=turn.barcamp.id,
            name=self.name,
            capacity=self.capacity,
            features=self.features,
            video_link=self.video_link,
            directions=self.directions,
        )
        return Done.of(Changed.grid(), made=made)


class EditRoom(Editor):
    by = Role.ORGANISER
    room: int
    name: Annotated[str, Line(60)]
    capacity: int
    features: Annotated[str, Line(200, least=0)] = ""
    video_link: VideoLink = ""
    directions: Directions = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        query = select(rooms).where(rooms.c.id == self.room, rooms.c.barcamp_id == turn.barcamp.id)
        room = (await turn.db.execute(query)).first()
        if room is None:
            raise NotFound("room.gone")
        return {name: named(room)[name] for name in ("name", "capacity", "features", "video_link", "directions")}

    async def perform(self, turn: Turn) -> Done:
        refuse_a_strange_room(self.capacity)
        result = await turn.db.execute(
            update(rooms)
            .where(rooms.c.id == self.room, rooms.c.barcamp_id == turn.barcamp.id)
            .values(
                name=self.name,
                capacity=self.capacity,
                features=self.features,
                video_link=self.video_link,
                directions=self.directions,
            )
        )
        if not result.rowcount:
            raise NotFound("room.gone")
        return Done.of(Changed.grid())


class RemoveRoom(Command):
    """Takes an empty room off the grid; one with sessions in it is refused."""

    by = Role.ORGANISER
    room: int

    async def perform(self, turn: Turn) -> Done:
        await refuse_if_used(turn, "room_id", self.room)
        result = await turn.db.execute(
            delete(rooms).where(rooms.c.id == self.room, rooms.c.barcamp_id == turn.barcamp.id)
        )
        if not result.rowcount:
            raise NotFound("room.gone")
        return Done.of(Changed.grid())  # other rooms may go by their name alone again


class CloseRoom(Command):
    """Takes a room out of use: its sessions stay until they are moved, nothing new may be placed in it. `day` is one of
    several, 0 for the first, or -1 for all."""

    by = Role.MODERATOR
    room: int
    day: int = -1

    async def perform(self, turn: Turn) -> Done:
        was = await _load(turn, self.room, self.day)
        if self.day < 0:
            return await _set(turn, was, closed=True)
        return await _set(turn, was, closed_days=was.closed_days | 1 << self.day)


class ReopenRoom(Command):
    """Puts a room to use again, on one day or on all."""

    by = Role.MODERATOR
    room: int
    day: int = -1

    async def perform(self, turn: Turn) -> Done:
        was = await _load(turn, self.room, self.day)
        if self.day < 0:
            return await _set(turn, was, closed=False, closed_days=0)
        return await _set(turn, was, closed_days=was.closed_days & ~(1 << self.day))


async def _load(turn: Turn, room: int, day: int) -> Row[Any]:
    """A room of the event. Raises Refused if there is none, or no such day."""
    found = (
        await turn.db.execute(select(rooms).where(rooms.c.id == room, rooms.c.barcamp_id == turn.barcamp.id))
    ).first()
    if found is None:
        raise NotFound("room.gone")
    if day >= turn.barcamp.days:
        raise Refused("days.no_such_day")
    return found


async def _set(turn: Turn, was: Row[Any], **now: object) -> Done:
    before = named(was)
    if all(before[name] == value for name, value in now.items()):
        return Done()
    await turn.db.execute(update(rooms).where(rooms.c.id == was.id).values(**now))
    return Done.of(Changed.grid())


def same(name: str) -> str:
    """Whether people would take two names for one."""
    return " ".join(name.split()).casefold()


def for_all() -> set[str]:
    """What exports call the room of plenary items, in every language."""
    return {same(name) for name in everywhere("Everybody")}


async def called(db: AsyncConnection, barcamp_id: int) -> dict[int, str]:
    """What each room of an event is called wherever names have to tell rooms apart."""
    query = select(rooms.c.id, rooms.c.name).where(rooms.c.barcamp_id == barcamp_id).order_by(rooms.c.id)
    found = (await db.execute(query)).all()
    return dict(zip((row.id for row in found), apart([row.name for row in found]), strict=True))


def apart(names: Sequence[str]) -> list[str]:
    """What rooms are called in calendars and plans, where two of the same name would become one, and one named like the
    plenary items would be confused with them.

    >>> apart(["Raum 1", "raum 1", "Alle"])
    ['Raum 1', 'raum 1 (2)', 'Alle (2)']
    """
    taken = for_all()
    found: list[str] = []
    typed = {same(name) for name in names}
    for name in names:
        called, n = name, 2
        while same(called) in taken or (called != name and same(called) in typed):
            called, n = f"{name} ({n})", n + 1
        taken.add(same(called))
        found.append(called)
    return found


def refuse_a_strange_room(capacity: int) -> None:
    """Raises Refused."""
    if not 1 <= capacity <= 10_000:
        raise Refused("room.capacity").beside("capacity")
