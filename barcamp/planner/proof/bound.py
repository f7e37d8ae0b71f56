"""No plan can be better than this: a price for every topic, and what a slot could earn at these prices.

A plan is a choice of whole sets of topics, one for each slot. The linear program over the sets known so far sets the
prices; pricing finds sets that earn more than their slot asks, until none is left (Dantzig and Wolfe 1960). Any prices
give a valid bound; good ones give a close one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from barcamp.planner.model import Model, ones
from barcamp.planner.proof.pricing import UNIT, Priced, Pricer, np

try:
    import highspy
except ImportError:
    highspy: Any = None

FIRST_STEP = 4 * UNIT  # how far a slot's best set may stay unknown in the first rounds
EARLY = 4000  # sets expanded per class of slots while the prices are still wild


@dataclass(frozen=True)
class Certificate:
    """Numbers that anybody can check, in 1/1024 interest: for any plan that places `placed` movable topics, its worth
    is at most the prices of the topics, `placed` times the price of a place, and for each slot of class k
    `earnings[k]`, which no set of topics exceeds there. With `exactly`, every topic is placed and prices may be
    negative."""

    prices: list[int]
    place: int
    placed: int
    earnings: list[int]
    slots: list[int]  # how many slots each class has

    @property
    def total(self) -> int:
        return (
            sum(self.prices)
            + self.place * self.placed
            + sum(n * earned for n, earned in zip(self.slots, self.earnings, strict=True))
        )

    @property
    def bound(self) -> int:
        return self.total // UNIT


@dataclass
class Work:
    """How much may still be done, counted in steps that are the same on every machine: about a microsecond each."""

    left: int
    stop: Callable[[], bool] = lambda: False
    cut: bool = False

    def spend(self, steps: int) -> None:
        self.left -= steps

    @property
    def over(self) -> bool:
        self.cut = self.cut or self.stop()
        return self.cut or self.left <= 0


@dataclass
class Columns:
    """The sets of topics known for each class of slots, in the linear program over them."""

    model: Model
    placed: int
    known: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])  # (class, set) → worth

    def __post_init__(self) -> None:
        self.lp = highspy.Highs()
        self.lp.silent()
        for name, value in (("threads", 1), ("random_seed", 1), ("solver", "simplex")):
            self.lp.setOptionValue(name, value)
        topics, none = len(self.model.bits), np.array([], dtype=np.int32)
        least = 1.0 if self.placed == topics else 0.0
        for _ in range(topics):
            self.lp.addRow(least, 1.0, 0, none, none.astype(float))
        for members in self.model.members:
            self.lp.addRow(0.0, float(len(members)), 0, none, none.astype(float))
        self.lp.addRow(float(self.placed), float(self.placed), 0, none, none.astype(float))
        self.lp.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def add(self, sets: Iterable[tuple[int, int]]) -> int:
        """Takes those of these (class, set) that are new; returns how many there were."""
        new = [one for one in sets if one not in self.known and one[1]]
        topics, classes = len(self.model.bits), len(self.model.members)
        starts: list[int] = []
        rows: list[int] = []
        values: list[float] = []
        worths: list[float] = []
        for k, group in new:
            s = self.model.members[k][0]
            worth = self.model.worth(s, group) - self.model.toll(s, group)
            self.known[k, group] = worth
            inside = ones(group)
            starts.append(len(rows))
            rows += [*inside, topics + k, topics + classes]
            values += [1.0] * (len(inside) + 1) + [float(len(inside))]
            aim, beside = self._aim(s, group, worth)
            rows += [topics + classes + 1 + i for i in range(len(beside))]
            values += beside
            worths.append(aim)
        if new:
            self.lp.addCols(
                len(new), np.array(worths), np.zeros(len(new)), np.full(len(new), highspy.kHighsInf), len(rows),
                np.array(starts, dtype=np.int32), np.array(rows, dtype=np.int32), np.array(values),
            )  # fmt: skip
        return len(new)

    def _aim(self, s: int, group: int, worth: int) -> tuple[float, list[float]]:
        """What a set brings to the aim of the program, and its entries in further rows."""
        return float(worth), []

    def solve(self) -> tuple[float, list[int], int, list[int]] | None:
        """The value over the known sets and, in whole 1/1024: topic prices, the price of a place, what slots ask."""
        self.lp.run()
        if self.lp.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        topics = len(self.model.bits)
        duals = [round(dual * UNIT) for dual in self.lp.getSolution().row_dual]
        prices = duals[:topics] if self.placed == topics else [max(0, dual) for dual in duals[:topics]]
        return self.lp.getObjectiveValue(), prices, duals[-1], [max(0, dual) for dual in duals[topics:-1]]

    @property
    def pivots(self) -> int:
        return max(0, self.lp.getInfo().simplex_iteration_count)


@dataclass
class Reach:
    """How far each exact search goes: it stops at sets that earn no more than `above` what is asked, and after `early`
    steps."""

    above: int
    early: int = EARLY

    def goes_on(self, columns: Columns, priced: Sequence[Priced], work: Work) -> bool:
        """Adds the sets that were found, and goes further where they were few; False once there are none."""
        new = columns.add((k, group) for k, one in enumerate(priced) for group, _ in one.sets[:40])
        work.spend(new * 40)
        if new > 3:
            return True
        if not all(one.closed for one in priced):
            self.early *= 4
        elif self.above or new:
            self.above //= 4
        else:
            return False
        return True


@dataclass
class Bounded:
    certificate: Certificate | None
    columns: Columns
    pricers: list[Pricer]
    value: float  # of the linear program


def bounded(
    model: Model,
    placed: int,
    sets: Iterable[tuple[int, int]],
    work: Work,
    told: Callable[[int], None],
    spare: int = 0,
) -> Bounded:
    """Generates sets until the bound is as good as the linear program can make it, or only `spare` steps are left.

    `sets` must hold at least those of one plan with `placed` topics; `told` hears each better bound.
    """
    columns = Columns(model, placed)
    columns.add(sets)
    pricers = [Pricer(model, members[0]) for members in model.members]
    found = Bounded(None, columns, pricers, 0.0)
    reach = Reach(FIRST_STEP)
    while not work.over and work.left > spare:
        solved = columns.solve()
        if solved is None:
            break
        found.value, prices, place, asked = solved
        work.spend(columns.pivots * 15 + len(columns.known))
        priced: list[Priced] = []
        for pricer, ask in zip(pricers, asked, strict=True):
            one = pricer.exact([price + place for price in prices], ask + reach.above, min(reach.early, work.left))
            work.spend(one.cost)
            priced.append(one)
        certificate = Certificate(prices, place, placed, [one.bound for one in priced], _sizes(model))
        if found.certificate is None or certificate.total < found.certificate.total:
            found.certificate = certificate
            told(certificate.bound)
        if found.certificate.bound <= int(found.value + 1e-6):
            break
        if not reach.goes_on(columns, priced, work):
            break
    return found


def neighbours(model: Model, groups: list[int]) -> dict[tuple[int, int], None]:
    """The sets of a plan, and each of them with one topic exchanged: enough for prices that are not wild."""
    sets: dict[tuple[int, int], None] = {}
    topics = range(len(model.bits))
    for s, group in enumerate(groups):
        k = model.kin[s]
        sets[k, group] = None
        for b in topics if len(topics) < 100 else ():
            if model.fit[b][s] and not group >> b & 1:
                for a in ones(group):
                    changed = group ^ 1 << a | 1 << b
                    if not model.foes[b] & changed and model.seated(s, changed):
                        sets[k, changed] = None
    return sets


def _sizes(model: Model) -> list[int]:
    return [len(members) for members in model.members]
