"""The rehearsal of an event, and the moments of its day to which its clock may be set."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.rows import first_as
from barcamp.queries.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Stop:
    """A moment of the day. `before`: minutes before its sessions end; None at its beginning. `minute` is what the clock
    would show, `round` counts the rows with sessions up to this one; it is 0 for a row for everybody."""

    minute: int
    starts: int
    title: str
    before: int | None = None
    round: int = 0


async def rehearsal_of(db: AsyncConnection, code: str) -> Barcamp | None:
    """The rehearsal that is running for the event with this code."""
    query = select(barcamps).where(barcamps.c.rehearses == code).order_by(barcamps.c.id.desc()).limit(1)
    return await first_as(Barcamp, db, query)


def stops(plan: Plan) -> list[Stop]:
    """For each row of the day its beginning and, for sessions, ten and two minutes before their end."""
    found: list[Stop] = []
    sessions = 0
    for row in plan.rows:
        sessions += not row.plenary
        number = 0 if row.plenary else sessions
        found.append(Stop(row.starts, row.starts, row.title, round=number))
        if not row.plenary:
            near = [before for before in (10, 2) if row.until - before > row.starts]
            found += [Stop(row.until - before, row.starts, "", before, number) for before in near]
    if plan.rows:
        last = max(plan.rows, key=lambda row: row.ends)
        found.append(Stop(last.ends, last.starts, last.title, 0))
    return found
