"""A series beside one another: the figures of each of its events, and what the one before left to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.attendee import attendees
from barcamp.domain.barcamp import INTEREST_HIDDEN, Barcamp, barcamps
from barcamp.domain.grid import placements
from barcamp.domain.note import notes
from barcamp.domain.origin import origins
from barcamp.domain.series import carried_steps, editions, series
from barcamp.domain.topic import topics
from barcamp.domain.vote import votes
from barcamp.queries.people import is_guest


@dataclass(frozen=True, slots=True)
class Edition:
    """One event of the series with its figures."""

    number: int
    barcamp_id: int
    code: str
    name: str
    day: date
    people: int
    organisations: int
    topics: int
    interests: int
    sessions: int
    notes: int


@dataclass(frozen=True, slots=True)
class Series:
    """`number` is that of the event which was asked about; `editions` has all, in order of their numbers. An event that
    is here twice, itself and brought in from its archive, counts once: as the one asked about, or as itself."""

    name: str
    number: int
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class CarriedStep:
    id: int
    text: str
    outcome: str


async def load_series(db: AsyncConnection, barcamp: Barcamp) -> Series | None:
    """None for an event that belongs to no series. Eight queries, however long the series is."""
    query = (
        select(series.c.id, series.c.name, editions.c.number)
        .join(editions, editions.c.series_id == series.c.id)
        .where(editions.c.barcamp_id == barcamp.id)
    )
    here = (await db.execute(query)).first()
    if here is None:
        return None
    of_series = (
        select(
            editions.c.number,
            barcamps.c.id,
            barcamps.c.code,
            barcamps.c.name,
            barcamps.c.day,
            origins.c.code.label("origin"),
        )
        .join(barcamps, barcamps.c.id == editions.c.barcamp_id)
        .outerjoin(origins, origins.c.barcamp_id == barcamps.c.id)
        .where(editions.c.series_id == here.id)
        .order_by(editions.c.number, barcamps.c.day, barcamps.c.id)
    )
    rows = _once(await db.execute(of_series), barcamp.id)
    counted = await _figures(db, [row.id for row in rows])
    found = [
        Edition(row.number, row.id, row.code, row.name, row.day, *(each.get(row.id, 0) for each in counted))
        for row in rows
    ]
    return Series(here.name, here.number, tuple(found))


def _once(rows: Iterable[Any], asked: int) -> list[Any]:
    """Of those founded under the same code the one asked about, else the one that came first."""
    kept: dict[str, Any] = {}
    for row in rows:
        founded = row.origin or row.code
        if founded not in kept or row.id == asked or (row.id < kept[founded].id != asked):
            kept[founded] = row
    return sorted(kept.values(), key=lambda row: (row.number, row.day, row.id))


async def load_carried(db: AsyncConnection, barcamp_id: int) -> list[CarriedStep]:
    """Next steps of the event before."""
    c = carried_steps.c
    query = select(c.id, c.text, c.outcome).where(c.barcamp_id == barcamp_id).order_by(c.id)
    return [CarriedStep(*row) for row in await db.execute(query)]


async def code_of(db: AsyncConnection, barcamp_id: int) -> str:
    return await db.scalar(select(barcamps.c.code).where(barcamps.c.id == barcamp_id)) or ""


async def _figures(db: AsyncConnection, camps: list[int]) -> list[dict[int, int]]:
    """Per figure, in the order of Edition, how much by event."""
    organisation = func.nullif(func.lower(func.trim(attendees.c.organisation)), "")
    counted: list[tuple[Select, object]] = [
        (select(attendees.c.barcamp_id, func.count()).where(is_guest()), attendees.c.barcamp_id),
        (
            select(attendees.c.barcamp_id, func.count(organisation.distinct())).where(is_guest()),
            attendees.c.barcamp_id,
        ),
        (
            select(topics.c.barcamp_id, func.count()).where(
                topics.c.withdrawn_at.is_(None), topics.c.repeat_of.is_(None)
            ),
            topics.c.barcamp_id,
        ),
        (
            select(votes.c.barcamp_id, func.count())
            .join(barcamps, barcamps.c.id == votes.c.barcamp_id)
            .where(not_(INTEREST_HIDDEN)),
            votes.c.barcamp_id,
        ),
        (select(placements.c.barcamp_id, func.count()), placements.c.barcamp_id),
        (
            select(notes.c.barcamp_id, func.count()).where(notes.c.withdrawn_at.is_(None), notes.c.hidden_at.is_(None)),
            notes.c.barcamp_id,
        ),
    ]
    found = []
    for query, camp in counted:
        rows = await db.execute(query.where(camp.in_(camps)).group_by(camp))  # type: ignore[attr-defined]
        found.append({row[0]: row[1] for row in rows})
    return found
