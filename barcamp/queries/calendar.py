"""Whose calendar an address opens, and which sessions are somebody's own."""

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.calendar import calendar_links
from barcamp.domain.cohost import cohosts
from barcamp.domain.topic import topics
from barcamp.domain.vote import votes
from barcamp.queries.record import ids_there


async def person_with_calendar(db: AsyncConnection, barcamp_id: int, token: str) -> int | None:
    """The attendee whose link this is; `token` is its SHA-256."""
    return await db.scalar(
        select(calendar_links.c.attendee_id).where(
            calendar_links.c.token == token, calendar_links.c.barcamp_id == barcamp_id
        )
    )


async def sessions_of(db: AsyncConnection, barcamp_id: int, attendee_id: int) -> frozenset[str]:
    """The walls of what they showed interest in, pitched or host together; named as papers name them."""
    mine = union(
        select(votes.c.topic_id).where(votes.c.attendee_id == attendee_id),
        select(topics.c.id).where(topics.c.host_id == attendee_id),
        select(cohosts.c.topic_id).where(cohosts.c.attendee_id == attendee_id),
    )
    ids = await ids_there(db, barcamp_id)
    return frozenset(f"t{ids.of('topic', topic)}" for topic in (await db.execute(mine)).scalars())
