"""What is one's own on the walls: support given, points placed, cards that nobody else sees yet, and cards and photos
that a moderator has hidden."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, Table, and_, cast, exists, literal, not_, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.dots import dots
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.support import supports
from barcamp.kernel.history import OVER, UNDONE, revisions
from barcamp.kernel.rows import AnySelect
from barcamp.queries.walls.hidden import HiddenNote
from barcamp.queries.walls.silence import OwnSealed, own_sealed, wishes_of


@dataclass(frozen=True, slots=True)
class Own:
    """One's own. `supports` are ids of notes; `dots` pairs of note and points; `sealed` are cards that nobody
    else sees yet, `wishes` the walls on which one has asked for more time. `hidden_topics`: title and reason.
    `merged`: title of the topic that went and of the one it is part of now, and whether the first was one's own.
    `parted`: titles of those that were part of another, or contained another, until that was undone."""

    supports: tuple[int, ...] = ()
    dots: tuple[tuple[int, int], ...] = ()
    hidden: tuple[HiddenNote, ...] = ()
    hidden_photos: tuple[HiddenNote, ...] = ()
    sealed: tuple[OwnSealed, ...] = ()
    wishes: tuple[str, ...] = ()
    hidden_topics: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str, bool], ...] = ()
    parted: tuple[str, ...] = ()


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
        await own_sealed(db, person_id),
        await wishes_of(db, person_id),
        *await _topics(db, person_id),
    )


def _hidden(table: Table, words: ColumnElement[str], person_id: int) -> AnySelect:
    return select(
        literal(table.name).label("kind"), table.c.id, table.c.wall, words.label("text"), table.c.hidden_because
    ).where(table.c.author_id == person_id, table.c.withdrawn_at.is_(None), table.c.hidden_at.is_not(None))


class _OfTopics(NamedTuple):
    hidden: tuple[tuple[str, str], ...]
    merged: tuple[tuple[str, str, bool], ...]
    parted: tuple[str, ...]


async def _topics(db: AsyncConnection, person_id: int) -> _OfTopics:
    """What moderators did to one's topics, for the people who are told of it."""
    whole, part = topics.alias("whole"), topics.alias("part")
    # A revision names the rows it wrote, and so the topic by its id.
    named = revisions.c.rows.contains(literal('["topic", {"id": ') + cast(topics.c.id, String) + literal("}"))
    parted = and_(
        topics.c.withdrawn_at.is_(None),
        exists().where(
            revisions.c.barcamp_id == topics.c.barcamp_id,
            revisions.c.kind == "merge",
            revisions.c.state.in_((UNDONE, OVER)),
            named,
        ),
        not_(exists().where(part.c.merged_into == topics.c.id)),
    )
    either = or_(topics.c.host_id == person_id, whole.c.host_id == person_id)
    query = (
        select(
            topics.c.title,
            topics.c.host_id,
            topics.c.hidden_because,
            topics.c.merged_into,
            whole.c.title,
            topics.c.hidden_at.is_not(None),
        )
        .outerjoin(whole, whole.c.id == topics.c.merged_into)
        .where(
            or_(
                and_(topics.c.host_id == person_id, or_(topics.c.hidden_at.is_not(None), parted)),
                and_(topics.c.merged_into.is_not(None), either),
            )
        )
        .order_by(topics.c.id)
    )
    rows = (await db.execute(query)).all()
    return _OfTopics(
        tuple((row[0], row[2]) for row in rows if row[3] is None and row[5]),
        tuple((row[0], row[4], row[1] == person_id) for row in rows if row[3] is not None),
        tuple(row[0] for row in rows if row[3] is None and not row[5]),
    )
