"""Taking the last change of the plan back, and bringing it in again; taking back what else a moderator did."""

import json
from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import select, update

from barcamp.domain.event.barcamp import load
from barcamp.domain.plan.grid import Spot
from barcamp.domain.plan.placement import occupant
from barcamp.domain.plan.plan_change import Place, cell_of, check_room, check_slot, places, put, read, steps
from barcamp.domain.topics.pitch_round import follow
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.facts import read as read_facts
from barcamp.kernel.history import deeds, take_back
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn


class UndoPlanStep(Command):
    """Takes the last step back. `seen` is the number of the step that was seen as the last, 0 for whichever it is."""

    by = Role.MODERATOR
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        last = await _step(turn, steps.c.undone.is_(False), newest=True)
        if last is None:
            raise Refused("plan.nothing_to_undo")
        _refuse_another(last, self.seen)
        return await _turn_over(turn, last, undone=True)


class RedoPlanStep(Command):
    """Brings the step back in that was undone last. A new step since then has ended that."""

    by = Role.MODERATOR
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        following = await _step(turn, steps.c.undone.is_(True), newest=False)
        if following is None:
            raise Refused("plan.nothing_to_redo")
        _refuse_another(following, self.seen)
        return await _turn_over(turn, following, undone=False)


class UndoDeed(Command):
    """Takes back what a moderator did last besides the plan. `seen` is its number, 0 for whichever it is."""

    by = Role.MODERATOR
    heavy: ClassVar[bool] = True
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        ours = deeds.c.barcamp_id == turn.barcamp.id, deeds.c.undone.is_(False)
        last = (await turn.db.execute(select(deeds).where(*ours).order_by(deeds.c.number.desc()).limit(1))).first()
        if last is None:
            raise Refused("plan.nothing_to_undo")
        _refuse_another(last, self.seen)
        there, wanted = read(last.after), read(last.before)
        if await places(turn, there) != there:
            raise Refused("plan.changed_since")
        await take_back(turn, json.loads(last.rows))
        moved: set[Changed] = set()
        if there != wanted:
            await _refuse_if_impossible(turn, there, wanted)
            moved = await put(turn, there, wanted)
        await turn.db.execute(update(deeds).where(deeds.c.id == last.id).values(undone=True))
        camp = await load(turn.db, turn.barcamp.id)
        assert camp is not None
        before, turn.barcamp = turn.barcamp, camp
        if before.on_stage != camp.on_stage:
            await follow(turn)
        return Done.of(*read_facts(last.changed), *moved, Changed.pitch_round(), Changed.history())


def _refuse_another(step, seen: int) -> None:
    if seen and seen != step.number:
        raise Refused("plan.step_newer", who=step.by)


async def _turn_over(turn: Turn, step, *, undone: bool) -> Done:
    left, wanted = read(step.before), read(step.after)
    if undone:
        left, wanted = wanted, left
    if await places(turn, left) != left:
        raise Refused("plan.changed_since")
    await _refuse_if_impossible(turn, left, wanted)
    moved = await put(turn, left, wanted)
    await turn.db.execute(update(steps).where(steps.c.id == step.id).values(undone=undone))
    return Done.of(*moved, Changed.history())


async def _refuse_if_impossible(turn: Turn, left: Mapping[int, Place], wanted: Mapping[int, Place]) -> None:
    """What the places need may be gone by now: a room, a slot, the topic itself."""
    free = {cell_of(place) for place in left.values()}
    repeats = select(topics.c.id, topics.c.repeat_of).where(topics.c.id.in_(list(wanted)))
    for topic, root in (await turn.db.execute(repeats)).all():
        await load_topic(turn, root or topic)
        place = wanted[topic]
        if not isinstance(place, Spot) or place.cell == cell_of(left[topic]):
            continue
        await check_room(turn, place.room)
        await check_slot(turn, place.slot)
        if place.cell not in free and (there := await occupant(turn, *place.cell)):
            raise Refused("cell.taken", title=there.title, who=there.placed_by)


async def _step(turn: Turn, where, *, newest: bool):
    order = steps.c.number.desc() if newest else steps.c.number
    query = select(steps).where(steps.c.barcamp_id == turn.barcamp.id, where).order_by(order).limit(1)
    return (await turn.db.execute(query)).first()
