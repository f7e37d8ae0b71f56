"""Taking a topic back. One that stands in the plan must come off it first."""

from sqlalchemy import exists, or_, select, update

from barcamp.domain.plan.grid import placements
from barcamp.domain.topics.topic import own_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn


class WithdrawTopic(Command):
    """Takes a topic back: one's own, or any as a moderator. A topic on the grid must come off it first."""

    by = Role.ATTENDEE
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await own_topic(turn, self.topic)
        of_it = or_(topics.c.id == self.topic, topics.c.repeat_of == self.topic)
        if await turn.db.scalar(select(exists().where(placements.c.topic_id == topics.c.id, of_it))):
            raise Refused("grid.in_use")
        await turn.db.execute(update(topics).where(topics.c.id == self.topic).values(withdrawn_at=turn.now))
        stage = [Changed.pitch_round()] if turn.barcamp.on_stage == self.topic else []
        return Done.of(Changed.topics(self.topic), Changed.wall(f"t{self.topic}"), *stage)
