"""Who did what when: the journal of an event as its organiser reads it, newest first, a page at a time.

The lines themselves stay as they were written; the people and things they name are looked up as they are now: people
who were deleted no longer have a name, and what was withdrawn no title.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.origin import origin_ids
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.organiser import organisers
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import COMMANDS
from barcamp.kernel.journal import SERVER, lines
from barcamp.queries.event.audit_about import Things, load_things
from barcamp.queries.event.audit_words import FORMER, KINDS, TOLD, payload, said, sentences
from barcamp.queries.transfer.record import MADE_A_PERSON

ORGANISER = "organiser"  # in place of a person's number, for people signed in as organisers
PHASE = "move-to-phase"
FIRST_PHASE = "arrival"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for. `person` is a number or ORGANISER, `kind` one of KINDS, `before` the number of
    a line."""

    person: int | str | None = None
    kind: str = ""
    phase: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `who` is empty if it is not recorded, None for somebody who was deleted. `about` are names of things
    and people."""

    seq: int
    at: datetime
    who: str | None
    role: Role
    what: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """A page of the journal. `older`: the number of the line before which there is more, None at the end."""

    entries: tuple[Entry, ...]
    older: int | None


async def load_audit(db: AsyncConnection, camp: Barcamp, wanted: Wanted, most: int | None) -> Audit:
    """The newest `most` lines of those that are asked for. The number of queries is always the same."""
    c = lines.c
    query = (
        select(c.seq, c.at, c.attendee_id, c.organiser_id, c.command, c.payload, c.made)
        .where(c.ledger_id == camp.id, c.command.in_({*TOLD, *FORMER}), *_where(wanted))
        .where(await _in_phase(db, camp.id, wanted.phase))
        .order_by(c.seq.desc())
    )
    rows = (await db.execute(query.limit(most + 1) if most else query)).all()
    shown = rows[:most] if most else rows
    people, account = await _people(db, camp)
    things = await load_things(db, camp.id, people)
    there = await _as_it_came(db, camp.id)
    told = tuple(_entries(shown, people, account, things, there))
    return Audit(told, shown[-1].seq if len(rows) > len(shown) else None)


def _where(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    c = lines.c
    if wanted.person == ORGANISER:
        yield c.organiser_id.is_not(None)
    elif wanted.person is not None:
        yield or_(c.attendee_id == wanted.person, and_(c.command.in_(MADE_A_PERSON), c.made == wanted.person))
    if wanted.kind:
        yield c.command.in_({*KINDS[wanted.kind], *(old for old, now in FORMER.items() if now in KINDS[wanted.kind])})
    if wanted.since:
        yield c.at >= wanted.since
    if wanted.until:
        yield c.at < wanted.until
    if wanted.before is not None:
        yield c.seq < wanted.before


async def _in_phase(db: AsyncConnection, camp: int, phase: str) -> ColumnElement[bool]:
    """The lines from each beginning of a phase to the beginning of the next, every time it was begun."""
    c = lines.c
    if not phase:
        return c.seq > 0
    begun = select(c.seq, c.payload).where(c.ledger_id == camp, c.command == PHASE).order_by(c.seq)
    starts = [(1, FIRST_PHASE), *((seq, payload(text).get("phase")) for seq, text in (await db.execute(begun)).all())]
    ends = [seq for seq, _ in starts[1:]]
    spans = [
        and_(c.seq >= start, c.seq < end) if end else c.seq >= start
        for (start, name), end in zip(starts, [*ends, None], strict=True)
        if name == phase
    ]
    return or_(*spans) if spans else c.seq < 0


async def _people(db: AsyncConnection, camp: Barcamp) -> tuple[dict[int, Any], str]:
    """The names of everybody who ever came, by number, and that of the organiser's account."""
    c = attendees.c
    query = select(c.id, c.name, c.role, c.erased_at).where(c.barcamp_id == camp.id)
    account = await db.scalar(select(organisers.c.name).where(organisers.c.id == camp.organiser_id))
    return {row.id: row for row in await db.execute(query)}, account or ""


async def _as_it_came(db: AsyncConnection, camp: int) -> tuple[datetime | None, dict[str, dict[int, int]]]:
    """For an event that was brought in: since when it has been here, and what earlier numbers mean."""
    c, o = lines.c, origin_ids.c
    came = select(c.at).where(c.ledger_id == SERVER, c.command == "import-barcamp", c.made == camp)
    at = await db.scalar(came)
    known: dict[str, dict[int, int]] = {}
    for noun, there, here in await db.execute(select(o.noun, o.there, o.here).where(o.barcamp_id == camp)):
        known.setdefault(noun, {})[there] = here
    return at, known


def _entries(
    rows: Sequence[Any],
    people: Mapping[int, Any],
    account: str,
    things: Things,
    there: tuple[datetime | None, dict[str, dict[int, int]]],
) -> Iterator[Entry]:
    words, (came, known) = sentences(), there
    for row in rows:
        told = payload(row.payload)
        who = row.attendee_id or (row.made if row.command in MADE_A_PERSON else None)
        numbers = known if came and row.at <= came else {}
        about = things.about(row.command, told, row.made, numbers)
        yield Entry(
            row.seq, row.at, _name(who, row.organiser_id, people, account), _role(row, people.get(who or 0)),
            said(row.command, told, words), about,
        )  # fmt: skip


def _name(who: int | None, organiser: int | None, people: Mapping[int, Any], account: str) -> str | None:
    if who is None:
        return account if organiser else ""
    person = people.get(who)
    return person.name or None if person and not person.erased_at else None


def _role(row: Any, person: Any) -> Role:
    """The role in which they did it: as far as the command itself says so, else the role they have now."""
    if row.organiser_id is not None:
        return Role.ORGANISER
    needed = COMMANDS[row.command].by if row.command in COMMANDS else Role.ANYONE
    return max(needed, Role(person.role) if person else Role.ANYONE)
