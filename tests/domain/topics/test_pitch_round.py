"""The pitch round: who waits, who is on stage, and the clock."""

from datetime import timedelta

from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.topics.pitch_round import BringOnStage, ClearStage, MoveInQueue, RunStageClock, TryLater
from barcamp.domain.topics.topic import topics
from tests.cast import Cast


async def three(cast: Cast) -> tuple[int, int, int]:
    return await cast.pitches("A"), await cast.pitches("B"), await cast.pitches("C")


async def through(cast: Cast) -> list[int]:
    """Who comes on stage, one after another, as long as somebody waits."""
    waiting = await cast.rows(topics, barcamp_id=cast.id)
    seen: list[int] = []
    for _ in [row for row in waiting if row.staged_at is None and row.parked_at is None]:
        await cast.does(cast.max, BringOnStage())
        seen.append((await cast.barcamp()).on_stage or 0)
    assert await cast.refused(cast.max, BringOnStage()) == "stage.nobody_waits"
    return seen


async def test_topics_come_in_the_order_of_their_arrival(cast: Cast):
    assert await through(cast) == []
    a, b, c = await three(cast)
    assert await through(cast) == [a, b, c]


async def test_the_order_is_changed_by_hand_and_newcomers_wait_behind(cast: Cast):
    a, b, c = await three(cast)
    await cast.does(cast.max, MoveInQueue(topic=c, up=True))
    await cast.does(cast.max, MoveInQueue(topic=b, first=True))
    d = await cast.pitches("D")
    assert await through(cast) == [b, a, c, d]
    assert await cast.refused(cast.max, MoveInQueue(topic=a)) == "stage.not_waiting"


async def test_who_comes_later_comes_at_the_end(cast: Cast):
    a, b, c = await three(cast)
    await cast.does(cast.max, BringOnStage())
    await cast.does(cast.max, TryLater(topic=a))
    assert (await cast.barcamp()).on_stage is None
    assert await through(cast) == [b, c, a]


async def test_parked_and_withdrawn_topics_do_not_wait(cast: Cast):
    a, b, c = await three(cast)
    await cast.does(cast.max, ParkTopic(topic=b))
    assert await through(cast) == [a, c]


async def test_two_moderators_do_not_skip_a_topic(cast: Cast):
    a, b, _ = await three(cast)
    await cast.does(cast.max, BringOnStage(seen=0))
    assert await cast.refused(cast.ada, BringOnStage(seen=0)) == "stage.another"
    await cast.does(cast.max, BringOnStage(seen=a))
    assert (await cast.barcamp()).on_stage == b


async def test_any_topic_can_be_called(cast: Cast):
    a, b, c = await three(cast)
    await cast.does(cast.max, BringOnStage(topic=c))
    for expected in (a, b):
        await cast.does(cast.max, BringOnStage())
        assert (await cast.barcamp()).on_stage == expected
    assert (await cast.rows(topics, id=c))[0].staged_at is not None


async def test_the_clock_starts_is_extended_and_stops(cast: Cast):
    await three(cast)
    assert await cast.refused(cast.max, RunStageClock()) == "stage.empty"
    await cast.does(cast.max, BringOnStage())
    await cast.does(cast.max, RunStageClock(seconds=60))
    await cast.does(cast.max, RunStageClock(seconds=30))
    assert (await cast.barcamp()).stage_until == cast.clock() + timedelta(seconds=90)
    await cast.does(cast.max, RunStageClock(seconds=0))
    assert (await cast.barcamp()).stage_until is None
    assert (await cast.refusal(cast.max, RunStageClock(seconds=-1))).key == "stage.seconds"


async def test_the_next_one_begins_without_a_clock(cast: Cast):
    await three(cast)
    await cast.does(cast.max, BringOnStage())
    await cast.does(cast.max, RunStageClock())
    await cast.does(cast.max, BringOnStage())
    assert (await cast.barcamp()).stage_until is None


async def test_every_step_can_be_taken_back(cast: Cast):
    _, b, _ = await three(cast)
    for step in (BringOnStage(), BringOnStage(), TryLater(topic=b), MoveInQueue(topic=b, first=True), ClearStage()):
        before = await state(cast)
        if (await cast.does(cast.max, step)).changed:
            assert await state(cast) != before
            await cast.does(cast.max, Undo())
            assert await state(cast) == before
            await cast.does(cast.max, step)


async def state(cast: Cast) -> list:
    camp = await cast.barcamp()
    rows = await cast.rows(topics, barcamp_id=cast.id)
    return [camp.on_stage, *((row.id, row.queued, row.staged_at) for row in rows)]
