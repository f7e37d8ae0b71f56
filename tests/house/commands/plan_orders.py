"""One valid command of every kind about the plan; the others are in tests/house/commands/orders.py."""

from collections.abc import Callable
from typing import Any

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.ending.lasting import EndSession, ExtendSession
from barcamp.domain.plan.parking import ParkTopic, TakeUpParked, UnparkTopic
from barcamp.domain.plan.pin import PinTopic, UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.proposal import DismissProposal, KeepProposal, TakeProposal, TakeProposedCell
from barcamp.domain.plan.publication import PublishPlan, RestorePlan
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom, ReopenRoom
from barcamp.domain.plan.video import SetVideoLink
from barcamp.domain.setup.programme.by_hand import AddFixedSession, RemoveFixedSession
from barcamp.domain.setup.slot import AddSlot
from barcamp.domain.topics.cohost import AddCohost, RemoveCohost
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.topic import topics
from barcamp.kernel.command import Command
from tests.cast import Cast
from tests.planning import placed


async def set_out_plan(cast: Cast) -> tuple[int, int, int, int]:
    """A session of Kim's and Noor's, published, and proposed in another cell; three steps since then. The
    ids of the session, of Noor, of a fixed session, and of one of Kim's that is on."""
    on = await cast.pitches("Anis")
    early = await cast.makes(cast.max, AddSlot(starts="09:30", ends="10:00"))
    await cast.does(cast.max, PlaceTopic(topic=on, room=cast.rooms[2], slot=early))
    session = await placed(cast, "Pfeffer", 1, 1)
    await cast.does(cast.kim, AddCohost(topic=session, attendee=cast.noor.id))
    await cast.does(cast.max, PublishPlan())
    await placed(cast, "Zucker", 2, 2)
    await placed(cast, "Mehl", 3, 3)
    await cast.does(cast.max, KeepProposal(cells={session: (cast.rooms[3], cast.slots[2])}))
    fixed = AddFixedSession(title="Fester Vortrag", room=cast.rooms[1], starts="20:00", ends="20:30")
    await cast.does(cast.max, fixed)
    [vortrag] = await cast.rows(topics, barcamp_id=cast.id, title="Fester Vortrag")
    return session, cast.noor.id, vortrag.id, on


PLAN_ORDERS: dict[type[Command], Callable[[Any], Command]] = {
    AddFixedSession: lambda t: AddFixedSession(title="Vortrag", room=t.room, starts="18:00", ends="18:30"),
    RemoveFixedSession: lambda t: RemoveFixedSession(topic=t.fixed),
    AddCohost: lambda t: AddCohost(topic=t.topic, attendee=t.noor),
    CloseRoom: lambda t: CloseRoom(room=t.room),
    CountHands: lambda t: CountHands(topic=t.topic, hands=7),
    EndSession: lambda t: EndSession(topic=t.on),
    ExtendSession: lambda t: ExtendSession(topic=t.on, minutes=5),
    DismissProposal: lambda t: DismissProposal(),
    KeepProposal: lambda t: KeepProposal(cells={t.topic: (t.room, t.slot)}),
    ParkTopic: lambda t: ParkTopic(topic=t.topic),
    PinTopic: lambda t: PinTopic(topic=t.session),
    PublishPlan: lambda t: PublishPlan(),
    Redo: lambda t: Redo(),
    RemoveCohost: lambda t: RemoveCohost(topic=t.session, attendee=t.noor),
    ReopenRoom: lambda t: ReopenRoom(room=t.room),
    RepeatTopic: lambda t: RepeatTopic(topic=t.session, room=t.room, slot=t.slot),
    RestorePlan: lambda t: RestorePlan(version=1),
    SetVideoLink: lambda t: SetVideoLink(room=t.room, video_link="https://video.example.org/b"),
    TakeProposal: lambda t: TakeProposal(),
    TakeProposedCell: lambda t: TakeProposedCell(topic=t.session),
    Undo: lambda t: Undo(),
    TakeUpParked: lambda t: TakeUpParked(),
    UnparkTopic: lambda t: UnparkTopic(topic=t.topic),
    UnpinTopic: lambda t: UnpinTopic(topic=t.session),
}
