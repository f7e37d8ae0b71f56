"""Parking: a topic that is kept but not planned today. It comes off the grid, with its repeats, until it is taken up
again, alone or with all that are parked."""

from sqlalchemy import select

from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import placement, refuse_if_pinned
from barcamp.domain.plan.plan_change import PARKED, Place, change_plan, places
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.turn import Done, Turn


class ParkTopic(Command):
    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        again = select(topics.c.id).join(placements).where(topics.c.repeat_of == self.topic)
        repeats = list(await turn.db.scalars(again))
        for each in (self.topic, *repeats):
            refuse_if_pinned(await placement(turn, each))
        changes: dict[int, Place] = {self.topic: PARKED, **dict.fromkeys(repeats)}
        return await change_plan(turn, changes, "park")


class UnparkTopic(Command):
    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        if (await places(turn, [self.topic]))[self.topic] != PARKED:
            return Done()
        return await change_plan(turn, {self.topic: None}, "unpark")


class TakeUpParked(Command):
    """Takes up all parked topics, for another day."""

    by = Role.MODERATOR

    async def perform(self, turn: Turn) -> Done:
        parked = select(topics.c.id).where(
            topics.c.barcamp_id == turn.barcamp.id, topics.c.parked_at.is_not(None), topics.c.withdrawn_at.is_(None)
        )
        return await change_plan(turn, dict.fromkeys(await turn.db.scalars(parked)), "unpark")
