"""Co-hosts: who else must be there when a topic has its session."""

from sqlalchemy import Column, ForeignKey, Integer, Table, delete, select

from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.topic import load_topic, own_topic
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.turn import Done, Turn

MOST_COHOSTS = 10

cohosts = Table(
    "cohost",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
)


class AddCohost(Command):
    """Adds a person to one's own topic, or to any as a moderator."""

    by = Role.ATTENDEE
    topic: int
    attendee: int

    async def perform(self, turn: Turn) -> Done:
        topic = await own_topic(turn, self.topic)
        known = select(attendees.c.id).where(attendees.c.id == self.attendee, attendees.c.barcamp_id == turn.barcamp.id)
        if await turn.db.scalar(known) is None:
            raise NotFound("attendee.gone")
        there = list(await turn.db.scalars(select(cohosts.c.attendee_id).where(cohosts.c.topic_id == topic.id)))
        if self.attendee in (topic.host_id, *there):
            return Done()
        if len(there) >= MOST_COHOSTS:
            raise Refused("cohost.too_many", most=MOST_COHOSTS)
        await turn.add(cohosts, topic_id=topic.id, attendee_id=self.attendee, barcamp_id=turn.barcamp.id)
        return _changed(turn, topic.id)


class RemoveCohost(Command):
    """Removes a co-host; the host, a moderator or the co-host may do so."""

    by = Role.ATTENDEE
    topic: int
    attendee: int

    async def perform(self, turn: Turn) -> Done:
        if self.attendee == turn.actor.attendee_id:
            await load_topic(turn, self.topic)
        else:
            await own_topic(turn, self.topic)
        gone = await turn.db.execute(
            delete(cohosts).where(cohosts.c.topic_id == self.topic, cohosts.c.attendee_id == self.attendee)
        )
        return _changed(turn, self.topic) if gone.rowcount else Done()


def _changed(turn: Turn, topic: int) -> Done:
    return Done.of(Changed.hosts(topic), Changed.wall(f"t{topic}"))
