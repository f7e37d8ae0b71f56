"""Is there a better plan? All sets that could be part of one, and an integer program over them that says yes or no.

A better plan can only use sets that earn nearly as much as their slot's best: all they fall short of adds up to less
than the gap. Sets with topics that add nothing count like any other; otherwise wrong optima would be "proven".
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from barcamp.planner.model import Model, ones
from barcamp.planner.proof.bound import Bounded, Certificate, Work, highspy
from barcamp.planner.proof.pricing import UNIT, np
from barcamp.planner.search.construct import AWAY

NODES = 1000

Sets = list[tuple[int, int]]  # class of slots, topics


@dataclass(frozen=True)
class Answer:
    """The answer. `where` is a better plan, if there is one; `final` says that there is none better than that (or than
    before)."""

    where: list[int] | None
    worth: int
    final: bool


def candidates(bounded: Bounded, certificate: Certificate, best: int, work: Work, many: int) -> Sets | None:
    """Every set of topics that a plan worth more than `best` may use; None if there are more than `many`."""
    slack = certificate.total - (best + 1) * UNIT
    prices = [price + certificate.place for price in certificate.prices]
    found: Sets = []
    for k, (pricer, earned) in enumerate(zip(bounded.pricers, certificate.earnings, strict=True)):
        priced = pricer.exact(prices, earned - slack - 1, min(10 * many, work.left), many * 99, many)
        work.spend(priced.cost)
        if not priced.closed or len(found) + len(priced.sets) > many:
            return None
        found += [(k, group) for group, _ in priced.sets]
    return found


def better(model: Model, placed: int, sets: Sets, best: int, work: Work, seconds: float) -> Answer:
    """Looks for a plan worth more than `best` that consists only of these sets."""
    if not sets:
        return Answer(None, best, True)
    return asked(program(model, placed, sets, best), model, placed, sets, best, work, seconds)


def fewer(model: Model, placed: int, sets: Sets, least: int, most: int, work: Work, seconds: float) -> Answer:
    """Looks for a plan consisting only of these sets whose value is at least `least` and that has at most `most` moves.

    The moves must have a price (`stability`): it lets the program tell them from the value.
    """
    if not sets:
        return Answer(None, 0, True)
    price, unmoved = model.problem.stability, model.unmoved
    stays = [model.stays(model.members[k][0], group) for k, group in sets]
    values = [
        model.net(model.members[k][0], group) - price * stay for (k, group), stay in zip(sets, stays, strict=True)
    ]
    solver = program(model, placed, sets, -1)
    count, every = len(sets), np.arange(len(sets), dtype=np.int32)
    for floor, row in ((unmoved - most, stays), (least - model.constant - price * unmoved, values)):
        solver.addRow(floor - 0.5, highspy.kHighsInf, count, every, np.array(row, dtype=float))
    return asked(solver, model, placed, sets, -1, work, seconds)


def asked(solver: Any, model: Model, placed: int, sets: Sets, best: int, work: Work, seconds: float) -> Answer:
    solver.setOptionValue("time_limit", max(0.05, seconds))
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    work.spend(max(0, info.simplex_iteration_count) * 20 + len(sets) * 20)
    final = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    if status == highspy.HighsModelStatus.kInfeasible or info.primal_solution_status != 2:
        return Answer(None, best, final)
    chosen = [one for one, taken in zip(sets, solver.getSolution().col_value, strict=False) if taken > 0.5]
    where = _laid_out(model, chosen)
    worth = sum(model.net(model.members[k][0], group) for k, group in chosen)
    if where is None or len(where) - where.count(AWAY) != placed or worth <= best:
        return Answer(None, best, False)
    return Answer(where, worth, final)


def program(model: Model, placed: int, sets: Sets, best: int) -> Any:
    solver = highspy.Highs()
    solver.silent()
    for name, value in (("threads", 1), ("random_seed", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.99)):
        solver.setOptionValue(name, value)
    topics, classes = len(model.bits), len(model.members)
    none = np.array([], dtype=np.int32)
    for _ in range(topics):
        solver.addRow(1.0 if placed == topics else 0.0, 1.0, 0, none, none.astype(float))
    for members in model.members:
        solver.addRow(0.0, float(len(members)), 0, none, none.astype(float))
    solver.addRow(float(placed), float(placed), 0, none, none.astype(float))
    solver.addRow(best + 0.5, highspy.kHighsInf, 0, none, none.astype(float))
    clashes = _clashes(model)
    for _ in clashes:
        solver.addRow(-highspy.kHighsInf, 1.0, 0, none, none.astype(float))
    starts: list[int] = []
    entries: list[tuple[int, float]] = []  # of the matrix: row, value
    worths: list[float] = []
    for k, group in sets:
        s = model.members[k][0]
        worth = float(model.net(s, group))
        inside = ones(group)
        starts.append(len(entries))
        entries += [(t, 1.0) for t in inside]
        entries += [(topics + k, 1.0), (topics + classes, float(len(inside))), (topics + classes + 1, worth)]
        for i, sides in enumerate(clashes):
            entries += [(topics + classes + 2 + i, 1.0) for side, t in sides if side == k and group >> t & 1]
        worths.append(worth)
    count = len(sets)
    solver.addCols(
        count, np.array(worths), np.zeros(count), np.array([float(len(model.members[k])) for k, _ in sets]),
        len(entries), np.array(starts, dtype=np.int32), np.array([row for row, _ in entries], dtype=np.int32),
        np.array([value for _, value in entries]),
    )  # fmt: skip
    kinds = np.full(count, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver


def _clashes(model: Model) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(class, topic) pairs that share a host in slots that overlap; such a slot is alone in its class."""
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for s, near in enumerate(model.near):
        for other in near:
            for t in range(len(model.bits)):
                if other > s and model.fit[t][s]:
                    foes = [u for u in ones(model.foes[t]) if model.fit[u][other]]
                    found += [((model.kin[s], t), (model.kin[other], u)) for u in foes]
    return found


def _laid_out(model: Model, chosen: Sets) -> list[int] | None:
    """The slot of each topic; None if the program has broken a rule."""
    where = [AWAY] * len(model.bits)
    left = [list(members) for members in model.members]
    groups = [0] * len(model.size)
    for k, group in chosen:
        if not left[k] or not model.seated(left[k][0], group):
            return None
        s = left[k].pop(0)
        groups[s] = group
        for t in ones(group):
            if where[t] != AWAY:
                return None
            where[t] = s
    for a, b in combinations(range(len(where)), 2):
        if model.foes[a] >> b & 1 and where[a] != AWAY and (where[b] == where[a] or where[b] in model.near[where[a]]):
            return None
    return where
