"""Time slots that moderators add, move, split and drop while the day runs, each undone in one step."""

import pytest

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.setup.slot import AddSlot, EditSlot, RemoveSlot, SplitSlot
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.history import DONE, revisions
from tests.cast import Cast


async def times(cast: Cast) -> dict[int, tuple[int, int, str]]:
    return {row.id: (row.starts, row.ends, row.title) for row in await cast.rows(slots, barcamp_id=cast.id)}


async def standing(cast: Cast) -> dict[int, tuple[int, int]]:
    return {row.topic_id: (row.room_id, row.slot_id) for row in await cast.rows(placements, barcamp_id=cast.id)}


async def placed(cast: Cast, title: str, room: int, slot: int) -> int:
    topic = await cast.pitches(title)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=slot))
    return topic


async def test_each_change_of_slots_is_undone_and_redone_in_one_step(cast: Cast):
    slot = cast.slots[0]
    for command in (
        AddSlot(starts="20:00", ends="21:00"),
        EditSlot(slot=slot, starts="10:20", ends="11:20"),
        SplitSlot(slot=slot, at="10:45"),
        RemoveSlot(slot=slot),
    ):
        before = await times(cast)
        await cast.does(cast.max, command)
        after = await times(cast)
        assert after != before
        await cast.does(cast.max, Undo())
        assert await times(cast) == before
        await cast.does(cast.max, Redo())
        assert await times(cast) == after
        await cast.does(cast.max, Undo())


async def test_a_split_slot_keeps_its_sessions_in_the_first_part_and_has_a_free_second(cast: Cast):
    slot = cast.slots[0]
    await cast.does(cast.max, EditSlot(slot=slot, starts="10:30", ends="12:00"))
    topic = await placed(cast, "Brot", 0, slot)
    second = await cast.makes(cast.max, SplitSlot(slot=slot, at="11:15"))
    found = await times(cast)
    assert (found[slot], found[second]) == ((630, 675, ""), (675, 720, ""))
    assert await standing(cast) == {topic: (cast.rooms[0], slot)}
    again = await placed(cast, "Salz", 0, second)
    # What stands in the second part by now keeps it, until it has left.
    split = next(row for row in await cast.rows(revisions, barcamp_id=cast.id) if row.kind == "split-slot")
    await cast.does(cast.max, PlaceTopic(topic=again, room=cast.rooms[1], slot=second))
    assert await cast.refused(cast.max, Undo(seen=split.number)) == "history.newer"
    for _ in range(3):
        await cast.does(cast.max, Undo())
    assert (await times(cast))[slot] == (630, 720, "")
    assert second not in await times(cast)


async def test_a_plenary_item_is_split_and_what_is_written_stays_in_the_first_part(cast: Cast):
    item = cast.plenaries[0]
    starts, ends, title = (await times(cast))[item]
    await cast.does(cast.kim, WriteNote(wall=f"s{item}", text="Guten Morgen"))
    second = await cast.makes(cast.max, SplitSlot(slot=item, at=f"{(starts + 5) // 60:02}:{(starts + 5) % 60:02}"))
    found = await times(cast)
    assert (found[item], found[second]) == ((starts, starts + 5, title), (starts + 5, ends, title))
    await cast.does(cast.kim, WriteNote(wall=f"s{second}", text="Noch etwas"))
    split = (await cast.rows(revisions, barcamp_id=cast.id))[-1]
    assert await cast.refused(cast.max, Undo(seen=split.number)) == "history.slot_filled"


@pytest.mark.parametrize(
    ("at", "why"), [("10:30", "slot.split"), ("11:15", "slot.split"), ("09:00", "slot.split"), ("bald", "slot.time")]
)
async def test_only_a_time_within_splits(cast: Cast, at: str, why: str):
    await cast.does(cast.max, EditSlot(slot=cast.slots[0], starts="10:30", ends="11:15"))
    refusal = await cast.refusal(cast.max, SplitSlot(slot=cast.slots[0], at=at))
    assert (refusal.key, refusal.field) == (why, "at")


async def test_in_the_small_hours_slots_are_split_as_well(cast: Cast):
    night = await cast.makes(cast.ada, AddSlot(starts="23:30", ends="01:30", title="Musik"))
    second = await cast.makes(cast.max, SplitSlot(slot=night, at="00:15"))
    third = await cast.makes(cast.max, SplitSlot(slot=second, at="01:00"))
    found = await times(cast)
    assert [found[each][:2] for each in (night, second, third)] == [(1410, 1455), (1455, 1500), (1500, 1530)]


async def test_sessions_come_off_the_plan_with_their_slot_if_they_were_seen_and_return_with_it(cast: Cast):
    slot = cast.slots[0]
    bread, salt = await placed(cast, "Brot", 0, slot), await placed(cast, "Salz", 1, slot)
    before, stood = await times(cast), await standing(cast)
    assert await cast.refused(cast.max, RemoveSlot(slot=slot)) == "grid.in_use"
    assert await cast.refused(cast.max, RemoveSlot(slot=slot, seen=1)) == "slot.filled"
    await cast.does(cast.max, RemoveSlot(slot=slot, seen=2))
    assert await standing(cast) == {}
    assert slot not in await times(cast)
    await cast.does(cast.max, Undo())
    assert (await times(cast), await standing(cast)) == (before, stood)
    await cast.does(cast.max, PinTopic(topic=bread))
    assert await cast.refused(cast.max, RemoveSlot(slot=slot, seen=2)) == "placement.pinned"
    assert await standing(cast) == stood
    assert salt in stood


async def test_a_slot_that_was_dropped_comes_back_only_as_long_as_its_topics_are_free(cast: Cast):
    slot = cast.slots[0]
    topic = await placed(cast, "Brot", 0, slot)
    await cast.does(cast.max, RemoveSlot(slot=slot, seen=1))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[1]))
    dropped = next(row for row in await cast.rows(revisions, barcamp_id=cast.id) if row.kind == "remove-slot")
    assert await cast.refused(cast.max, Undo(seen=dropped.number)) == "history.newer"
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, Undo(seen=dropped.number))
    assert await standing(cast) == {topic: (cast.rooms[0], slot)}
    assert {row.state for row in await cast.rows(revisions, barcamp_id=cast.id)} > {DONE}


async def test_attendees_change_no_slots(cast: Cast):
    for command in (
        AddSlot(starts="20:00", ends="21:00"),
        SplitSlot(slot=cast.slots[0], at="10:45"),
        RemoveSlot(slot=cast.slots[0]),
        EditSlot(slot=cast.slots[0], starts="10:20", ends="11:20"),
    ):
        assert await cast.refused(cast.kim, command) == "role.moderator"
