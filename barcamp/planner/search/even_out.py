"""Evening out: annealing among plans that are worth enough, towards fewer people with at most one fulfilled slot.

The moves are those of the first search: topics of different slots change places, one goes to an empty place, or one
that is left out takes the place of another. As many topics stay placed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from barcamp.planner.model import Model
from barcamp.planner.neglect import entitled, reached_in
from barcamp.planner.search.annealing import CHUNK, LOGS, SCALE, groups_of
from barcamp.planner.search.construct import AWAY

COOLEST = 60
COST = 8  # what a step costs, in steps of the first search


class Weights(NamedTuple):
    """What a neglected person weighs, an interest, and one that is missing from what the plan has to be worth."""

    person: int
    interest: int
    missing: int


PEOPLE = Weights(SCALE, 1, 400)  # looks for fewer people
WORTH = Weights(8 * SCALE, SCALE, SCALE)  # looks for more interests where people are no worse off


@dataclass
class Evened:
    """The best plan met: its worth, the people neglected in it, and the sets of topics of the plans on the way."""

    where: list[int]
    worth: int
    neglected: int
    steps: int
    sets: dict[tuple[int, int], None]


def even_out(
    model: Model,
    where: list[int],
    least: int,
    steps: int,
    rng: Random,
    warmest: int,
    stop: Callable[[int], bool],
    weights: Weights = PEOPLE,
) -> Evened:
    """Tries `steps` moves from a plan worth `least` or more, and never returns one that is worth less or neglects
    more people. `stop` is told now and then how many the best plan neglects."""
    return _Walk(model, where, least, rng, weights).run(steps, warmest, stop)


class _Walk:
    def __init__(self, model: Model, where: list[int], least: int, rng: Random, weights: Weights) -> None:
        self.model, self.least, self.rng, self.weights = model, least, rng, weights
        self.where, self.groups = list(where), groups_of(model, where)
        self.entitled = entitled(model)
        self.known: dict[tuple[int, int], tuple[int, int]] = {}
        self.reach, self.worths = map(list, zip(*map(self._look, range(len(self.groups)), self.groups), strict=True))
        self.worth, self.neglected = sum(self.worths), self._count(self.reach)
        self.sets: dict[tuple[int, int], None] = {}
        self.found = Evened(list(where), self.worth, self.neglected, 0, self.sets)
        self.movers = [t for t in range(len(where)) if any(model.fit[t])]

    def run(self, steps: int, warmest: int, stop: Callable[[int], bool]) -> Evened:
        if not self.movers:
            return self.found
        chunks = max(1, steps * 4 // CHUNK)
        for chunk in range(chunks):
            heat = int(warmest * (1 - chunk / chunks) ** 2) + COOLEST
            self._try(max(1, steps // chunks), heat)
            self.found.steps += max(1, steps // chunks)
            if stop(self.found.neglected):
                break
        return self.found

    def _try(self, tries: int, heat: int) -> None:
        rand, movers, where = self.rng.random, self.movers, self.where
        some, slots = len(movers), len(self.groups)
        now = self._strain(self.neglected, self.worth)
        for _ in range(tries):
            a = movers[int(rand() * some)]
            pick = int(rand() * (some + slots))
            b = movers[pick] if pick < some else AWAY
            here = where[a]
            there = where[b] if b >= 0 else pick - some
            if here == there or (here < 0 and b < 0):
                continue
            changed = self._changed(a, b, here, there)
            if changed is None:
                continue
            reach, worth = list(self.reach), self.worth
            looks = [(s, group, *self._look(s, group)) for s, group in changed]
            for s, _, people, earned in looks:
                reach[s] = people
                worth += earned - self.worths[s]
            neglected = self._count(reach)
            strain = self._strain(neglected, worth)
            if strain > now and (strain - now) * SCALE > heat * LOGS[int(rand() * 4096)]:
                continue
            now, self.worth, self.neglected, self.reach = strain, worth, neglected, reach
            for s, group, _, earned in looks:
                self.groups[s], self.worths[s] = group, earned
            where[a] = there
            if b >= 0:
                where[b] = here
            self._note(changed)

    def _changed(self, a: int, b: int, here: int, there: int) -> list[tuple[int, int]] | None:
        """The slots that change and what is in them then; None if a rule forbids it."""
        model, groups = self.model, self.groups
        out, into = 1 << a, 1 << b if b >= 0 else 0
        changed: list[tuple[int, int]] = []
        if here >= 0:
            changed.append((here, groups[here] & ~out | into))
        if there >= 0:
            changed.append((there, groups[there] & ~into | out))
        for t, s in ((a, there), (b, here)):
            if t < 0 or s < 0:
                continue
            if not model.fit[t][s]:
                return None
            if model.foes[t]:
                together = 0
                for other in (s, *model.near[s]):
                    together |= next((group for at, group in changed if at == other), groups[other])
                if together & model.foes[t]:
                    return None
        return changed if all(model.seated(s, group) for s, group in changed) else None

    def _look(self, s: int, group: int) -> tuple[int, int]:
        found = self.known.get((s, group))
        if found is None:
            found = self.known[s, group] = reached_in(self.model, s, group), self.model.net(s, group)
        return found

    def _count(self, reach: list[int]) -> int:
        once = twice = 0
        for people in reach:
            twice |= once & people
            once |= people
        return (self.entitled & ~twice).bit_count()

    def _strain(self, neglected: int, worth: int) -> int:
        person, interest, missing = self.weights
        return neglected * person - worth * interest + max(0, self.least - worth) * missing

    def _note(self, changed: list[tuple[int, int]]) -> None:
        found = self.found
        if self.worth < self.least:
            return
        if (self.neglected, -self.worth) < (found.neglected, -found.worth):
            found.where, found.worth, found.neglected = list(self.where), self.worth, self.neglected
        if self.neglected <= found.neglected + 2 and len(self.sets) < 3000:
            for s, group in changed:
                self.sets[self.model.kin[s], group] = None
