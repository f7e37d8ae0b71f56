"""Placements: a topic in a room at a slot, which is what people call a session."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from barcamp.domain.plan.fixed import refuse_beside_fixed
from barcamp.domain.plan.grid import Spot, placements
from barcamp.domain.plan.plan_change import Place, change_plan, check_room, check_slot
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import first_as
from barcamp.kernel.turn import Done, Turn


class PlaceTopic(Command):
    """Puts a topic into a cell, moves it there, or swaps it with the topic that was seen there.

    `seen` is the topic the moderator saw in the cell, 0 for an empty one. If somebody else was faster, the command is
    refused, and the refusal says who it was.
    """

    by = Role.MODERATOR
    room: int
    slot: int
    topic: int = 0
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        if not self.topic:
            raise Refused("topic.pick_first")
        topic = await load_topic(turn, self.topic, repeats=True)
        await check_room(turn, self.room)
        day = await check_slot(turn, self.slot)
        there = await occupant(turn, self.room, self.slot)
        here = await placement(turn, self.topic)
        if there is not None and there.topic_id == topic.id:
            return Done()
        if (there.topic_id if there else 0) != self.seen:
            if there is None:
                raise Refused("cell.left", seen=(await load_topic(turn, self.seen, repeats=True)).title)
            raise Refused("cell.taken", title=there.title, who=there.placed_by)
        await check_room(turn, self.room, day)
        await refuse_beside_fixed(turn, self.room, self.slot)
        if there is not None and here is not None:
            await check_room(turn, here.room_id, await check_slot(turn, here.slot_id))
        for session in (here, there):
            refuse_if_pinned(session)
        changes: dict[int, Place] = {topic.id: Spot(self.room, self.slot)}
        if there is not None:
            changes[there.topic_id] = Spot(here.room_id, here.slot_id) if here is not None else None
        return await change_plan(turn, changes, _kind(here, there))


class UnplaceTopic(Command):
    """Takes a topic off the grid; it stays a topic. A repeat is withdrawn by this."""

    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic, repeats=True)
        here = await placement(turn, self.topic)
        if here is None:
            return Done()
        refuse_if_pinned(here)
        return await change_plan(turn, {self.topic: None}, "unplace")


@dataclass(frozen=True, slots=True)
class Session:
    """A topic, and where it stands."""

    topic_id: int
    title: str
    room_id: int
    slot_id: int
    pinned: bool
    placed_by: str
    fixed: str


def refuse_if_pinned(session: Session | None) -> None:
    """Refuses if a session is pinned or fixed. `session` is what `occupant` or `placement` found."""
    if session is not None and session.fixed:
        raise Refused("topic.fixed", title=session.title)
    if session is not None and session.pinned:
        raise Refused("placement.pinned", title=session.title)


async def occupant(turn: Turn, room: int, slot: int) -> Session | None:
    """The session that stands in a cell."""
    return await _session(turn, placements.c.room_id == room, placements.c.slot_id == slot)


async def placement(turn: Turn, topic: int) -> Session | None:
    """The session of a topic, with its place."""
    return await _session(turn, placements.c.topic_id == topic)


async def _session(turn: Turn, *where: ColumnElement[bool]) -> Session | None:
    c = placements.c
    query = (
        select(c.topic_id, topics.c.title, c.room_id, c.slot_id, c.pinned, c.placed_by, topics.c.fixed)
        .join(topics, topics.c.id == placements.c.topic_id)
        .where(placements.c.barcamp_id == turn.barcamp.id, *where)
    )
    return await first_as(Session, turn.db, query)


def _kind(here: object, there: object) -> str:
    if here is None:
        return "place"
    return "move" if there is None else "swap"
