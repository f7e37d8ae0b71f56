"""Who moved a card last, or put a section in order, as only they may take that back."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.lane import ORDERED, note_moves, notes

NOBODY = 0


async def moved_last_by(db: AsyncConnection, note_id: int) -> int | None:
    """The person who may take it back; None for an organiser without a name, NOBODY where nobody can."""
    alone = note_moves.c.note_id == note_id, note_moves.c.partner != ORDERED
    move = (await db.execute(select(note_moves.c.attendee_id).where(*alone))).first()
    return NOBODY if move is None else move.attendee_id


async def ordered_by(db: AsyncConnection, barcamp_id: int, wall: str, person: int | None) -> set[int]:
    """The sections of the wall that this person, or an organiser without a name, put in order last; 0 for cards
    without a section."""
    query = (
        select(notes.c.section_id, note_moves.c.attendee_id)
        .join(note_moves, note_moves.c.note_id == notes.c.id)
        .where(notes.c.barcamp_id == barcamp_id, notes.c.wall == wall, note_moves.c.partner == ORDERED)
        .distinct()
    )
    by: dict[int, set[int | None]] = {}
    for section, who in await db.execute(query):
        by.setdefault(section or 0, set()).add(who)
    return {section for section, people in by.items() if people == {person}}
