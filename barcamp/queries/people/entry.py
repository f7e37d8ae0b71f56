"""Who is at the entry: how fast people come, who knocks, and when those who are here came."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.moderation.crowd import joined_between
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.entry import knocks

# When a moderator is told: how many within what time, and for how long it is shown.
MANY, WITHIN, SAID_FOR = 100, timedelta(minutes=2), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Knocking:
    id: int
    name: str
    organisation: str
    at: datetime
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry. How many are waiting, and how many came recently, if these are unusually many; else 0."""

    waiting: int
    rush: int


@dataclass(frozen=True, slots=True)
class Minute:
    """How many people joined by themselves within the minute from `at` on, in seconds since 1970."""

    at: int
    people: int


async def load_entry(db: AsyncConnection, barcamp_id: int, now: datetime) -> Entry:
    here = knocks.c.barcamp_id == barcamp_id, knocks.c.refused.is_(False)
    waiting = await db.scalar(select(func.count()).where(*here)) or 0
    first = await came_before_last(db, barcamp_id, MANY - 1)
    if first is None or now - first > SAID_FOR or await _slowly(db, barcamp_id, first):
        return Entry(waiting, 0)
    since = int((now - SAID_FOR).timestamp())
    of_late = joined_between(barcamp_id, since, int(now.timestamp()) + 1).order_by(None).subquery()
    return Entry(waiting, await db.scalar(select(func.count()).select_from(of_late)) or 0)


async def came_before_last(db: AsyncConnection, barcamp_id: int, number: int) -> datetime | None:
    """When the person came after whom there were `number` more. Costs as much as that number, however many people there
    are."""
    query = select(attendees.c.joined_at).where(attendees.c.barcamp_id == barcamp_id).order_by(attendees.c.id.desc())
    return await db.scalar(query.offset(number).limit(1))


async def load_knocks(db: AsyncConnection, barcamp_id: int) -> list[Knocking]:
    """Those who wait, in the order in which they came."""
    query = select(knocks.c.id, knocks.c.name, knocks.c.organisation, knocks.c.at)
    here = knocks.c.barcamp_id == barcamp_id, knocks.c.refused.is_(False)
    return [Knocking(*row) for row in await db.execute(query.where(*here).order_by(knocks.c.id))]


async def knock_of(db: AsyncConnection, barcamp_id: int, device: str) -> Knocking | None:
    query = select(knocks.c.id, knocks.c.name, knocks.c.organisation, knocks.c.at, knocks.c.refused)
    row = (await db.execute(query.where(knocks.c.barcamp_id == barcamp_id, knocks.c.device == device))).first()
    return Knocking(*row) if row else None


async def load_minutes(db: AsyncConnection, barcamp_id: int) -> list[Minute]:
    """The minutes in which somebody came, the latest first."""
    theirs = select(attendees.c.joined_at).where(
        attendees.c.id.in_(joined_between(barcamp_id, 0, 2**33).order_by(None))
    )
    found: dict[int, int] = {}
    for at in await db.scalars(theirs):
        minute = int(at.timestamp()) // 60 * 60
        found[minute] = found.get(minute, 0) + 1
    return [Minute(minute, found[minute]) for minute in sorted(found, reverse=True)]


async def load_crowd(db: AsyncConnection, barcamp_id: int, since: int, until: int) -> list[tuple[str, str]]:
    """Name and organisation of those who joined within this time, in seconds since 1970."""
    ids = joined_between(barcamp_id, since, until).order_by(None)
    query = select(attendees.c.name, attendees.c.organisation).where(attendees.c.id.in_(ids)).order_by(attendees.c.id)
    return [(row.name, row.organisation) for row in await db.execute(query)]


async def _slowly(db: AsyncConnection, barcamp_id: int, first: datetime) -> bool:
    last = await came_before_last(db, barcamp_id, 0)
    return last is not None and last - first > WITHIN
