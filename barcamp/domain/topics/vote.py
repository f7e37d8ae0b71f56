"""Votes, which the screens call interest: one per person and topic, taken back by tapping again; if the rules
(rules.py) give everybody points, each vote takes one."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer, Table, bindparam, delete, func, insert, select

from barcamp.domain.topics.topic import topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command, Together
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Outside, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

votes = Table(
    "vote",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("cast_at", UTCDateTime, nullable=False),
)


async def settle(orders: "Sequence[tuple[CastVote | WithdrawVote, Turn]]") -> list[Done | Refused]:
    """Carries out many votes of one barcamp at once, in order: if somebody changed their mind, the last word counts."""
    turn = orders[0][1]
    known = await _known_topics(turn, {command.topic for command, _ in orders})
    before = await _cast_already(turn, orders)
    spent = await _points_spent(turn, orders)
    now: dict[tuple[int, int], Turn | None] = {}
    results: list[Done | Refused] = []
    for command, turn in orders:
        if why := _forbidden(command.topic in known, turn):
            results.append(why)
            continue
        vote = (command.topic, turn.attendee_id)
        there = now[vote] is not None if vote in now else vote in before
        wanted = isinstance(command, CastVote)
        if there == wanted:
            results.append(Done())
            continue
        if wanted and turn.barcamp.points and spent.get(turn.attendee_id, 0) >= turn.barcamp.points:
            results.append(Refused("interest.spent"))
            continue
        now[vote] = turn if wanted else None
        spent[turn.attendee_id] = spent.get(turn.attendee_id, 0) + (1 if wanted else -1)
        results.append(_seen(command.topic, turn))
    await _write(turn, {vote: cast for vote, cast in now.items() if (cast is not None) != (vote in before)})
    return results


class CastVote(Command):
    by = Role.ATTENDEE
    waits = Waits("Interest", near="topics", mine="+votes")
    painted: ClassVar[bool] = True
    together: ClassVar[Together | None] = staticmethod(settle)
    topic: int

    async def perform(self, turn: Turn) -> Done:
        return _or_refused(*await settle([(self, turn)]))


class WithdrawVote(Command):
    by = Role.ATTENDEE
    waits = Waits("Interest taken back", near="topics", mine="-votes")
    painted: ClassVar[bool] = True
    together: ClassVar[Together | None] = staticmethod(settle)
    topic: int

    async def perform(self, turn: Turn) -> Done:
        return _or_refused(*await settle([(self, turn)]))


def _or_refused(result: Done | Refused) -> Done:
    if isinstance(result, Refused):
        raise result
    return result


def _seen(topic: int, turn: Turn) -> Done:
    """The facts that may be seen: while counts are hidden, not even that something about this topic has changed."""
    return Done() if turn.barcamp.interest_hidden else Done.of(Changed.interest(topic))


def _forbidden(topic_known: bool, turn: Turn) -> Refused | None:
    if not turn.barcamp.interest_open:
        return Refused("interest.closed")
    if not topic_known:
        return NotFound("topic.gone")
    return Outside("attendee.join_first") if turn.actor.attendee_id is None else None


async def _known_topics(turn: Turn, wanted: set[int]) -> set[int]:
    query = select(topics.c.id).where(
        topics.c.id.in_(wanted),
        topics.c.barcamp_id == turn.barcamp.id,
        topics.c.withdrawn_at.is_(None),
        topics.c.repeat_of.is_(None),
    )
    return set((await turn.db.execute(query)).scalars())


async def _cast_already(turn: Turn, orders: "Sequence[tuple[CastVote | WithdrawVote, Turn]]") -> set[tuple[int, int]]:
    query = select(votes.c.topic_id, votes.c.attendee_id).where(
        votes.c.topic_id.in_({command.topic for command, _ in orders}),
        votes.c.attendee_id.in_({turn.actor.attendee_id for _, turn in orders if turn.actor.attendee_id}),
    )
    return {(row.topic_id, row.attendee_id) for row in await turn.db.execute(query)}


async def _points_spent(turn: Turn, orders: "Sequence[tuple[CastVote | WithdrawVote, Turn]]") -> dict[int, int]:
    """The points spent by those who vote now. A topic that was taken back returns its points."""
    if not turn.barcamp.points:
        return {}
    query = (
        select(votes.c.attendee_id, func.count())
        .join(topics, topics.c.id == votes.c.topic_id)
        .where(votes.c.attendee_id.in_({turn.actor.attendee_id for _, turn in orders if turn.actor.attendee_id}))
        .where(topics.c.withdrawn_at.is_(None))
        .group_by(votes.c.attendee_id)
    )
    return {row[0]: row[1] for row in await turn.db.execute(query)}


async def _write(turn: Turn, changed: dict[tuple[int, int], Turn | None]) -> None:
    cast = [
        {"topic_id": topic, "attendee_id": attendee, "barcamp_id": by.barcamp.id, "cast_at": by.now}
        for (topic, attendee), by in changed.items()
        if by is not None
    ]
    taken_back = [{"topic": topic, "attendee": attendee} for (topic, attendee), by in changed.items() if by is None]
    if cast:
        await turn.db.execute(insert(votes), cast)
    if taken_back:
        one = votes.c.topic_id == bindparam("topic"), votes.c.attendee_id == bindparam("attendee")
        await turn.db.execute(delete(votes).where(*one), taken_back)
