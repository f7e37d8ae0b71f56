"""Pinned sessions stay where they are."""

from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic, UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.kernel.facts import Changed
from tests.cast import Cast
from tests.planning import grid, place, placed


async def test_a_pinned_session_can_be_neither_moved_nor_swapped_nor_taken_off_nor_parked(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    answer = await cast.does(cast.max, PinTopic(topic=one))
    assert answer.changed == {Changed.placed(one), Changed.history()}
    before = await grid(cast)
    for command in (
        PlaceTopic(topic=one, room=cast.rooms[2], slot=cast.slots[2]),
        PlaceTopic(topic=one, room=cast.rooms[1], slot=cast.slots[1], seen=two),
        PlaceTopic(topic=two, room=cast.rooms[0], slot=cast.slots[0], seen=one),
        UnplaceTopic(topic=one),
        ParkTopic(topic=one),
    ):
        why = await cast.refusal(cast.max, command)
        assert (why.key, why.facts) == ("placement.pinned", {"title": "Eins"})
    assert await grid(cast) == before
    await cast.does(cast.max, UnpinTopic(topic=one))
    await place(cast, one, 1, 1, seen=two)
    assert await grid(cast) == {one: (1, 1), two: (0, 0)}


async def test_a_pin_keeps_who_placed_the_session(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.ada, PinTopic(topic=topic))
    [row] = await cast.rows(placements, topic_id=topic)
    assert (row.pinned, row.placed_by) == (True, "Max")


async def test_pinning_twice_changes_nothing(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    assert (await cast.does(cast.max, UnpinTopic(topic=topic))).changed == frozenset()
    await cast.does(cast.max, PinTopic(topic=topic))
    assert (await cast.does(cast.max, PinTopic(topic=topic))).changed == frozenset()


async def test_only_what_is_placed_can_be_pinned(cast: Cast):
    topic = await cast.pitches("Eins")
    why = await cast.refusal(cast.max, PinTopic(topic=topic))
    assert (why.key, why.facts) == ("topic.not_placed", {"title": "Eins"})
