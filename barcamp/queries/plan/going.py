"""Who goes to which session: everybody who said so, and everybody who showed interest and did not say no.

This is the one definition behind "Only mine", calendars, the take-home page and the heads to expect;
static/js/core/mine.js says the same for taps on their way.
"""

from collections.abc import Set
from typing import TypeVar

from sqlalchemy import Integer, cast, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.going import goings
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes

T = TypeVar("T")


def chosen(interest: Set[T], yes: Set[T], no: Set[T]) -> frozenset[T]:
    """The people who go to a topic, or the topics to which a person goes: of those with `interest`, all but the `no`,
    and every `yes`."""
    return frozenset((interest - no) | yes)


async def sessions_of(db: AsyncConnection, attendee_id: int) -> frozenset[int]:
    """The topics whose sessions are somebody's own: where they go, and what they host."""
    found: dict[int, set[int]] = {number: set() for number in range(4)}
    rows = union_all(
        select(cast(goings.c.goes, Integer), goings.c.topic_id).where(goings.c.attendee_id == attendee_id),
        select(literal(2), votes.c.topic_id).where(votes.c.attendee_id == attendee_id),
        select(literal(3), topics.c.id).where(topics.c.host_id == attendee_id),
        select(literal(3), cohosts.c.topic_id).where(cohosts.c.attendee_id == attendee_id),
    )
    for kind, topic in await db.execute(rows):
        found[kind].add(topic)
    no, yes, interest, hosted = found.values()
    return chosen(interest, yes, no) | hosted


async def load_said(db: AsyncConnection, barcamp_id: int) -> dict[int, tuple[set[int], set[int]]]:
    """By topic, who said that they go there, and who said that they do not."""
    query = select(goings.c.topic_id, goings.c.attendee_id, goings.c.goes).where(goings.c.barcamp_id == barcamp_id)
    found: dict[int, tuple[set[int], set[int]]] = {}
    for topic, attendee, goes in await db.execute(query):
        found.setdefault(topic, (set(), set()))[0 if goes else 1].add(attendee)
    return found
