"""Wishes: topics without a host, which anybody may claim; and topics that their host gives up to others."""

from sqlalchemy import delete, or_, update

from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import Topic, load_topic, own_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class ClaimTopic(Command):
    """Makes whoever claims a wish its host."""

    by = Role.ATTENDEE
    waits = Waits("Wish taken up", near="topics")
    topic: int

    async def perform(self, turn: Turn) -> Done:
        topic = await load_topic(turn, self.topic)
        if topic.host_id is not None or topic.fixed:
            raise Refused("topic.has_host")
        return await _hosted_by(turn, topic, turn.attendee_id)


class ReleaseTopic(Command):
    """Makes a topic a wish, for somebody else to claim: one's own, or any as a moderator."""

    by = Role.ATTENDEE
    topic: int

    async def perform(self, turn: Turn) -> Done:
        topic = await own_topic(turn, self.topic)
        if topic.host_id is None:
            return Done()
        return await _hosted_by(turn, topic, None)


async def _hosted_by(turn: Turn, topic: Topic, who: int | None) -> Done:
    both = or_(topics.c.id == topic.id, topics.c.repeat_of == topic.id)
    await turn.db.execute(update(topics).where(both).values(host_id=who))
    if who is not None:
        await turn.db.execute(delete(cohosts).where(cohosts.c.topic_id == topic.id, cohosts.c.attendee_id == who))
    return Done.of(Changed.hosts(topic.id), Changed.wall(f"t{topic.id}"))
