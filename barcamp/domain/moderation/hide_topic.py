"""Hiding a topic: a moderator says why; from then on only its host sees it, with the reason. It can be shown again."""

from typing import Annotated

from sqlalchemy import select

from barcamp.domain.event.barcamp import change_noted
from barcamp.domain.plan.grid import Spot
from barcamp.domain.plan.placement import placement, refuse_if_pinned
from barcamp.domain.plan.plan_change import Place, places, put, written
from barcamp.domain.topics.pitch_round import follow
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import NotFound
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn


class HideTopic(Command):
    """Hides a topic: it comes off the plan and off the stage; interest and notes stay with it."""

    by = Role.MODERATOR
    topic: int
    reason: Annotated[str, Line(200)]

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        again = list(await turn.db.scalars(select(topics.c.id).where(topics.c.repeat_of == self.topic)))
        before = await places(turn, [self.topic, *again])
        for topic in before:
            refuse_if_pinned(await placement(turn, topic))
        after: dict[int, Place] = {topic: None if isinstance(at, Spot) else at for topic, at in before.items()}
        moved = await put(turn, before, after) if before != after else set[Changed]()
        changes = Changes()
        await changes.write(
            turn, topics, self.topic, withdrawn_at=turn.now, hidden_at=turn.now, hidden_because=self.reason
        )
        if turn.barcamp.on_stage == self.topic:
            await change_noted(turn, changes, on_stage=None, stage_until=None)
            await follow(turn)
        return await remember(
            turn, "hide", changes, *_gone_or_back(self.topic), *moved,
            about=f"t{self.topic}", before=written(before), after=written(after),
        )  # fmt: skip


class ShowTopic(Command):
    """Brings a hidden topic back, without the place it had."""

    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        hidden = select(topics.c.id).where(
            topics.c.id == self.topic, topics.c.barcamp_id == turn.barcamp.id, topics.c.hidden_at.is_not(None)
        )
        if await turn.db.scalar(hidden) is None:
            raise NotFound("topic.gone")
        changes = Changes()
        await changes.write(turn, topics, self.topic, withdrawn_at=None, hidden_at=None, hidden_because="")
        return await remember(turn, "show", changes, *_gone_or_back(self.topic), about=f"t{self.topic}")


def _gone_or_back(topic: int) -> tuple[Changed, ...]:
    return Changed.topics(topic), Changed.hidden(), Changed.pitch_round(), Changed.wall(f"t{topic}")
