"""Undoing what a moderator did last, in the plan or elsewhere, and redoing it."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from barcamp.domain.event.barcamp import load
from barcamp.domain.moderation.reversal import choose
from barcamp.domain.plan.fixed import open_beside_fixed, refuse_more_beside_fixed
from barcamp.domain.plan.plan_change import Place, put, read
from barcamp.domain.topics.pitch_round import follow
from barcamp.kernel import facts
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import DONE, UNDONE, bring_back, revisions, take_back
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn


class Undo(Command):
    """Takes back the last thing that can be taken back. `seen` is the number of what the button named, or 0 for
    whatever is last."""

    by = Role.MODERATOR
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        last = await _revision(turn, DONE, self.seen)
        if last is None:
            raise Refused("history.nothing_to_undo")
        await take_back(turn, json.loads(last.rows))
        return await _marked(turn, last, UNDONE, await _put(turn, read(last.after), read(last.before)))


class Redo(Command):
    """Does again the first of what was undone. Anything done in the meantime makes it impossible."""

    by = Role.MODERATOR
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        following = await _revision(turn, UNDONE, self.seen)
        if following is None:
            raise Refused("history.nothing_to_redo")
        # In the order in which they were done: a hidden topic cannot be moved.
        moved = await _put(turn, read(following.before), read(following.after))
        await bring_back(turn, json.loads(following.rows))
        return await _marked(turn, following, DONE, moved)


async def _revision(turn: Turn, state: str, seen: int) -> Any:
    """The revision to undo or redo. Raises Refused if another one was `seen`, or if there are some but none is
    possible."""
    choice = await choose(turn.db, turn.barcamp.id, state)
    found = choice.revision
    if seen and (found is None or seen != found.number):
        for passed, why in choice.passed:
            if passed.number == seen:
                raise why
    if found is None and choice.passed:
        raise choice.passed[0][1]
    if found is not None and seen and seen != found.number:
        raise Refused("history.newer", who=found.by)
    return found


async def _put(turn: Turn, there: Mapping[int, Place], wanted: Mapping[int, Place]) -> set[Changed]:
    if there == wanted:
        return set()
    before = await open_beside_fixed(turn)
    moved = await put(turn, there, wanted)
    await refuse_more_beside_fixed(turn, before)
    return moved


async def _marked(turn: Turn, revision: Any, state: str, moved: set[Changed]) -> Done:
    await turn.db.execute(update(revisions).where(revisions.c.id == revision.id).values(state=state))
    camp = await load(turn.db, turn.barcamp.id)
    assert camp is not None
    before, turn.barcamp = turn.barcamp, camp
    round_ = set[Changed]()
    if before.on_stage != camp.on_stage:
        await follow(turn)
        round_ = {Changed.pitch_round(), Changed.queue()}
    return Done.of(*facts.read(revision.changed), *moved, *round_, Changed.history())
