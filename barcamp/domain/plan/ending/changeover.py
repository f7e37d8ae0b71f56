"""The change-over: minutes in which people go from one room to the next, between slots that follow each other."""

from collections.abc import Mapping

from sqlalchemy import select

from barcamp.domain.event.barcamp import change_noted
from barcamp.domain.plan.grid import slots
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

MOST_CHANGEOVER = 20  # minutes


class SetChangeover(Editor):
    """Sets the minutes of the change-over, also during the day; 0 for none. Refused if a slot would be no longer than
    that."""

    by = Role.MODERATOR
    minutes: int = 0

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return {"minutes": turn.barcamp.changeover}

    async def perform(self, turn: Turn) -> Done:
        if not 0 <= self.minutes <= MOST_CHANGEOVER:
            raise Refused("changeover.minutes", most=MOST_CHANGEOVER).beside("minutes")
        ours = slots.c.barcamp_id == turn.barcamp.id
        rows = (await turn.db.execute(select(slots).where(ours).order_by(slots.c.starts, slots.c.id))).all()
        for row in rows:
            if not (row.title or row.programme) and row.ends - row.starts <= self.minutes:
                times = {"starts": as_clock(row.starts), "ends": as_clock(row.ends)}
                raise Refused("changeover.short_slot", **times).beside("minutes")
        changes = Changes()
        await change_noted(turn, changes, changeover=self.minutes)
        return await remember(turn, "changeover", changes, Changed.grid(), about=str(self.minutes))
