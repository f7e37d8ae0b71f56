"""Undoing what a moderator did last, in the plan or besides, and redoing it."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from barcamp.domain.event.barcamp import load
from barcamp.domain.plan.grid import Spot
from barcamp.domain.plan.placement import occupant
from barcamp.domain.plan.plan_change import Place, cell_of, check_room, check_slot, places, put, read
from barcamp.domain.topics.pitch_round import follow
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel import facts
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import DONE, UNDONE, bring_back, revisions, take_back
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn


class Undo(Command):
    """Takes back what was done last. `seen` is the number of what was seen as the last, 0 for whichever it is."""

    by = Role.MODERATOR
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        last = await _revision(turn, DONE, self.seen)
        if last is None:
            raise Refused("history.nothing_to_undo")
        there, wanted = read(last.after), read(last.before)
        await _refuse_if_moved(turn, there)
        await take_back(turn, json.loads(last.rows))
        return await _turned(turn, last, UNDONE, await _put(turn, there, wanted))


class Redo(Command):
    """Does again what was undone last. Whatever was done since then has ended that."""

    by = Role.MODERATOR
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        following = await _revision(turn, UNDONE, self.seen)
        if following is None:
            raise Refused("history.nothing_to_redo")
        there, wanted = read(following.before), read(following.after)
        await _refuse_if_moved(turn, there)
        moved = await _put(turn, there, wanted)  # in the order in which it was done: a hidden topic cannot be moved
        await bring_back(turn, json.loads(following.rows))
        return await _turned(turn, following, DONE, moved)


async def _revision(turn: Turn, state: str, seen: int) -> Any:
    """The last that was done, or the first of those that were undone. Raises Refused where another was `seen`."""
    order = revisions.c.number.desc() if state == DONE else revisions.c.number
    query = select(revisions).where(revisions.c.barcamp_id == turn.barcamp.id, revisions.c.state == state)
    found = (await turn.db.execute(query.order_by(order).limit(1))).first()
    if found is not None and seen and seen != found.number:
        raise Refused("history.newer", who=found.by)
    return found


async def _refuse_if_moved(turn: Turn, there: Mapping[int, Place]) -> None:
    if await places(turn, there) != there:
        raise Refused("history.moved_since")


async def _put(turn: Turn, there: Mapping[int, Place], wanted: Mapping[int, Place]) -> set[Changed]:
    if there == wanted:
        return set()
    await _refuse_if_impossible(turn, there, wanted)
    return await put(turn, there, wanted)


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


async def _turned(turn: Turn, revision: Any, state: str, moved: set[Changed]) -> Done:
    await turn.db.execute(update(revisions).where(revisions.c.id == revision.id).values(state=state))
    camp = await load(turn.db, turn.barcamp.id)
    assert camp is not None
    before, turn.barcamp = turn.barcamp, camp
    round_ = set[Changed]()
    if before.on_stage != camp.on_stage:
        await follow(turn)
        round_ = {Changed.pitch_round(), Changed.queue()}
    return Done.of(*facts.read(revision.changed), *moved, *round_, Changed.history())
