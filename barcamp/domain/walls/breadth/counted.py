"""What is told of each wall, and of each of its sections: how many people have written a card there, from how many
organisations its cards are supported; and once points are counted, from how many these came, and those of each card.

Every change of a wall is counted in the turn that makes it, so what is told follows from the order of the journal: it
is the same for all processes, and after a restart. No names and no people are kept, only numbers. Of sealed cards
nothing is counted before they are revealed, of points nothing before the vote is closed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import Text as LongText

from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.breadth.figure import UNTOLD, Beside, Told, distinct, numbers, read, told_now, written
from barcamp.domain.walls.dots import dots
from barcamp.domain.walls.lane import notes
from barcamp.domain.walls.support import supports
from barcamp.domain.walls.wall import on_record, wall_named
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.turn import Turn

# Subjects: `people` have written, organisations `support`; of the wall, or of one section. `points`: organisations that
# gave any on the wall, or to one card.
MUCH = 1000  # cards on one wall, signs of support, or people
SELDOM = 50  # lines of the journal
MANY = 8  # places of which something is told

breadths = Table(
    "breadth",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    Column("subject", String(8), nullable=False),
    Column("section_id", Integer, ForeignKey("section.id"), index=True),
    Column("note_id", Integer, ForeignKey("note.id"), index=True),
    Column("told", LongText, nullable=False),  # all figures that were told, see figure.py
    Index("ix_breadth_wall", "barcamp_id", "wall"),
)


class Place(NamedTuple):
    subject: str
    section: int | None = None
    note: int | None = None


Counts = dict[Place, int]


async def count_again(turn: Turn, facts: Collection[Changed], line: int) -> list[Changed]:
    """Tells what may be told since these facts, of which this `line` of the journal will speak; which walls tell
    something else now."""
    everywhere = any(fact.kind == "everything" for fact in facts)
    touched = {fact.key.partition("-")[0]: False for fact in facts if fact.kind == "note"}
    touched |= {fact.key: True for fact in facts if fact.kind in ("cards", "wall")}
    if everywhere:
        known = select(breadths.c.wall).where(breadths.c.barcamp_id == turn.barcamp.id).distinct()
        touched |= dict.fromkeys(await turn.db.scalars(known), True)
    due = {wall: whole for wall, whole in sorted(touched.items()) if whole or await _is_due(turn, wall, line)}
    if not due:
        return []
    people, organisations = await _everybody(turn)
    return [
        Changed.breadth(wall)
        for wall, whole in due.items()
        if await _count_wall(turn, wall, people, organisations, whole)
    ]


async def forget_sections(turn: Turn, gone: Collection[int]) -> None:
    """Before these are removed."""
    await turn.db.execute(delete(breadths).where(breadths.c.section_id.in_(gone)))


async def _everybody(turn: Turn) -> tuple[int, int]:
    """How many people and organisations there are, as queries/event/figures.py counts them."""
    query = (
        select(attendees.c.organisation, func.count())
        .where(attendees.c.barcamp_id == turn.barcamp.id, attendees.c.guest)
        .group_by(attendees.c.organisation)
    )
    rows = [(row[0], row[1]) for row in await turn.db.execute(query)]
    return sum(many for _, many in rows), distinct(name for name, _ in rows)


async def _is_due(turn: Turn, wall: str, line: int) -> bool:
    """Where there is much to count, a change to one card waits for a round number of the journal: else it would cost
    more, the more there is."""
    if line % SELDOM == 0:
        return True
    cards = select(notes.c.id).where(*_there(turn, wall)).limit(MUCH)
    support = select(supports.c.note_id).join(notes, notes.c.id == supports.c.note_id)
    people = select(attendees.c.id).where(attendees.c.barcamp_id == turn.barcamp.id).limit(MUCH)
    for some in (cards, support.where(*_there(turn, wall)).limit(MUCH), people):
        if await turn.db.scalar(select(func.count()).select_from(some.subquery())) == MUCH:
            return False
    return True


async def _count_wall(turn: Turn, wall: str, people: int, organisations: int, whole: bool) -> bool:
    """`whole`: with the points, of which a change to one card tells nothing new."""
    counts = {**await _writers(turn, wall), **await _supporters(turn, wall)}
    whole = whole and await _is_counted(turn, wall)
    if whole:
        counts |= await _givers(turn, wall)
    here = breadths.c.barcamp_id == turn.barcamp.id, breadths.c.wall == wall
    rows = {
        Place(row.subject, row.section_id, row.note_id): row
        for row in await turn.db.execute(select(breadths).where(*here))
        if whole or row.subject != "points"
    }
    fresh: list[dict[str, object]] = []
    anew: list[dict[str, object]] = []
    changed = False
    known = {place: read(row.told) for place, row in rows.items()}
    for place in {**counts, **rows}:
        kept = known.get(place, UNTOLD)
        beside = _beside(place, known)
        of = people if place.subject == "people" else organisations
        told = told_now(kept, counts.get(place, 0), of, beside)
        if told == kept:
            continue
        changed, known[place] = True, told
        if place in rows:
            anew.append({"of": rows[place].id, "now": written(told)})
        else:
            fresh.append({"barcamp_id": turn.barcamp.id, "wall": wall, "subject": place.subject,
                          "section_id": place.section, "note_id": place.note, "told": written(told)})  # fmt: skip
    if fresh:
        await turn.db.execute(insert(breadths), fresh)
    if anew:
        await turn.db.execute(
            update(breadths).where(breadths.c.id == bindparam("of")).values(told=bindparam("now")), anew
        )
    return changed


def _beside(place: Place, known: Mapping[Place, Told]) -> Beside:
    """Cards of a ranking are many, so of these it is not looked which numbers go with which."""
    if len(known) > MANY:
        return None
    return [numbers(told) for other, told in known.items() if other.subject == place.subject and other != place]


async def _is_counted(turn: Turn, wall: str) -> bool:
    """Whether a vote with points was closed. What was told of an earlier one stands until then."""
    row = await on_record(turn, wall_named(wall))
    return row is not None and row.points > 0 and row.dots_closed_at is not None


async def _writers(turn: Turn, wall: str) -> Counts:
    """Of each section, and of the wall."""
    who = func.count(notes.c.author_id.distinct())
    query = (
        select(notes.c.section_id, who)
        .join(attendees, attendees.c.id == notes.c.author_id)
        .where(*_there(turn, wall), attendees.c.guest)
    )
    rows = await turn.db.execute(query.group_by(notes.c.section_id))
    found = {Place("people", row[0]): row[1] for row in rows if row[0] is not None}
    return {**found, Place("people"): await turn.db.scalar(query.with_only_columns(who)) or 0}


async def _supporters(turn: Turn, wall: str) -> Counts:
    query = (
        select(notes.c.section_id, attendees.c.organisation)
        .join(supports, supports.c.note_id == notes.c.id)
        .join(attendees, attendees.c.id == supports.c.attendee_id)
        .where(*_there(turn, wall), attendees.c.guest, attendees.c.organisation != "")
        .distinct()
    )
    rows = [(row[0], row[1]) for row in await turn.db.execute(query)]
    return {
        Place("support"): distinct(name for _, name in rows),
        **{Place("support", section): many for section, many in _by_first(rows)},
    }


async def _givers(turn: Turn, wall: str) -> Counts:
    """To cards that are gone as well, since these were counted, too (see dots.py)."""
    query = (
        select(notes.c.id, attendees.c.organisation)
        .join(dots, dots.c.note_id == notes.c.id)
        .join(attendees, attendees.c.id == dots.c.attendee_id)
        .where(notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == wall)
        .where(attendees.c.guest, attendees.c.organisation != "")
        .distinct()
    )
    rows = [(row[0], row[1]) for row in await turn.db.execute(query)]
    return {
        Place("points"): distinct(name for _, name in rows),
        **{Place("points", None, note): many for note, many in _by_first(rows)},
    }


def _by_first(rows: Iterable[tuple[int | None, str]]) -> Iterator[tuple[int, int]]:
    found: dict[int, list[str]] = {}
    for first, name in rows:
        if first is not None:
            found.setdefault(first, []).append(name)
    return ((first, distinct(names)) for first, names in found.items())


def _there(turn: Turn, wall: str) -> tuple[Any, ...]:
    """Cards that everybody sees."""
    return (
        notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == wall, notes.c.withdrawn_at.is_(None),
        notes.c.hidden_at.is_(None),
    )  # fmt: skip
