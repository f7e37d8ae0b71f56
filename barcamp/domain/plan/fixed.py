"""Fixed sessions: they stand in the plan as their programme says, and nothing open takes place beside them in their
room."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.topics.topic import topics
from barcamp.kernel.clock import as_clock
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Turn


async def refuse_beside_fixed(turn: Turn, room: int, slot: int) -> None:
    """Refuses a cell for open topics: a slot that is only for the fixed programme, or a time at which a fixed session
    runs in that room."""
    this = select(slots.c.starts, slots.c.ends, slots.c.programme).where(slots.c.id == slot)
    here = (await turn.db.execute(this)).first()
    if here is None:
        return
    if here.programme:
        raise Refused("slot.programme", time=as_clock(here.starts))
    query = (
        select(topics.c.title, slots.c.starts, slots.c.ends)
        .select_from(placements.join(topics, topics.c.id == placements.c.topic_id).join(slots))
        .where(placements.c.barcamp_id == turn.barcamp.id, placements.c.room_id == room, topics.c.fixed != "")
        .where(slots.c.starts < here.ends, slots.c.ends > here.starts)
    )
    if there := (await turn.db.execute(query.limit(1))).first():
        raise Refused("cell.fixed", title=there.title, time=as_clock(there.starts), until=as_clock(there.ends))


async def refuse_if_fixed(turn: Turn, topic: int) -> None:
    """Refuses for a session of the fixed programme: it is changed where the programme is."""
    title = await turn.db.scalar(select(topics.c.title).where(topics.c.id == topic, topics.c.fixed != ""))
    if title is not None:
        raise Refused("topic.fixed", title=title)


class Fixed(NamedTuple):
    """Where and when a fixed session runs; `slot` is its own."""

    topic: int
    room: int
    slot: int
    starts: int
    ends: int


async def load_fixed(db: AsyncConnection, barcamp_id: int) -> list[Fixed]:
    query = (
        select(placements.c.topic_id, placements.c.room_id, placements.c.slot_id, slots.c.starts, slots.c.ends)
        .select_from(placements.join(topics, topics.c.id == placements.c.topic_id).join(slots))
        .where(placements.c.barcamp_id == barcamp_id, topics.c.fixed != "")
    )
    return [Fixed(*row) for row in await db.execute(query)]


def beside_fixed(fixed: Iterable[Fixed], times: Iterable[tuple[int | str, int, int]]) -> dict[int, set[int | str]]:
    """For each room the slots, of those with these `times`, that run while a fixed session does; not its own slot."""
    of_room: defaultdict[int, list[Fixed]] = defaultdict(list)
    for each in fixed:
        of_room[each.room].append(each)
    known = list(times)
    return {
        room: {
            slot
            for slot, starts, ends in known
            for each in sessions
            if each.slot != slot and each.starts < ends and starts < each.ends
        }
        for room, sessions in of_room.items()
    }


async def cells_beside_fixed(turn: Turn) -> set[tuple[int, int]]:
    """The cells in which nothing open may be, since a fixed session runs in their room."""
    rows = (await turn.db.execute(select(slots).where(slots.c.barcamp_id == turn.barcamp.id))).all()
    fixed = await load_fixed(turn.db, turn.barcamp.id)
    busy = beside_fixed(fixed, [(row.id, row.starts, row.ends) for row in rows])
    return {(room, int(slot)) for room, slots_ in busy.items() for slot in slots_}


async def open_beside_fixed(turn: Turn) -> set[tuple[int, int]]:
    """The cells in which an open topic stands while a fixed session runs in its room: that happens when a day runs
    late."""
    beside = await cells_beside_fixed(turn)
    if not beside:
        return set()
    here = placements.c.barcamp_id == turn.barcamp.id, topics.c.fixed == ""
    query = select(placements.c.room_id, placements.c.slot_id).join_from(placements, topics).where(*here)
    return {(row.room_id, row.slot_id) for row in await turn.db.execute(query)} & beside


async def refuse_more_beside_fixed(turn: Turn, before: set[tuple[int, int]]) -> None:
    """Refuses if more open topics stand beside fixed sessions than `before`."""
    for room, slot in sorted(await open_beside_fixed(turn) - before):
        await refuse_beside_fixed(turn, room, slot)
