"""The events of a series side by side: the figures of each, and what the previous one left to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.origin import origins
from barcamp.domain.setup.series import carried_steps, editions, series
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.event.figures import Figures, load_figures


@dataclass(frozen=True, slots=True)
class Edition:
    """One event of the series with its figures."""

    number: int
    barcamp_id: int
    code: str
    name: str
    day: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class Series:
    """A series. `number` is that of the event which was asked about; `editions` has all, in order of their
    numbers. An event that is here twice, itself and brought in from its archive, counts once: as the one asked
    about, or as itself."""

    name: str
    number: int
    editions: tuple[Edition, ...]

    @property
    def following(self) -> str:
        """The name of the next event if it is named like this one: counted on, if the name contains this event's
        number."""
        name = next(each.name for each in self.editions if each.number == self.number)
        whole = rf"(?<!\d){self.number}(?!\d)"
        ordinal = rf"{whole}(?=\.)"
        return re.sub(ordinal if re.search(ordinal, name) else whole, str(self.editions[-1].number + 1), name, count=1)


@dataclass(frozen=True, slots=True)
class CarriedStep:
    id: int
    text: str
    outcome: str


async def load_series(db: AsyncConnection, barcamp: Barcamp) -> Series | None:
    """The series, or None for an event without one. Eight queries, however long the series is."""
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
    counted = await load_figures(db, [row.id for row in rows])
    found = tuple(Edition(row.number, row.id, row.code, row.name, row.day, counted[row.id]) for row in rows)
    return Series(here.name, here.number, found)


def _once(rows: Iterable[Any], asked: int) -> list[Any]:
    """Of those founded under the same code, the one asked about, or else the one that came first."""
    kept: dict[str, Any] = {}
    for row in rows:
        founded = row.origin or row.code
        if founded not in kept or row.id == asked or (row.id < kept[founded].id != asked):
            kept[founded] = row
    return sorted(kept.values(), key=lambda row: (row.number, row.day, row.id))


async def load_carried(db: AsyncConnection, barcamp_id: int) -> list[CarriedStep]:
    """The next steps of the previous event."""
    c = carried_steps.c
    query = select(c.id, c.text, c.outcome).where(c.barcamp_id == barcamp_id).order_by(c.id)
    return [CarriedStep(*row) for row in await db.execute(query)]


async def code_of(db: AsyncConnection, barcamp_id: int) -> str:
    return await db.scalar(select(barcamps.c.code).where(barcamps.c.id == barcamp_id)) or ""
