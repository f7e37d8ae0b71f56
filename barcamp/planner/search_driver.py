"""The search for the best plan within a budget of steps: anneal, bound, round what the bound suggests, try to prove."""

from collections.abc import Callable
from random import Random
from time import perf_counter

from barcamp.planner.model import Model
from barcamp.planner.problem import Problem
from barcamp.planner.proof import integer_program
from barcamp.planner.proof.bound import Bounded, Work, bounded, highspy, neighbours
from barcamp.planner.proof.counting import most_placed
from barcamp.planner.proof.pricing import WORTHIEST, np
from barcamp.planner.proof.rounding import rounded, shares_of
from barcamp.planner.search.annealing import Found, anneal, groups_of
from barcamp.planner.search.construct import AWAY, ceiling, first_plan

PER_SECOND = 900_000
WARM, COLD = 1000, 100  # in 1/1024 interest
TRIES, SHORT = 8, 500  # plans rounded at a time, and steps per topic to fill and to polish one
SPARE = 0.4  # share of the steps kept for rounding what the bound suggests
FAR, FAR_SHARE = 8, 0.006  # interests, and share of the plan's worth: a bound farther off is out of a proof's reach
ENOUGH = 30_000  # steps per topic, if there is no proof to wait for


class Clock:
    """How much of time and patience is left."""

    def __init__(
        self,
        began: float,
        problem: Problem,
        progress: Callable[[float, int, int | None], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self.began, self.progress, self.cancelled = began, progress, cancelled
        self.seconds = None if problem.rounds is not None else max(0.0, problem.seconds)
        steps = problem.rounds if problem.rounds is not None else int(problem.seconds * PER_SECOND)
        self.steps = max(1, steps)
        self.next = 0.0

    @property
    def passed(self) -> float:
        return perf_counter() - self.began

    @property
    def left(self) -> float:
        """Seconds left; if only steps count, more than anything takes."""
        return 3600.0 if self.seconds is None else self.seconds - self.passed

    def tell(self, work: Work, value: int, bound: int | None) -> bool:
        """Tells how far things are, at most twenty times a second; returns whether to stop."""
        if self.passed >= self.next:
            self.next = self.passed + 0.05
            used = 1 - max(0, work.left) / self.steps
            self.progress(min(1.0, max(used, self.passed / self.seconds if self.seconds else 0.0)), value, bound)
        return self.cancelled() or self.left <= 0


class SearchDriver:
    """A search. `where` is the best plan so far, worth `worth`; no plan that places as many is worth more than
    `bound`."""

    def __init__(self, model: Model, clock: Clock, improved: Callable[[list[int]], None]) -> None:
        self.model, self.clock, self.improved = model, clock, improved
        self.rng = Random(model.problem.seed)
        self.where: list[int] = [AWAY] * len(model.bits)
        self.worth = 0
        self.bound: int | None = None
        self.found_after = 0.0
        self.proven_after: float | None = None
        self.sets: dict[tuple[int, int], None] = {}
        self.work = Work(clock.steps, self._stop)
        self.bounded: Bounded | None = None

    def run(self, prove: bool) -> None:
        model = self.model
        able = prove and highspy is not None and np is not None and small(model)
        where = first_plan(model, self.rng)
        counted = where.count(AWAY) == 0 or len(where) - where.count(AWAY) == ceiling(model)
        if not counted and able:
            where, counted = most_placed(model, where, self.clock.left)
        self.where, self.worth = where, self._worth(where)
        self.found_after = self.clock.passed
        if counted and where.count(AWAY) == len(where):  # everything that can stand is fixed
            self._lower(self.worth)
            return
        self._anneal(where, self._stride(3000), WARM)
        if able and counted and any(model.size):
            self._prove()
        else:
            self.work.left = min(self.work.left, ENOUGH * len(where))
            half = self.work.left // 2
            while self.work.left > half and not self.work.over:
                self._wander(self._stride(3000))
            # Some plans are found by many walks, some only by a long one.
            self._wander(self.work.left)
        while not self.proven and not self.work.over:
            self._wander(self._stride(3000))

    def _wander(self, steps: int) -> None:
        start = self.where if self.rng.random() < 0.5 else first_plan(self.model, self.rng)
        self._anneal(start, steps, WARM)

    @property
    def proven(self) -> bool:
        return self.bound is not None and self.bound <= self.worth

    def _prove(self) -> None:
        model, placed = self.model, sum(s != AWAY for s in self.where)
        sets = neighbours(model, groups_of(model, self.where)) | self.sets
        found = bounded(model, placed, sets, self.work, self._lower, spare=int(self.work.left * SPARE))
        if found.certificate is None:
            return
        self.bounded = found
        if found.certificate.bound - self.worth > max(FAR, self.worth * FAR_SHARE):
            return  # no proof will come of it, and walks from anywhere find more than what the bound suggests
        shares, tried, many = shares_of(found.columns), None, 600
        while not self.proven and not self.work.over:
            if tried != (self.worth, many):
                tried = self.worth, many
                self._decide(found, placed, many)
                continue
            for _ in range(TRIES):
                where, drawn = rounded(model, shares, self.rng)
                if len(where) - where.count(AWAY) == placed and not self.work.over:
                    self._anneal(where, self._stride(SHORT), WARM // 2, drawn)
                    self._anneal(self.last.where, self._stride(SHORT), COLD)
            if tried == (self.worth, many) and many < 40_000:
                many *= 4

    def _decide(self, found: Bounded, placed: int, many: int) -> None:
        """Lists what a better plan could consist of, if that is not too much, and looks whether there is one."""
        assert found.certificate is not None
        sets = integer_program.candidates(found, found.certificate, self.worth, self.work, many)
        if sets is None or self.work.over:
            return
        answer = integer_program.better(self.model, placed, sets, self.worth, self.work, self.clock.left)
        if answer.where is not None:
            self._keep(answer.where)
        if answer.final:
            self._lower(self.worth)

    def _anneal(self, where: list[int], steps: int, warmest: int, still: frozenset[int] = frozenset()) -> None:
        steps = max(1, min(steps, self.work.left))
        self.last: Found = anneal(self.model, where, steps, self.rng, warmest, self._stop, still)
        self.work.spend(max(1, self.last.steps))
        self.sets |= self.last.sets
        self._keep(self.last.where)

    def _keep(self, where: list[int]) -> None:
        worth, away = self._worth(where), where.count(AWAY)
        if (-away, worth) > (-self.where.count(AWAY), self.worth):
            self.where, self.worth, self.found_after = where, worth, self.clock.passed
            self.improved(where)
            if self.proven:
                self.proven_after = self.clock.passed

    def _lower(self, bound: int) -> None:
        self.bound = bound if self.bound is None else min(bound, self.bound)
        if self.proven and self.proven_after is None:
            self.proven_after = self.clock.passed

    def _worth(self, where: list[int]) -> int:
        return sum(self.model.net(s, group) for s, group in enumerate(groups_of(self.model, where)))

    def _stride(self, each: int) -> int:
        return each * max(4, len(self.where))

    def _stop(self) -> bool:
        constant = self.model.constant
        return self.clock.tell(self.work, constant + self.worth, None if self.bound is None else constant + self.bound)


def small(model: Model) -> bool:
    """Whether all sums of the proof stay exact."""
    most = [bits.bit_count() + max(bonus, default=0) for bits, bonus in zip(model.bits, model.bonus, strict=True)]
    return max(most, default=0) < WORTHIEST and len(most) < 400
