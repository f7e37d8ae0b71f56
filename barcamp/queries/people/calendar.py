"""Whose calendar an address opens, and which sessions are somebody's own."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.calendar import calendar_links
from barcamp.domain.plan.ending.ends import load_ends
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
    """How many rows of the day are over: their sessions lead into no video room any more."""
    minute = minute_of_day(camp, now)
    return sum(end <= minute for end in (await load_ends(db, camp.id)).values())


async def walls_of(db: AsyncConnection, barcamp_id: int, attendee_id: int) -> frozenset[str]:
    """The walls of somebody's sessions, named as in documents."""
    ids = await ids_there(db, barcamp_id)
    return frozenset(f"t{ids.of('topic', topic)}" for topic in await sessions_of(db, attendee_id))
