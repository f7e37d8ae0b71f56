"""How many topics can be placed at all, which hosts who lead several make hard to see."""

from typing import Any

from barcamp.planner.model import Model
from barcamp.planner.proof.bound import highspy
from barcamp.planner.proof.pricing import halls, np
from barcamp.planner.search.construct import AWAY, allowed


def most_placed(model: Model, where: list[int], seconds: float) -> tuple[list[int], bool]:
    """A plan of slots that places at least as many topics as `where`, and whether none places more."""
    placed = len(where) - where.count(AWAY)
    cells = [(t, s) for t, row in enumerate(model.fit) for s, fit in enumerate(row) if fit]
    solver = _program(model, cells)
    solver.setOptionValue("time_limit", max(0.05, seconds / 2))
    solver.run()
    if solver.getInfo().primal_solution_status != 2:
        return where, False
    most = int(solver.getInfo().mip_dual_bound + 1e-6)
    if most <= placed:
        return where, True
    taken = solver.getSolution().col_value
    better, groups = [AWAY] * len(where), [0] * len(model.size)
    for (t, s), share in zip(cells, taken, strict=True):
        if share > 0.5 and better[t] == AWAY and allowed(model, groups, t, s):
            better[t] = s
            groups[s] |= 1 << t
    reached = len(better) - better.count(AWAY)
    return (better, reached == most) if reached > placed else (where, False)


def _program(model: Model, cells: list[tuple[int, int]]) -> Any:
    """The program: one yes or no for each topic and slot; hosts in one place at a time, and as many topics as fit the
    rooms (Hall)."""
    solver = highspy.Highs()
    solver.silent()
    for name, value in (("threads", 1), ("random_seed", 1), ("mip_abs_gap", 0.99)):
        solver.setOptionValue(name, value)
    for _ in cells:
        solver.addVar(0.0, 1.0)
    place = {cell: i for i, cell in enumerate(cells)}
    count = len(cells)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.full(count, highspy.HighsVarType.kInteger))
    solver.changeColsCost(count, np.arange(count, dtype=np.int32), np.ones(count))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def at_most(some: list[tuple[int, int]], number: int) -> None:
        inside = np.array([place[cell] for cell in some if cell in place], dtype=np.int32)
        if len(inside) > number:
            solver.addRow(0.0, float(number), len(inside), inside, np.ones(len(inside)))

    everyone = range(len(model.bits))
    for t in everyone:
        at_most([(t, s) for s in range(len(model.size))], 1)
    for s, size in enumerate(model.size):
        at_most([(t, s) for t in everyone], size)
        possible = [t for t in everyone if model.fit[t][s]]
        for members, rooms in halls(model, s, possible, size):
            at_most([(t, s) for t, inside in zip(possible, members, strict=True) if inside], rooms)
        for t in everyone:
            for u in everyone:
                if model.foes[t] >> u & 1:
                    for other in (s, *model.near[s]):
                        at_most([(t, s), (u, other)], 1)
    return solver
