"""The pitch round as screens see it: who is on stage, who waits, what may mean the same, and what was done last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.topic import topics
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.history import deeds
from barcamp.queries.topics.duplicates import likely
from barcamp.queries.topics.topics import TopicCard


@dataclass(frozen=True, slots=True)
class Stage:
    """`waiting` in the order of their turn. `done` had theirs. `until`: when the clock runs out. `alike`: topics that
    may mean the same as the one on stage; a hint."""

    card: TopicCard | None
    until: datetime | None
    waiting: tuple[TopicCard, ...]
    done: tuple[TopicCard, ...]
    alike: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a moderator did last besides the plan. `what` is the title, name or word it was done to."""

    number: int
    kind: str
    what: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hidden:
    id: int
    title: str
    host: str
    reason: str


async def load_stage(db: AsyncConnection, barcamp: Barcamp, cards: list[TopicCard]) -> Stage:
    """`cards` are all topics without repeats."""
    known = {card.id: card for card in cards}
    query = (
        select(topics.c.id, topics.c.staged_at)
        .where(topics.c.barcamp_id == barcamp.id, topics.c.withdrawn_at.is_(None), topics.c.parked_at.is_(None))
        .order_by(func.coalesce(topics.c.queued, 2**30), topics.c.id)
    )
    rows = [row for row in await db.execute(query) if row.id in known and row.id != barcamp.on_stage]
    there = known.get(barcamp.on_stage or 0)
    titles = {card.id: card.title for card in cards if not card.parked}
    alike = await likely(there.id, titles) if there and there.id in titles else []
    return Stage(
        there,
        barcamp.stage_until if there else None,
        tuple(known[row.id] for row in rows if row.staged_at is None),
        tuple(known[row.id] for row in sorted(rows, key=lambda row: str(row.staged_at)) if row.staged_at is not None),
        tuple(known[each] for each in alike),
    )


async def load_deed(db: AsyncConnection, barcamp_id: int) -> Deed | None:
    query = select(deeds).where(deeds.c.barcamp_id == barcamp_id, deeds.c.undone.is_(False))
    row = (await db.execute(query.order_by(deeds.c.number.desc()).limit(1))).first()
    return Deed(row.number, row.kind, await _what(db, barcamp_id, row), row.by, row.at) if row else None


async def load_hidden_topics(db: AsyncConnection, barcamp_id: int) -> list[Hidden]:
    query = (
        select(topics.c.id, topics.c.title, func.coalesce(attendees.c.name, "").label("host"), topics.c.hidden_because)
        .outerjoin(attendees, attendees.c.id == topics.c.host_id)
        .where(topics.c.barcamp_id == barcamp_id, topics.c.hidden_at.is_not(None))
        .order_by(topics.c.id)
    )
    return [Hidden(*row) for row in await db.execute(query)]


async def _what(db: AsyncConnection, barcamp_id: int, row) -> str:
    kind, number = row.about[:1], row.about[1:]
    table = {"t": topics, "p": attendees}.get(kind)
    if table is None or not number.isdigit():
        return row.about
    named = table.c.title if kind == "t" else table.c.name
    query = select(named).where(table.c.id == int(number), table.c.barcamp_id == barcamp_id)
    return await db.scalar(query) or ""
