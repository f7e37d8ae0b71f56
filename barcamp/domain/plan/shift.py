"""Running late: what runs now lasts longer, and what follows moves along."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import select

from barcamp.domain.plan.grid import slots
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock, minute_of_day
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

MOST_MINUTES = 60
LAST_MINUTE = 24 * 60 - 1


class ShiftSlots(Command):
    """Gives what runs now so many minutes more. What follows begins later only as far as it must: a gap takes the
    delay up, so a long break ends it.

    `seen` is the end that was seen, in minutes of the day: who pressed twice, or at once with somebody else, is told;
    -1 does not mind.
    """

    by = Role.MODERATOR
    heavy: ClassVar[bool] = True
    minutes: int = 5
    seen: int = -1

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise Refused("shift.minutes", most=MOST_MINUTES)
        minute = minute_of_day(turn.barcamp, turn.now)
        query = select(slots).where(slots.c.barcamp_id == turn.barcamp.id).order_by(slots.c.starts, slots.c.ends)
        rows = [dict(row._mapping) for row in await turn.db.execute(query)]
        moved = shifted(rows, minute, self.minutes)
        if not moved:
            raise Refused("shift.nothing_runs")
        ends = min(row["ends"] for row in rows if row["starts"] <= minute < row["ends"])
        if self.seen >= 0 and self.seen != ends:
            raise Refused("shift.longer_already", time=as_clock(ends))
        if any(moved[row["id"]][0] > LAST_MINUTE >= row["starts"] for row in rows if row["id"] in moved):
            raise Refused("shift.past_midnight")
        changes = Changes()
        for slot, (starts, ends) in moved.items():
            await changes.write(turn, slots, slot, starts=starts, ends=ends)
        walls = [Changed.wall(f"s{row['id']}") for row in rows if row["id"] in moved and row["title"]]
        return await remember(turn, "shift", changes, Changed.grid(), *walls, about=str(self.minutes))


def shifted(rows: Sequence[Mapping[str, Any]], minute: int, by: int) -> dict[int, tuple[int, int]]:
    """Slot → its new start and end, for those that change. `rows` in order of their start, times in minutes."""
    running = [row for row in rows if row["starts"] <= minute < row["ends"]]
    moved = {row["id"]: (row["starts"], row["ends"] + by) for row in running}
    if not moved:
        return {}
    first = min(row["ends"] for row in running)
    until, was_until = max(ends for _, ends in moved.values()), max(row["ends"] for row in running)
    for row in rows:
        if row["id"] in moved or row["starts"] < first:
            continue
        delay = min(by, until - row["starts"])
        if delay <= 0:
            if row["starts"] >= was_until:
                break
            continue
        moved[row["id"]] = (row["starts"] + delay, row["ends"] + delay)
        until, was_until = max(until, row["ends"] + delay), max(was_until, row["ends"])
    return moved
