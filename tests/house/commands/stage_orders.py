"""One valid command of every kind about the pitch round and about people; see orders.py."""

from collections.abc import Callable
from typing import Any

from barcamp.domain.moderation.crowd import RemoveCrowd
from barcamp.domain.moderation.helping import EnterPerson, PitchFor, RemovePerson, RenamePerson, ShowInterestFor
from barcamp.domain.moderation.hide_topic import HideTopic, ShowTopic
from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.people.entry import Knock, LetIn, SetEntry, TurnAway, knocks
from barcamp.domain.plan.shift import BeginAt, ShiftSlots
from barcamp.domain.topics.pitch_round import BringOnStage, ClearStage, MoveInQueue, RunStageClock, TryLater
from barcamp.kernel.command import Command
from tests.cast import Cast


async def set_out_stage(cast: Cast) -> tuple[int, int, int]:
    """The ids of a topic that is hidden, of one that is on stage, and of somebody's knock."""
    hidden, shown = await cast.pitches("Versteckt"), await cast.pitches("Vorn")
    await cast.does(cast.max, HideTopic(topic=hidden, reason="Werbung"))
    await cast.does(cast.max, BringOnStage(topic=shown))
    await cast.does(cast.stranger, Knock(device="0" * 64, name="Ivo"))
    (knock,) = await cast.rows(knocks, barcamp_id=cast.id)
    return hidden, shown, knock.id


STAGE_ORDERS: dict[type[Command], Callable[[Any], Command]] = {
    BringOnStage: lambda t: BringOnStage(topic=t.topic),
    ClearStage: lambda t: ClearStage(),
    EnterPerson: lambda t: EnterPerson(name="Bo"),
    Knock: lambda t: Knock(device=t.fresh, name="Bo"),
    LetIn: lambda t: LetIn(knock=t.knock),
    RemoveCrowd: lambda t: RemoveCrowd(since=0, until=2**33),
    SetEntry: lambda t: SetEntry(open=False),
    TurnAway: lambda t: TurnAway(knock=t.knock),
    HideTopic: lambda t: HideTopic(topic=t.topic, reason="Werbung"),
    MergeTopics: lambda t: MergeTopics(topic=t.topic, into=t.shown, title="Beides"),
    MoveInQueue: lambda t: MoveInQueue(topic=t.topic),
    PitchFor: lambda t: PitchFor(person=t.kim, title="Salz"),
    RemovePerson: lambda t: RemovePerson(person=t.kim),
    RenamePerson: lambda t: RenamePerson(person=t.kim, name="Bo"),
    RunStageClock: lambda t: RunStageClock(),
    BeginAt: lambda t: BeginAt(starts=600, seen=-1),
    ShiftSlots: lambda t: ShiftSlots(),
    ShowInterestFor: lambda t: ShowInterestFor(person=t.noor, topic=t.topic),
    ShowTopic: lambda t: ShowTopic(topic=t.hidden),
    TryLater: lambda t: TryLater(topic=t.topic),
    Undo: lambda t: Undo(),
}
