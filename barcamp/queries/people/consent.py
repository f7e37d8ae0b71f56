"""Who agreed to be named in what is published."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.consent import consents


async def load_consents(db: AsyncConnection, barcamp_id: int) -> dict[int, bool]:
    """What each person said, by attendee; people who have not answered are missing."""
    query = select(consents.c.attendee_id, consents.c.agreed).where(consents.c.barcamp_id == barcamp_id)
    return {row.attendee_id: row.agreed for row in await db.execute(query)}


async def load_nameable(db: AsyncConnection, barcamp_id: int) -> frozenset[int]:
    """The attendees whose names may be published."""
    said = await load_consents(db, barcamp_id)
    return frozenset(attendee for attendee, agreed in said.items() if agreed)
