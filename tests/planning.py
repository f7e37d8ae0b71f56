"""What tests of the plan share: placing by number of room and slot, and the grid as they read it."""

from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import PlaceTopic
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
