"""What is one's own on the walls: support given, points placed, and cards and photos that a moderator has hidden."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.dots import dots
from barcamp.domain.note import notes
from barcamp.domain.photo import photos
from barcamp.domain.support import supports
from barcamp.queries.notes import HiddenNote


@dataclass(frozen=True, slots=True)
class Own:
    """`supports` are ids of notes; `dots` pairs of note and points."""

    supports: tuple[int, ...] = ()
    dots: tuple[tuple[int, int], ...] = ()
    hidden: tuple[HiddenNote, ...] = ()
    hidden_photos: tuple[HiddenNote, ...] = ()


async def load_own(db: AsyncConnection, person_id: int) -> Own:
    supported = select(literal("support").label("kind"), supports.c.note_id.label("id"), literal(1).label("number"))
    placed = select(literal("dot"), dots.c.note_id, dots.c.number)
    query = union_all(
        supported.where(supports.c.attendee_id == person_id), placed.where(dots.c.attendee_id == person_id)
    )
    rows = list(await db.execute(query))
    hidden = union_all(_hidden(notes, notes.c.text, person_id), _hidden(photos, photos.c.description, person_id))
    aside: dict[str, list[HiddenNote]] = {"note": [], "photo": []}
    for row in await db.execute(hidden.order_by("id")):
        aside[row.kind].append(HiddenNote(row.id, row.wall, row.text, "", row.hidden_because))
    return Own(
        tuple(sorted(row.id for row in rows if row.kind == "support")),
        tuple(sorted((row.id, row.number) for row in rows if row.kind == "dot")),
        tuple(aside["note"]),
        tuple(aside["photo"]),
    )


def _hidden(table: Table, words: ColumnElement[str], person_id: int) -> Any:
    return select(
        literal(table.name).label("kind"), table.c.id, table.c.wall, words.label("text"), table.c.hidden_because
    ).where(table.c.author_id == person_id, table.c.withdrawn_at.is_(None), table.c.hidden_at.is_not(None))
