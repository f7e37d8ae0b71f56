"""What a plan is worth at most if it neglects only so many people; how many it neglects at least if it is worth enough.

Again a plan is a choice of whole sets of topics, and prices prove what no plan exceeds (see `bound`). Here a set earns
what it is worth, at a price for each interest, less a price for each person who has all they want in this one set: they
have at most one fulfilled slot. Both gains shrink as a set grows, so that the search for the best set is that of
`pricing`. Where topics are left out, people who lose one by that may be neglected, too; the bound leaves them aside,
and holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from barcamp.planner.model import Model
from barcamp.planner.neglect import Wants, wants_of
from barcamp.planner.proof.bound import Columns, Reach, Work, highspy
from barcamp.planner.proof.pricing import MOST, UNIT, Layer, Priced, Pricer, np

DEAREST = 64 * UNIT  # what a person costs at most where an interest costs 1, or the other way round


@dataclass(frozen=True)
class FairCertificate:
    """Numbers that anybody can check: for any plan that places `placed` movable topics, its worth at `interest` each,
    less the people it neglects at `person` each, is at most the prices of the topics, `placed` times the price of a
    place, and for each slot of class k `earnings[k]`, which no set of topics exceeds there."""

    interest: int
    person: int
    prices: list[int]
    place: int
    placed: int
    earnings: list[int]
    slots: list[int]  # how many slots each class has

    @property
    def total(self) -> int:
        earned = sum(n * earned for n, earned in zip(self.slots, self.earnings, strict=True))
        return sum(self.prices) + self.place * self.placed + earned

    def fewest(self, least: int) -> int:
        """How many people any plan neglects that is worth `least`."""
        return max(0, -((self.total - self.interest * least) // self.person)) if self.person else 0

    def excludes(self, least: int, most: int) -> bool:
        """Whether no plan worth `least` neglects `most` people or fewer."""
        return self.interest * least - self.person * most > self.total


class FairPricer(Pricer):
    """Prices sets that earn by their interests and lose by the people who want nothing outside of them."""

    def __init__(self, model: Model, s: int, wants: Wants) -> None:
        super().__init__(model, s)
        kinds = wants.within(s)
        self.inside = np.array([[group >> t & 1 for t in self.topics] for group, _ in kinds], dtype=np.float32)
        self.inside = self.inside.reshape(len(kinds), len(self.topics))
        self.sizes = self.inside.sum(axis=1)
        self.leaving = self.inside * np.array([number for _, number in kinds], dtype=np.float32)[:, None]
        self.reached = np.ascontiguousarray((self.wants * self.weights).T, dtype=np.float32)
        self.beside = self.bonus / UNIT
        # At these prices all sums stay exact.
        self.interest = self._most((self.reached.sum(axis=0) + abs(self.beside)).max(initial=1))
        self.person = self._most(self.leaving.sum(axis=0).max(initial=1))

    def weigh(self, interest: int, person: int) -> None:
        self.gains, self.bonus = self.reached * interest, self.beside * interest
        self.losses = np.ascontiguousarray(self.leaving * person)

    def _most(self, units: float) -> int:
        return int(min(DEAREST, MOST // max(1.0, units)))

    def _gain(self, layer: Layer) -> Any:
        if not len(self.sizes):
            return super()._gain(layer)
        last = layer.chosen.astype(np.float32) @ self.inside.T == self.sizes - 1
        return super()._gain(layer) - last.astype(np.float32) @ self.losses


@dataclass
class FairColumns(Columns):
    """The sets known so far, in one of two linear programs: for the fewest people neglected by a plan that is worth
    `least`, or for the most that a plan is worth that neglects `most`."""

    wants: Wants = field(kw_only=True)
    least: int = field(kw_only=True)
    most: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        none = np.array([], dtype=np.int32)
        self.row = len(self.model.bits) + len(self.model.members) + 1
        for _ in range(2):  # what sets are worth, and whom they neglect
            self.lp.addRow(-highspy.kHighsInf, highspy.kHighsInf, 0, none, none.astype(float))
        # So that there always is a plan: people beyond `most`, at the highest price.
        self.lp.addCol(0.0, 0.0, highspy.kHighsInf, 1, np.array([self.row + 1], dtype=np.int32), np.array([-1.0]))
        self.losses: list[int] = []
        self._ask()

    def neglect(self, most: int | None) -> None:
        self.most = most
        self._ask()

    def _ask(self) -> None:
        if self.most is None:
            self.lp.changeRowBounds(self.row, float(self.least), highspy.kHighsInf)
            self.lp.changeRowBounds(self.row + 1, -highspy.kHighsInf, highspy.kHighsInf)
        else:
            self.lp.changeRowBounds(self.row, -highspy.kHighsInf, highspy.kHighsInf)
            self.lp.changeRowBounds(self.row + 1, -highspy.kHighsInf, float(self.most))
        aims = [0.0 if self.most is None else -float(DEAREST // UNIT)]
        aims += [-float(lost) if self.most is None else float(worth) for lost, worth in self._each()]
        self.lp.changeColsCost(len(aims), np.arange(len(aims), dtype=np.int32), np.array(aims))

    def _each(self) -> Iterable[tuple[int, int]]:
        return zip(self.losses, self.known.values(), strict=True)

    def _aim(self, s: int, group: int, worth: int) -> tuple[float, list[float]]:
        lost = self.wants.neglected(s, group)
        self.losses.append(lost)
        return -float(lost) if self.most is None else float(worth), [float(worth), float(lost)]

    def fair(self) -> tuple[float, list[int], int, list[int], int, int] | None:
        """What `solve` says, and the prices of an interest and of a person."""
        self.lp.run()
        if self.lp.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        topics = len(self.model.bits)
        duals = [round(dual * UNIT) for dual in self.lp.getSolution().row_dual]
        prices = duals[:topics] if self.placed == topics else [max(0, dual) for dual in duals[:topics]]
        asked = [max(0, dual) for dual in duals[topics:-3]]
        interest, person = (max(0, -duals[-2]), UNIT) if self.most is None else (UNIT, max(0, duals[-1]))
        return self.lp.getObjectiveValue(), prices, duals[-3], asked, interest, person

    def reached(self, certificate: FairCertificate, value: float) -> bool:
        """Whether a linear program of this value could not make the certificate say more."""
        if self.most is None:
            return certificate.fewest(self.least) >= -value - 1e-6
        return (certificate.total + certificate.person * self.most) // UNIT <= value + 1e-6


@dataclass
class FairBounded:
    """The sets generated so far. `certificate` is the last one that was as good as the linear program could make it."""

    columns: FairColumns
    pricers: list[FairPricer]
    certificate: FairCertificate | None = None


def begun(model: Model, placed: int, least: int, sets: Iterable[tuple[int, int]]) -> FairBounded:
    """`sets` must hold those of a plan with `placed` topics that is worth `least`."""
    wants = wants_of(model)
    columns = FairColumns(model, placed, wants=wants, least=least)
    columns.add(sets)
    return FairBounded(columns, [FairPricer(model, members[0], wants) for members in model.members])


def bounded(
    found: FairBounded, most: int | None, work: Work, enough: Callable[[FairCertificate], bool], spare: int = 0
) -> None:
    """Generates sets until the certificate is as good as the linear program can make it, or says `enough`, or only
    `spare` steps are left. With `most` it is about the worth of plans that neglect so many people."""
    columns, model = found.columns, found.columns.model
    columns.neglect(most)
    found.certificate = None
    reach, best = Reach(UNIT // 2 if most is None else 4 * UNIT), 0
    while not work.over and work.left > spare:
        solved = columns.fair()
        if solved is None:
            break
        value, prices, place, asked, interest, person = solved
        interest = min([interest, *(pricer.interest for pricer in found.pricers)])
        person = min([person, *(pricer.person for pricer in found.pricers)])
        work.spend(columns.pivots * 15 + len(columns.known))
        priced: list[Priced] = []
        for pricer, ask in zip(found.pricers, asked, strict=True):
            pricer.weigh(interest, person)
            one = pricer.exact([price + place for price in prices], ask + reach.above, min(reach.early, work.left))
            work.spend(one.cost)
            priced.append(one)
        certificate = FairCertificate(
            interest, person, prices, place, columns.placed, [one.bound for one in priced],
            [len(members) for members in model.members],
        )  # fmt: skip
        total = certificate.total - interest * columns.least + person * (most or 0)
        if found.certificate is None or total < best:
            found.certificate, best = certificate, total
            if enough(certificate) or columns.reached(certificate, value):
                break
        if not reach.goes_on(columns, priced, work):
            break


def listed(found: FairBounded, least: int, most: int, work: Work, many: int) -> list[tuple[int, int]] | None:
    """Every set (class of slots, topics) that a plan may use which is worth `least` and neglects `most` people or
    fewer; None if there are more than `many`."""
    certificate = found.certificate
    assert certificate is not None
    slack = certificate.total - certificate.interest * least + certificate.person * most
    prices = [price + certificate.place for price in certificate.prices]
    sets: list[tuple[int, int]] = []
    for k, (pricer, earned) in enumerate(zip(found.pricers, certificate.earnings, strict=True)):
        pricer.weigh(certificate.interest, certificate.person)
        priced = pricer.exact(prices, earned - slack - 1, min(10 * many, work.left), many * 99, many)
        work.spend(priced.cost)
        if not priced.closed or len(sets) + len(priced.sets) > many or work.over:
            return None
        sets += [(k, group) for group, _ in priced.sets]
    return sets
