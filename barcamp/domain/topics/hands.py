"""Raised hands: the interest of people without a phone, counted in the room and kept as a number."""

from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

MOST_HANDS = 9999


class CountHands(Command):
    by = Role.MODERATOR
    topic: int
    hands: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        if not 0 <= self.hands <= MOST_HANDS:
            raise Refused("hands.number", most=MOST_HANDS)
        changes = Changes()
        await changes.write(turn, topics, self.topic, hands=self.hands)
        facts = Changed.interest(self.topic), Changed.heads()
        return await remember(turn, "hands", changes, *facts, about=f"t{self.topic}")
