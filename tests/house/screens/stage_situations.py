"""Situations of the pitch round, of merging and hiding, of the clock and of people who are helped."""

from barcamp.domain.moderation.crowd import RemoveCrowd
from barcamp.domain.moderation.helping import EnterPerson, PitchFor, RemovePerson, RenamePerson, ShowInterestFor
from barcamp.domain.moderation.hide_topic import HideTopic, ShowTopic
from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.entry import Join, Knock, LetIn, SetEntry, TurnAway
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.shift import ShiftSlots
from barcamp.domain.topics.pitch_round import BringOnStage, ClearStage, MoveInQueue, RunStageClock, TryLater
from barcamp.domain.topics.topic import EditTopic
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.kernel.actor import Actor, Role
from tests.cast import Cast
from tests.house.screens.situations import Act, situation


@situation
async def bring_on_stage(cast: Cast, topic: int) -> Act:
    return cast.max, BringOnStage()


@situation
async def bring_on_stage__after_another(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage())
    return cast.max, BringOnStage(seen=topic)


@situation
async def clear_stage(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage())
    return cast.max, ClearStage()


@situation
async def try_later(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage())
    return cast.max, TryLater(topic=topic)


@situation
async def move_in_queue(cast: Cast, topic: int) -> Act:
    return cast.max, MoveInQueue(topic=topic)


@situation
async def run_stage_clock(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage())
    return cast.max, RunStageClock()


@situation
async def merge_topics(cast: Cast, topic: int) -> Act:
    """Noor, whose phone is watched, has no interest in either: what is hers is asked for by the browser."""
    other, third = await cast.pitches("Zucker"), await cast.pitches("Mehl")
    await cast.does(cast.kim, CastVote(topic=third))
    await cast.does(cast.max, BringOnStage(topic=third))
    return cast.max, MergeTopics(topic=third, into=other, title="Mehl und Zucker")


@situation
async def merge_topics__into_one_on_the_plan(cast: Cast, topic: int) -> Act:
    other = await cast.pitches("Zucker")
    await cast.does(cast.max, PlaceTopic(topic=other, room=cast.rooms[1], slot=cast.slots[1]))
    return cast.max, MergeTopics(topic=other, into=topic, title="Brot und Zucker")


@situation
async def hide_topic(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage())
    return cast.max, HideTopic(topic=topic, reason="Werbung")


@situation
async def show_topic(cast: Cast, topic: int) -> Act:
    other = await cast.pitches("Zucker")
    await cast.does(cast.max, HideTopic(topic=other, reason="Werbung"))
    return cast.max, ShowTopic(topic=other)


@situation
async def shift_slots(cast: Cast, topic: int) -> Act:
    return cast.max, ShiftSlots()


@situation
async def enter_person(cast: Cast, topic: int) -> Act:
    return cast.max, EnterPerson(name="Ohne Handy")


async def without_device(cast: Cast) -> int:
    """Somebody with a topic but no phone, whose own page nobody has open."""
    entered = await cast.does(cast.max, EnterPerson(name="Ohne Handy"))
    assert entered.made is not None
    await cast.does(cast.max, PitchFor(person=entered.made, title="Pilze"))
    return entered.made


@situation
async def withdraw_vote__of_the_topic_on_stage(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage(topic=topic))
    await cast.does(cast.kim, CastVote(topic=topic))
    return cast.kim, WithdrawVote(topic=topic)


@situation
async def edit_topic__on_stage(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage(topic=topic))
    return cast.max, EditTopic(topic=topic, title="Brot und Butter")


@situation
async def rename_person(cast: Cast, topic: int) -> Act:
    return cast.max, RenamePerson(person=cast.kim.id, name="Kim K.", organisation="Stadt Hohenlinde")


@situation
async def remove_person(cast: Cast, topic: int) -> Act:
    return cast.max, RemovePerson(person=await without_device(cast))


@situation
async def pitch_for(cast: Cast, topic: int) -> Act:
    return cast.max, PitchFor(person=await without_device(cast), title="Pfeffer")


@situation
async def show_interest_for(cast: Cast, topic: int) -> Act:
    return cast.max, ShowInterestFor(person=cast.kim.id, topic=topic)


@situation
async def undo__of_the_stage(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, BringOnStage())
    return cast.max, Undo()


@situation
async def undo__of_a_merge(cast: Cast, topic: int) -> Act:
    other = await cast.pitches("Zucker")
    await cast.does(cast.max, MergeTopics(topic=other, into=topic, title="Brot und Zucker"))
    return cast.max, Undo()


@situation
async def undo__of_a_hidden_topic(cast: Cast, topic: int) -> Act:
    other = await cast.pitches("Zucker")
    await cast.does(cast.max, HideTopic(topic=other, reason="Werbung"))
    return cast.max, Undo()


@situation
async def set_entry(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, SetEntry(open=False))
    await cast.does(cast.stranger, Knock(device="0" * 64, name="Ivo"))
    return cast.max, SetEntry(open=True)


@situation
async def knock(cast: Cast, topic: int) -> Act:
    return cast.stranger, Knock(device="0" * 64, name="Ivo")


@situation
async def let_in(cast: Cast, topic: int) -> Act:
    await cast.does(cast.stranger, Knock(device="0" * 64, name="Ivo"))
    return cast.max, LetIn()


@situation
async def turn_away(cast: Cast, topic: int) -> Act:
    await cast.does(cast.stranger, Knock(device="0" * 64, name="Ivo"))
    return cast.max, TurnAway()


@situation
async def remove_crowd(cast: Cast, topic: int) -> Act:
    """Those who came in the hour after everybody else; who watches is none of them."""
    cast.clock.forward(hours=1)
    since = int(cast.clock().timestamp())
    for n in range(3):
        bot = await cast.does(cast.stranger, Join(device=f"{n:064d}", name=f"Bot {n}"))
        await cast.ctx.desk.carry_out(CastVote(topic=topic), Actor(Role.ATTENDEE, cast.id, bot.made))
    return cast.max, RemoveCrowd(since=since, until=since + 60)


@situation
async def redo__of_a_hidden_topic(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, HideTopic(topic=topic, reason="Werbung"))
    await cast.does(cast.max, Undo())
    return cast.max, Redo()
