"""What was read before, so that only what facts may have changed is read again: the named rows of long lists, and other
things that the facts concern.

It is as far as the journal was read. Anything a fact may have changed is marked, and read when somebody asks for it.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from barcamp.kernel.facts import Changed
from barcamp.live.screens import KNOWN, Kinds
from barcamp.queries.people.guests import Guest
from barcamp.queries.topics.topics import TopicCard
from barcamp.queries.walls.notes import Note


class Row(Protocol):
    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Row)
T = TypeVar("T")
# Reads these rows, or all.
Read = Callable[[Collection[int] | None], Awaitable[list[R]]]

OF_A_TOPIC = frozenset({"topics", "topic", "hosts", "interest", "placed", "been_on_stage", "glances"})
# Facts that show on no topic's card. A fact that is neither here nor names its topic may change all of them.
NO_TOPICS = frozenset({
    "event", "appearance", "logos", "announcement", "scene", "feedback", "results", "video", "clock", "moment", "date",
    "history", "people", "rights", "offers", "pitch_round", "heads", "proposal", "published", "wall", "cards", "note",
    "photos", "sections", "hidden", "voters", "silence", "breadth", "guests",
})  # fmt: skip


@dataclass
class Rows(Generic[R]):
    """The rows of one list, by their ids. `stale` are those that must be read again."""

    rows: dict[int, R] | None = None
    stale: set[int] = field(default_factory=set[int])

    async def read(self, read: Read[R], kin: Callable[[R], int | None] = lambda row: None) -> list[R]:
        """The rows in order of their ids. Rows whose `kin` is read again are read again with it."""
        if self.rows is None:
            found = {row.id: row for row in await read(None)}
        elif self.stale:
            also = {row.id for row in self.rows.values() if kin(row) in self.stale}
            fresh = {row.id: row for row in await read(self.stale | also)}
            found = _merged(self.rows, self.stale | also, fresh)
        else:
            return list(self.rows.values())
        self.rows, self.stale = found, set()
        return list(found.values())

    def forget(self) -> None:
        self.rows, self.stale = None, set()


def _merged(rows: Mapping[int, R], stale: Collection[int], fresh: Mapping[int, R]) -> dict[int, R]:
    """The rows in order. Those that were not read again stay the same objects, so comparing them is quick."""
    found = {**{number: row for number, row in rows.items() if number not in stale}, **fresh}
    return {number: found[number] for number in sorted(found)}


@dataclass(frozen=True)
class Thing:
    """What is read as one, and the kinds of facts that may change it: `always`, or where they name one of the topics
    that it is `about`, or none. `of` is what it was asked for."""

    value: object
    of: object
    always: Kinds
    of_topics: Kinds
    about: frozenset[int]

    def is_touched_by(self, fact: Changed) -> bool:
        if fact.kind in self.always or fact.kind not in KNOWN:
            return True
        if fact.kind not in self.of_topics:
            return False
        topic = _topic_of(fact)
        return topic is None or topic in self.about


def _topic_of(fact: Changed) -> int | None:
    """Also of its wall."""
    number = fact.key.removeprefix("t") if fact.kind == "wall" else fact.key
    return int(number) if number.isdigit() else None


@dataclass
class Kept:
    """What is kept. `notes` are by their walls, for the walls that were asked for."""

    topics: Rows[TopicCard] = field(default_factory=Rows[TopicCard])
    guests: Rows[Guest] = field(default_factory=Rows[Guest])
    notes: dict[str, Rows[Note]] = field(default_factory=dict[str, Rows[Note]])
    things: dict[str, Thing] = field(default_factory=dict[str, Thing])
    settled: dict[str, object] = field(default_factory=dict[str, object])

    def note(self, facts: Collection[Changed]) -> None:
        """Marks what these facts may have changed."""
        for fact in facts:
            if fact.kind in OF_A_TOPIC and fact.key:
                self.topics.stale.add(int(fact.key))
            elif fact.kind not in NO_TOPICS:
                self.topics.forget()
            self._note_guests(fact)
            self._note_on_walls(fact)
        for name in [name for name, thing in self.things.items() if any(map(thing.is_touched_by, facts))]:
            del self.things[name]

    async def thing(
        self,
        name: str,
        load: Callable[[], Awaitable[T]],
        always: Kinds,
        of_topics: Kinds = frozenset(),
        about: Callable[[T], Iterable[int]] = lambda value: (),
        of: object = None,
    ) -> T:
        """See `Thing`."""
        thing = self.things.get(name)
        if thing is None or thing.of != of:
            value = await load()
            thing = self.things[name] = Thing(value, of, always, of_topics, frozenset(about(value)))
        return thing.value  # type: ignore[return-value]

    def as_before(self, name: str, value: T) -> T:
        """The same object as before where it is equal: whoever compares what follows from it sees that at once."""
        if self.settled.get(name) != value:
            self.settled[name] = value
        return self.settled[name]  # type: ignore[return-value]

    def _note_guests(self, fact: Changed) -> None:
        if fact.kind == "guests" and fact.key:
            self.guests.stale.add(int(fact.key))
        elif fact.kind == "guests" or fact.kind not in KNOWN:
            self.guests.forget()

    def _note_on_walls(self, fact: Changed) -> None:
        wall, _, number = fact.key.partition("-")
        if fact.kind == "note" and wall in self.notes:
            self.notes[wall].stale.add(int(number))
        elif fact.kind == "cards":
            self.notes.pop(wall, None)
        elif fact.kind == "sections" or fact.kind not in KNOWN:
            self.notes.clear()

    def notes_on(self, wall: str) -> Rows[Note]:
        return self.notes.setdefault(wall, Rows())
