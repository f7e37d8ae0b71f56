"""The plan compared with others: the present one, the one by popularity, and itself with a session repeated."""

from dataclasses import dataclass
from math import ceil

from barcamp.planner.board import Board, Cells, doubled
from barcamp.planner.explain.assess import expected, value_of
from barcamp.planner.problem import Cell, Id, Problem
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.rules import allowed
from barcamp.planner.search.neighbourhood import Neighbourhood


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `kind` is new, moved or dropped; `before` and `after` are the cells, None if there is none."""

    kind: str
    topic: Id
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A free cell in which an over-full topic could be held once more.

    Of the people it helps, `clashing` wanted two things at the first time and can attend both with the repeat;
    `turned_away` are those for whom the room had no place, as far as they are free at the second time.
    """

    topic: Id
    cell: Cell
    clashing: int
    turned_away: int

    @property
    def helped(self) -> int:
        return self.clashing + self.turned_away


def changes(problem: Problem, cells: Cells) -> tuple[Change, ...]:
    """The differences from the present plan, in the order of the topics."""
    found: list[Change] = []
    for topic in Board(problem).topics:
        before, after = problem.present.get(topic), cells.get(topic)
        if before != after:
            kind = "new" if before is None else "dropped" if after is None else "moved"
            found.append(Change(kind, topic, before, after))
    return tuple(found)


def popularity(problem: Problem) -> int:
    """Attendable interests of the plan that people usually make by hand: pinned sessions stay, then the topic with most
    interest takes the largest free room, the earliest of several, and so on. It breaks no hard rule either."""
    settled, _ = settle(problem)
    board = Board(settled)
    order = {slot.id: at for at, slot in enumerate(sorted(settled.slots, key=lambda slot: slot.starts))}
    cells = dict(settled.pins)
    taken = set(cells.values())
    busy = [(topic, cell.slot) for topic, cell in cells.items()]
    for topic in sorted(settled.topics, key=lambda topic: -topic.shown):
        if topic.id in cells:
            continue
        rivals = [slot for other, slot in busy if board.topics[other].hosts & topic.hosts]
        free = [
            cell
            for cell in allowed(board, topic)
            if cell not in taken and not any(board.parallel(slot, cell.slot) for slot in rivals)
        ]
        if free:
            cell = min(free, key=lambda cell: (-board.rooms[cell.room].capacity, order[cell.slot]))
            cells[topic.id] = cell
            taken.add(cell)
            busy.append((topic.id, cell.slot))
    return value_of(board, board.by_slot(cells))


def repeats(problem: Problem, cells: Cells) -> tuple[Repeat, ...]:
    """Repeats that would help, those helping most people first; no two of one topic or in one cell."""
    neighbourhood = Neighbourhood(settle(problem)[0], cells)
    found = [repeat for group in neighbourhood.groups.values() for repeat in _repeats_of(neighbourhood, group)]
    chosen: list[Repeat] = []
    for repeat in sorted(found, key=lambda repeat: -repeat.helped):
        if all(repeat.topic != other.topic and repeat.cell != other.cell for other in chosen):
            chosen.append(repeat)
    return tuple(chosen)


def _repeats_of(neighbourhood: Neighbourhood, group: list[Id]) -> list[Repeat]:
    board = neighbourhood.board
    found: list[Repeat] = []
    heads = expected(board, group)
    twice = doubled(board.bits[topic] for topic in group)
    for topic in group:
        cell = neighbourhood.cells[topic]
        over = ceil(heads[topic].site - board.rooms[cell.room].capacity - 1e-9)
        if over <= 0:
            continue
        for other in neighbourhood.allowed[topic]:
            if (
                other in neighbourhood.there
                or board.parallel(other.slot, cell.slot)
                or neighbourhood.busy(topic, other.slot)
            ):
                continue
            free = board.bits[topic] & ~neighbourhood.reached[other.slot]
            clashing = (free & twice).bit_count()
            hands = board.topics[topic].hands
            # Some of those who clash would not have found a place either: they are counted once. Whoever takes part
            # from elsewhere needs none.
            seated = free & ~board.online
            turned_away = min(max(0, over - (seated & twice).bit_count()), (seated & ~twice).bit_count() + hands)
            if clashing + turned_away:
                found.append(Repeat(topic, other, clashing, turned_away))
    return found
