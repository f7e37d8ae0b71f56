"""The same session once more."""

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.repeat import MOST_REPEATS, RepeatTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.topic import EditTopic, topics
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.facts import Changed
from tests.cast import Cast
from tests.planning import grid, place, placed


async def test_a_repeat_is_a_topic_of_its_own_with_the_same_words(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.kim, EditTopic(topic=topic, title="Eins", needs="Beamer", not_before="10:00"))
    answer = await cast.does(cast.max, _again(cast, topic, 1, 1))
    assert answer.changed == {Changed.placed(topic), Changed.history()}
    again = answer.made
    assert await grid(cast) == {topic: (0, 0), again: (1, 1)}
    await cast.does(cast.kim, EditTopic(topic=topic, title="Neu", online=True))
    first, second = await cast.rows(topics, barcamp_id=cast.id)
    said = ("title", "host_id", "description", "needs", "online", "not_before", "withdrawn_at")
    assert [getattr(second, name) for name in said] == [getattr(first, name) for name in said]
    assert (second.id, second.title, second.repeat_of) == (again, "Neu", topic)


async def test_a_repeat_off_the_plan_is_withdrawn_until_an_undo(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = await cast.makes(cast.max, _again(cast, topic, 1, 1))
    await cast.does(cast.max, UnplaceTopic(topic=again))
    assert (await _alive(cast), await grid(cast)) == ([topic], {topic: (0, 0)})
    await cast.does(cast.max, Undo())
    assert (await _alive(cast), await grid(cast)) == ([topic, again], {topic: (0, 0), again: (1, 1)})
    await cast.does(cast.max, Undo())
    assert (await _alive(cast), await grid(cast)) == ([topic], {topic: (0, 0)})
    await cast.does(cast.max, Redo())
    assert (await _alive(cast), await grid(cast)) == ([topic, again], {topic: (0, 0), again: (1, 1)})


async def test_a_repeat_moves_and_is_pinned_like_any_session(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = await cast.makes(cast.max, _again(cast, topic, 1, 1))
    await place(cast, again, 2, 2)
    await cast.does(cast.max, PinTopic(topic=again))
    assert await grid(cast) == {topic: (0, 0), again: (2, 2)}
    assert await cast.refused(cast.max, UnplaceTopic(topic=again)) == "placement.pinned"


async def test_what_people_say_about_a_repeat_they_say_about_its_topic(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = await cast.makes(cast.max, _again(cast, topic, 1, 1))
    about = (
        lambda number: CastVote(topic=number),
        lambda number: EditTopic(topic=number, title="Anders"),
        lambda number: WriteNote(wall=f"t{number}", text="x"),
    )
    for say in about:
        assert await cast.refused(cast.kim, say(again)) == "topic.gone"
        await cast.does(cast.kim, say(topic))
    assert await cast.refused(cast.kim, WithdrawTopic(topic=again)) == "topic.gone"


async def test_a_topic_with_a_repeat_on_the_plan_cannot_be_withdrawn(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = await cast.makes(cast.max, _again(cast, topic, 1, 1))
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    assert await cast.refused(cast.kim, WithdrawTopic(topic=topic)) == "grid.in_use"
    await cast.does(cast.max, UnplaceTopic(topic=again))
    await cast.does(cast.kim, WithdrawTopic(topic=topic))


async def test_a_repeat_needs_a_first_session_and_a_free_cell(cast: Cast):
    topic = await cast.pitches("Eins")
    assert await cast.refused(cast.max, _again(cast, topic, 1, 1)) == "topic.not_placed"
    await place(cast, topic, 0, 0)
    why = await cast.refusal(cast.max, _again(cast, topic, 0, 0))
    assert (why.key, why.facts) == ("cell.taken", {"title": "Eins", "who": "Max"})
    plenary = RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.plenaries[0])
    assert await cast.refused(cast.max, plenary) == "slot.plenary"
    await cast.does(cast.max, _again(cast, topic, 1, 1))


async def test_a_session_is_repeated_only_so_often_also_by_way_of_a_repeat(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    again = topic
    for number in range(MOST_REPEATS):
        again = await cast.makes(cast.max, _again(cast, again, 1, number))
    why = await cast.refusal(cast.max, _again(cast, again, 2, 2))
    assert (why.key, why.facts) == ("repeat.too_many", {"most": MOST_REPEATS})
    assert {row.repeat_of for row in await cast.rows(topics, barcamp_id=cast.id)} == {None, topic}
    await cast.does(cast.max, UnplaceTopic(topic=again))
    await cast.does(cast.max, _again(cast, topic, 2, 2))


def _again(cast: Cast, topic: int, room: int, slot: int) -> RepeatTopic:
    return RepeatTopic(topic=topic, room=cast.rooms[room], slot=cast.slots[slot])


async def _alive(cast: Cast) -> list[int]:
    return [row.id for row in await cast.rows(topics, barcamp_id=cast.id) if row.withdrawn_at is None]
