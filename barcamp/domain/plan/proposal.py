"""The proposed plan: what the planner found, kept beside the grid until it is taken, whole or cell by cell, or
dismissed."""

import json
from collections.abc import Mapping
from typing import Annotated, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, insert, select
from sqlalchemy import Text as LongText

from barcamp.domain.plan.apply_target import Aim, changes_towards
from barcamp.domain.plan.fixed import refuse_beside_fixed
from barcamp.domain.plan.grid import Spot, slots
from barcamp.domain.plan.placement import Session, occupant, placement, refuse_if_pinned
from barcamp.domain.plan.plan_change import Place, change_plan, check_room, check_slot
from barcamp.domain.topics.topic import load_topic
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import minute_of_day
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.strings import Text
from barcamp.kernel.turn import Done, Turn

MOST_FIGURES = 200_000

proposals = Table(
    "proposal",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", String(60), nullable=False),
    Column("base", Integer, nullable=False),  # number of the revision of the plan on which it was computed
    Column("cells", LongText, nullable=False),  # topic → [room, slot], null for those that are left out
    Column("figures", LongText, nullable=False),  # JSON for the screens; nothing here looks into it
)


class KeepProposal(Command):
    """Keeps what the planner found, in place of an earlier proposal. `cells` names every topic that was planned: its
    room and slot, or None if it is left out."""

    by = Role.MODERATOR
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"figures"})  # large, and not needed to know what happened
    cells: dict[int, tuple[int, int] | None]
    figures: Annotated[str, Text(MOST_FIGURES, least=0)] = ""
    base: int = 0

    async def perform(self, turn: Turn) -> Done:
        await _drop(turn)
        await turn.db.execute(
            insert(proposals).values(
                barcamp_id=turn.barcamp.id,
                made_at=turn.now,
                made_by=await turn.signature(),
                base=self.base,
                cells=json.dumps(self.cells),
                figures=self.figures,
            )
        )
        return Done.of(Changed.proposal())


class TakeProposal(Command):
    """Makes the proposed plan the present one, in one step. Pinned sessions stay, and so do slots that have begun."""

    by = Role.MODERATOR

    async def perform(self, turn: Turn) -> Done:
        aim = await _proposed(turn)
        minute = minute_of_day(turn.barcamp, turn.now)
        of_day = select(slots.c.id).where(slots.c.barcamp_id == turn.barcamp.id, slots.c.starts <= minute)
        changes, skipped = await changes_towards(turn, aim, frozenset(await turn.db.scalars(of_day)))
        done = await change_plan(turn, changes, "take", skipped)
        await _drop(turn)
        return Done.of(*done.changed, Changed.proposal())


class TakeProposedCell(Command):
    """Gives one topic its proposed place. A topic already there goes to where the other one was, or off the grid."""

    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        aim = await _proposed(turn)
        await load_topic(turn, self.topic, repeats=True)
        if self.topic not in aim:
            raise Refused("proposal.without_it")
        here = await placement(turn, self.topic)
        changes = await _swap(turn, self.topic, here, aim[self.topic])
        return await change_plan(turn, changes, "take-cell")


class DismissProposal(Command):
    by = Role.MODERATOR

    async def perform(self, turn: Turn) -> Done:
        await _proposed(turn)
        await _drop(turn)
        return Done.of(Changed.proposal())


async def _swap(turn: Turn, topic: int, here: Session | None, cell: tuple[int, int] | None) -> dict[int, Place]:
    if here is not None and cell == (here.room_id, here.slot_id):
        return {}
    refuse_if_pinned(here)
    if cell is None:
        return {topic: None}
    await check_room(turn, cell[0], await check_slot(turn, cell[1]))
    await refuse_beside_fixed(turn, *cell)
    there = await occupant(turn, *cell)
    refuse_if_pinned(there)
    if there is None:
        return {topic: Spot(*cell)}
    return {topic: Spot(*cell), there.topic_id: await _left_by(turn, here)}


async def _left_by(turn: Turn, here: Session | None) -> Spot | None:
    """The cell that becomes free, unless nothing new may be placed there."""
    if here is None:
        return None
    try:
        await check_room(turn, here.room_id, await check_slot(turn, here.slot_id))
    except Refused:
        return None
    return Spot(here.room_id, here.slot_id)


async def _proposed(turn: Turn) -> Aim:
    cells = await turn.db.scalar(select(proposals.c.cells).where(proposals.c.barcamp_id == turn.barcamp.id))
    if cells is None:
        raise NotFound("proposal.gone")
    return read_aim(cells)


def read_aim(cells: str) -> Aim:
    found: Mapping[str, list[int] | None] = json.loads(cells)
    return {int(topic): (cell[0], cell[1]) if cell else None for topic, cell in found.items()}


async def _drop(turn: Turn) -> None:
    await turn.db.execute(delete(proposals).where(proposals.c.barcamp_id == turn.barcamp.id))
