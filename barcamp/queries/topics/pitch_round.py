"""The pitch round as screens see it: who is on stage, who waits, and what may mean the same."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.topic import topics
from barcamp.kernel.barcamp import Barcamp
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


async def load_hidden_topics(db: AsyncConnection, barcamp_id: int) -> list[Hidden]:
    query = (
        select(topics.c.id, topics.c.title, func.coalesce(attendees.c.name, "").label("host"), topics.c.hidden_because)
        .outerjoin(attendees, attendees.c.id == topics.c.host_id)
        .where(topics.c.barcamp_id == barcamp_id, topics.c.hidden_at.is_not(None))
        .order_by(topics.c.id)
    )
    return [Hidden(*row) for row in await db.execute(query)]
