"""Running late: what is running lasts longer and what follows moves along, or the whole day begins later."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from barcamp.domain.plan.ending.ends import ends_of
from barcamp.domain.plan.grid import placements, slots
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock, minute_of_day, refuse_missing_times
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.night import DAY
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.turn import Done, Turn

MOST_MINUTES = 60


class ShiftSlots(Command):
    """Gives what is running so many more minutes. What follows begins later only as far as it must: gaps absorb the
    delay, so a long break ends it; but not the time in which people change rooms. Sessions that ended early stay over.

    `seen` is the end that was seen, in minutes of the day: somebody who pressed twice, or at the same time as somebody
    else, is told; -1 skips this check.
    """

    by = Role.MODERATOR
    minutes: int = 5
    seen: int = -1

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise Refused("shift.minutes", most=MOST_MINUTES)
        minute = minute_of_day(turn.barcamp, turn.now)
        query = (
            select(slots)
            .where(slots.c.barcamp_id == turn.barcamp.id, ~slots.c.programme)
            .order_by(slots.c.starts, slots.c.ends)
        )
        found = (await turn.db.execute(query)).all()
        until = ends_of(found, turn.barcamp.changeover)
        rows = [named(row) for row in found]
        moved = shifted(rows, minute, self.minutes, _taken(found, until, turn.barcamp.changeover))
        if not moved:
            raise Refused("shift.nothing_runs")
        running = [row["id"] for row in rows if row["starts"] <= minute < row["ends"]]
        ends = min([until[slot] for slot in running if minute < until[slot]] or [until[slot] for slot in running])
        if self.seen >= 0 and self.seen != ends:
            raise Refused("shift.longer_already", time=as_clock(ends))
        if any(moved[row["id"]][0] > _last(row["day"]) >= row["starts"] for row in rows if row["id"] in moved):
            raise Refused("shift.past_midnight")
        changes = Changes()
        for slot, (starts, ends) in moved.items():
            await changes.write(turn, slots, slot, starts=starts, ends=ends)
        await _keep_over(turn, changes, {slot: until[slot] for slot in running}, minute, self.minutes)
        walls = [Changed.wall(f"s{row['id']}") for row in rows if row["id"] in moved and row["title"]]
        return await remember(turn, "shift", changes, Changed.grid(), *walls, about=str(self.minutes))


class BeginAt(Command):
    """Moves all time slots of the first day in one step, so that it begins at the minute `starts`. `seen` is the start
    that was seen: pressed twice, it moves once."""

    by = Role.ORGANISER
    starts: int
    seen: int

    async def perform(self, turn: Turn) -> Done:
        of_day = slots.c.barcamp_id == turn.barcamp.id, slots.c.day == 0, ~slots.c.programme
        rows = (await turn.db.execute(select(slots).where(*of_day).order_by(slots.c.starts, slots.c.ends))).all()
        if not rows or rows[0].starts != self.seen:
            return Done()
        if turn.barcamp.phase != "arrival":
            raise Refused("shift.begun")
        later = self.starts - self.seen
        if self.starts < 0 or rows[-1].starts + later > _last(0):
            raise Refused("shift.past_midnight")
        changes = Changes()
        for row in rows:
            starts, ends = row.starts + later, row.ends + later
            refuse_missing_times(turn.barcamp, starts, ends)
            await changes.write(turn, slots, row.id, starts=starts, ends=ends)
        walls = [Changed.wall(f"s{row.id}") for row in rows if row.title]
        return await remember(turn, "begin-at", changes, Changed.grid(), *walls, about=as_clock(self.starts))


def _last(day: int) -> int:
    """The last minute of a day, 0 for the first."""
    return (day + 1) * DAY - 1


async def _keep_over(turn: Turn, changes: Changes, until: Mapping[int, int], minute: int, by: int) -> None:
    """Sessions that somebody has ended already keep their end when their slots, with the end of each, last longer."""
    early = select(placements).where(placements.c.slot_id.in_(list(until)), placements.c.extra < 0)
    for row in (await turn.db.execute(early)).all():
        if until[row.slot_id] + row.extra <= minute:
            extra = row.extra - by
            await turn.db.execute(update(placements).where(placements.c.topic_id == row.topic_id).values(extra=extra))
            changes.note(placements, {"topic_id": row.topic_id}, {"extra": row.extra}, {"extra": extra})


def _taken(rows: Sequence[Any], until: Mapping[int, int], changeover: int) -> dict[int, int]:
    """Until when each slot takes the time of those who are in it: with the way to what follows."""
    taken: dict[int, int] = {}
    for row in rows:
        follows = [each.starts for each in rows if each.day == row.day and each.starts >= row.ends]
        ready = row.ends if row.title else until[row.id] + changeover
        taken[row.id] = max(row.ends, min([ready, *follows]))
    return taken


def shifted(
    rows: Sequence[Mapping[str, Any]], minute: int, by: int, taken: Mapping[int, int] | None = None
) -> dict[int, tuple[int, int]]:
    """Maps each slot that changes to its new start and end. `rows` are in order of their start, times in minutes;
    `taken` is until when each takes people's time, if that is longer than it lasts."""
    taken = taken or {row["id"]: row["ends"] for row in rows}
    running = [row for row in rows if row["starts"] <= minute < row["ends"]]
    moved = {row["id"]: (row["starts"], row["ends"] + by) for row in running}
    if not moved:
        return {}
    first = min(row["ends"] for row in running)
    was_until = max(taken[row["id"]] for row in running)
    until = was_until + by
    for row in rows:
        if row["id"] in moved or row["starts"] < first:
            continue
        delay = min(by, until - row["starts"])
        if delay <= 0:
            if row["starts"] >= was_until:
                break
            continue
        moved[row["id"]] = (row["starts"] + delay, row["ends"] + delay)
        until, was_until = max(until, taken[row["id"]] + delay), max(was_until, taken[row["id"]])
    return moved
