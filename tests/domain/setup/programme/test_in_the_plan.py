"""Fixed sessions while the plan about them changes: slots that move, days that are dropped, slots that nobody needs."""

import pytest

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.plan.parking import TakeUpParked
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.setup.programme.by_hand import AddFixedSession, RemoveFixedSession
from barcamp.domain.setup.slot import EditSlot
from barcamp.domain.topics.topic import topics
from tests.cast import Cast


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def talk(cast: Cast, starts: str, ends: str, day: int = 0) -> int:
    """A fixed session in the first room."""
    command = AddFixedSession(title="Vortrag", room=cast.rooms[0], starts=starts, ends=ends, day=day)
    await cast.does(cast.max, command)
    [row] = [row for row in await cast.rows(topics, barcamp_id=cast.id) if row.fixed]
    return row.id


async def programme_slots(cast: Cast) -> list[int]:
    return [row.id for row in await cast.rows(slots, barcamp_id=cast.id) if row.programme]


async def test_no_slot_is_moved_so_that_an_open_session_stands_beside_a_fixed_one(cast: Cast):
    slot = cast.slots[0]  # at half past ten
    await talk(cast, "20:00", "20:45")
    await cast.does(cast.max, PlaceTopic(topic=await cast.pitches(), room=cast.rooms[0], slot=slot))
    assert await cast.refused(cast.max, EditSlot(slot=slot, starts="20:30", ends="21:15")) == "cell.fixed"
    assert (await cast.rows(slots, id=slot))[0].starts == 630
    await cast.does(cast.max, EditSlot(slot=slot, starts="21:00", ends="21:45"))


async def test_a_fixed_session_of_a_dropped_day_is_no_open_topic_afterwards(cast: Cast):
    await cast.lasts(days=2)
    topic = await talk(cast, "10:00", "10:45", day=1)
    stood = await cast.rows(placements, barcamp_id=cast.id)
    await cast.lasts(days=1)
    await cast.does(cast.max, TakeUpParked())
    [row] = await cast.rows(topics, id=topic)
    assert row.withdrawn_at is not None
    assert row.parked_at is None
    await cast.does(cast.max, Undo())
    assert await cast.rows(placements, barcamp_id=cast.id) == stood
    assert (await cast.rows(topics, id=topic))[0].withdrawn_at is None


async def test_slots_of_the_programme_go_with_the_last_session_in_them_and_come_back(cast: Cast):
    topic = await talk(cast, "20:00", "20:45")
    made, stood = await programme_slots(cast), await cast.rows(placements, barcamp_id=cast.id)
    assert len(made) == 1
    await cast.does(cast.max, RemoveFixedSession(topic=topic))
    assert await programme_slots(cast) == []
    await cast.does(cast.max, Undo())
    assert (await programme_slots(cast), await cast.rows(placements, barcamp_id=cast.id)) == (made, stood)
    await cast.does(cast.max, Redo())
    assert await programme_slots(cast) == []
