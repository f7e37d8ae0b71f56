"""The days of an event, one to seven in a row, and what goes with a day that is dropped."""

from sqlalchemy import delete, func, select

from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.setup.slot import refuse_if_noted
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Turn

MOST_DAYS = 7


async def drop_days(turn: Turn, left: int) -> None:
    """Takes the time slots of all but the first days off the grid. Raises Refused while sessions or notes stand in
    them."""
    if left >= turn.barcamp.days:
        return
    ours = slots.c.barcamp_id == turn.barcamp.id, slots.c.day >= left
    dropped = (await turn.db.scalars(select(slots.c.id).where(*ours))).all()
    used = select(func.count()).where(placements.c.slot_id.in_(dropped))
    if dropped and await turn.db.scalar(used):
        raise Refused("days.in_use").beside("days")
    for slot in dropped:
        try:
            await refuse_if_noted(turn, slot)
        except Refused:
            raise Refused("days.in_use").beside("days") from None
    await turn.db.execute(delete(slots).where(*ours))
