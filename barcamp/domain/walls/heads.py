"""Heads in a session: counted by its host or a moderator, or scanned at the door."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer, Table, delete, insert, select

from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import Topic, load_topic
from barcamp.domain.walls.wall import walls
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.refused import NotAllowed, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_HEADS = 10_000

head_counts = Table(
    "head_count",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("heads", Integer, nullable=False),
    Column("counted_at", UTCDateTime, nullable=False),
)

# People who scanned the sign at the door of a session, once each.
presences = Table(
    "presence",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
)


class CountHeads(Command):
    """Records how many people are in a session; its host, its note keeper or a moderator may do so. Counting again
    corrects it."""

    by = Role.ATTENDEE
    waits = Waits("Heads counted")
    topic: int
    heads: int

    async def perform(self, turn: Turn) -> Done:
        await _must_lead(turn, await load_topic(turn, self.topic, repeats=True))
        if not 0 <= self.heads <= MOST_HEADS:
            raise Refused("heads.number", most=MOST_HEADS)
        await turn.db.execute(delete(head_counts).where(head_counts.c.topic_id == self.topic))
        await turn.db.execute(
            insert(head_counts).values(
                topic_id=self.topic, barcamp_id=turn.barcamp.id, heads=self.heads, counted_at=turn.now
            )
        )
        return Done()


class BePresent(Command):
    """Records that somebody came through the door; a second time changes nothing."""

    by = Role.ATTENDEE
    own_route: ClassVar[bool] = True
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic, repeats=True)
        known = select(presences.c.topic_id).where(
            presences.c.topic_id == self.topic, presences.c.attendee_id == turn.attendee_id
        )
        if await turn.db.scalar(known) is None:
            await turn.db.execute(
                insert(presences).values(topic_id=self.topic, attendee_id=turn.attendee_id, barcamp_id=turn.barcamp.id)
            )
        return Done()


async def _must_lead(turn: Turn, topic: Topic) -> None:
    if turn.actor.role >= Role.MODERATOR or topic.host_id == turn.attendee_id:
        return
    who = turn.attendee_id
    helps = select(cohosts.c.topic_id).where(cohosts.c.topic_id == topic.root, cohosts.c.attendee_id == who)
    keeps = select(walls.c.name).where(
        walls.c.barcamp_id == turn.barcamp.id, walls.c.name == f"t{topic.root}", walls.c.keeper_id == who
    )
    if await turn.db.scalar(helps) is None and await turn.db.scalar(keeps) is None:
        raise NotAllowed("topic.not_yours")
