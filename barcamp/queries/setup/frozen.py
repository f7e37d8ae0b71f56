"""What was kept for an event's report when the event was closed, see domain/setup/frozen.py."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.setup.frozen import frozen_editions, frozen_reports
from barcamp.domain.setup.series import editions
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.event.figures import Figures
from barcamp.queries.setup.series import Edition, Series, load_series


async def series_before(db: AsyncConnection, barcamp: Barcamp) -> tuple[str, list[dict[str, object]]]:
    """What there is to keep at closing: the name of the series, and its events up to this one, as rows."""
    told = await load_series(db, barcamp)
    if told is None:
        return "", []
    before = [each for each in told.editions if each.barcamp_id != barcamp.id and each.number <= told.number]
    return told.name, [
        {"of": each.barcamp_id, "number": each.number, "name": each.name, "day": each.day, **asdict(each.figures)}
        for each in before
    ]


async def load_series_told(db: AsyncConnection, barcamp: Barcamp, own: Figures) -> Series | None:
    """The series as the event's report tells it: events up to this one as they stood when it was closed, or as they are
    now while it is open. The event's own figures are the present ones either way, since people deleted since are not in
    them."""
    kept = frozen_reports.c.series, editions.c.number
    query = select(*kept).outerjoin(editions, editions.c.barcamp_id == frozen_reports.c.barcamp_id)
    row = (await db.execute(query.where(frozen_reports.c.barcamp_id == barcamp.id))).first()
    if row is None:
        return await load_series(db, barcamp)
    if not row.series:
        return None
    c = frozen_editions.c
    before = select(frozen_editions).where(c.barcamp_id == barcamp.id).order_by(c.place)
    found = [
        Edition(
            each.number, each.of or 0, "", each.name, each.day,
            Figures(each.people, each.organisations, each.topics, each.interests, each.sessions, each.notes),
        )
        for each in await db.execute(before)
    ]  # fmt: skip
    found.append(Edition(row.number, barcamp.id, barcamp.code, barcamp.name, barcamp.day, own))
    return Series(row.series, row.number, tuple(sorted(found, key=lambda each: (each.number, each.day))))


async def load_address(db: AsyncConnection, barcamp: Barcamp) -> str:
    """The address of the server when the event was closed; empty if it is not closed, or if nobody knows."""
    return await db.scalar(select(frozen_reports.c.address).where(frozen_reports.c.barcamp_id == barcamp.id)) or ""
