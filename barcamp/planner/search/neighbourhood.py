"""The plan and what lies just beside it: each session on its own somewhere else, or exchanged with another one."""

from collections.abc import Iterator
from typing import NamedTuple

from barcamp.planner.board import Board, Cells, union
from barcamp.planner.problem import Cell, Id, Problem
from barcamp.planner.rules import allowed


class Step(NamedTuple):
    """A step. The topic goes into the cell; `other`, if a topic stands there, goes where the first one was, or leaves
    the plan."""

    cell: Cell
    other: Id | None
    change: int  # attendable interests gained


class Neighbourhood:
    """The neighbourhood of a plan whose pins are consistent, see `contradictions.settle`."""

    def __init__(self, settled: Problem, cells: Cells) -> None:
        self.board = Board(settled)
        self.cells = {topic: cells[topic] for topic in self.board.placed(cells)}
        self.fixed = settled.pins
        self.allowed = {topic.id: allowed(self.board, topic) for topic in self.board.topics.values()}
        self.there = {cell: topic for topic, cell in self.cells.items()}
        self._may = {topic: frozenset(possible) for topic, possible in self.allowed.items()}
        self.groups = self.board.by_slot(self.cells)
        slots = self.board.slots
        self._near = {slot: [near for near in slots if self.board.parallel(near, slot)] for slot in slots}
        bits = self.board.bits
        self.reached = {slot: union(bits[topic] for topic in group) for slot, group in self.groups.items()}
        self._mates = {
            topic: union(bits[other] for other in group if other != topic)
            for group in self.groups.values()
            for topic in group
        }

    def steps(self, topic: Id) -> Iterator[Step]:
        """The steps to cells of other slots that break no rule, provided nothing else is moved."""
        origin = self.cells.get(topic)
        for cell in self.allowed[topic]:
            other = self.there.get(cell)
            if (origin and cell.slot == origin.slot) or other in self.fixed or self.busy(topic, cell.slot, other):
                continue
            if other is None or origin is None or self._fits(other, origin, topic):
                yield Step(cell, other, self._change(topic, origin, cell, other))

    def busy(self, topic: Id, slot: Id, other: Id | None = None) -> bool:
        """Whether a host of the topic has something else at that time, leaving `other` aside."""
        hosts = self.board.topics[topic].hosts
        return bool(hosts) and any(
            self.board.topics[one].hosts & hosts
            for near in self._near[slot]
            for one in self.groups[near]
            if one not in (topic, other)
        )

    def _fits(self, topic: Id, cell: Cell, instead: Id) -> bool:
        return cell in self._may[topic] and not self.busy(topic, cell.slot, instead)

    def _change(self, topic: Id, origin: Cell | None, cell: Cell, other: Id | None) -> int:
        bits, topics = self.board.bits, self.board.topics
        rest = self.reached[cell.slot] if other is None else self._mates[other]
        change = (rest | bits[topic]).bit_count() - self.reached[cell.slot].bit_count()
        if origin is None:
            change += topics[topic].hands - (topics[other].hands if other is not None else 0)
        else:
            left = self._mates[topic] | (bits[other] if other is not None else 0)
            change += left.bit_count() - self.reached[origin.slot].bit_count()
        return change
