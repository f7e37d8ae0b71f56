"""Reaching a whole grid at once: as much of it as is still possible beside what must stay where it is."""

from collections.abc import Mapping

from sqlalchemy import func, select

from barcamp.domain.plan.fixed import cells_beside_fixed
from barcamp.domain.plan.grid import Spot, closed_on, placements, rooms, slots
from barcamp.domain.plan.plan_change import Place
from barcamp.domain.topics.topic import topics
from barcamp.kernel.turn import Turn

Cell = tuple[int, int]  # room, slot
Aim = Mapping[int, Cell | None]


async def changes_towards(turn: Turn, aim: Aim, begun: frozenset[int] = frozenset()) -> tuple[dict[int, Place], int]:
    """The changes that lead to the target, and how many of its topics cannot get what it wants for them.

    Pinned sessions and those of slots that have `begun` stay. Topics and rooms that are gone are left out. A topic that
    the target does not name, or that cannot have its cell, stays where it is unless another one needs that cell.
    """
    present = await _present(turn)
    fixed = {topic: spot for topic, spot in present.items() if spot.pinned or spot.slot in begun}
    there = await _plannable(turn, aim)
    open_cells, all_rooms, usable = await _rooms_and_slots(turn)
    taken = {spot.cell for spot in fixed.values()} | await cells_beside_fixed(turn)
    target: dict[int, Spot] = dict(fixed)
    staying = {topic for topic in present if topic not in aim}
    skipped = 0
    for topic, cell in aim.items():
        if cell is None or topic in fixed:
            skipped += topic in fixed and cell != fixed[topic].cell
            continue
        room, slot = cell
        stays = room in all_rooms and topic in present and present[topic].cell == cell
        if topic in there and (stays or cell in open_cells) and slot in usable - begun and cell not in taken:
            target[topic] = Spot(room, slot)
            taken.add(cell)
        else:
            skipped += 1
            staying.add(topic)
    for topic in sorted(staying & present.keys() - fixed.keys()):
        if present[topic].cell not in taken:
            target[topic] = present[topic]
            taken.add(present[topic].cell)
    return {topic: target.get(topic) for topic in sorted({*present, *target})}, skipped


async def _present(turn: Turn) -> dict[int, Spot]:
    query = select(placements.c.topic_id, placements.c.room_id, placements.c.slot_id, placements.c.pinned)
    found = await turn.db.execute(query.where(placements.c.barcamp_id == turn.barcamp.id))
    return {row.topic_id: Spot(row.room_id, row.slot_id, row.pinned) for row in found}


async def _plannable(turn: Turn, wanted: Aim) -> set[int]:
    """The topics that can be planned: neither withdrawn nor parked; for a repeat, the topic that it repeats."""
    root = topics.alias("root")
    query = (
        select(topics.c.id)
        .join(root, root.c.id == func.coalesce(topics.c.repeat_of, topics.c.id))
        .where(topics.c.id.in_(list(wanted)), topics.c.barcamp_id == turn.barcamp.id)
        .where(root.c.withdrawn_at.is_(None), root.c.parked_at.is_(None))
    )
    return set(await turn.db.scalars(query))


async def _rooms_and_slots(turn: Turn) -> tuple[set[tuple[int, int]], set[int], set[int]]:
    """The cells that take sessions, all rooms, and the slots for sessions."""
    columns = rooms.c.id, rooms.c.closed, rooms.c.closed_days
    known = (await turn.db.execute(select(*columns).where(rooms.c.barcamp_id == turn.barcamp.id))).all()
    of_sessions = slots.c.barcamp_id == turn.barcamp.id, slots.c.title == ""
    usable = (await turn.db.execute(select(slots.c.id, slots.c.day).where(*of_sessions))).all()
    open_cells = {
        (room.id, slot.id)
        for slot in usable
        for room in known
        if not room.closed and not closed_on(room.closed_days, slot.day)
    }
    return open_cells, {row.id for row in known}, {row.id for row in usable}
