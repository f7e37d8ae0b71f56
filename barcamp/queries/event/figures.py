"""The figures of events, by one definition wherever they appear: console, projector, checklist, report with its charts,
press text and series. The report puts it into words (exports/report/report.py).

People are all who came to take part, by joining or entered by name; those who were erased on request count, since they
had come, while those who only moderate do not. Interest is each star and each raised hand for a topic that still
exists; while it is hidden, it is zero. Notes are the cards and next steps that everybody can read, on walls that exist.
A session is a topic at a place in the plan; a repeat is another session, but not another topic.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, and_, cast, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import INTEREST_HIDDEN, barcamps
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from barcamp.kernel.barcamp import Barcamp


@dataclass(frozen=True, slots=True)
class Figures:
    people: int = 0
    organisations: int = 0
    topics: int = 0
    interests: int = 0
    sessions: int = 0
    notes: int = 0


def there() -> ColumnElement[bool]:
    """Restricts rows of topics to those that people pitched, can read and can show interest in."""
    return and_(topics.c.withdrawn_at.is_(None), topics.c.repeat_of.is_(None))


def readable() -> ColumnElement[bool]:
    """Restricts rows of notes to those that everybody can read, on a wall that exists."""
    kind, number = func.substr(notes.c.wall, 1, 1), cast(func.nullif(func.substr(notes.c.wall, 2), ""), Integer)
    topic = exists().where(topics.c.id == number, there())
    plenary = exists().where(slots.c.id == number, slots.c.title != "")
    of_wall = or_(kind == "e", and_(kind == "t", topic), and_(kind == "s", plenary))
    return and_(notes.c.withdrawn_at.is_(None), notes.c.hidden_at.is_(None), of_wall)


def distinct(organisations: Iterable[str]) -> list[str]:
    """Each item once, whatever its case, spelled as it was first; sorted by name."""
    found: dict[str, str] = {}
    for name in organisations:
        if name.strip():
            found.setdefault(name.strip().casefold(), name.strip())
    return sorted(found.values(), key=str.casefold)


async def count_people(db: AsyncConnection, barcamp_id: int) -> int:
    return await db.scalar(select(func.count()).where(attendees.c.barcamp_id == barcamp_id, attendees.c.guest)) or 0


async def count_online(db: AsyncConnection, barcamp: Barcamp) -> int | None:
    """How many of the people take part online; None unless the event is hybrid."""
    if not barcamp.hybrid:
        return None
    away = attendees.c.barcamp_id == barcamp.id, attendees.c.guest, attendees.c.online
    return await db.scalar(select(func.count()).where(*away)) or 0


async def load_organisations(db: AsyncConnection, barcamp_id: int) -> list[str]:
    query = select(attendees.c.organisation).where(attendees.c.barcamp_id == barcamp_id, attendees.c.guest)
    return distinct(await db.scalars(query.order_by(attendees.c.id)))


async def load_figures(db: AsyncConnection, camps: Collection[int]) -> dict[int, Figures]:
    """The figures by event. Six queries, however many events and however big they were."""
    people: dict[int, int] = {}
    named: dict[int, list[str]] = {camp: [] for camp in camps}
    came = select(attendees.c.barcamp_id, attendees.c.organisation).where(
        attendees.c.barcamp_id.in_(camps), attendees.c.guest
    )
    for camp, organisation in await db.execute(came):
        people[camp] = people.get(camp, 0) + 1
        named[camp].append(organisation)

    async def by_camp(column: Column[Any], what: ColumnElement[Any], *where: ColumnElement[bool]) -> dict[int, int]:
        query = select(column, what).where(column.in_(camps), *where).group_by(column)
        return {row[0]: row[1] for row in await db.execute(query)}

    many = func.count()
    shown = and_(barcamps.c.id == topics.c.barcamp_id, not_(INTEREST_HIDDEN), there())
    starred = and_(shown, votes.c.topic_id == topics.c.id)
    pitched = await by_camp(topics.c.barcamp_id, many, there())
    stars = await by_camp(topics.c.barcamp_id, many, starred)
    hands = await by_camp(topics.c.barcamp_id, func.sum(topics.c.hands), shown)
    held = and_(
        placements.c.topic_id == topics.c.id, topics.c.withdrawn_at.is_(None),
        placements.c.slot_id == slots.c.id, slots.c.title == "",
    )  # fmt: skip
    sessions = await by_camp(placements.c.barcamp_id, many, held)
    written = await by_camp(notes.c.barcamp_id, many, readable())
    return {
        camp: Figures(
            people.get(camp, 0), len(distinct(named[camp])), pitched.get(camp, 0),
            stars.get(camp, 0) + int(hands.get(camp, 0) or 0), sessions.get(camp, 0),
            written.get(camp, 0),
        )
        for camp in camps
    }  # fmt: skip
