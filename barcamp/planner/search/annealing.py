"""Annealing: topics of different slots change places, or one that is left out takes the place of another.

Everything is in whole numbers and from one seeded generator, so that a number of steps gives the same plan on any
machine. The schedule follows Kirkpatrick, Gelatt and Vecchi 1983.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log
from random import Random

from barcamp.planner.model import Model
from barcamp.planner.search.construct import AWAY, allowed

SCALE = 1024  # temperatures and the table below are in parts of this
CHUNK = 2048  # steps at one temperature, and between two looks at the clock
LOGS = [int(-log((i + 0.5) / 4096) * SCALE) for i in range(4096)]
COOLEST = 500


@dataclass
class Found:
    """The best plan met, its worth, and the sets of topics met in good plans per class of slots."""

    where: list[int]
    worth: int
    steps: int = 0
    sets: dict[tuple[int, int], None] = field(default_factory=dict[tuple[int, int], None])


def groups_of(model: Model, where: list[int]) -> list[int]:
    groups = [0] * len(model.size)
    for t, s in enumerate(where):
        if s != AWAY:
            groups[s] |= 1 << t
    return groups


def worth_of(model: Model, where: list[int]) -> int:
    return sum(model.worth(s, group) for s, group in enumerate(groups_of(model, where)))


def anneal(
    model: Model,
    where: list[int],
    steps: int,
    rng: Random,
    warmest: int,
    stop: Callable[[], bool],
    still: frozenset[int] = frozenset(),
) -> Found:
    """Improves `where` (slot per topic) in `steps` tries, from `warmest` / 1024 interests down.

    `stop` is asked now and then; the topics in `still` do not move.
    """
    return _Walk(model, where, rng, still).run(steps, warmest, stop)


class _Walk:
    def __init__(self, model: Model, where: list[int], rng: Random, still: frozenset[int]) -> None:
        self.model, self.rng = model, rng
        self.where = list(where)
        self.groups = groups_of(model, where)
        n = len(where)
        empty = [s for s, size in enumerate(model.size) for _ in range(size - self.groups[s].bit_count())]
        self.where += empty  # empty places are topics nobody wants, which could be anywhere
        self.seats: list[list[int]] = [[] for _ in model.size]
        for t, s in enumerate(self.where):
            if s != AWAY:
                self.seats[s].append(t)
        self.bits = model.bits + [0] * len(empty)
        self.rest = [0] * len(self.where)
        self.reach = [0] * len(model.size)
        for s in range(len(model.size)):
            self._sum_up(s)
        worth = worth_of(model, where)
        self.n, self.now = n, worth
        self.found = Found(list(where), worth)
        self.movers = [t for t in range(n) if any(model.fit[t]) and t not in still]

    def run(self, steps: int, warmest: int, stop: Callable[[], bool]) -> Found:
        if not self.movers:
            return self.found
        chunks = max(1, steps // CHUNK)
        for chunk in range(chunks):
            share = chunk / chunks
            heat = int(warmest * (1 - share) ** 2) + COOLEST
            self._try(min(CHUNK, steps), heat)
            self.found.steps += min(CHUNK, steps)
            if stop():
                break
        return self.found

    def _try(self, tries: int, heat: int) -> None:
        where, bits, rest, reach, rand = self.where, self.bits, self.rest, self.reach, self.rng.random
        model, n, movers = self.model, self.n, self.movers
        fit, bonus, foes, groups, near, plain = model.fit, model.bonus, model.foes, self.groups, model.near, model.plain
        some = len(movers)
        others = movers + list(range(n, len(where)))
        every = len(others)
        for _ in range(tries):
            a = movers[int(rand() * some)]
            b = others[int(rand() * every)]
            here, there = where[a], where[b]
            if here == there:
                continue
            if here < 0:
                a, b, here, there = b, a, there, here
                if a >= n:  # a topic that was left out finds an empty place
                    if fit[b][here] and allowed(model, groups, b, here):
                        self._enter(b, a, here)
                        others.remove(len(where))
                        every = len(others)
                    continue
            # a leaves `here`, b leaves `there` (or comes from outside); b may be an empty place
            if b < n and not fit[b][here]:
                continue
            gain = (rest[a] | bits[b]).bit_count() - reach[here]
            if there >= 0:
                if a < n and not fit[a][there]:
                    continue
                gain += (rest[b] | bits[a]).bit_count() - reach[there]
                if a < n:
                    gain += bonus[a][there] - bonus[a][here]
                if b < n:
                    gain += bonus[b][here] - bonus[b][there]
            else:
                gain += bonus[b][here] - (bonus[a][here] if a < n else 0)
            if gain < 0 and -gain * SCALE * SCALE > heat * LOGS[int(rand() * 4096)]:
                continue
            if b < n:
                together = groups[here] & ~(1 << a)
                if foes[b]:
                    for other in near[here]:
                        together |= groups[other]
                    if together & foes[b] & ~(1 << a):
                        continue
                if not plain[here] >> b & 1 and not model.seated(here, groups[here] & ~(1 << a) | 1 << b):
                    continue
            if there >= 0 and a < n:
                together = groups[there] & ~(1 << b)
                if foes[a]:
                    for other in near[there]:
                        together |= groups[other]
                    if together & foes[a] & ~(1 << b):
                        continue
                if not plain[there] >> a & 1 and not model.seated(there, groups[there] & ~(1 << b) | 1 << a):
                    continue
            if b < n and a < n and foes[a] >> b & 1 and here in near[there]:
                continue
            self._swap(a, b, here, there, gain)

    def _swap(self, a: int, b: int, here: int, there: int, gain: int) -> None:
        where, n = self.where, self.n
        where[a], where[b] = there, here
        seats = self.seats[here]
        seats[seats.index(a)] = b
        if a < n:
            self.groups[here] ^= 1 << a
        if b < n:
            self.groups[here] ^= 1 << b
        self._sum_up(here)
        if there >= 0:
            seats = self.seats[there]
            seats[seats.index(b)] = a
            if a < n:
                self.groups[there] ^= 1 << a
            if b < n:
                self.groups[there] ^= 1 << b
            self._sum_up(there)
        self.now += gain
        self._note(here, there)

    def _enter(self, t: int, place: int, s: int) -> None:
        """Removes the empty place, so that a topic once in is never lost to it."""
        before = self.model.worth(s, self.groups[s])
        self.seats[s].remove(place)
        last = len(self.where) - 1
        if place != last:  # the last empty place takes its number
            self.where[place] = self.where[last]
            seats = self.seats[self.where[last]]
            seats[seats.index(last)] = place
        for places in (self.where, self.bits, self.rest):
            places.pop()
        self.where[t] = s
        self.seats[s].append(t)
        self.groups[s] |= 1 << t
        for other in range(len(self.groups)):
            self._sum_up(other)
        self.now += self.model.worth(s, self.groups[s]) - before
        self.found.worth = self.now - 1  # one more topic is worth any number of interests
        self._note(s, AWAY)

    def _note(self, here: int, there: int) -> None:
        found = self.found
        if self.now > found.worth:
            found.worth = self.now
            found.where = self.where[: self.n]
        if self.now * 200 >= found.worth * 197 and len(found.sets) < 6000:
            found.sets[self.model.kin[here], self.groups[here]] = None
            if there >= 0:
                found.sets[self.model.kin[there], self.groups[there]] = None

    def _sum_up(self, s: int) -> None:
        """For each topic of slot s, the people its slot-mates reach: what stays when it leaves."""
        seats, bits, rest = self.seats[s], self.bits, self.rest
        ahead = self.model.taken[s]
        for t in seats:
            rest[t] = ahead
            ahead |= bits[t]
        self.reach[s] = ahead.bit_count()
        behind = 0
        for t in reversed(seats):
            rest[t] |= behind
            behind |= bits[t]
