"""The fixed programme as its page lists it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.plan.room import called
from barcamp.domain.topics.topic import topics


@dataclass(frozen=True, slots=True)
class FixedSession:
    """A fixed session in the plan. Times are minutes since midnight of the event's first day."""

    topic: int
    title: str
    people: str
    room: str
    starts: int
    ends: int
    day: int
    by_hand: bool


async def load_programme(db: AsyncConnection, barcamp_id: int) -> list[FixedSession]:
    """In order of time and room, in two queries."""
    rooms = await called(db, barcamp_id)
    query = (
        select(topics, placements.c.room_id, slots.c.starts, slots.c.ends, slots.c.day)
        .select_from(topics.join(placements, placements.c.topic_id == topics.c.id).join(slots))
        .where(topics.c.barcamp_id == barcamp_id, topics.c.fixed != "", topics.c.withdrawn_at.is_(None))
        .order_by(slots.c.day, slots.c.starts, placements.c.room_id, topics.c.id)
    )
    return [
        FixedSession(
            row.id, row.title, row.led_by, rooms[row.room_id], row.starts, row.ends, row.day, row.fixed == "hand"
        )
        for row in await db.execute(query)
    ]
