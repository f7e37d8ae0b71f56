"""Whose calendar an address opens, and which sessions are somebody's own."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.calendar import calendar_links
from barcamp.domain.plan.ending.ends import load_ends
from barcamp.domain.plan.grid import placements, slots
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import minute_of_day
from barcamp.queries.plan.going import sessions_of
from barcamp.queries.transfer.record import ids_there


async def person_with_calendar(db: AsyncConnection, barcamp_id: int, token: str) -> int | None:
    """The attendee whose link this is; `token` is its SHA-256."""
    return await db.scalar(
        select(calendar_links.c.attendee_id).where(
            calendar_links.c.token == token, calendar_links.c.barcamp_id == barcamp_id
        )
    )


async def subscribed_since(db: AsyncConnection, attendee_id: int) -> datetime | None:
    """When their address was made; None if they have none."""
    query = select(calendar_links.c.made_at).where(calendar_links.c.attendee_id == attendee_id)
    return await db.scalar(query)


async def rows_over(db: AsyncConnection, camp: Barcamp, now: datetime) -> int:
    """How many rows of the day, and sessions with an end of their own, are over: they lead into no video room any more.
    A longer session may also end because the next one begins in its room."""
    minute = minute_of_day(camp, now)
    until = await load_ends(db, camp.id)
    own = select(placements.c.slot_id, placements.c.extra).where(
        placements.c.barcamp_id == camp.id, placements.c.extra != 0
    )
    ends = [*until.values()]
    for slot, extra in map(tuple, await db.execute(own)):
        ends.append(until[slot] + extra)
        ends += await db.scalars(select(slots.c.starts).where(slots.c.barcamp_id == camp.id)) if extra > 0 else ()
    return sum(end <= minute for end in ends)


async def walls_of(db: AsyncConnection, barcamp_id: int, attendee_id: int) -> frozenset[str]:
    """The walls of somebody's sessions, named as in documents."""
    ids = await ids_there(db, barcamp_id)
    return frozenset(f"t{ids.of('topic', topic)}" for topic in await sessions_of(db, attendee_id))
