"""The problem laid out on a table: everything can be found by its id, interests are bits, times and titles are words.

Rules, figures and reasons share it. Of things with the same id, the first counts.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic

Cells = Mapping[Id, Cell]
Thing = TypeVar("Thing", Topic, Room, Slot)


class Board:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.topics = _by_id(problem.topics)
        self.rooms = _by_id(problem.rooms)
        self.slots = _by_id(problem.slots)
        self.place = {topic: at for at, topic in enumerate(self.topics)}
        self.frozen: dict[Id, Cell] = {
            topic: cell for topic, cell in problem.present.items() if topic in self.topics and self.begun(cell)
        }

    def known(self, cell: Cell) -> bool:
        return cell.room in self.rooms and cell.slot in self.slots

    def begun(self, cell: Cell) -> bool:
        return self.known(cell) and self.slots[cell.slot].begun

    def parallel(self, one: Id, other: Id) -> bool:
        """Whether somebody cannot be in both slots."""
        return one == other or self.slots[one].overlaps(self.slots[other])

    @property
    def bits(self) -> dict[Id, int]:
        """Maps each topic to those who want it, a bit per person."""
        return self._wanted[0]

    @property
    def online(self) -> int:
        """The bits of those who take part from elsewhere, in `bits`."""
        return self._wanted[1]

    @property
    def going(self) -> dict[Id, int]:
        """Maps each topic to the people to expect there, a bit per person."""
        return self._expected[0]

    @property
    def going_online(self) -> int:
        """The bits of those who take part from elsewhere, in `going`."""
        return self._expected[1]

    @cached_property
    def _wanted(self) -> tuple[dict[Id, int], int]:
        return _rows({topic.id: topic.interest for topic in self.topics.values()}, self.problem.online)

    @cached_property
    def _expected(self) -> tuple[dict[Id, int], int]:
        known = {topic.id: topic.going for topic in self.topics.values() if topic.going is not None}
        if not known:
            return self._wanted
        return _rows(
            {topic.id: known.get(topic.id, topic.interest) for topic in self.topics.values()}, self.problem.online
        )

    def by_slot(self, cells: Cells) -> dict[Id, list[Id]]:
        """Maps each slot to the topics that stand in it, in the order of the problem."""
        found: dict[Id, list[Id]] = {slot: [] for slot in self.slots}
        for topic in self.placed(cells):
            found[cells[topic].slot].append(topic)
        return found

    def placed(self, cells: Cells) -> list[Id]:
        """The topics of the plan that are known and stand in a known cell, in the order of the problem."""
        standing = [topic for topic, cell in cells.items() if topic in self.topics and self.known(cell)]
        return sorted(standing, key=self.place.__getitem__)

    def title(self, topic: Id) -> str:
        found: Topic | None = self.topics.get(topic)
        return (found.title if found else "") or str(topic)

    def room_name(self, room: Id) -> str:
        found = self.rooms.get(room)
        return (found.name if found else "") or str(room)

    def time(self, slot: Id) -> str | int:
        """When a slot begins: `14:30`. Of several days its minute: whoever says it has to name the day, too."""
        found: Slot | None = self.slots.get(slot)
        if found is None:
            return str(slot)
        return found.starts if self._days > 1 else clock(found.starts)

    @cached_property
    def _days(self) -> int:
        return len({slot.midnight for slot in self.slots.values()})


def clock(minute: float) -> str:
    """A minute as a time: 14:30 for 870."""
    whole = int(minute)
    return f"{whole // 60 % 24:02d}:{whole % 60:02d}"


def union(bits: Iterable[int]) -> int:
    found = 0
    for some in bits:
        found |= some
    return found


def doubled(bits: Iterable[int]) -> int:
    """The people who are in two or more of the sets."""
    once = twice = 0
    for some in bits:
        twice |= once & some
        once |= some
    return twice


def _by_id(things: Iterable[Thing]) -> dict[Id, Thing]:
    found: dict[Id, Thing] = {}
    for thing in things:
        found.setdefault(thing.id, thing)
    return found


def _rows(people: Mapping[Id, frozenset[Id]], some: frozenset[Id]) -> tuple[dict[Id, int], int]:
    """For each topic the bits of its people, and those of `some` people among them all."""
    at: dict[Id, int] = {}
    for those in people.values():
        for person in those:
            at.setdefault(person, len(at))
    rows = {topic: _as_bits([at[person] for person in those]) for topic, those in people.items()}
    return rows, _as_bits([at[person] for person in some if person in at])


def _as_bits(positions: list[int]) -> int:
    row = bytearray((max(positions, default=0) >> 3) + 1)
    for position in positions:
        row[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(row, "little")
