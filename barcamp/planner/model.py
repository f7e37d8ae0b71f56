"""A problem in numbers: what is left to decide once pins and begun slots are settled.

People are bits of one integer, rooms are bits of another; topics and slots are counted from 0. Only topics that may
still move are here; the fixed ones live on in the people they already reach and the rooms they take.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic
from barcamp.planner.search.matching import cheapest, seats


@dataclass(frozen=True)
class Model:
    """The problem in numbers. `bits[t]` are the people who want topic t; `fit[t][s]` the rooms topic t could take in
    slot s, 0 if it cannot be there. `bonus[t][s]` is what t brings there whoever comes: raised hands, and `stability`
    if its present cell is kept. `foes[t]` are the topics that share a host with t. `held[s]` are the people of each
    fixed topic of slot s and `taken[s]` those of all of them together; `free[s]` are the rooms left for movable topics,
    and `size[s]` is their number. `kin[s]` is the number of its class: slots of one class are alike."""

    problem: Problem
    topics: tuple[Topic, ...]
    slots: tuple[Slot, ...]
    fixed: dict[Id, Cell]
    bits: list[int]
    bonus: list[list[int]]
    fit: list[list[int]]
    foes: list[int]
    held: list[list[int]]
    taken: list[int]
    size: list[int]
    free: list[int]
    kin: list[int]
    near: list[tuple[int, ...]]  # the other slots that overlap with this one
    kept: list[int]  # the slot index of the present cell if that is still possible, else -1
    constant: int  # what the fixed topics bring, less the price of every move
    online: int  # the people who take part from elsewhere; only the choice of rooms looks at them

    @cached_property
    def plain(self) -> list[int]:
        """For each slot, the topics that could take any free room."""
        everyone = range(len(self.bits))
        return [sum(1 << t for t in everyone if self.fit[t][s] == free and free) for s, free in enumerate(self.free)]

    @cached_property
    def members(self) -> list[list[int]]:
        """The slots of each class."""
        return [[s for s, kin in enumerate(self.kin) if kin == k] for k in range(max(self.kin, default=-1) + 1)]

    def seated(self, s: int, group: int) -> bool:
        """Whether the topics of this set can share out the free rooms of slot s, leaving hosts aside.

        Hall's condition; it is enough to count if any two wishes for rooms are nested or disjoint, as they usually are.
        """
        if group.bit_count() > self.size[s]:
            return False
        counts, nested = self._halls[self.kin[s]]
        for picky, rooms in counts:
            if (group & picky).bit_count() > rooms:
                return False
        if nested:
            return True
        picky = group & ~self.plain[s]
        known = self._known[self.kin[s]]
        if picky not in known:
            known[picky] = seats([self.fit[t][s] for t in ones(picky)]) is not None
        return known[picky]

    @cached_property
    def _known(self) -> list[dict[int, bool]]:
        return [{} for _ in self.members]

    @cached_property
    def _halls(self) -> list[tuple[list[tuple[int, int]], bool]]:
        """For each class: topics that have only so many rooms between them, and whether such sets are nested or
        disjoint."""
        found: list[tuple[list[tuple[int, int]], bool]] = []
        for s in (members[0] for members in self.members):
            fits = [row[s] for row in self.fit]
            masks = sorted(set(fits) - {0, self.free[s]})
            counts = [
                (sum(1 << t for t, fit in enumerate(fits) if fit and not fit & ~mask), mask.bit_count())
                for mask in masks
            ]
            nested = all(a & b in (0, a, b) for a, b in combinations(masks, 2))
            found.append((counts, nested))
        return found

    def worth(self, s: int, group: int) -> int:
        """What this set of topics brings in slot s beyond the fixed ones."""
        people, bonus = self.taken[s], 0
        for t in ones(group):
            people |= self.bits[t]
            bonus += self.bonus[t][s]
        return people.bit_count() - self.taken[s].bit_count() + bonus

    def net(self, s: int, group: int) -> int:
        return self.worth(s, group) - self.toll(s, group)

    def toll(self, s: int, group: int) -> int:
        """What must be paid for changing rooms: for topics that stay in the slot but give their room to one that needs
        it."""
        staying = [t for t in ones(group) if self.kept[t] == s] if self.problem.stability else []
        if not staying:
            return 0
        if (s, group) not in self._tolls:
            self._tolls[s, group] = self.problem.stability * (len(staying) - self._stay(s, group))
        return self._tolls[s, group]

    def stays(self, s: int, group: int) -> int:
        """How many of these topics can keep their present cell, if moves have a price."""
        staying = sum(self.kept[t] == s for t in ones(group))
        return staying - self.toll(s, group) // self.problem.stability

    @cached_property
    def unmoved(self) -> int:
        """How many moves there would be if no movable topic kept its cell."""
        present, fixed = self.problem.present, self.fixed
        loose = sum(topic.id in present for topic in self.topics)
        return loose + sum(present.get(topic, cell) != cell for topic, cell in fixed.items())

    def _stay(self, s: int, group: int) -> int:
        rooms = ones(self.free[s])
        topics = ones(group)
        costs = [
            [-(self.kept[t] == s and self.home[t] == r) if self.fit[t][s] >> r & 1 else len(rooms) ** 2 for r in rooms]
            for t in topics
        ]
        return -sum(costs[i][column] for i, column in enumerate(cheapest(costs)))

    @cached_property
    def _tolls(self) -> dict[tuple[int, int], int]:
        return {}

    @cached_property
    def home(self) -> list[int]:
        """The room index of each topic's present cell, -1 if it cannot be kept."""
        rooms = {room.id: r for r, room in enumerate(self.problem.rooms)}
        return [
            rooms[self.problem.present[topic.id].room] if self.kept[t] >= 0 else -1
            for t, topic in enumerate(self.topics)
        ]


def union(masks: Iterable[int]) -> int:
    together = 0
    for mask in masks:
        together |= mask
    return together


def ones(mask: int) -> list[int]:
    found: list[int] = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def fits(topic: Topic, room: Room, slot: Slot) -> bool:
    """Whether topic, room and time go together, as far as wishes and closed rooms decide."""
    return (
        slot.id not in room.closed
        and topic.needs <= room.features
        and (room.video or not topic.online)
        and (topic.not_before is None or topic.not_before <= slot.starts - slot.midnight)
        and (topic.not_after is None or slot.ends - slot.midnight <= topic.not_after)
    )


def model_of(problem: Problem) -> Model:
    fixed = _fixed(problem)
    people: dict[Id, int] = {}
    for topic in problem.topics:
        for person in sorted(topic.interest, key=lambda one: (isinstance(one, str), one)):
            people.setdefault(person, len(people))
    wanted = {t.id: sum(1 << people[person] for person in t.interest) for t in problem.topics}
    movable = tuple(t for t in problem.topics if t.id not in fixed)
    stuck = [t for t in problem.topics if t.id in fixed]
    slots = problem.slots
    near = [tuple(j for j, other in enumerate(slots) if j != i and one.overlaps(other)) for i, one in enumerate(slots)]
    held, blocked, hosts = _standing(problem, fixed, stuck, wanted, near)
    taken = [union(masks) for masks in held]
    free = [
        0 if slot.begun else sum(1 << r for r, room in enumerate(problem.rooms) if slot.id not in room.closed) & ~shut
        for slot, shut in zip(slots, blocked, strict=True)
    ]
    fit = [[_rooms(problem, t, i, free, hosts) for i in range(len(slots))] for t in movable]
    kept = [_kept(problem, t, fit[i]) for i, t in enumerate(movable)]
    bonus = [
        [t.hands + (problem.stability if kept[i] == s else 0) for s in range(len(slots))] for i, t in enumerate(movable)
    ]
    foes = [sum(1 << j for j, b in enumerate(movable) if j != i and a.hosts & b.hosts) for i, a in enumerate(movable)]
    constant = sum(mask.bit_count() for mask in taken) + sum(t.hands for t in stuck)
    constant -= problem.stability * sum(t.id in problem.present for t in movable)
    constant -= problem.stability * sum(problem.present.get(t.id, fixed[t.id]) != fixed[t.id] for t in stuck)
    return Model(
        problem, movable, slots, fixed, [wanted[t.id] for t in movable], bonus, fit, foes, held, taken,
        [rooms.bit_count() for rooms in free], free, _kin(fit, bonus, free, taken, near), near, kept, constant,
        sum(1 << people[person] for person in problem.online if person in people),
    )  # fmt: skip


def _fixed(problem: Problem) -> dict[Id, Cell]:
    """What is fixed: the present plan in begun slots, and the pins. Of two in one cell the first stays."""
    topics = {topic.id for topic in problem.topics}
    rooms = {room.id for room in problem.rooms}
    begun = {slot.id: slot.begun for slot in problem.slots}
    fixed: dict[Id, Cell] = {}
    cells: set[Cell] = set()
    frozen = {t: cell for t, cell in problem.present.items() if begun.get(cell.slot)}
    for source in (frozen, problem.pins):
        for topic, cell in source.items():
            known = topic in topics and cell.room in rooms and cell.slot in begun
            if known and topic not in fixed and cell not in cells:
                fixed[topic] = cell
                cells.add(cell)
    return fixed


def _standing(
    problem: Problem, fixed: dict[Id, Cell], stuck: list[Topic], wanted: dict[Id, int], near: list[tuple[int, ...]]
) -> tuple[list[list[int]], list[int], list[set[Id]]]:
    """For each slot: the people whom fixed topics reach, the rooms they take, and the hosts who are busy then."""
    slot_of = {slot.id: i for i, slot in enumerate(problem.slots)}
    room_of = {room.id: i for i, room in enumerate(problem.rooms)}
    held: list[list[int]] = [[] for _ in slot_of]
    blocked = [0] * len(slot_of)
    hosts: list[set[Id]] = [set() for _ in slot_of]
    for topic in stuck:
        cell = fixed[topic.id]
        s = slot_of[cell.slot]
        held[s].append(wanted[topic.id])
        blocked[s] |= 1 << room_of[cell.room]
        for i in (s, *near[s]):
            hosts[i] |= topic.hosts
    return held, blocked, hosts


def _rooms(problem: Problem, topic: Topic, s: int, free: list[int], hosts: list[set[Id]]) -> int:
    if not free[s] or topic.hosts & hosts[s]:
        return 0
    slot = problem.slots[s]
    return sum(1 << r for r, room in enumerate(problem.rooms) if free[s] >> r & 1 and fits(topic, room, slot))


def _kept(problem: Problem, topic: Topic, fit: list[int]) -> int:
    cell = problem.present.get(topic.id)
    for s, slot in enumerate(problem.slots):
        for r, room in enumerate(problem.rooms):
            if cell == (room.id, slot.id) and fit[s] >> r & 1:
                return s
    return -1


def _kin(
    fit: list[list[int]], bonus: list[list[int]], free: list[int], taken: list[int], near: list[tuple[int, ...]]
) -> list[int]:
    """Classes of slots in which the same is possible and worth the same; a slot that overlaps with another is alone."""
    seen: dict[object, int] = {}
    kin: list[int] = []
    for s, rooms in enumerate(free):
        traits = (rooms, taken[s], s if near[s] else -1, *((f[s], b[s]) for f, b in zip(fit, bonus, strict=True)))
        kin.append(seen.setdefault(traits, len(seen)))
    return kin
