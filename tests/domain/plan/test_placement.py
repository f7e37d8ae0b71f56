"""Placing topics: into a cell, elsewhere, in another's stead, off again."""

from barcamp.domain.people.organiser import organisers
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.kernel.facts import Changed
from tests.cast import Cast

GONE = 2_000_000_000


async def test_a_topic_is_placed_by_somebody(cast: Cast):
    topic = await cast.pitches()
    answer = await _place(cast, topic, 0, 0)
    [row] = await cast.rows(placements, barcamp_id=cast.id)
    assert tuple(row) == (topic, cast.id, cast.rooms[0], cast.slots[0], "Max", False, 0)
    assert answer.changed == {Changed.placed(topic), Changed.history()}


async def test_an_organiser_who_did_not_join_places_by_the_name_of_the_account(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.ada, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    [account] = await cast.rows(organisers, id=cast.ada.actor.organiser_id)
    assert (await cast.rows(placements, topic_id=topic))[0].placed_by == account.name


async def test_a_topic_must_be_picked_before_it_is_placed(cast: Cast):
    assert await cast.refused(cast.max, PlaceTopic(room=cast.rooms[0], slot=cast.slots[0])) == "topic.pick_first"


async def test_a_placed_topic_moves_to_another_cell(cast: Cast):
    topic = await cast.pitches()
    await _place(cast, topic, 0, 0)
    answer = await _place(cast, topic, 1, 2)
    assert await _grid(cast) == {topic: (1, 2)}
    assert answer.changed == {Changed.placed(topic), Changed.history()}


async def test_placing_where_it_already_is_changes_nothing(cast: Cast):
    topic = await cast.pitches()
    await _place(cast, topic, 0, 0)
    for seen in (0, topic):
        assert (await _place(cast, topic, 0, 0, seen=seen)).changed == frozenset()
    assert await _grid(cast) == {topic: (0, 0)}


async def test_two_placed_topics_swap(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await _place(cast, one, 0, 0)
    await _place(cast, two, 1, 1)
    answer = await _place(cast, one, 1, 1, seen=two)
    assert await _grid(cast) == {one: (1, 1), two: (0, 0)}
    assert answer.changed == {Changed.placed(one), Changed.placed(two), Changed.history()}


async def test_a_topic_from_the_list_takes_the_place_of_one_that_was_seen_there(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await _place(cast, one, 0, 0)
    answer = await _place(cast, two, 0, 0, seen=one)
    assert await _grid(cast) == {two: (0, 0)}
    assert answer.changed == {Changed.placed(one), Changed.placed(two), Changed.history()}


async def test_who_comes_second_is_told_who_was_first(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await _place(cast, one, 0, 0)
    why = await cast.refusal(cast.ada, PlaceTopic(topic=two, room=cast.rooms[0], slot=cast.slots[0]))
    assert (why.key, why.facts) == ("cell.taken", {"title": "Eins", "who": "Max"})
    assert await _grid(cast) == {one: (0, 0)}


async def test_swapping_with_a_topic_that_left_is_refused(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await _place(cast, one, 0, 0)
    await cast.does(cast.max, UnplaceTopic(topic=one))
    command = PlaceTopic(topic=two, room=cast.rooms[0], slot=cast.slots[0], seen=one)
    why = await cast.refusal(cast.max, command)
    assert (why.key, why.facts) == ("cell.left", {"seen": "Eins"})
    assert await _grid(cast) == {}


async def test_swapping_with_a_topic_that_was_withdrawn_is_refused(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await cast.does(cast.kim, WithdrawTopic(topic=one))
    command = PlaceTopic(topic=two, room=cast.rooms[0], slot=cast.slots[0], seen=one)
    assert await cast.refused(cast.max, command) == "topic.gone"


async def test_a_topic_comes_off_the_grid_and_stays_a_topic(cast: Cast):
    topic = await cast.pitches()
    await _place(cast, topic, 0, 0)
    answer = await cast.does(cast.max, UnplaceTopic(topic=topic))
    assert await _grid(cast) == {}
    assert answer.changed == {Changed.placed(topic), Changed.history()}
    assert (await cast.does(cast.max, UnplaceTopic(topic=topic))).changed == frozenset()
    await _place(cast, topic, 0, 0)


async def test_a_cell_must_be_one_of_this_barcamp_s(cast: Cast):
    topic, room, slot = await cast.pitches(), cast.rooms[0], cast.slots[0]
    for other in (GONE, cast.elsewhere.rooms[0]):
        assert await cast.refused(cast.max, PlaceTopic(topic=topic, room=other, slot=slot)) == "room.gone"
    for other in (GONE, cast.elsewhere.slots[0]):
        assert await cast.refused(cast.max, PlaceTopic(topic=topic, room=room, slot=other)) == "slot.gone"
    assert await _grid(cast) == {}


async def test_a_plenary_row_holds_no_sessions(cast: Cast):
    topic = await cast.pitches()
    command = PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.plenaries[0])
    why = await cast.refusal(cast.max, command)
    assert (why.key, why.facts) == ("slot.plenary", {"title": "Ankommen und Kaffee"})


async def _place(cast: Cast, topic: int, room: int, slot: int, seen: int = 0):
    command = PlaceTopic(topic=topic, room=cast.rooms[room], slot=cast.slots[slot], seen=seen)
    return await cast.does(cast.max, command)


async def _grid(cast: Cast) -> dict[int, tuple[int, int]]:
    """Topic → number of its room and slot."""
    return {
        row.topic_id: (cast.rooms.index(row.room_id), cast.slots.index(row.slot_id))
        for row in await cast.rows(placements, barcamp_id=cast.id)
    }
