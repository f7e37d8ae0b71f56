"""Topics one after the other: which come next for somebody, and which ones hardly anybody has looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.glance import glances
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes

# As many topics come ahead of those who look at them: enough for a moment without a connection, few enough for a topic
# that was pitched meanwhile to have its turn.
AHEAD = 5


@dataclass(frozen=True, slots=True)
class Deck:
    """What somebody has not looked at yet: the `next` ones, and how many are `left` with these. `chosen`: how many
    topics they are interested in; `skipped`: how many others they have looked at, and could once more."""

    next: tuple[int, ...]
    left: int
    chosen: int
    skipped: int


async def load_deck(db: AsyncConnection, barcamp_id: int, who: int, held: Collection[int] = ()) -> Deck:
    """Without one's own topics, those one is interested in, and the ones that are `held` ready already, which count as
    left. One query."""
    helps = exists().where(cohosts.c.topic_id == topics.c.id, cohosts.c.attendee_id == who)
    query = (
        select(topics.c.id, topics.c.glances, votes.c.topic_id.label("voted"), glances.c.topic_id.label("seen"),
               glances.c.again)
        .outerjoin(votes, and_(votes.c.topic_id == topics.c.id, votes.c.attendee_id == who))
        .outerjoin(glances, and_(glances.c.topic_id == topics.c.id, glances.c.attendee_id == who))
        .where(topics.c.barcamp_id == barcamp_id, topics.c.withdrawn_at.is_(None), topics.c.repeat_of.is_(None))
        .where(or_(topics.c.host_id.is_(None), topics.c.host_id != who), ~helps)
    )  # fmt: skip
    rows = (await db.execute(query)).all()
    unseen = [(row.glances, row.id) for row in rows if row.voted is None and (row.seen is None or row.again)]
    order = in_turn(who, unseen)
    return Deck(
        next=tuple(topic for topic in order if topic not in held)[:AHEAD],
        left=len(order),
        chosen=sum(row.voted is not None for row in rows),
        skipped=sum(row.voted is None and row.seen is not None for row in rows),
    )


def in_turn(who: int, unseen: Collection[tuple[int, int]]) -> list[int]:
    """Topics, given as how many have seen them and their ids: those first that the fewest have seen. Among as many each
    person has an order of their own, or all would be shown the same one next."""
    return [topic for _, _, topic in sorted((seen, _own_place(who, topic), topic) for seen, topic in unseen)]


async def count_seen(db: AsyncConnection, who: int) -> int:
    """How many topics somebody has looked at."""
    return await db.scalar(select(func.count()).where(glances.c.attendee_id == who)) or 0


def hardly_seen(seen: Mapping[int, int]) -> dict[int, int]:
    """Topics that less than half as many have looked at as at a topic on average, with how many those are: none while
    hardly anybody looks at topics in this way."""
    mean = sum(seen.values()) / len(seen) if seen else 0
    return {topic: number for topic, number in seen.items() if mean >= 3 and number < mean / 2}


def _own_place(who: int, topic: int) -> bytes:
    return blake2b(f"{who}:{topic}".encode(), digest_size=8).digest()
