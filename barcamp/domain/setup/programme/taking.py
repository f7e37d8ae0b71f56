"""Taking a programme over: what is new, changed, moved or gone since the last time, all of it or nothing, in one
revision."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

import msgspec
from sqlalchemy import Table, bindparam, delete, func, insert, select, update

from barcamp.domain.plan.grid import Spot, placements, rooms, slots
from barcamp.domain.plan.plan_change import Place, places, put, written
from barcamp.domain.plan.room import MOST_ROOMS, same
from barcamp.domain.setup.pasted import DEFAULT_SEATS
from barcamp.domain.setup.programme.difference import CHANGED, GONE, MOVED, NEW, Difference, Step, There
from barcamp.domain.setup.programme.items import Item, checked
from barcamp.domain.setup.programme.standing import load_standing
from barcamp.domain.setup.programme.told import MOST
from barcamp.domain.topics.topic import topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.turn import Done, Turn

_NAMED = 40  # topics that facts name one by one


class TakeProgramme(Command):
    """Takes over the sessions of a file. `rooms`: those that are missing are added; else their sessions are left out.
    `drop`: what came in a file before and is not in this one leaves the plan, with its notes and its interest kept.
    `seen` is the digest of what was shown before: anything else is refused."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"items", "seats"})  # large, and not needed to know what happened
    items: tuple[Item, ...]
    seats: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    rooms: bool = False
    drop: bool = False
    looked: bool = False
    seen: str = ""

    async def perform(self, turn: Turn) -> Done:
        if len(self.items) > MOST:
            raise Refused("programme.too_many", number=len(self.items), most=MOST)
        standing = await load_standing(turn.db, turn.barcamp)
        found = standing.beside(tuple(map(checked, self.items)))
        if self.seen and self.seen != found.digest:
            raise Refused("programme.newer")
        if found.doubted and not self.looked:
            raise Refused("programme.doubts").beside("looked")
        if found.added and self.rooms:
            await _add_rooms(turn, found.added, self.seats)
            found = (await load_standing(turn.db, turn.barcamp)).beside(tuple(map(checked, self.items)))
        wanted = {NEW, CHANGED, MOVED, *([GONE] if self.drop else [])}
        steps = [step for step in found.steps if step.kind in wanted and (step.room or step.kind == GONE)]
        return await take(turn, replace(found, steps=tuple(steps)))


async def take(turn: Turn, found: Difference, how: str = "file") -> Done:
    """Makes all of these steps, as one revision. Their rooms are there. `how` the sessions came, see topic.FIXED."""
    if not found.steps:
        return Done()
    changes = Changes()
    at = await _slots(turn, found.steps)
    made = await _made(turn, [step for step in found.steps if step.was is None], how)
    ids = {id(step): step.was.topic if step.was is not None else made.pop(0) for step in found.steps}
    await _write(turn, changes, [(ids[id(step)], step) for step in found.steps], how)
    after: dict[int, Place] = {}
    for step in found.steps:
        if step.item is None:
            after[ids[id(step)]] = None
        elif step.kind in (NEW, MOVED):
            after[ids[id(step)]] = Spot(step.room, at[step.item.starts, step.item.ends], True)
    after |= _bumped(found, [place for place in after.values() if isinstance(place, Spot)])
    before = await places(turn, after)
    moved = await put(turn, before, after)
    await _clear_slots(turn, changes)
    facts = _facts(moved, [ids[id(step)] for step in found.steps])
    return await remember(
        turn, "programme", changes, *facts, about=str(len(found.steps)), before=written(before), after=written(after)
    )


async def _add_rooms(turn: Turn, names: Iterable[str], seats: Mapping[str, int]) -> None:
    known = {same(name): number for name, number in seats.items()}
    there = (await turn.db.scalars(select(rooms.c.id).where(rooms.c.barcamp_id == turn.barcamp.id))).all()
    new = [
        {
            "barcamp_id": turn.barcamp.id, "name": name, "features": "", "video_link": "",
            "capacity": min(max(known.get(same(name), DEFAULT_SEATS), 1), 10_000),
        }
        for name in names
    ]  # fmt: skip
    if len(there) + len(new) > MOST_ROOMS:
        raise Refused("room.too_many", most=MOST_ROOMS)
    await turn.db.execute(insert(rooms), new)


async def _slots(turn: Turn, steps: Iterable[Step]) -> dict[tuple[int, int], int]:
    """The slot for each time: one of the grid if there is one, else one that is only for the programme."""
    wanted = {(step.item.starts, step.item.ends): step.item.day for step in steps if step.item is not None}
    query = select(slots.c.id, slots.c.starts, slots.c.ends).where(
        slots.c.barcamp_id == turn.barcamp.id, slots.c.title == ""
    )
    found: dict[tuple[int, int], int] = {}
    for row in await turn.db.execute(query.order_by(slots.c.programme, slots.c.id)):
        found.setdefault((row.starts, row.ends), row.id)
    new = [times for times in wanted if times not in found]
    if new:
        made = await _add(
            turn, slots,
            [{"starts": at[0], "ends": at[1], "title": "", "day": wanted[at], "programme": True} for at in new],
        )  # fmt: skip
        found |= dict(zip(new, made, strict=True))
    return found


async def _clear_slots(turn: Turn, changes: Changes) -> None:
    """Takes slots of the programme out in which nothing stands any more."""
    empty = slots.c.id.not_in(select(placements.c.slot_id).where(placements.c.barcamp_id == turn.barcamp.id))
    ours = slots.c.barcamp_id == turn.barcamp.id, slots.c.programme, empty
    rows = [named(row) for row in await turn.db.execute(select(slots).where(*ours))]
    if rows:
        await turn.db.execute(delete(slots).where(*ours))
    for row in rows:
        changes.note(slots, {"id": row["id"]}, row, None)


async def _made(turn: Turn, steps: list[Step], how: str) -> list[int]:
    """The ids of new topics, which are withdrawn as yet: undoing leaves them so, with all that people added."""
    rows = [
        {
            "host_id": None, "title": step.item.title, "pitched_at": turn.now, "description": step.item.description,
            "led_by": step.item.people, "guid": step.item.id, "fixed": how, "withdrawn_at": turn.now,
        }
        for step in steps if step.item is not None
    ]  # fmt: skip
    return await _add(turn, topics, rows)


async def _add(turn: Turn, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """The ids of new rows, in their order: nobody else writes in this event meanwhile, and ids grow."""
    if not rows:
        return []
    ours = table.c.barcamp_id == turn.barcamp.id
    last = await turn.db.scalar(select(func.max(table.c.id)).where(ours)) or 0
    await turn.db.execute(insert(table), [{**row, "barcamp_id": turn.barcamp.id} for row in rows])
    return list(await turn.db.scalars(select(table.c.id).where(ours, table.c.id > last).order_by(table.c.id)))


async def _write(turn: Turn, changes: Changes, steps: list[tuple[int, Step]], how: str) -> None:
    """What changes about the topics themselves: their words, and whether they are there at all."""
    known = (topics.c.id, topics.c.title, topics.c.led_by, topics.c.description, topics.c.guid, topics.c.fixed,
             topics.c.withdrawn_at)  # fmt: skip
    rows = {
        row.id: named(row)
        for row in await turn.db.execute(select(*known).where(topics.c.id.in_([topic for topic, _ in steps])))
    }
    values: list[dict[str, Any]] = []
    for topic, step in steps:
        now = {"withdrawn_at": turn.now} if step.item is None else _words(step.item, how)
        before = {name: rows[topic][name] for name in now if rows[topic][name] != now[name]}
        if before:
            changes.note(topics, {"id": topic}, before, {name: now[name] for name in before})
        values.append({**rows[topic], **now, "topic": topic})
    for each in values:
        del each["id"]
    await turn.db.execute(update(topics).where(topics.c.id == bindparam("topic")), values)


def _words(item: Item, how: str) -> dict[str, Any]:
    return {
        "title": item.title, "led_by": item.people, "description": item.description, "guid": item.id, "fixed": how,
        "withdrawn_at": None,
    }  # fmt: skip


def _bumped(found: Difference, taken: list[Spot]) -> dict[int, Place]:
    """Open topics whose room is taken while they would run there."""
    steps = [step for step in found.steps if step.item is not None]
    busy = [(step.room, step.item.starts, step.item.ends) for step in steps if step.item is not None]
    return {each.topic: None for each in found.bumped if _beside(each, busy)}


def _beside(each: There, busy: Iterable[tuple[int, int, int]]) -> bool:
    return any(room == each.room and starts < each.ends and each.starts < ends for room, starts, ends in busy)


def _facts(moved: set[Changed], topics_: list[int]) -> set[Changed]:
    if len(topics_) > _NAMED:
        return {Changed.topics(), Changed.grid()}
    words = (
        fact for topic in topics_ for fact in (Changed.topic(topic), Changed.topics(topic), Changed.wall(f"t{topic}"))
    )
    return {*moved, *words, Changed.grid()}


class Programmed(msgspec.Struct, frozen=True):
    """What a file tells, as it waits between being shown and being taken."""

    items: tuple[Item, ...]
    seats: dict[str, int]


def packed(told: Programmed) -> bytes:
    return msgspec.json.encode(told)


def unpacked(told: bytes) -> Programmed:
    """Raises msgspec.MsgspecError for what was never packed."""
    return msgspec.json.decode(told, type=Programmed)
