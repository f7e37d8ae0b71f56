"""Raised hands: the interest of people without a phone, counted in the room and kept as a number."""

from typing import ClassVar

from sqlalchemy import update

from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.topic import load_topic, topics

MOST_HANDS = 9999


class CountHands(Command):
    by = Role.MODERATOR
    light: ClassVar[bool] = True
    topic: int
    hands: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        if not 0 <= self.hands <= MOST_HANDS:
            raise Refused("hands.number", most=MOST_HANDS)
        await turn.db.execute(update(topics).where(topics.c.id == self.topic).values(hands=self.hands))
        return touched(f"topic_{self.topic}", "ranking", "check")
