"""The figures of any plan, including hand-made ones, and what each change to it would cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from barcamp.planner.board import Board, Cells, doubled, union
from barcamp.planner.problem import Cell, Id, Problem
from barcamp.planner.rules import Breach, breaches, breaches_of


@dataclass(frozen=True, slots=True)
class Clash:
    """Two topics at the same time, and how many people want both."""

    one: Id
    other: Id
    people: int


class Heads(NamedTuple):
    """How many people to expect of a topic: those who need a seat, and those who take part from elsewhere."""

    site: float
    online: float = 0.0

    @property
    def all(self) -> float:
        return self.site + self.online


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A topic in a room without a video link, although `people` who want it take part from elsewhere, or one of its
    hosts does."""

    topic: Id
    room: Id
    people: int
    hosts: int


@dataclass(frozen=True, slots=True)
class Tight:
    """A topic for which more heads are expected than its room holds; whoever takes part from elsewhere needs no
    seat."""

    topic: Id
    room: Id
    heads: float
    capacity: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The figures. `value` counts the interests that can be attended: in each slot the people who want at least one of
    its topics, and the raised hands of the topics placed; `shown` is all interest there is. `moves` are the topics of
    the present plan that stand elsewhere or nowhere. `objective` is what plans are compared by, value − stability ×
    moves.

    `heads` is how many people to expect: somebody who goes to k topics of a slot counts as 1/k for each of them, a
    raised hand as one. People who neither showed interest in any topic of the slot nor chose one are not counted, since
    nobody knows where they will go; so rooms in which the expected heads just fit may still get full.
    """

    value: int
    shown: int
    moves: int
    objective: int
    clashes: tuple[Clash, ...]  # most people first
    heads: Mapping[Id, float]
    online: Mapping[Id, float]  # of the heads, those who take part from elsewhere
    tight: tuple[Tight, ...]  # fullest first
    unlinked: tuple[Unlinked, ...]
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a change does: to the interests that can be attended; to the people who could attend everything they want in
    the slots concerned and now want two things at once (`doubled`), or the other way round (`relieved`); and which
    rules it newly breaks."""

    value_change: int = 0
    doubled: int = 0
    relieved: int = 0
    breaches: tuple[Breach, ...] = ()


def assess(problem: Problem, cells: Cells) -> Assessment:
    board = Board(problem)
    slots = board.by_slot(cells)
    value = value_of(board, slots)
    moved = moves(problem, cells)
    heads = _heads(board, slots)
    return Assessment(
        value=value,
        shown=problem.shown,
        moves=moved,
        objective=value - problem.stability * moved,
        clashes=_clashes(board, cells),
        heads={topic: many.all for topic, many in heads.items()},
        online={topic: many.online for topic, many in heads.items()},
        tight=_tight(board, cells, heads),
        unlinked=_unlinked(board, cells),
        breaches=tuple(breaches(problem, cells)),
    )


def heads_of(problem: Problem, cells: Cells) -> Mapping[Id, Heads]:
    """Maps each topic that has a place to its expected heads."""
    board = Board(problem)
    return _heads(board, board.by_slot(cells))


def _heads(board: Board, slots: Mapping[Id, list[Id]]) -> dict[Id, Heads]:
    return {topic: count for group in slots.values() for topic, count in expected(board, group).items()}


def moves(problem: Problem, cells: Cells) -> int:
    """How many topics of the present plan stand elsewhere, or nowhere."""
    known = {topic.id for topic in problem.topics}
    return sum(topic in known and cells.get(topic) != cell for topic, cell in problem.present.items())


def costs(problem: Problem, cells: Cells, topic: Id) -> dict[Cell, Cost]:
    """The cost of putting the topic into each of the cells, its own included.

    A topic that stands there goes to where this one came from; if it came from nowhere, off the plan.
    """
    board = Board(problem)
    by_slot = board.by_slot(cells)
    there: dict[Cell, Id] = {}
    for other in board.placed(cells):
        if other != topic:
            there.setdefault(cells[other], other)
    return {
        Cell(room, slot): _cost(board, cells, _put(cells, topic, Cell(room, slot), there), by_slot)
        for slot in board.slots
        for room in board.rooms
    }


def heads_at(problem: Problem, cells: Cells, topic: Id) -> dict[Cell, Heads]:
    """How many people to expect of the topic in each of the cells, see `costs`."""
    board = Board(problem)
    there = {cell: other for other, cell in cells.items() if other != topic}
    found: dict[Cell, Heads] = {}
    for slot in board.slots:
        for room in board.rooms:
            after = _put(cells, topic, Cell(room, slot), there)
            found[Cell(room, slot)] = expected(board, board.by_slot(after)[slot])[topic]
    return found


def move_cost(problem: Problem, before: Cells, after: Cells) -> Cost:
    """The cost of going from one plan to the other."""
    board = Board(problem)
    return _cost(board, before, after, board.by_slot(before))


def value_of(board: Board, by_slot: Mapping[Id, list[Id]]) -> int:
    bits, topics = board.bits, board.topics
    people = sum(union(bits[topic] for topic in group).bit_count() for group in by_slot.values())
    return people + sum(topics[topic].hands for group in by_slot.values() for topic in group)


def expected(board: Board, group: list[Id]) -> dict[Id, Heads]:
    """Maps each topic of one slot to its expected heads."""
    at_least = [0] * (len(group) + 1)  # people who go to at least so many of the group
    for topic in group:
        for wanted in range(len(group), 0, -1):
            reached = at_least[wanted - 1] if wanted > 1 else -1
            at_least[wanted] |= board.going[topic] & reached
    levels = [at_least[k] & ~(at_least[k + 1] if k < len(group) else 0) for k in range(1, len(group) + 1)]
    away = board.going_online

    def coming(topic: Id, some: int) -> float:
        going = board.going[topic] & some
        return sum((going & people).bit_count() / wanted for wanted, people in enumerate(levels, 1))

    return {
        topic: Heads(board.topics[topic].hands + coming(topic, ~away), coming(topic, away) if away else 0.0)
        for topic in group
    }


def _put(cells: Cells, topic: Id, cell: Cell, there: Mapping[Cell, Id]) -> dict[Id, Cell]:
    after = dict(cells)
    other, origin = there.get(cell), cells.get(topic)
    if other is not None and origin is not None:
        after[other] = origin
    elif other is not None:
        del after[other]
    after[topic] = cell
    return after


def _cost(board: Board, before: Cells, after: Cells, by_slot: Mapping[Id, list[Id]]) -> Cost:
    changed = [topic for topic in {**before, **after} if before.get(topic) != after.get(topic)]
    if not changed:
        return Cost()
    change, more, fewer = 0, 0, 0
    for slot in _slots_of(board, changed, before, after):
        was = [board.bits[topic] for topic in by_slot[slot]]
        group = [topic for topic in by_slot[slot] if topic not in changed]
        group += [
            t for t in changed if t in after and after[t].slot == slot and board.known(after[t]) and t in board.bits
        ]
        now = [board.bits[topic] for topic in group]
        change += union(now).bit_count() - union(was).bit_count()
        change += sum(board.topics[t].hands for t in group) - sum(board.topics[t].hands for t in by_slot[slot])
        twice_before, twice_now = doubled(was), doubled(now)
        more |= twice_now & ~twice_before
        fewer |= twice_before & ~twice_now
    broken = {(breach.rule, breach.topics) for breach in breaches_of(board, before, changed)}
    new = (breach for breach in breaches_of(board, after, changed) if (breach.rule, breach.topics) not in broken)
    return Cost(change, (more & ~fewer).bit_count(), (fewer & ~more).bit_count(), tuple(new))


def _slots_of(board: Board, topics: list[Id], *plans: Cells) -> list[Id]:
    found = {plan[topic].slot for plan in plans for topic in topics if topic in plan}
    return [slot for slot in board.slots if slot in found]


def _clashes(board: Board, cells: Cells) -> tuple[Clash, ...]:
    placed = [topic for topic in board.placed(cells) if board.bits[topic]]
    found = [
        Clash(one, other, both)
        for one, other in combinations(placed, 2)
        if board.parallel(cells[one].slot, cells[other].slot)
        and (both := (board.bits[one] & board.bits[other]).bit_count())
    ]
    return tuple(sorted(found, key=lambda clash: -clash.people))


def _tight(board: Board, cells: Cells, heads: Mapping[Id, Heads]) -> tuple[Tight, ...]:
    found = [
        Tight(topic, cells[topic].room, many.site, board.rooms[cells[topic].room].capacity)
        for topic, many in heads.items()
        if many.site > board.rooms[cells[topic].room].capacity + 1e-9
    ]
    return tuple(sorted(found, key=lambda tight: tight.capacity - tight.heads))


def _unlinked(board: Board, cells: Cells) -> tuple[Unlinked, ...]:
    found: list[Unlinked] = []
    for topic in board.placed(cells) if board.problem.online else ():
        people = (board.bits[topic] & board.online).bit_count()
        hosts = len(board.topics[topic].hosts & board.problem.online)
        if (people or hosts) and not board.rooms[cells[topic].room].video:
            found.append(Unlinked(topic, cells[topic].room, people, hosts))
    return tuple(found)
