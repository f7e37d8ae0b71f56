"""Cards that moderators have hidden: for themselves, and for those who wrote them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.lane import notes


@dataclass(frozen=True, slots=True)
class HiddenNote:
    id: int
    wall: str
    text: str
    author: str
    reason: str


async def load_hidden(db: AsyncConnection, barcamp_id: int) -> list[HiddenNote]:
    """What moderators have hidden, the latest first."""
    query = (
        select(
            notes.c.id, notes.c.wall, notes.c.text, func.coalesce(attendees.c.name, ""), notes.c.hidden_because,
        )
        .outerjoin(attendees, attendees.c.id == notes.c.author_id)
        .where(notes.c.barcamp_id == barcamp_id, notes.c.withdrawn_at.is_(None), notes.c.hidden_at.is_not(None))
        .order_by(notes.c.hidden_at.desc(), notes.c.id)
    )  # fmt: skip
    return [HiddenNote(*row) for row in await db.execute(query)]
