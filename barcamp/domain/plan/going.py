"""Choosing sessions: long after interest has closed, people go on saying which sessions they will or will not go to.

If somebody says nothing, interest counts as going; whatever they say overrides it. It never counts as interest. Read
this through queries/plan/going.py, the one place where that rule stands.
"""

from typing import ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, delete, insert, select

from barcamp.domain.topics.topic import load_topic
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

# About the topic, so that it holds wherever and whenever it takes place.
goings = Table(
    "going",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("goes", Boolean, nullable=False),
    Column("said_at", UTCDateTime, nullable=False),
)


class ChooseSession(Command):
    by = Role.ATTENDEE
    waits = Waits("Session chosen", mine="+goes")
    painted: ClassVar[bool] = True
    topic: int

    async def perform(self, turn: Turn) -> Done:
        return await _say(turn, self.topic, goes=True)


class SkipSession(Command):
    """Says that one will not go there, even if one showed interest in it, which stays interest."""

    by = Role.ATTENDEE
    waits = Waits("Session not chosen", mine="-goes")
    painted: ClassVar[bool] = True
    topic: int

    async def perform(self, turn: Turn) -> Done:
        return await _say(turn, self.topic, goes=False)


async def _say(turn: Turn, number: int, *, goes: bool) -> Done:
    topic, who = (await load_topic(turn, number, repeats=True)).root, turn.attendee_id
    here = goings.c.topic_id == topic, goings.c.attendee_id == who
    if await turn.db.scalar(select(goings.c.goes).where(*here)) == goes:
        return Done()
    await turn.db.execute(delete(goings).where(*here))
    await turn.db.execute(
        insert(goings).values(topic_id=topic, attendee_id=who, barcamp_id=turn.barcamp.id, goes=goes, said_at=turn.now)
    )
    # Who goes somewhere reveals who is interested, so both are hidden together.
    return Done() if turn.barcamp.interest_hidden else Done.of(Changed.heads())
