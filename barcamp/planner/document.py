"""A problem as a JSON document. Its content is defined by these classes and, derived from them, by
docs/schemas/plan-problem.schema.json."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic

Count = Annotated[int, Meta(ge=0, le=2**53)]
Clock = Annotated[str, Meta(pattern=r"^[0-9]{1,2}:[0-5][0-9]$")]
Time = Annotated[int, Meta(ge=-(2**53), le=2**53)] | Clock
ID = Annotated[int, Meta(ge=-(2**53), le=2**53)] | str


class BadDocument(Exception):
    """What is wrong and where, in one sentence."""


class TopicEntry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    id: ID
    title: str = ""
    interest: Annotated[list[ID], Meta(description="The ids of the people who want it.")] = []
    hands: Annotated[Count, Meta(description="Raised hands of people without an id.")] = 0
    hosts: Annotated[list[ID], Meta(description="Who must be there, co-hosts included.")] = []
    needs: Annotated[list[str], Meta(description="Features that the room must have.")] = []
    online: Annotated[bool, Meta(description="Whether the room must have a video link.")] = False
    not_before: Annotated[Time | None, Meta(description="When it may start at the earliest.")] = None
    not_after: Annotated[Time | None, Meta(description="When it must be over.")] = None


class RoomEntry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    id: ID
    name: str = ""
    capacity: Annotated[Count, Meta(description="Seats.")] = 20
    features: list[str] = []
    video: Annotated[bool, Meta(description="Whether it has a video link.")] = False
    closed: Annotated[list[ID], Meta(description="The slots in which it is not to be had.")] = []


class SlotEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A time for sessions. Plenary rows are left out."""

    id: ID
    starts: Annotated[Time, Meta(description='Minutes since midnight, or "14:30".')]
    ends: Annotated[Time, Meta(description="Later than it starts.")]
    begun: Annotated[bool, Meta(description="In a slot that has begun everything stays as it is.")] = False


class CellEntry(Struct, frozen=True, forbid_unknown_fields=True):
    topic: ID
    room: ID
    slot: ID


class ProblemDocument(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Topics that want a room and a time."""

    topics: list[TopicEntry]
    rooms: list[RoomEntry]
    slots: list[SlotEntry]
    pins: Annotated[list[CellEntry], Meta(description="Where a topic must stand.")] = []
    present: Annotated[list[CellEntry], Meta(description="The plan as it stands now.")] = []
    stability: Annotated[
        Count, Meta(description="Attendable interests that one move away from the present plan must bring.")
    ] = 0
    online: Annotated[
        list[ID], Meta(description="Those who take part from elsewhere: they need a video link and no seat.")
    ] = []
    fairness: Annotated[
        int, Meta(ge=0, le=100, description="Of 100 attendable interests, how many to give up for those with few.")
    ] = 0
    seconds: Annotated[
        float, Meta(ge=0, le=86400, description="How long to search at most; half as long again for fairness.")
    ] = 2.0
    seed: Annotated[Count, Meta(description="The same problem and seed give the same plan.")] = 0
    rounds: Annotated[
        Count | None, Meta(description="How many steps to search, in place of seconds: alike on any machine.")
    ] = None
    schema: str | None = msgspec.field(name="$schema", default=None)


def read_problem(text: bytes | str) -> Problem:
    """The problem in a JSON document. Raises BadDocument."""
    try:
        found = msgspec.json.decode(text, type=ProblemDocument)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BadDocument(f"{error}.") from None
    for name in ("topics", "rooms", "slots"):
        _all_different((entry.id for entry in getattr(found, name)), f"$.{name}", "has the id of another one")
    for name in ("pins", "present"):
        _all_different((entry.topic for entry in getattr(found, name)), f"$.{name}", "is about a topic that was there")
    for at, slot in enumerate(found.slots):
        if _minutes(slot.ends) <= _minutes(slot.starts):
            raise BadDocument(f"A slot must end later than it starts - at `$.slots[{at}].ends`.")
    return _problem(found)


def write_problem(problem: Problem) -> bytes:
    """The document from which `read_problem` makes this problem again. Ids must be unique."""
    return msgspec.json.encode(
        ProblemDocument(
            topics=[_topic_entry(topic) for topic in problem.topics],
            rooms=[
                RoomEntry(room.id, room.name, room.capacity, sorted(room.features), room.video, _ordered(room.closed))
                for room in problem.rooms
            ],
            slots=[SlotEntry(slot.id, slot.starts, slot.ends, slot.begun) for slot in problem.slots],
            pins=[CellEntry(topic, *cell) for topic, cell in problem.pins.items()],
            present=[CellEntry(topic, *cell) for topic, cell in problem.present.items()],
            stability=problem.stability,
            online=_ordered(problem.online),
            fairness=problem.fairness,
            seconds=problem.seconds,
            seed=problem.seed,
            rounds=problem.rounds,
        )
    )


def _problem(found: ProblemDocument) -> Problem:
    return Problem(
        topics=tuple(_topic(entry) for entry in found.topics),
        rooms=tuple(
            Room(entry.id, entry.name, entry.capacity, frozenset(entry.features), entry.video, frozenset(entry.closed))
            for entry in found.rooms
        ),
        slots=tuple(Slot(entry.id, _minutes(entry.starts), _minutes(entry.ends), entry.begun) for entry in found.slots),
        pins={entry.topic: Cell(entry.room, entry.slot) for entry in found.pins},
        present={entry.topic: Cell(entry.room, entry.slot) for entry in found.present},
        stability=found.stability,
        online=frozenset(found.online),
        fairness=found.fairness,
        seconds=found.seconds,
        seed=found.seed,
        rounds=found.rounds,
    )


def _topic(entry: TopicEntry) -> Topic:
    return Topic(
        id=entry.id,
        title=entry.title,
        interest=frozenset(entry.interest),
        hands=entry.hands,
        hosts=frozenset(entry.hosts),
        needs=frozenset(entry.needs),
        online=entry.online,
        not_before=None if entry.not_before is None else _minutes(entry.not_before),
        not_after=None if entry.not_after is None else _minutes(entry.not_after),
    )


def _topic_entry(topic: Topic) -> TopicEntry:
    return TopicEntry(
        id=topic.id,
        title=topic.title,
        interest=_ordered(topic.interest),
        hands=topic.hands,
        hosts=_ordered(topic.hosts),
        needs=sorted(topic.needs),
        online=topic.online,
        not_before=topic.not_before,
        not_after=topic.not_after,
    )


def _minutes(time: int | str) -> int:
    if isinstance(time, int):
        return time
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _ordered(ids: Iterable[Id]) -> list[Id]:
    return sorted(ids, key=lambda one: (isinstance(one, str), one))


def _all_different(ids: Iterable[Id], path: str, complaint: str) -> None:
    seen: set[Id] = set()
    for at, one in enumerate(ids):
        if one in seen:
            raise BadDocument(f"{one!r} {complaint} - at `{path}[{at}]`.")
        seen.add(one)
