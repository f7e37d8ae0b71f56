"""Slots: rows of the day. One with a title is a plenary item for everybody; one without holds sessions. Moderators
change them while the day runs; each change is undone in one step."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.fixed import open_beside_fixed, refuse_more_beside_fixed
from barcamp.domain.plan.grid import refuse_if_used, slots
from barcamp.domain.plan.placement import placement, refuse_if_pinned
from barcamp.domain.plan.plan_change import Place, put, sessions_in, written
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.photo import photos
from barcamp.domain.walls.silence.lanes import any_silent
from barcamp.domain.walls.wall import walls
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock, minutes, refuse_missing_times, span
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.night import DAY, seated_by_day
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.rows import named
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

MOST_SLOTS = 80


class AddSlot(Command):
    by = Role.MODERATOR
    starts: str
    ends: str
    title: Annotated[str, Line(120, least=0)] = ""
    day: int = 0  # of several, 0 for the first

    async def perform(self, turn: Turn) -> Done:
        starts, ends = times(self.starts, self.ends, day_of(turn, self.day))
        changes = Changes()
        made = await _add(turn, changes, day=self.day, starts=starts, ends=ends, title=self.title)
        await seat(turn, {made}, changes)
        return await remember(turn, "add-slot", changes, Changed.grid(), about=as_clock(starts), made=made)


class EditSlot(Editor):
    """Changes a slot; sessions in it move along. One with sessions cannot become a plenary item; one with notes cannot
    become a slot for sessions."""

    by = Role.MODERATOR
    slot: int
    starts: str
    ends: str
    title: Annotated[str, Line(120, least=0)] = ""
    day: int | None = None  # as it is

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        slot = await _load(turn, self.slot)
        return {"starts": as_clock(slot.starts), "ends": as_clock(slot.ends), "title": slot.title, "day": slot.day}

    async def perform(self, turn: Turn) -> Done:
        was = await _load(turn, self.slot)
        day = was.day if self.day is None else self.day
        starts, ends = times(self.starts, self.ends, day_of(turn, day))
        if self.title:
            await refuse_if_used(turn, "slot_id", self.slot)
        else:
            await refuse_if_noted(turn, [self.slot])
        beside = await open_beside_fixed(turn)
        changes = Changes()
        await changes.write(turn, slots, self.slot, day=day, starts=starts, ends=ends, title=self.title)
        await seat(turn, {self.slot}, changes)
        await refuse_more_beside_fixed(turn, beside)
        facts = Changed.grid(), Changed.wall(f"s{self.slot}")
        return await remember(turn, "edit-slot", changes, *facts, about=as_clock(was.starts))


class SplitSlot(Command):
    """Divides a slot in two at the time `at`. What stands in it stays in the first part; the second has its title, and
    is free."""

    by = Role.MODERATOR
    slot: int
    at: str

    async def perform(self, turn: Turn) -> Done:
        was = await _load(turn, self.slot)
        try:
            at = was.starts - was.starts % DAY + minutes(self.at)
        except Refused as why:
            raise why.beside("at") from None
        at += DAY if at <= was.starts else 0  # of the small hours
        if not was.starts < at < was.ends:
            raise Refused("slot.split", starts=as_clock(was.starts), ends=as_clock(was.ends)).beside("at")
        changes = Changes()
        await changes.write(turn, slots, self.slot, ends=at)
        made = await _add(turn, changes, day=was.day, starts=at, ends=was.ends, title=was.title)
        await seat(turn, {made}, changes)
        facts = Changed.grid(), Changed.wall(f"s{self.slot}")
        return await remember(turn, "split-slot", changes, *facts, about=as_clock(was.starts), made=made)


class RemoveSlot(Command):
    """Takes a slot off the grid. Its sessions come off the plan and stay topics, if as many or more were `seen` in it;
    pinned ones, and notes, keep it."""

    by = Role.MODERATOR
    slot: int
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        was = await _load(turn, self.slot)
        before = await sessions_in(turn, [self.slot])
        if len(before) > self.seen:
            raise Refused("slot.filled", num=len(before)) if self.seen else Refused("grid.in_use")
        for topic in before:
            refuse_if_pinned(await placement(turn, topic))
        await refuse_if_noted(turn, [self.slot])
        after: dict[int, Place] = dict.fromkeys(before)
        moved = await put(turn, before, after)
        changes = Changes()
        await changes.take_out(turn, slots, named(was))
        await seat(turn, (), changes)
        facts = Changed.grid(), Changed.wall(f"s{self.slot}"), *moved
        return await remember(
            turn, "remove-slot", changes, *facts,
            about=as_clock(was.starts), before=written(before), after=written(after),
        )  # fmt: skip


async def _load(turn: Turn, slot: int) -> Row[Any]:
    """A slot of the event, not one that is only for the fixed programme. Raises Refused if there is none."""
    query = select(slots).where(slots.c.id == slot, slots.c.barcamp_id == turn.barcamp.id, ~slots.c.programme)
    found = (await turn.db.execute(query)).first()
    if found is None:
        raise NotFound("slot.gone")
    return found


async def _add(turn: Turn, changes: Changes, **row: object) -> int:
    """Makes a slot, unless there are as many as there may be; returns its id."""
    if await count_slots(turn) >= MOST_SLOTS:
        raise Refused("slot.too_many", most=MOST_SLOTS)
    made = await turn.add(slots, barcamp_id=turn.barcamp.id, **row)
    changes.note(slots, {"id": made}, None, {"id": made, "barcamp_id": turn.barcamp.id, **row})
    return made


def day_of(turn: Turn, day: int) -> int:
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


async def count_slots(turn: Turn) -> int:
    """How many there are, without those that are only for the fixed programme."""
    ours = slots.c.barcamp_id == turn.barcamp.id, ~slots.c.programme
    return await turn.db.scalar(select(func.count()).where(*ours)) or 0


async def seat(turn: Turn, new: Collection[int], changes: Changes) -> None:
    """Puts what begins after midnight behind the evening that it belongs to. Raises Refused for `new` times that no
    clock will show in the night of a clock change."""
    query = select(slots).where(slots.c.barcamp_id == turn.barcamp.id, ~slots.c.programme)
    rows = (await turn.db.execute(query)).all()
    of_days = seated_by_day([(row.day, row.starts, row.ends) for row in rows])
    for row, (starts, ends) in zip(rows, of_days, strict=True):
        if row.id in new:
            refuse_missing_times(turn.barcamp, starts, ends)
        if (starts, ends) != (row.starts, row.ends):
            await changes.write(turn, slots, row.id, starts=starts, ends=ends)


async def slots_with_notes(db: AsyncConnection, barcamp_id: int, slots_: Collection[int]) -> set[int]:
    """Those on whose walls there are notes, photos or a result."""
    on = {f"s{slot}": slot for slot in slots_}
    found = set[str]()
    for table in (notes, photos):
        here = table.c.barcamp_id == barcamp_id, table.c.wall.in_(on), table.c.withdrawn_at.is_(None)
        found |= set(await db.scalars(select(table.c.wall).where(*here).distinct()))
    result = walls.c.barcamp_id == barcamp_id, walls.c.name.in_(on), walls.c.result != ""
    found |= set(await db.scalars(select(walls.c.name).where(*result)))
    return {on[wall] for wall in found}


async def refuse_if_noted(turn: Turn, slots_: Collection[int]) -> None:
    """Refuses while there is anything on the walls of these plenary items."""
    if await slots_with_notes(turn.db, turn.barcamp.id, slots_):
        raise Refused("slot.has_notes")
    if await any_silent(turn, [f"s{slot}" for slot in slots_]):
        raise Refused("slot.silent")
