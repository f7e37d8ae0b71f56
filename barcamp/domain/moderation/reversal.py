"""What an undo takes back and a redo does again: the newest revision for which that is possible. One place answers
this, for the button and for what the button does.

A revision is passed over if what it is about is gone or has been changed since, and with it every other revision about
the same columns of the same rows.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.grid import Spot, closed_on, placements, rooms, slots
from barcamp.domain.plan.plan_change import PARKED, Place, cell_of, read
from barcamp.domain.setup.slot import slots_with_notes
from barcamp.domain.topics.topic import topics
from barcamp.kernel.history import DONE, PLACES, Row, Rows, as_now, changed_since, revisions
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.rows import AnySelect

_AT_FIRST, _THEN = 1, 50  # revisions that are looked at in one go; nearly always the first one will do


@dataclass(frozen=True, slots=True)
class Choice:
    """`revision` is a row of the history; None where there is nothing, or nothing possible. `passed` are those that
    come before it but cannot be turned any more, with the reason. What becomes of other `topics` than these changes
    nothing about it, as long as it is not put into the plan."""

    revision: Any | None
    passed: tuple[tuple[Any, Refused], ...]
    topics: frozenset[int]


@dataclass(slots=True)
class _Topic:
    title: str
    repeat_of: int | None
    withdrawn: bool
    place: Place
    placed_by: str


@dataclass(slots=True)
class _World:
    """The present state: the rows that the revisions wrote, the topics, the rooms and the slots. `standing`: the topics
    in slots that came or went; `noted`: those of these slots on whose walls there is something."""

    rows: Rows
    topics: dict[int, _Topic] = field(default_factory=dict[int, _Topic])
    rooms: dict[int, Any] = field(default_factory=dict[int, Any])
    slots: dict[int, tuple[str, int]] = field(default_factory=dict[int, tuple[str, int]])  # title, day
    standing: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    noted: set[int] = field(default_factory=set[int])


async def choose(db: AsyncConnection, barcamp_id: int, state: str) -> Choice:
    """Of what was done (DONE) the last that can be undone, of what was undone the first that can be done again."""
    query, given = _by_number(state), {"event": barcamp_id, "state": state}
    passed: list[tuple[Any, Refused]] = []
    about, seen = set[tuple[str, str, str]](), set[int]()
    some, most = 0, _AT_FIRST
    while candidates := (await db.execute(query, {**given, "some": some, "most": most})).all():
        world = await _world(db, barcamp_id, candidates)
        seen |= {*world.topics, *_topics_written(candidates)}
        for each in candidates:
            why = _hindrance(world, each, state)
            if why is None and about & _about(each):
                why = Refused("history.changed_since")
            if why is None:
                return Choice(each, tuple(passed), frozenset(seen))
            passed.append((each, why))
            about |= _about(each)
        if len(candidates) < most:
            break
        some, most = some + most, _THEN
    return Choice(None, tuple(passed), frozenset(seen))


@cache
def _by_number(state: str) -> AnySelect:
    order = revisions.c.number.desc() if state == DONE else revisions.c.number
    these = revisions.c.barcamp_id == bindparam("event"), revisions.c.state == bindparam("state")
    some, most = bindparam("some", type_=Integer), bindparam("most", type_=Integer)
    return select(revisions).where(*these).order_by(order).offset(some).limit(most)


def _topics_written(candidates: Iterable[Any]) -> Iterator[int]:
    for each in candidates:
        yield from read(each.after)
        for name, key, *_ in json.loads(each.rows):
            if name == "topic":
                yield key["id"]
            elif name == "wall" and key["name"][1:].isdigit():
                yield int(key["name"][1:])
            elif "topic_id" in key:
                yield key["topic_id"]


async def _world(db: AsyncConnection, barcamp_id: int, candidates: Sequence[Any]) -> _World:
    """As many queries whatever there is: one for each table in which rows were written, and up to three for the plan.
    Of the topics those that were moved and what they repeat, and where one needs a place, those that have one."""
    written: list[Row] = [row for each in candidates for row in json.loads(each.rows)]
    world = _World(await as_now(db, written))
    if came_or_went := {key["id"] for name, key, *states in written if name == "slot" and None in states}:
        stand = select(placements.c.slot_id, placements.c.topic_id).where(placements.c.slot_id.in_(came_or_went))
        for slot, topic in await db.execute(stand):
            world.standing.setdefault(slot, set()).add(topic)
        world.noted = await slots_with_notes(db, barcamp_id, came_or_went)
    if all(each.after == PLACES for each in candidates):
        return world
    places = [read(text) for each in candidates for text in (each.before, each.after)]
    moved = {topic for each in places for topic in each}
    on_the_plan = any(isinstance(place, Spot) for each in places for place in each.values())
    for row in await db.execute(_places(on_the_plan), {"event": barcamp_id, "moved": list(moved)}):
        at = None if row.room_id is None else Spot(row.room_id, row.slot_id, row.pinned)
        place = PARKED if row.parked_at is not None else at
        world.topics[row.id] = _Topic(
            row.title, row.repeat_of, row.withdrawn_at is not None, place, row.placed_by or ""
        )
    if not on_the_plan:
        return world
    here = select(rooms.c.id, rooms.c.name, rooms.c.closed, rooms.c.closed_days).where(rooms.c.barcamp_id == barcamp_id)
    world.rooms = {row.id: row for row in await db.execute(here)}
    then = select(slots.c.id, slots.c.title, slots.c.day).where(slots.c.barcamp_id == barcamp_id)
    world.slots = {row.id: (row.title, row.day) for row in await db.execute(then)}
    return world


@cache
def _places(on_the_plan: bool) -> AnySelect:
    """Of topics that `moved` and what they repeat, with all that are on the plan where that is asked."""
    c, other, moved = topics.c, topics.alias(), bindparam("moved", type_=Integer, expanding=True)
    roots = select(other.c.repeat_of).where(other.c.id.in_(moved), other.c.repeat_of.is_not(None))
    seen = or_(c.id.in_(moved), c.id.in_(roots))
    return (
        select(
            c.id, c.title, c.repeat_of, c.withdrawn_at, c.parked_at,
            placements.c.room_id, placements.c.slot_id, placements.c.pinned, placements.c.placed_by,
        )
        .outerjoin(placements, placements.c.topic_id == c.id)
        .where(c.barcamp_id == bindparam("event"))
        .where(or_(seen, placements.c.room_id.is_not(None)) if on_the_plan else seen)
    )  # fmt: skip


def _hindrance(world: _World, revision: Any, state: str) -> Refused | None:
    """The reason why a revision can no longer be undone or redone."""
    rows: list[Row] = json.loads(revision.rows)
    there, wanted = read(revision.after), read(revision.before)
    if state != DONE:
        rows = [[name, key, after, before] for name, key, before, after in reversed(rows)]
        there, wanted = wanted, there
    if any(topic not in world.topics for topic in there):
        return NotFound("topic.gone")
    if any(world.topics[topic].place != place for topic, place in there.items()):
        return Refused("history.moved_since")
    if changed_since(world.rows, rows):
        return Refused("history.changed_since")
    if any(world.standing.get(slot, set()) - there.keys() or slot in world.noted for slot in _slots(rows, goes=True)):
        return Refused("history.slot_filled")
    # Undone or redone, the topics and slots whose rows say so are there again in the end.
    back = {key["id"] for name, key, before, _ in rows if name == "topic" and _comes_back(before)}
    known = world.slots | {slot: (row["title"], row["day"]) for slot, row in _slots(rows, goes=False).items()}
    return _impossible(world, known, there, wanted, back)


def _slots(rows: Sequence[Row], goes: bool) -> dict[int, dict[str, Any]]:
    """The slots that go, or else those that come back, with what is known of each."""
    states = ((key["id"], before, after) for name, key, before, after in rows if name == "slot")
    if goes:
        return {slot: after for slot, before, after in states if before is None}
    return {slot: before for slot, before, after in states if after is None}


def _comes_back(before: Mapping[str, Any] | None) -> bool:
    return before is not None and before.get("withdrawn_at", "") is None


def _impossible(
    world: _World,
    known: Mapping[int, tuple[str, int]],
    left: Mapping[int, Place],
    wanted: Mapping[int, Place],
    back: Set[int],
) -> Refused | None:
    """The reason why the places cannot be restored: the room, the slot or the topic itself may be gone. `known` are the
    titles and days of the slots that there will be."""
    if left == wanted:
        return None
    free = {cell_of(place) for place in left.values()}
    taken = {cell_of(each.place): each for each in world.topics.values() if isinstance(each.place, Spot)}
    for topic, place in wanted.items():
        root = world.topics[topic].repeat_of or topic
        if root not in world.topics or (world.topics[root].withdrawn and root not in back):
            return NotFound("topic.gone")
        if not isinstance(place, Spot) or place.cell == cell_of(left[topic]):
            continue
        if why := _unfit(world, known, place):
            return why
        if place.cell not in free and (other := taken.get(place.cell)):
            return Refused("cell.taken", title=other.title, who=other.placed_by)
    return None


def _unfit(world: _World, slots_: Mapping[int, tuple[str, int]], place: Spot) -> Refused | None:
    if place.room not in world.rooms:
        return NotFound("room.gone")
    if place.slot not in slots_:
        return NotFound("slot.gone")
    title, day = slots_[place.slot]
    room = world.rooms[place.room]
    if room.closed or closed_on(room.closed_days, day):
        return Refused("room.closed", room=room.name)
    return Refused("slot.plenary", title=title) if title else None


def _about(revision: Any) -> set[tuple[str, str, str]]:
    """What it is about: the columns of the rows that it wrote, and the places."""
    rows: list[Row] = json.loads(revision.rows)
    written = set[tuple[str, str, str]]()
    for name, key, before, after in rows:
        columns: set[str] = set(before or ()) | set(after or ())
        written |= {(str(name), json.dumps(key, sort_keys=True), column) for column in columns}
    return written | {("placement", str(topic), "place") for topic in read(revision.after)}
