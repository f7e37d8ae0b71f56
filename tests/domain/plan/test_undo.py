"""Taking changes of the plan back, and bringing them in again."""

from collections.abc import Awaitable, Callable

import pytest

from barcamp.domain.plan import plan_change
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.plan_change import steps
from barcamp.domain.plan.room import CloseRoom, RemoveRoom, ReopenRoom
from barcamp.domain.plan.undo import RedoPlanStep, UndoPlanStep
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.topic import topics
from barcamp.kernel.facts import Changed
from tests.cast import Cast
from tests.planning import grid, place, placed


async def test_every_kind_of_change_can_be_undone_and_redone_one_by_one(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    changes: list[Callable[[], Awaitable[object]]] = [
        lambda: place(cast, one, 0, 0),
        lambda: place(cast, two, 1, 1),
        lambda: place(cast, one, 2, 2),
        lambda: place(cast, one, 1, 1, seen=two),
        lambda: cast.does(cast.max, PinTopic(topic=one)),
        lambda: cast.does(cast.max, UnplaceTopic(topic=two)),
        lambda: cast.does(cast.max, ParkTopic(topic=two)),
    ]
    seen = [await _state(cast)]
    for change in changes:
        await change()
        seen.append(await _state(cast))
    assert len(set(map(str, seen))) == len(seen)
    kinds = ["place", "place", "move", "swap", "pin", "unplace", "park"]
    assert [step.kind for step in await cast.rows(steps, barcamp_id=cast.id)] == kinds
    for state in reversed(seen[:-1]):
        await cast.does(cast.max, UndoPlanStep())
        assert await _state(cast) == state
    assert await cast.refused(cast.max, UndoPlanStep()) == "plan.nothing_to_undo"
    for state in seen[1:]:
        await cast.does(cast.max, RedoPlanStep())
        assert await _state(cast) == state
    assert await cast.refused(cast.max, RedoPlanStep()) == "plan.nothing_to_redo"


async def test_an_undo_touches_what_it_changes(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await place(cast, one, 1, 1, seen=two)
    for command in (UndoPlanStep(), RedoPlanStep()):
        answer = await cast.does(cast.max, command)
        assert answer.changed == {Changed.placed(one), Changed.placed(two), Changed.history()}


async def test_a_new_step_ends_what_could_be_redone(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await cast.does(cast.max, UndoPlanStep())
    await place(cast, two, 1, 1)
    assert await cast.refused(cast.max, RedoPlanStep()) == "plan.nothing_to_redo"
    await cast.does(cast.max, UndoPlanStep())
    await cast.does(cast.max, RedoPlanStep())
    assert await grid(cast) == {two: (1, 1)}
    assert one not in await grid(cast)


async def test_what_changes_nothing_is_no_step(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await place(cast, topic, 0, 0, seen=topic)
    assert [step.number for step in await cast.rows(steps, barcamp_id=cast.id)] == [1]


async def test_nobody_undoes_a_step_that_they_did_not_see(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await place(cast, two, 1, 1)
    why = await cast.refusal(cast.max, UndoPlanStep(seen=1))
    assert (why.key, why.facts) == ("plan.step_newer", {"who": "Max"})
    await cast.does(cast.max, UndoPlanStep(seen=2))
    assert await grid(cast) == {one: (0, 0)}
    assert await cast.refused(cast.max, RedoPlanStep(seen=1)) == "plan.step_newer"
    await cast.does(cast.max, RedoPlanStep(seen=2))


async def test_an_undo_needs_the_topic_the_room_and_the_slot_still_to_be_there(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    assert await cast.refused(cast.max, UndoPlanStep()) == "room.closed"
    await cast.does(cast.max, ReopenRoom(room=cast.rooms[0]))
    await cast.does(cast.ada, RemoveRoom(room=cast.rooms[0]))
    assert await cast.refused(cast.max, UndoPlanStep()) == "room.gone"
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    assert await cast.refused(cast.max, UndoPlanStep()) == "topic.gone"
    assert await grid(cast) == {}


async def test_only_so_many_steps_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plan_change, "MOST_STEPS", 7)
    topic = await placed(cast, "Eins", 0, 0)
    for number in range(7 + 1):
        await place(cast, topic, 0, (number + 1) % 2)
    kept = [step.number for step in await cast.rows(steps, barcamp_id=cast.id)]
    assert kept == list(range(3, 7 + 3))


async def test_a_step_tells_who_did_it_and_when(cast: Cast):
    await placed(cast, "Eins", 0, 0)
    [step] = await cast.rows(steps, barcamp_id=cast.id)
    assert (step.kind, step.by, step.at, step.undone, step.skipped) == ("place", "Max", cast.clock.at, False, 0)


async def _state(cast: Cast) -> tuple:
    rows = await cast.rows(placements, barcamp_id=cast.id)
    where = [(row.topic_id, row.room_id, row.slot_id, row.pinned) for row in rows]
    return where, [row.parked_at for row in await cast.rows(topics, barcamp_id=cast.id)]
