"""Who moved a card last, as only they may take that back."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.lane import note_moves

NOBODY = 0


async def moved_last_by(db: AsyncConnection, note_id: int) -> int | None:
    """The person who may take it back; None for an organiser without a name, NOBODY where nobody can."""
    move = (await db.execute(select(note_moves.c.attendee_id).where(note_moves.c.note_id == note_id))).first()
    return NOBODY if move is None else move.attendee_id
