"""The search for a fair plan, once the best one is known: among the plans that give up at most a share of what that one
is worth, one that neglects the fewest people (see `neglect`), and among these one that is worth more."""

from random import Random

from barcamp.planner.model import Model
from barcamp.planner.neglect import neglected_in
from barcamp.planner.proof import fair_bound
from barcamp.planner.proof.bound import Work, highspy, neighbours
from barcamp.planner.proof.fair_bound import FairBounded, FairCertificate
from barcamp.planner.proof.fair_program import fairer
from barcamp.planner.proof.pricing import np
from barcamp.planner.search.annealing import groups_of
from barcamp.planner.search.construct import AWAY
from barcamp.planner.search.even_out import COST, PEOPLE, WORTH, Weights, even_out
from barcamp.planner.search_driver import Clock, small

WARM, COOL = 400, 1000  # in 1/1024 of what a person weighs, and of what an interest does
STRIDE = 800  # steps per topic of one walk
WALKS = 60  # at most, where there is no proof to wait for
POLISH = 3  # walks for the sake of worth
MANY, MOST = 2_000, 20_000  # sets listed at first, and at last


class FairDriver:
    """A search. `where` is the fairest plan so far, worth `worth`, with `neglected` people neglected; no plan that
    places as many topics and is worth `least` neglects fewer than `bound`. `best` is what the plan is worth from which
    it sets out."""

    def __init__(self, model: Model, where: list[int], work: Work, clock: Clock) -> None:
        self.model, self.work, self.clock = model, work, clock
        self.rng = Random(model.problem.seed)
        self.where, self.worth = where, _worth(model, where)
        self.best = self.least = self.worth
        self.neglected, self.bound = neglected_in(model, where), 0
        self.proven_after: float | None = None
        self.sets = neighbours(model, groups_of(model, where))

    def run(self, given_up: int, prove: bool) -> None:
        self.least = self.best - given_up
        for _ in range(2):
            if not self.proven:
                self._walk(WARM, PEOPLE)
        if prove and highspy is not None and np is not None and small(self.model):
            self._prove()
        for _ in range(WALKS):
            if self.proven or self.work.over:
                break
            self._walk(WARM, PEOPLE)
        self.proven_after = self.clock.passed if self.proven else None
        for _ in range(POLISH):
            if self.worth < self.best and not self.work.over:
                self._walk(COOL, WORTH)

    @property
    def proven(self) -> bool:
        return self.bound >= self.neglected

    def _prove(self) -> None:
        """Bounds how few can be neglected, then asks whether it can be fewer than by now, and again for each answer."""
        if self.proven or self.work.over:
            return
        placed = sum(slot != AWAY for slot in self.where)
        found = fair_bound.begun(self.model, placed, self.least, self.sets)
        fair_bound.bounded(found, None, self.work, self._enough, self.work.left // 2)
        target, many = -1, MANY
        while not self.proven and not self.work.over and many <= MOST:
            most = self.neglected - 1
            if target != most:
                target, many = most, MANY
                fair_bound.bounded(found, most, self.work, lambda one, most=most: one.excludes(self.least, most))
                if found.certificate is None:
                    return
                if found.certificate.excludes(self.least, most):
                    self.bound = self.neglected
                    return
            if not self._decide(found, placed, most, many):
                many *= 3
                self._walk(WARM, PEOPLE)

    def _enough(self, certificate: FairCertificate) -> bool:
        self.bound = max(self.bound, certificate.fewest(self.least))
        return self.proven

    def _decide(self, found: FairBounded, placed: int, most: int, many: int) -> bool:
        """Lists what a fairer plan could consist of, if that is not too much, and looks whether there is one; returns
        whether that is known."""
        sets = fair_bound.listed(found, self.least, most, self.work, many)
        if sets is None or self.work.over:
            return False
        wants = found.columns.wants
        answer = fairer(self.model, placed, sets, self.least, most, wants, self.work, self.clock.left)
        if answer.where is not None:
            self._keep(answer.where)
        elif answer.final:
            self.bound = self.neglected
        return answer.where is not None or answer.final

    def _walk(self, warmest: int, weights: Weights) -> None:
        steps = min(STRIDE * max(4, len(self.where)), self.work.left // COST + 1)
        content = self.bound if weights is PEOPLE else -1

        def stop(neglected: int) -> bool:
            return neglected <= content or self.work.stop()

        walk = even_out(self.model, self.where, self.least, steps, self.rng, warmest, stop, weights)
        self.work.spend(max(1, walk.steps) * COST)
        self.sets |= walk.sets
        self._keep(walk.where)

    def _keep(self, where: list[int]) -> None:
        neglected, worth = neglected_in(self.model, where), _worth(self.model, where)
        if worth >= self.least and (neglected, -worth) < (self.neglected, -self.worth):
            self.where, self.worth, self.neglected = where, worth, neglected


def _worth(model: Model, where: list[int]) -> int:
    return sum(model.net(s, group) for s, group in enumerate(groups_of(model, where)))
