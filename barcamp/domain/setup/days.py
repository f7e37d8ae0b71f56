"""The days of an event, one to seven in a row, and what goes with a day that is dropped."""

from sqlalchemy import delete, select

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.plan.grid import slots
from barcamp.domain.plan.plan_change import PARKED, Place, put, sessions_in, written
from barcamp.domain.plan.proposal import proposals
from barcamp.domain.setup.slot import refuse_if_noted
from barcamp.domain.topics.topic import topics
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.turn import Done, Turn

MOST_DAYS = 7


async def drop_days(turn: Turn, left: int) -> Done:
    """Takes the time slots of all but the first days off the grid, as one revision, and the days themselves. Topics
    that stand there are parked, repeats and fixed sessions withdrawn.
    Raises Refused while notes stand there: nobody would find
    them again."""
    if left >= turn.barcamp.days:
        return Done()
    ours = slots.c.barcamp_id == turn.barcamp.id, slots.c.day >= left
    dropped = [named(row) for row in await turn.db.execute(select(slots).where(*ours).order_by(slots.c.id))]
    try:
        await refuse_if_noted(turn, [slot["id"] for slot in dropped])
    except Refused:
        raise Refused("days.in_use").beside("days") from None
    before = await sessions_in(turn, [slot["id"] for slot in dropped])
    known = (await turn.db.execute(select(topics).where(topics.c.id.in_(before)))).all()
    after: dict[int, Place] = {row.id: None if row.repeat_of or row.fixed else PARKED for row in known}
    moved = await put(turn, before, after)
    changes = Changes()
    for row in known:
        if row.fixed:
            await changes.write(turn, topics, row.id, withdrawn_at=turn.now)
    for slot in dropped:
        await changes.take_out(turn, slots, slot)
    changes.note(barcamps, {"id": turn.barcamp.id}, {"days": turn.barcamp.days}, {"days": left})
    await turn.db.execute(delete(proposals).where(proposals.c.barcamp_id == turn.barcamp.id))
    facts = {Changed.event(), Changed.clock(), Changed.grid(), Changed.proposal()} | moved
    return await remember(turn, "days", changes, *facts, about=str(left), before=written(before), after=written(after))
