"""Slots: rows of the day. One with a title is a plenary item for everybody; one without holds sessions."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from sqlalchemy import Row, delete, func, select, update

from barcamp.domain.plan.grid import count, refuse_if_used, slots
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.silence.lanes import any_silent
from barcamp.domain.walls.wall import Wall, on_record
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock, minutes, refuse_missing_times, span
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.night import DAY, seated_by_day
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

MOST_SLOTS = 80


class AddSlot(Command):
    by = Role.ORGANISER
    starts: str
    ends: str
    title: Annotated[str, Line(120, least=0)] = ""
    day: int = 0  # of several, 0 for the first

    async def perform(self, turn: Turn) -> Done:
        starts, ends = times(self.starts, self.ends, _of(turn, self.day))
        if await count(turn.db, slots, turn.barcamp.id) >= MOST_SLOTS:
            raise Refused("slot.too_many", most=MOST_SLOTS)
        made = await turn.add(
            slots, barcamp_id=turn.barcamp.id, day=self.day, starts=starts, ends=ends, title=self.title
        )
        await seat(turn, {made})
        return Done.of(Changed.grid(), made=made)


class EditSlot(Editor):
    """Changes a slot. One with sessions cannot become a plenary item; one with notes cannot become a slot for
    sessions."""

    by = Role.ORGANISER
    slot: int
    starts: str
    ends: str
    title: Annotated[str, Line(120, least=0)] = ""
    day: int | None = None  # as it is

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        slot = await self._now(turn)
        return {"starts": as_clock(slot.starts), "ends": as_clock(slot.ends), "title": slot.title, "day": slot.day}

    async def perform(self, turn: Turn) -> Done:
        day = (await self._now(turn)).day if self.day is None else self.day
        starts, ends = times(self.starts, self.ends, _of(turn, day))
        if self.title:
            await refuse_if_used(turn, "slot_id", self.slot)
        else:
            await refuse_if_noted(turn, self.slot)
        await turn.db.execute(
            update(slots).where(slots.c.id == self.slot).values(day=day, starts=starts, ends=ends, title=self.title)
        )
        await seat(turn, {self.slot})
        return Done.of(Changed.grid(), Changed.wall(f"s{self.slot}"))

    async def _now(self, turn: Turn) -> Row[Any]:
        query = select(slots).where(slots.c.id == self.slot, slots.c.barcamp_id == turn.barcamp.id)
        slot = (await turn.db.execute(query)).first()
        if slot is None:
            raise NotFound("slot.gone")
        return slot


class RemoveSlot(Command):
    """Takes an empty slot off the grid; one with sessions or notes in it is refused."""

    by = Role.ORGANISER
    slot: int

    async def perform(self, turn: Turn) -> Done:
        await refuse_if_used(turn, "slot_id", self.slot)
        await refuse_if_noted(turn, self.slot)
        result = await turn.db.execute(
            delete(slots).where(slots.c.id == self.slot, slots.c.barcamp_id == turn.barcamp.id)
        )
        if not result.rowcount:
            raise NotFound("slot.gone")
        await seat(turn, ())
        return Done.of(Changed.grid(), Changed.wall(f"s{self.slot}"))


def _of(turn: Turn, day: int) -> int:
    """A day of the event. Raises Refused for one that it does not have."""
    if not 0 <= day < turn.barcamp.days:
        raise Refused("days.no_such_day").beside("day")
    return day


def times(starts: str, ends: str, day: int = 0) -> tuple[int, int]:
    """The times of a day as typed, in minutes. Raises Refused, naming the field that is meant."""
    read: list[int] = []
    for field, typed in (("starts", starts), ("ends", ends)):
        try:
            read.append(minutes(typed))
        except Refused as why:
            raise why.beside(field) from None
    try:
        first, last = span(*read)
        return day * DAY + first, day * DAY + last
    except Refused as why:
        raise why.beside("ends") from None


async def seat(turn: Turn, new: Collection[int]) -> None:
    """Puts what begins after midnight behind the evening that it belongs to. Raises Refused for `new` times that no
    clock will show in the night of a clock change."""
    rows = (await turn.db.execute(select(slots).where(slots.c.barcamp_id == turn.barcamp.id))).all()
    of_days = seated_by_day([(row.day, row.starts, row.ends) for row in rows])
    for row, (starts, ends) in zip(rows, of_days, strict=True):
        if row.id in new:
            refuse_missing_times(turn.barcamp, starts, ends)
        if (starts, ends) != (row.starts, row.ends):
            await turn.db.execute(update(slots).where(slots.c.id == row.id).values(starts=starts, ends=ends))


async def refuse_if_noted(turn: Turn, slot: int) -> None:
    written = select(func.count()).where(
        notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == f"s{slot}", notes.c.withdrawn_at.is_(None)
    )
    row = await on_record(turn, Wall("s", slot))
    if await turn.db.scalar(written) or (row is not None and row.result):
        raise Refused("slot.has_notes")
    if await any_silent(turn, (f"s{slot}",)):
        raise Refused("slot.silent")
