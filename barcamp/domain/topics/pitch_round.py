"""The pitch round: a queue of topics, one of them on stage, and a clock for whoever speaks."""

from datetime import timedelta

from sqlalchemy import func, select

from barcamp.domain.event.barcamp import change, change_noted
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

CLOCK = 60  # seconds that a pitch usually has
LONGEST = 3600


class BringOnStage(Command):
    """Puts a topic on stage; 0 for the next one of the queue. The topic that was there has been presented.

    `seen` is the topic that was seen on stage, 0 for none; -1 skips this check.
    """

    by = Role.MODERATOR
    topic: int = 0
    seen: int = -1

    async def perform(self, turn: Turn) -> Done:
        there = turn.barcamp.on_stage
        if self.seen >= 0 and self.seen != (there or 0):
            raise Refused("stage.another")
        wanted = self.topic or await _next(turn)
        if not wanted:
            raise Refused("stage.nobody_waits")
        await load_topic(turn, wanted)
        if wanted == there:
            return Done()
        changes = Changes()
        facts = [Changed.pitch_round(), Changed.been_on_stage(wanted)]
        if there:
            await _mark_presented(turn, changes, there)
            facts.append(Changed.been_on_stage(there))
        await show(turn, changes, wanted)
        return await remember(turn, "stage", changes, *facts, about=f"t{wanted}")


class ClearStage(Command):
    """The topic on stage has had its turn, and nobody follows for the moment."""

    by = Role.MODERATOR

    async def perform(self, turn: Turn) -> Done:
        there = turn.barcamp.on_stage
        if not there:
            return Done()
        changes = Changes()
        await _mark_presented(turn, changes, there)
        await show(turn, changes, None)
        facts = Changed.pitch_round(), Changed.been_on_stage(there)
        return await remember(turn, "clear-stage", changes, *facts, about=f"t{there}")


class TryLater(Command):
    """Moves a topic to the end of the queue; from the stage, or once more after it was presented."""

    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        changes = Changes()
        waiting = [each for each in await queue(turn) if each != self.topic]
        await _number(turn, changes, [*waiting, self.topic])
        await changes.write(turn, topics, self.topic, staged_at=None)
        if turn.barcamp.on_stage == self.topic:
            await show(turn, changes, None)
        return await remember(turn, "later", changes, Changed.pitch_round(), Changed.queue(), about=f"t{self.topic}")


class MoveInQueue(Command):
    """Moves a topic one place to the front, or to the back. `first` puts it at the head of the queue."""

    by = Role.MODERATOR
    topic: int
    up: bool = False
    first: bool = False

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        waiting = await queue(turn)
        if self.topic not in waiting:
            raise Refused("stage.not_waiting")
        at = waiting.index(self.topic)
        to = 0 if self.first else max(at - 1, 0) if self.up else min(at + 1, len(waiting) - 1)
        waiting.insert(to, waiting.pop(at))
        changes = Changes()
        await _number(turn, changes, waiting)
        return await remember(turn, "queue", changes, Changed.queue(), about=f"t{self.topic}")


class RunStageClock(Command):
    """Starts the clock of the topic on stage; while it runs, adds so many seconds. 0 stops it.

    `seen` is the mark of the clock that was seen, see Barcamp: somebody who pressed at the same moment as another is
    told; -1 skips this check.
    """

    by = Role.MODERATOR
    seconds: int = CLOCK
    seen: int = -1

    async def perform(self, turn: Turn) -> Done:
        if not turn.barcamp.on_stage:
            raise Refused("stage.empty")
        if not 0 <= self.seconds <= LONGEST:
            raise Refused("stage.seconds", most=LONGEST)
        if self.seconds and self.seen >= 0 and self.seen != turn.barcamp.stage_mark:
            raise Refused("stage.clock_changed")
        running = turn.barcamp.stage_until
        begins = running if running and running > turn.now else turn.now
        until = begins + timedelta(seconds=self.seconds) if self.seconds else None
        changes = Changes()
        await change_noted(turn, changes, stage_until=until)
        await follow(turn)
        return Done.of(Changed.pitch_round())


async def queue(turn: Turn) -> list[int]:
    """Topics that have yet to be presented, in order: as moved by hand, then as they arrived."""
    query = (
        select(topics.c.id)
        .where(
            topics.c.barcamp_id == turn.barcamp.id, topics.c.withdrawn_at.is_(None), topics.c.repeat_of.is_(None),
            topics.c.parked_at.is_(None), topics.c.staged_at.is_(None), topics.c.fixed == "",
            topics.c.id != (turn.barcamp.on_stage or 0),
        )
        .order_by(func.coalesce(topics.c.queued, 2**30), topics.c.id)
    )  # fmt: skip
    return list(await turn.db.scalars(query))


async def show(turn: Turn, changes: Changes, topic: int | None) -> None:
    """Puts a topic on stage; each begins without a clock."""
    await change_noted(turn, changes, on_stage=topic, stage_until=None)
    await follow(turn)


async def follow(turn: Turn) -> None:
    """Has the projector follow the stage; while it is empty, what the day asks for."""
    topic = turn.barcamp.on_stage
    if topic:
        await change(turn, scene="pitch", scene_wall=f"t{topic}", scene_until=turn.barcamp.stage_until, exhibit="")
    elif turn.barcamp.scene == "pitch":
        await change(turn, scene="", scene_wall="", scene_until=None)


async def _mark_presented(turn: Turn, changes: Changes, topic: int) -> None:
    known = select(topics.c.id).where(topics.c.id == topic, topics.c.barcamp_id == turn.barcamp.id)
    if await turn.db.scalar(known) is not None:
        await changes.write(turn, topics, topic, staged_at=turn.now)


async def _next(turn: Turn) -> int:
    waiting = await queue(turn)
    return waiting[0] if waiting else 0


async def _number(turn: Turn, changes: Changes, waiting: list[int]) -> None:
    for place, topic in enumerate(waiting, 1):
        await changes.write(turn, topics, topic, queued=place)
