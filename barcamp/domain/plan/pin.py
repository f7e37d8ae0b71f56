"""Pins: a pinned session stays where it is, for people and for the planner, until it is unpinned."""

from barcamp.domain.plan.fixed import refuse_if_fixed
from barcamp.domain.plan.grid import Spot
from barcamp.domain.plan.placement import placement
from barcamp.domain.plan.plan_change import change_plan
from barcamp.domain.topics.topic import load_topic
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn


class PinTopic(Command):
    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        return await _pin(turn, self.topic, pinned=True)


class UnpinTopic(Command):
    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        return await _pin(turn, self.topic, pinned=False)


async def _pin(turn: Turn, topic_id: int, *, pinned: bool) -> Done:
    topic = await load_topic(turn, topic_id, repeats=True)
    if not pinned:
        await refuse_if_fixed(turn, topic_id)
    here = await placement(turn, topic_id)
    if here is None:
        raise Refused("topic.not_placed", title=topic.title)
    return await change_plan(turn, {topic_id: Spot(here.room_id, here.slot_id, pinned)}, "pin" if pinned else "unpin")
