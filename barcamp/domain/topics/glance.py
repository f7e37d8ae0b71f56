"""Looking at one topic after the other, those first that the fewest people have seen: which ones somebody has looked
at, and from that how many have seen each (`topic.glances`, which outlasts the people). It is a count and nothing more:
what gets lost on the way is no harm, so phones send it in small heaps."""

import re
from typing import Annotated, ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, false, insert, select, update

from barcamp.domain.topics.topic import topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Invalid, Outside, Unreadable
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

# As many topics as a phone says it has shown at once.
MOST_AT_ONCE = 50

# Of those who look through the topics once more, `again` says which ones they have not come to yet.
glances = Table(
    "glance",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("again", Boolean, nullable=False, server_default=false()),
)


class SeeTopics(Command):
    """Says which topics somebody has looked at: their numbers, with anything between them. Those that are gone by now
    are left out, as is everything once interest is closed. What each person looked at is not for the journal."""

    by = Role.ATTENDEE
    anonymous: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"topics"})
    painted: ClassVar[bool] = True
    topics: Annotated[str, Line(MOST_AT_ONCE * 12)]

    async def perform(self, turn: Turn) -> Done:
        if not re.fullmatch(r"[0-9]{1,9}([ ,]+[0-9]{1,9})*[ ,]*", self.topics):
            raise Invalid({"topics": Unreadable("text.number")})
        numbers = sorted({int(each) for each in re.findall(r"[0-9]+", self.topics)})[:MOST_AT_ONCE]
        if turn.actor.attendee_id is None:
            raise Outside("attendee.join_first")
        if not turn.barcamp.interest_open:
            return Done()
        return await _see(turn, turn.attendee_id, numbers)


class SeeAllAgain(Command):
    """Begins anew with all topics that somebody has looked at and is not interested in."""

    by = Role.ATTENDEE
    painted: ClassVar[bool] = True

    async def perform(self, turn: Turn) -> Done:
        if turn.actor.attendee_id is None:
            raise Outside("attendee.join_first")
        mine = glances.c.attendee_id == turn.attendee_id
        await turn.db.execute(update(glances).where(mine).values(again=True))
        return Done()


async def _see(turn: Turn, who: int, numbers: list[int]) -> Done:
    theirs = glances.c.attendee_id == who, glances.c.topic_id.in_(numbers)
    query = select(topics.c.id).where(
        topics.c.id.in_(numbers),
        topics.c.barcamp_id == turn.barcamp.id,
        topics.c.withdrawn_at.is_(None),
        topics.c.repeat_of.is_(None),
    )
    there = set((await turn.db.execute(query)).scalars())
    before = set((await turn.db.execute(select(glances.c.topic_id).where(*theirs))).scalars())
    await turn.db.execute(update(glances).where(*theirs, glances.c.again).values(again=False))
    new = sorted(there - before)
    if not new:
        return Done()
    rows = [{"topic_id": topic, "attendee_id": who, "barcamp_id": turn.barcamp.id} for topic in new]
    await turn.db.execute(insert(glances), rows)
    await turn.db.execute(update(topics).where(topics.c.id.in_(new)).values(glances=topics.c.glances + 1))
    return Done.of(*map(Changed.glances, new))
