"""The situations of the plan beyond placing; the others are in tests/house/screens/situations.py."""

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.ending.lasting import EndSession, ExtendSession
from barcamp.domain.plan.parking import ParkTopic, TakeUpParked, UnparkTopic
from barcamp.domain.plan.pin import PinTopic, UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.proposal import DismissProposal, KeepProposal, TakeProposal, TakeProposedCell
from barcamp.domain.plan.publication import PublishPlan, RestorePlan
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom, EditRoom, ReopenRoom
from barcamp.domain.plan.video import SetVideoLink
from barcamp.domain.setup.programme.by_hand import AddFixedSession, RemoveFixedSession
from barcamp.domain.setup.slot import AddSlot, EditSlot
from barcamp.domain.topics.cohost import AddCohost, RemoveCohost
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.topic import EditTopic, topics
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.house.screens.situations import Act, situation


async def _newcomer(cast: Cast) -> int:
    """Somebody whose own screen nobody watches here: what is mine is not pushed."""
    return (await cast.does(cast.stranger, Join(device=tokens.hashed(tokens.new_token()), name="Nuri"))).made or 0


async def _published_and_changed(cast: Cast, topic: int) -> None:
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))


async def _proposed(cast: Cast, topic: int) -> KeepProposal:
    another = await cast.pitches("Pfeffer")
    await cast.does(cast.max, PlaceTopic(topic=another, room=cast.rooms[2], slot=cast.slots[2]))
    cells: dict[int, tuple[int, int] | None] = {
        topic: (cast.rooms[2], cast.slots[2]),
        another: (cast.rooms[1], cast.slots[1]),
    }
    return KeepProposal(cells=cells, figures="{}")


@situation
async def add_cohost(cast: Cast, topic: int) -> Act:
    return cast.kim, AddCohost(topic=topic, attendee=await _newcomer(cast))


@situation
async def remove_cohost(cast: Cast, topic: int) -> Act:
    newcomer = await _newcomer(cast)
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=newcomer))
    return cast.kim, RemoveCohost(topic=topic, attendee=newcomer)


@situation
async def count_hands(cast: Cast, topic: int) -> Act:
    return cast.max, CountHands(topic=topic, hands=12)


@situation
async def park_topic(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))
    return cast.max, ParkTopic(topic=topic)


@situation
async def unpark_topic(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ParkTopic(topic=topic))
    return cast.max, UnparkTopic(topic=topic)


@situation
async def close_room__on_one_of_two_days(cast: Cast, topic: int) -> Act:
    await cast.lasts(days=2)
    slot = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    return cast.max, CloseRoom(room=cast.rooms[0], day=1)


@situation
async def reopen_room__on_one_of_two_days(cast: Cast, topic: int) -> Act:
    await cast.lasts(days=2)
    await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0], day=1))
    return cast.max, ReopenRoom(room=cast.rooms[0], day=1)


@situation
async def take_up_parked(cast: Cast, topic: int) -> Act:
    await cast.lasts(days=2)
    for each in (topic, await cast.pitches("Salz")):
        await cast.does(cast.max, ParkTopic(topic=each))
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    return cast.max, TakeUpParked()


@situation
async def pin_topic(cast: Cast, topic: int) -> Act:
    return cast.max, PinTopic(topic=topic)


@situation
async def unpin_topic(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, PinTopic(topic=topic))
    return cast.max, UnpinTopic(topic=topic)


@situation
async def close_room(cast: Cast, topic: int) -> Act:
    return cast.max, CloseRoom(room=cast.rooms[0])


@situation
async def reopen_room(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    return cast.max, ReopenRoom(room=cast.rooms[0])


@situation
async def repeat_topic(cast: Cast, topic: int) -> Act:
    return cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1])


@situation
async def unplace_topic__that_is_a_repeat(cast: Cast, topic: int) -> Act:
    again = await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))
    return cast.max, UnplaceTopic(topic=again.made or 0)


@situation
async def edit_topic__that_is_proposed_and_repeated(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[3], slot=cast.slots[3]))
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.kim, EditTopic(topic=topic, title="Brot & Butter", needs="Herd", not_before="15:00")


@situation
async def edit_room__of_what_was_published_and_proposed(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.ada, EditRoom(room=cast.rooms[0], name="Aula", capacity=9)


@situation
async def set_video_link(cast: Cast, topic: int) -> Act:
    return cast.max, SetVideoLink(video_link="https://video.example.org/plenum")


@situation
async def set_video_link__of_a_room_in_which_a_session_is(cast: Cast, topic: int) -> Act:
    return cast.max, SetVideoLink(room=cast.rooms[0], video_link="https://video.example.org/a")


@situation
async def close_room__that_has_a_video_link(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, SetVideoLink(room=cast.rooms[0], video_link="https://video.example.org/a"))
    return cast.max, CloseRoom(room=cast.rooms[0])


@situation
async def edit_slot__of_what_was_published_and_proposed(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.ada, EditSlot(slot=cast.slots[0], starts="10:35", ends="11:20")


@situation
async def undo(cast: Cast, topic: int) -> Act:
    return cast.max, Undo()


@situation
async def undo__of_a_parking(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ParkTopic(topic=topic))
    return cast.max, Undo()


@situation
async def redo(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, Undo())
    return cast.max, Redo()


@situation
async def publish_plan(cast: Cast, topic: int) -> Act:
    return cast.max, PublishPlan()


@situation
async def publish_plan__again(cast: Cast, topic: int) -> Act:
    await _published_and_changed(cast, topic)
    return cast.max, PublishPlan()


@situation
async def restore_plan(cast: Cast, topic: int) -> Act:
    await _published_and_changed(cast, topic)
    return cast.max, RestorePlan(version=1)


@situation
async def keep_proposal(cast: Cast, topic: int) -> Act:
    return cast.max, await _proposed(cast, topic)


@situation
async def take_proposal(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.max, TakeProposal()


@situation
async def take_proposed_cell(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.max, TakeProposedCell(topic=topic)


@situation
async def place_topic__beside_a_proposal(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.max, PlaceTopic(topic=topic, room=cast.rooms[3], slot=cast.slots[3])


@situation
async def dismiss_proposal(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, await _proposed(cast, topic))
    return cast.max, DismissProposal()


@situation
async def add_fixed_session(cast: Cast, topic: int) -> Act:
    return cast.max, AddFixedSession(title="Vortrag", people="Erika", room=cast.rooms[3], starts="10:40", ends="11:00")


@situation
async def remove_fixed_session(cast: Cast, topic: int) -> Act:
    await cast.does(*await add_fixed_session(cast, topic))
    [fixed] = await cast.rows(topics, barcamp_id=cast.id, title="Vortrag")
    return cast.max, RemoveFixedSession(topic=fixed.id)


async def _on(cast: Cast, topic: int) -> None:
    """The topic is on, beside another one, which ends with the slot."""
    other = await cast.pitches("Pfeffer")
    for room, each in enumerate((topic, other)):
        await cast.does(cast.max, PlaceTopic(topic=each, room=cast.rooms[room], slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(hours=1)


@situation
async def extend_session(cast: Cast, topic: int) -> Act:
    await _on(cast, topic)
    return cast.kim, ExtendSession(topic=topic, minutes=10)


@situation
async def end_session(cast: Cast, topic: int) -> Act:
    await _on(cast, topic)
    return cast.kim, EndSession(topic=topic)
