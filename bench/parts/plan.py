"""Plans: how many interests can be attended, compared with other ways to plan, and how soon that is proven to be the
most."""

import asyncio
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from barcamp.planner.model import Model, model_of
from barcamp.planner.problem import Problem, Solution
from barcamp.planner.process import solve_elsewhere
from barcamp.planner.search.annealing import worth_of
from barcamp.planner.search.assign_rooms import moves
from barcamp.planner.search.construct import AWAY
from barcamp.planner.solver import replan, solve
from bench import ways
from bench.findings import Findings, Goal, Plan
from bench.instances import Shape, crowded, penguicon, room_full

TINY = (Shape(8, 3, 3, 30),)
SMALL = (Shape(8, 3, 3, 30), Shape(20, 5, 4, 100), Shape(30, 6, 5, 150))
MIDDLE = (Shape(40, 8, 5, 300), Shape(40, 5, 6, 300), Shape(48, 8, 6, 400))
LARGE = (Shape(60, 8, 8, 500), Shape(60, 6, 10, 500))
CROWDED = (Shape(16, 4, 4, 60), Shape(20, 4, 5, 100), Shape(24, 4, 6, 120), Shape(30, 6, 5, 150))
ROOMS = 20  # fair plans are about few people: a median of a few rooms says nothing
LOST = Shape(24, 5, 6, 100)
WHOLE_DAY = "BARCAMP_BENCH_PENGUICON"
SAYS = [
    "Rooms made from seeds (bench/instances.py); values are attendable interests, shares are of the best value known.",
    "The sessionizer's annealing is our own after its description; it gets as long as the planner, 2 s.",
]


@dataclass(frozen=True)
class Case:
    """One room, planned in every way: (topics placed, value) each."""

    shape: Shape
    solution: Solution
    ours: tuple[int, int]
    others: dict[str, tuple[int, int]]
    longer: tuple[int, int]

    @property
    def best(self) -> tuple[int, int]:
        return max(self.ours, self.longer, *self.others.values())


def measure(plan: Plan) -> Findings:
    quick = plan.most <= 100
    found = Findings(says=list(SAYS))
    groups = {"small": TINY} if quick else {"small": SMALL, "middle": MIDDLE, "large": LARGE}
    seconds = 0.2 if quick else 2.0
    seen: dict[str, list[Case]] = {}
    for name, shapes in groups.items():
        for shape in shapes:
            cases = [_planned(room_full(shape, seed), shape, seconds, quick) for seed in range(plan.repeats)]
            seen.setdefault(name, []).extend(cases)
            found.rows.append(_row(str(shape), cases))
            found.raw += [_raw(case) for case in cases]
    found.goals += _goals(seen)
    same = [_twice(room_full(shape, 0), seconds) for shape in (TINY if quick else SMALL)]
    found.goals.append(Goal("rooms whose plan differs the second time", float(same.count(False)), 0))
    _be_fair(found, quick, seconds)
    _lose_a_room(found, TINY[0] if quick else LOST, plan.repeats, seconds)
    if path := os.environ.get(WHOLE_DAY):
        _weekend(found, penguicon(Path(path)))
    return found


def _planned(problem: Problem, shape: Shape, seconds: float, quick: bool) -> Case:
    problem = replace(problem, seconds=seconds)
    model, solution = model_of(problem), _as_on_the_console(problem)
    others = {
        "popularity": ways.popularity(model),
        "first come": ways.first_come(model),
        "greedy": ways.greedy(model),
        "sessionizer": ways.sessionizer(model, seconds, problem.seed),
    }
    longer = solution if quick or solution.proven else _as_on_the_console(replace(problem, seconds=6 * seconds, seed=1))
    return Case(
        shape, solution, (len(solution.cells), solution.value),
        {name: _reached(model, where) for name, where in others.items()}, (len(longer.cells), longer.value),
    )  # fmt: skip


def _as_on_the_console(problem: Problem) -> Solution:
    return asyncio.run(solve_elsewhere(problem))


def _reached(model: Model, where: list[int]) -> tuple[int, int]:
    return len(model.fixed) + len(where) - where.count(AWAY), model.constant + worth_of(model, where)


def _row(room: str, cases: list[Case]) -> dict[str, Any]:
    proofs = [c.solution.proven_after for c in cases if c.solution.proven_after is not None]
    return {
        "server": "barcamp",
        "room": room,
        "rooms": len(cases),
        "planned": min(_share(c.ours, c.best) for c in cases),
        **{name: median(_share(c.others[name], c.best) for c in cases) for name in cases[0].others},
        "proven": len(proofs),
        "gap %": max(100 * (c.solution.gap or 0) if c.solution.bound is not None else 100.0 for c in cases),
        "plan after s": median(c.solution.found_after for c in cases),
        "proof after s": median(proofs) if proofs else None,
    }


def _share(one: tuple[int, int], best: tuple[int, int]) -> float:
    """The share of the best value; the value counts even in a plan that leaves out more topics than needed."""
    return one[1] / max(1, best[1])


def _goals(seen: dict[str, list[Case]]) -> list[Goal]:
    goals = []
    for name, cases in seen.items():
        solutions = [case.solution for case in cases]
        least = min(_share(c.ours, c.best) for c in cases)
        gap = max(100.0 if one.gap is None else 100 * one.gap for one in solutions)
        if name == "small":
            soon = sum(one.proven_after is not None and one.proven_after <= 1 for one in solutions) / len(solutions)
            goals.append(Goal("up to 30 topics and 150 people: share proven within 1 s", soon, 1, at_least=True))
        elif name == "middle":
            goals.append(Goal("up to 48 topics and 400 people: of the best known, at least", least, 0.999, "", True))
            goals.append(Goal("up to 48 topics and 400 people: widest gap", gap, 0.5, " %"))
        else:
            goals.append(Goal("60 topics and 500 people: of the best known, at least", least, 0.998, "", True))
            goals.append(Goal("60 topics and 500 people: widest gap", gap, 2, " %"))
    every = [case for cases in seen.values() for case in cases]
    below = sum(case.ours < max(case.others.values()) for case in every)
    goals.append(Goal("rooms where another way was better", float(below), 0))
    return goals


def _twice(problem: Problem, seconds: float) -> bool:
    problem = replace(problem, seconds=seconds)
    return dict(_as_on_the_console(problem).cells) == dict(_as_on_the_console(problem).cells)


def _lose_a_room(found: Findings, shape: Shape, repeats: int, seconds: float) -> None:
    """The published plan loses a room for the rest of the day: planned anew freely, and with the fewest moves."""
    freely, few, kept, certain = [], [], [], []
    for seed in range(repeats):
        problem = replace(room_full(shape, seed), pins={}, seconds=seconds)
        published = solve(problem).cells
        shut = frozenset(slot.id for slot in problem.slots)
        rooms = (*problem.rooms[:-1], replace(problem.rooms[-1], closed=shut))
        changed = replace(problem, rooms=rooms, present=published)
        free, near = solve(changed), replan(changed)
        freely.append(moves(changed, free.cells))
        few.append(moves(changed, near.cells))
        kept.append(near.value / max(1, free.value))
        certain.append(near.fewest)
    found.says.append(
        f"A room lost for the day ({shape}): planned anew freely {median(freely):g} sessions move, at best "
        f"{median(few):g} (of {median(kept):.4f} of the value)."
    )
    found.goals.append(Goal("value kept when a room is lost", min(kept), 0.99, at_least=True))
    found.goals.append(Goal("share proven to move the fewest then", sum(certain) / len(certain), 1, at_least=True))
    found.goals.append(
        Goal("moves then, beside planning anew", max(a - b for a, b in zip(few, freely, strict=True)), 0)
    )


def _be_fair(found: Findings, quick: bool, seconds: float) -> None:
    """The best plan and the fair one, which gives up one interest in a hundred, of rooms in which many show little
    interest: how many people have at most one time slot with something they wanted."""
    shapes = TINY if quick else CROWDED
    rooms = [(shape, seed) for seed in range((3 if quick else ROOMS) // len(shapes)) for shape in shapes]
    fairly = [
        one
        for shape, seed in rooms
        if (one := _as_on_the_console(replace(crowded(shape, seed), seconds=seconds, fairness=1)).fairness)
    ]
    concerned = [one for one in fairly if one.before]
    fewer = median(1 - one.after / one.before for one in concerned) if concerned else 0.0
    soon = sum(one.proven_after is not None and one.proven_after <= 2 for one in fairly) / max(1, len(fairly))
    aside = sum(shape.people for shape, _ in rooms) - sum(one.entitled for one in fairly)
    before, after = (sum(getattr(one, when) for one in fairly) for when in ("before", "after"))
    found.says.append(
        f"Fair within one in a hundred, {len(fairly)} rooms: {before} people with at most one fulfilled slot become "
        f"{after}; in {len(concerned)} rooms there was anybody, and the median there is {100 * fewer:.0f} % fewer; "
        f"proven in {sum(one.proven for one in fairly)}. For {aside} others no plan could do more; with them it is "
        f"{100 * (before - after) / max(1, before + aside):.0f} % fewer."
    )
    found.raw += [
        {"room": f"{shape}, crowded", "fairness": asdict(one)} for (shape, _), one in zip(rooms, fairly, strict=True)
    ]
    found.goals.append(Goal("fair plans: fewer people with one fulfilled slot, median", 100 * fewer, 15, " %", True))
    found.goals.append(Goal("fair plans: share proven within 2 s", soon, 1, at_least=True))


def _weekend(found: Findings, problem: Problem) -> None:
    for seconds in (2.0, 20.0):
        one = solve(replace(problem, seconds=seconds))
        model = model_of(problem)
        byhand = _reached(model, ways.popularity(model))
        found.says.append(
            f"PenguiCon 2013, {len(problem.topics)} talks in {seconds:g} s: {len(one.cells)} placed, {one.value} of "
            f"{problem.shown} interests, bound {one.bound}; by popularity {byhand[0]} and {byhand[1]}."
        )


def _raw(case: Case) -> dict[str, Any]:
    one = case.solution
    return {
        "room": str(case.shape), "ours": case.ours, "bound": one.bound, "others": case.others,
        "longer": case.longer, "found after": one.found_after, "proven after": one.proven_after,
    }  # fmt: skip
