"""What is one's own on the walls: support given, points placed, and cards that a moderator has hidden."""

from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.dots import dots
from barcamp.domain.note import notes
from barcamp.domain.support import supports
from barcamp.queries.notes import HiddenNote


@dataclass(frozen=True, slots=True)
class Own:
    """`supports` are ids of notes; `dots` pairs of note and points."""

    supports: tuple[int, ...] = ()
    dots: tuple[tuple[int, int], ...] = ()
    hidden: tuple[HiddenNote, ...] = ()


async def load_own(db: AsyncConnection, person_id: int) -> Own:
    supported = select(literal("support").label("kind"), supports.c.note_id.label("id"), literal(1).label("number"))
    placed = select(literal("dot"), dots.c.note_id, dots.c.number)
    query = union_all(
        supported.where(supports.c.attendee_id == person_id), placed.where(dots.c.attendee_id == person_id)
    )
    rows = list(await db.execute(query))
    hidden = (
        select(notes.c.id, notes.c.wall, notes.c.text, notes.c.hidden_because)
        .where(notes.c.author_id == person_id, notes.c.withdrawn_at.is_(None), notes.c.hidden_at.is_not(None))
        .order_by(notes.c.id)
    )
    return Own(
        tuple(sorted(row.id for row in rows if row.kind == "support")),
        tuple(sorted((row.id, row.number) for row in rows if row.kind == "dot")),
        tuple(HiddenNote(row.id, row.wall, row.text, "", row.hidden_because) for row in await db.execute(hidden)),
    )
