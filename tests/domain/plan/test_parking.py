"""Parked topics: off the plan, and kept."""

from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.parking import ParkTopic, TakeUpParked, UnparkTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.topics.topic import topics
from barcamp.kernel.facts import Changed
from tests.cast import Cast
from tests.planning import grid, place, placed


async def test_a_parked_topic_is_off_the_plan_until_it_is_taken_up_or_placed_again(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    answer = await cast.does(cast.max, ParkTopic(topic=topic))
    assert answer.changed == {Changed.placed(topic), Changed.topics(topic), Changed.history()}
    assert (await grid(cast), await _parked(cast, topic)) == ({}, cast.clock.at)
    await cast.does(cast.max, UnparkTopic(topic=topic))
    assert (await grid(cast), await _parked(cast, topic)) == ({}, None)
    await cast.does(cast.max, ParkTopic(topic=topic))
    await place(cast, topic, 1, 1)
    assert (await grid(cast), await _parked(cast, topic)) == ({topic: (1, 1)}, None)


async def test_parking_takes_repeats_along_and_an_undo_brings_all_back(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = (await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))).made
    await cast.does(cast.max, ParkTopic(topic=topic))
    assert await grid(cast) == {}
    await cast.does(cast.max, Undo())
    assert (await grid(cast), await _parked(cast, topic)) == ({topic: (0, 0), again: (1, 1)}, None)


async def test_parking_twice_and_taking_up_what_is_not_parked_changes_nothing(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    assert (await cast.does(cast.max, UnparkTopic(topic=topic))).changed == frozenset()
    assert await grid(cast) == {topic: (0, 0)}
    await cast.does(cast.max, ParkTopic(topic=topic))
    assert (await cast.does(cast.max, ParkTopic(topic=topic))).changed == frozenset()


async def _parked(cast: Cast, topic: int):
    [row] = await cast.rows(topics, id=topic)
    return row.parked_at


async def test_all_parked_topics_are_taken_up_in_one_step_and_parked_again_by_an_undo(cast: Cast):
    parked = [await cast.pitches(title) for title in ("Eins", "Zwei")]
    placed_one = await placed(cast, "Drei", 0, 0)
    for topic in parked:
        await cast.does(cast.max, ParkTopic(topic=topic))
    await cast.does(cast.max, TakeUpParked())
    assert [await _parked(cast, topic) for topic in parked] == [None, None]
    assert await grid(cast) == {placed_one: (0, 0)}
    assert (await cast.does(cast.max, TakeUpParked())).changed == frozenset()
    await cast.does(cast.max, Undo())
    assert None not in [await _parked(cast, topic) for topic in parked]
