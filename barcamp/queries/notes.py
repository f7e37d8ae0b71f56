"""Walls and the notes on them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.attendee import attendees
from barcamp.domain.grid import slots
from barcamp.domain.note import Wall, notes
from barcamp.domain.topic import topics


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    wall: str
    text: str
    author_id: int
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class WallSight:
    """A wall with its notes, oldest first. `title` is None when the topic or plenary item is gone."""

    name: str
    title: str | None
    notes: tuple[Note, ...]


async def load_notes(db: AsyncConnection, barcamp_id: int, wall: str | None = None) -> list[Note]:
    query = (
        select(
            notes.c.id, notes.c.wall, notes.c.text, notes.c.author_id,
            attendees.c.name.label("author"), notes.c.written_at,
        )
        .join(attendees, attendees.c.id == notes.c.author_id)
        .where(notes.c.barcamp_id == barcamp_id, notes.c.withdrawn_at.is_(None))
        .order_by(notes.c.id)
    )  # fmt: skip
    if wall is not None:
        query = query.where(notes.c.wall == wall)
    return [Note(**row._mapping) for row in await db.execute(query)]


async def load_wall(db: AsyncConnection, barcamp_id: int, wall: Wall) -> WallSight:
    table = topics if wall.kind == "t" else slots
    query = select(table.c.title).where(table.c.id == wall.id, table.c.barcamp_id == barcamp_id)
    query = query.where(topics.c.withdrawn_at.is_(None) if wall.kind == "t" else slots.c.title != "")
    title = await db.scalar(query)
    return WallSight(str(wall), title, tuple(await load_notes(db, barcamp_id, str(wall))))
