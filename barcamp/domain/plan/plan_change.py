"""The one way in which the grid changes, so that every change can be undone: `change_plan`.

A topic's place is a Spot, None for off the grid, or PARKED for put aside. A repeat off the grid is withdrawn.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from barcamp.domain.plan.grid import Spot, closed_on, placements, rooms, slots
from barcamp.domain.topics.topic import topics
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.turn import Done, Turn

PARKED = "parked"
Place = Spot | None | str


async def change_plan(turn: Turn, changes: Mapping[int, Place], kind: str, skipped: int = 0) -> Done:
    """Gives topics of this barcamp their places, as one revision. The cells must be free, or be vacated by the same
    changes. Topics already in place are left alone; if nothing changes, there is no revision."""
    before = await places(turn, changes)
    after = {topic: place for topic, place in changes.items() if place != before[topic]}
    if not after:
        return Done()
    before = {topic: before[topic] for topic in after}
    moved = await put(turn, before, after)
    return await remember(turn, kind, Changes(), *moved, before=written(before), after=written(after), skipped=skipped)


async def places(turn: Turn, wanted: Collection[int]) -> dict[int, Place]:
    """Where these topics of the barcamp are. Raises Refused for a topic that does not exist."""
    query = (
        select(topics.c.id, topics.c.parked_at, placements.c.room_id, placements.c.slot_id, placements.c.pinned)
        .outerjoin(placements, placements.c.topic_id == topics.c.id)
        .where(topics.c.id.in_(list(wanted)), topics.c.barcamp_id == turn.barcamp.id)
    )
    found: dict[int, Place] = {}
    for row in await turn.db.execute(query):
        at = None if row.room_id is None else Spot(row.room_id, row.slot_id, row.pinned)
        found[row.id] = PARKED if row.parked_at is not None else at
    if len(found) < len(wanted):
        raise NotFound("topic.gone")
    return found


async def put(turn: Turn, before: Mapping[int, Place], after: Mapping[int, Place]) -> set[Changed]:
    """Writes the places, and says what changed with them. Both mappings name the same topics."""
    of = turn.barcamp.id
    moved = {topic: place for topic, place in after.items() if cell_of(place) != cell_of(before[topic])}
    stay = {topic: place for topic, place in after.items() if topic not in moved}
    await turn.db.execute(delete(placements).where(placements.c.topic_id.in_(list(moved))))
    rows = [
        {"topic_id": topic, "barcamp_id": of, "room_id": place.room, "slot_id": place.slot, "pinned": place.pinned}
        for topic, place in moved.items()
        if isinstance(place, Spot)
    ]
    if rows:
        name = await turn.signature()
        await turn.db.execute(insert(placements), [{**row, "placed_by": name} for row in rows])
    for topic, place in stay.items():
        if isinstance(place, Spot):
            where = placements.c.topic_id == topic
            await turn.db.execute(update(placements).where(where).values(pinned=place.pinned))
    return await _mark(turn, before, after)


async def sessions_in(turn: Turn, slots_: Collection[int]) -> dict[int, Spot]:
    """The topics that stand in these slots, with their cells."""
    here = placements.c.barcamp_id == turn.barcamp.id, placements.c.slot_id.in_(list(slots_))
    query = select(placements).where(*here).order_by(placements.c.topic_id)
    return {row.topic_id: Spot(row.room_id, row.slot_id, row.pinned) for row in await turn.db.execute(query)}


async def check_room(turn: Turn, room: int, day: int | None = None) -> None:
    """Raises Refused for a room that does not exist or, if a `day` is named, is out of use on it."""
    columns = rooms.c.name, rooms.c.closed, rooms.c.closed_days
    query = select(*columns).where(rooms.c.id == room, rooms.c.barcamp_id == turn.barcamp.id)
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise NotFound("room.gone")
    if day is not None and (row.closed or closed_on(row.closed_days, day)):
        raise Refused("room.closed", room=row.name)


async def check_slot(turn: Turn, slot: int) -> int:
    """The day of a slot. Raises Refused for a slot that does not exist or holds a plenary item."""
    query = select(slots.c.title, slots.c.day).where(slots.c.id == slot, slots.c.barcamp_id == turn.barcamp.id)
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise NotFound("slot.gone")
    if row.title:
        raise Refused("slot.plenary", title=row.title)
    return row.day


def cell_of(place: Place) -> tuple[int, int] | None:
    return place.cell if isinstance(place, Spot) else None


def written(places: Mapping[int, Place]) -> str:
    return json.dumps(places)


def read(text: str) -> dict[int, Place]:
    return {int(topic): _read_place(place) for topic, place in json.loads(text).items()}


def _read_place(written: list[Any] | str | None) -> Place:
    return Spot(*written) if isinstance(written, list) else written


async def _mark(turn: Turn, before: Mapping[int, Place], after: Mapping[int, Place]) -> set[Changed]:
    """Marks topics as parked, and repeats that are off the grid as withdrawn."""
    facts: set[Changed] = set()
    known = select(topics.c.id, topics.c.repeat_of).where(topics.c.id.in_(list(after)))
    for row in (await turn.db.execute(known)).all():
        facts.add(Changed.placed(row.repeat_of or row.id))
        was, now = before[row.id], after[row.id]
        this = update(topics).where(topics.c.id == row.id)
        if row.repeat_of is not None:
            await turn.db.execute(this.values(withdrawn_at=None if isinstance(now, Spot) else turn.now))
        elif PARKED in (was, now):
            await turn.db.execute(this.values(parked_at=turn.now if now == PARKED else None))
            facts.add(Changed.topics(row.id))
    # How long they last depends on what comes next in their rooms.
    root = func.coalesce(topics.c.repeat_of, topics.c.id)
    longer = select(root).join(placements, placements.c.topic_id == topics.c.id)
    mine = placements.c.barcamp_id == turn.barcamp.id, placements.c.extra > 0
    return facts | {Changed.placed(topic) for topic in await turn.db.scalars(longer.where(*mine))}
