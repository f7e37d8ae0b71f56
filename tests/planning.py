"""What tests of the plan share: placing by number of room and slot, and the grid as they read it."""

import json

from sqlalchemy import select

from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.proposal import proposals
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast

PLAN = {"plan", "now", "check", "proposal", "revisions"}


async def place(cast: Cast, topic: int, room: int, slot: int, seen: int = 0):
    """`room` and `slot` count from 0 in the cast's barcamp."""
    command = PlaceTopic(topic=topic, room=cast.rooms[room], slot=cast.slots[slot], seen=seen)
    return await cast.does(cast.max, command)


async def placed(cast: Cast, title: str, room: int, slot: int) -> int:
    """A new topic of Kim's in that cell."""
    topic = await cast.pitches(title)
    await place(cast, topic, room, slot)
    return topic


async def grid(cast: Cast) -> dict[int, tuple[int, int]]:
    """Topic → number of its room and slot."""
    return {
        row.topic_id: (cast.rooms.index(row.room_id), cast.slots.index(row.slot_id))
        for row in await cast.rows(placements, barcamp_id=cast.id)
    }


def cell(cast: Cast, room: int, slot: int) -> tuple[int, int]:
    """Their ids."""
    return cast.rooms[room], cast.slots[slot]


async def wanted(cast: Cast) -> tuple[int, int]:
    """Two topics that Kim and Noor both want."""
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor)
    for topic in (bread, salt):
        for person in (cast.kim, cast.noor):
            await cast.does(person, CastVote(topic=topic))
    return bread, salt


async def proposed(cast: Cast) -> dict[int, list[int] | None]:
    """The cells of the proposal, by topic: room and slot, or None."""
    async with cast.ctx.db.reading() as db:
        cells = await db.scalar(select(proposals.c.cells).where(proposals.c.barcamp_id == cast.id))
    return {int(topic): cell for topic, cell in json.loads(cells).items()} if cells else {}
