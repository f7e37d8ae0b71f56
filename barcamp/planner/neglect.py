"""Who comes off badly in a plan: people for whom at most one slot has something they wanted.

A slot is fulfilled for somebody if at least one topic they wanted is in it, whether or not it has begun. Only people
who could have two fulfilled slots are counted. Left aside are those who wanted fewer than two topics that can be placed
at all, and those whose topics can only stand in one and the same slot: no plan does better for them, so they say
nothing about a plan. Raised hands belong to nobody known and are left aside, too.
"""

from collections import Counter
from dataclasses import dataclass

from barcamp.planner.board import Cells, doubled, union
from barcamp.planner.model import Model, model_of, ones
from barcamp.planner.problem import Problem
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.search.annealing import groups_of
from barcamp.planner.search.construct import AWAY


def entitled(model: Model) -> int:
    """The people who could have two fulfilled slots, looking at each of their topics by itself."""
    movable = range(len(model.bits))
    slots = [taken | union(model.bits[t] for t in movable if model.fit[t][s]) for s, taken in enumerate(model.taken)]
    topics = [bits for t, bits in enumerate(model.bits) if any(model.fit[t])]
    return doubled(slots) & doubled([*topics, *(bits for held in model.held for bits in held)])


def reached_in(model: Model, s: int, group: int) -> int:
    """The people for whom slot s is fulfilled if it has these topics beside the fixed ones."""
    people, left = model.taken[s], group
    while left:
        low = left & -left
        people |= model.bits[low.bit_length() - 1]
        left ^= low
    return people


def neglected_in(model: Model, where: list[int]) -> int:
    """How many of those who are entitled to more have at most one fulfilled slot."""
    slots = (reached_in(model, s, group) for s, group in enumerate(groups_of(model, where)))
    return (entitled(model) & ~doubled(slots)).bit_count()


def neglect(problem: Problem, cells: Cells) -> tuple[int, int]:
    """The same for the cells of any plan, and how many are entitled; what is pinned or has begun counts where the
    problem has it."""
    model = model_of(settle(problem)[0])
    return neglected_in(model, where_of(model, cells)), entitled(model).bit_count()


def where_of(model: Model, cells: Cells) -> list[int]:
    """The slot of each movable topic."""
    at = {slot.id: s for s, slot in enumerate(model.slots)}
    return [at.get(cells[topic.id].slot, AWAY) if topic.id in cells else AWAY for topic in model.topics]


@dataclass(frozen=True)
class Wants:
    """What those want who could be neglected: (topics that can be placed, number of people), of people for whom no
    slot is fulfilled by what is fixed, and of those for whom slot s alone is."""

    model: Model
    free: tuple[tuple[int, int], ...]
    held: tuple[tuple[tuple[int, int], ...], ...]

    def within(self, s: int) -> list[tuple[int, int]]:
        """Those who have all they want in slot s if it has all these topics."""
        possible = sum(1 << t for t, row in enumerate(self.model.fit) if row[s])
        size = self.model.size[s]
        return [
            (group, number)
            for group, number in (*self.free, *self.held[s])
            if not group & ~possible and group.bit_count() <= size
        ]

    def neglected(self, s: int, group: int) -> int:
        """How many have all they want in slot s if it has these topics."""
        return sum(number for wanted, number in (*self.free, *self.held[s]) if not wanted & ~group)


def wants_of(model: Model) -> Wants:
    held_once, held_twice = union(model.taken), doubled(model.taken)
    placeable = [bits if any(model.fit[t]) else 0 for t, bits in enumerate(model.bits)]
    people = entitled(model) & ~held_twice

    def kinds(some: int) -> tuple[tuple[int, int], ...]:
        wanted = (sum(1 << t for t, bits in enumerate(placeable) if bits >> person & 1) for person in ones(some))
        return tuple(sorted(Counter(wanted).items()))

    return Wants(model, kinds(people & ~held_once), tuple(kinds(people & taken) for taken in model.taken))
