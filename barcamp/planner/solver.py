"""From a problem to its best plan and the proof: settle what contradicts, place, anneal, bound, prove, give rooms."""

from collections.abc import Callable
from random import Random
from time import perf_counter

from barcamp.planner.filling import first_plan
from barcamp.planner.model import Model, model_of
from barcamp.planner.problem import Contradiction, Problem, Solution
from barcamp.planner.rooming import cells_of, moves
from barcamp.planner.search import anneal

Progress = Callable[[float, int, int | None], None]  # share of the time used 0..1, value now, bound now


def solve(
    problem: Problem,
    progress: Progress = lambda share, value, bound: None,
    cancelled: Callable[[], bool] = lambda: False,
    prove: bool = True,
) -> Solution:
    began = perf_counter()
    settled, contradictions = _settle(problem)
    model = model_of(settled)
    rng = Random(problem.seed)
    where = first_plan(model, rng)
    limit = began + problem.seconds

    def stop(share: float) -> bool:
        progress(share, 0, None)
        return cancelled() or (problem.rounds is None and perf_counter() > limit)

    found = anneal(model, where, problem.rounds or 200_000, rng, 4096, stop)
    return _solution(model, found.where, contradictions, perf_counter() - began)


def _solution(
    model: Model, where: list[int], contradictions: tuple[Contradiction, ...], found_after: float
) -> Solution:
    cells = cells_of(model, where)
    moved = moves(model, cells)
    value = _reached(model, cells) - model.problem.stability * moved
    left_out = tuple(t.id for t in model.problem.topics if t.id not in cells)
    return Solution(cells, value, None, contradictions, left_out, found_after)


def _reached(model: Model, cells) -> int:
    people = {}
    for topic in model.problem.topics:
        if topic.id in cells:
            people.setdefault(cells[topic.id].slot, set()).update(topic.interest)
    return sum(map(len, people.values())) + sum(t.hands for t in model.problem.topics if t.id in cells)


def _settle(problem: Problem) -> tuple[Problem, tuple[Contradiction, ...]]:
    try:
        from barcamp.planner.contradictions import settle
    except ImportError:
        return problem, ()
    return settle(problem)
