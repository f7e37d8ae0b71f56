"""Placements: a topic in a room at a slot, which is what people call a session."""

from typing import ClassVar

from sqlalchemy import delete, insert, select

from barcamp.domain import attendee
from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.grid import placements, rooms, slots
from barcamp.domain.topic import load_topic, topics


class PlaceTopic(Command):
    """Puts a topic into a cell, moves it there, or swaps it with the topic that was seen there.

    `seen` is the topic the moderator saw in the cell, 0 for an empty one. If somebody else was faster,
    the command is refused and says who.
    """

    by = Role.MODERATOR
    light: ClassVar[bool] = True
    room: int
    slot: int
    topic: int = 0
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        if not self.topic:
            raise Refused("topic.pick_first")
        topic = await load_topic(turn, self.topic)
        await _check_cell(turn, self.room, self.slot)
        there = await _occupant(turn, self.room, self.slot)
        here = await _placement(turn, self.topic)
        if there is not None and there.topic_id == topic.id:
            return touched()
        if (there.topic_id if there else 0) != self.seen:
            if there is None:
                raise Refused("cell.left", seen=(await load_topic(turn, self.seen)).title)
            raise Refused("cell.taken", title=there.title, who=there.placed_by)
        await turn.db.execute(
            delete(placements).where(placements.c.topic_id.in_([topic.id, *([there.topic_id] if there else [])]))
        )
        await _put(turn, topic.id, self.room, self.slot)
        changed = {f"topic_{topic.id}", "plan", "now"}
        if there is not None:
            changed.add(f"topic_{there.topic_id}")
            if here is not None:
                await _put(turn, there.topic_id, here.room_id, here.slot_id)
        return touched(*changed)


class UnplaceTopic(Command):
    """Takes a topic off the grid; it stays a topic."""

    by = Role.MODERATOR
    light: ClassVar[bool] = True
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await load_topic(turn, self.topic)
        result = await turn.db.execute(delete(placements).where(placements.c.topic_id == self.topic))
        return touched(f"topic_{self.topic}", "plan", "now") if result.rowcount else touched()


async def _check_cell(turn: Turn, room: int, slot: int) -> None:
    of = turn.barcamp.id
    if await turn.db.scalar(select(rooms.c.id).where(rooms.c.id == room, rooms.c.barcamp_id == of)) is None:
        raise Refused("room.gone")
    title = await turn.db.scalar(select(slots.c.title).where(slots.c.id == slot, slots.c.barcamp_id == of))
    if title is None:
        raise Refused("slot.gone")
    if title:
        raise Refused("slot.plenary", title=title)


async def _occupant(turn: Turn, room: int, slot: int):
    return (
        await turn.db.execute(
            select(placements.c.topic_id, placements.c.placed_by, topics.c.title)
            .join(topics, topics.c.id == placements.c.topic_id)
            .where(placements.c.room_id == room, placements.c.slot_id == slot)
        )
    ).first()


async def _placement(turn: Turn, topic: int):
    return (await turn.db.execute(select(placements).where(placements.c.topic_id == topic))).first()


async def _put(turn: Turn, topic: int, room: int, slot: int) -> None:
    await turn.db.execute(
        insert(placements).values(
            topic_id=topic, barcamp_id=turn.barcamp.id, room_id=room, slot_id=slot,
            placed_by=await attendee.name_of_actor(turn),
        )
    )  # fmt: skip
