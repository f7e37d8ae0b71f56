"""The states that a console can be in: of the day, of the stage, and of a day that is larger than most."""

from collections.abc import Awaitable, Callable

from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.pitch_round import BringOnStage, RunStageClock
from barcamp.domain.topics.topic import EditTopic
from barcamp.domain.topics.vote import CastVote
from bench.sixty import sixty_topics
from tests.cast import Cast

LONG = "Wirtschaftsförderungsgesellschaft: Was Vertreter*innen kleiner Gemeinden im Grunde voneinander brauchen"
TITLES = (
    "Belebung der Innenstadt", "Innenstadtbelebung", "Junge Fachkräfte finden", "KI im Rathaus",
    "Netzwerke mit Mehrwert", "Tourismus ohne Auto", "Soziale Medien",
)  # fmt: skip


async def seven_topics(cast: Cast) -> list[int]:
    hosts = (cast.kim, cast.noor)
    topics = [await cast.pitches(title, by=hosts[number % 2]) for number, title in enumerate(TITLES)]
    for number, topic in enumerate(topics):
        for person in (cast.kim, cast.noor, cast.max)[: number % 4]:
            await cast.does(person, CastVote(topic=topic))
    return topics


async def arrival(cast: Cast) -> None:
    await cast.does(cast.max, MoveToPhase(phase="arrival"))


async def no_topics(cast: Cast) -> None:
    pass


async def topics_wait(cast: Cast) -> None:
    await seven_topics(cast)
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))


async def on_stage(cast: Cast) -> None:
    _, _, third, *_ = await seven_topics(cast)
    await cast.does(cast.max, ParkTopic(topic=third))
    await cast.does(cast.max, BringOnStage())
    await cast.does(cast.max, RunStageClock(seconds=60))


async def last_on_stage(cast: Cast) -> None:
    for topic in (await seven_topics(cast))[1:]:
        await cast.does(cast.max, BringOnStage(topic=topic))
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    await cast.does(cast.max, BringOnStage())


async def planning(cast: Cast) -> None:
    first, second, *_ = await seven_topics(cast)
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    await cast.does(cast.max, PlaceTopic(topic=first, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PlaceTopic(topic=second, room=cast.rooms[1], slot=cast.slots[0]))
    await cast.does(cast.max, Announce(text="Der Plan entsteht, bitte noch einen Moment Geduld"))


async def proposal(cast: Cast) -> None:
    topics = await seven_topics(cast)
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    places = zip(topics, ((room, slot) for slot in cast.slots for room in cast.rooms), strict=False)
    await cast.does(cast.max, KeepProposal(cells=dict(places)))


async def sessions(cast: Cast) -> None:
    topics = await seven_topics(cast)
    for topic, room in zip(topics, cast.rooms, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await cast.does(cast.max, ShowOnProjector(scene="countdown"))
    await cast.does(cast.max, Announce(text="Gleich gibt es Suppe"))


async def closing(cast: Cast) -> None:
    await sessions(cast)
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await cast.does(cast.max, ShowOnProjector(scene="results"))


async def archived(cast: Cast) -> None:
    await closing(cast)
    await cast.does(cast.ada, ArchiveBarcamp())


async def ten_rooms(cast: Cast) -> None:
    for number in range(10 - len(cast.rooms)):
        await cast.does(cast.ada, AddRoom(name=f"Seminarraum {number + 5}"))
    await on_stage(cast)


async def ten_rooms_planned(cast: Cast) -> None:
    for number in range(10 - len(cast.rooms)):
        await cast.does(cast.ada, AddRoom(name=f"Seminarraum {number + 5}"))
    await planning(cast)


async def sixty(cast: Cast) -> None:
    for number, (title, _) in enumerate(sixty_topics()):
        await cast.pitches(title, by=(cast.kim, cast.noor, cast.max)[number % 3])
    await cast.does(cast.max, BringOnStage())


async def sixty_to_place(cast: Cast) -> None:
    await sixty(cast)
    await cast.does(cast.max, MoveToPhase(phase="planning"))


async def hidden_topics(cast: Cast) -> None:
    for topic in (await seven_topics(cast))[:3]:
        await cast.does(cast.max, HideTopic(topic=topic, reason="Werbung"))


async def long_titles(cast: Cast) -> None:
    topics = await seven_topics(cast)
    for number, topic in enumerate(topics):
        title = f"{number + 1}. {LONG}"
        await cast.does(cast.max, EditTopic(topic=topic, title=title, description="", angle="seeks"))
    await cast.does(cast.max, PlaceTopic(topic=topics[3], room=cast.rooms[3], slot=cast.slots[0]))
    await cast.does(cast.max, Announce(text=f"{LONG} {LONG}"[:200]))
    await cast.does(cast.max, BringOnStage())
    await cast.does(cast.max, CountHands(topic=topics[0], hands=12))


STATES: dict[str, Callable[[Cast], Awaitable[None]]] = {
    made.__name__: made
    for made in (
        arrival, no_topics, topics_wait, on_stage, last_on_stage, planning, proposal, sessions, closing, archived,
        ten_rooms, ten_rooms_planned, sixty, sixty_to_place, hidden_topics, long_titles,
    )
}  # fmt: skip
