"""From a problem to its best plan and the proof: settle what contradicts, place, anneal, bound, prove, give rooms."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from barcamp.planner.contradictions import settle
from barcamp.planner.model import model_of
from barcamp.planner.problem import Problem, Solution
from barcamp.planner.pursuit import Clock, Pursuit
from barcamp.planner.rooming import cells_of, moves, reached

Progress = Callable[[float, int, int | None], None]  # share of the time used 0..1, value now, bound now
PRICES = (64, 24, 12, 8, 6, 5, 4, 3, 2, 1)  # of a move, in interests


def solve(
    problem: Problem,
    progress: Progress = lambda share, value, bound: None,
    cancelled: Callable[[], bool] = lambda: False,
    prove: bool = True,
    improved: Callable[[Solution], None] = lambda solution: None,
) -> Solution:
    """The best plan that could be found, and how good a plan can be at all; never fails, whatever the problem.

    The work is counted in steps, not in seconds: `rounds` of them, or as many as `seconds` usually allow (900,000 per
    second); the same problem and seed then give the same plan. Without `rounds` the clock is an emergency brake: should
    `seconds` pass on a slower machine, what there is by then is returned. `improved` hears each better plan. Without
    numpy and highspy, or with `prove` off, there is no bound. `cancelled` is asked every few milliseconds; the plan
    found so far is returned.

    With `stability` the value counts every move, of room or slot, of a topic in the present plan; so does the bound.
    """
    began = perf_counter()
    settled, contradictions = settle(problem)
    model = model_of(settled)

    def told(where: list[int], after: float) -> Solution:
        cells = cells_of(model, where)
        value = reached(settled, cells) - settled.stability * moves(settled, cells)
        left_out = tuple(topic.id for topic in problem.topics if topic.id not in cells)
        return Solution(cells, value, None, contradictions, left_out, after)

    clock = Clock(began, settled, progress, cancelled)
    pursuit = Pursuit(model, clock, lambda where: improved(told(where, perf_counter() - began)))
    pursuit.run(prove)
    solution = told(pursuit.where, pursuit.found_after)
    if pursuit.bound is None:
        return solution
    bound = max(solution.value, model.constant + pursuit.bound)
    proven_after = pursuit.proven_after if bound == solution.value else None
    return replace(solution, bound=bound, proven_after=proven_after)


def replan(
    problem: Problem,
    within: float = 0.01,
    progress: Progress = lambda share, value, bound: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Solution:
    """The plan that moves the fewest sessions of the present one and is worth at most the share `within` less than the
    best plan that is free to move all of them.

    Tried are moves at falling prices, so this is the fewest on the front of supported points. Value and bound are in
    interests, moves not deducted; the bound is that of the free plan.
    """
    part = replace(problem, stability=0, seconds=problem.seconds / 2)
    free = solve(part, lambda share, value, bound: progress(share / 2, value, bound), cancelled)
    best, fewest = free, moves(problem, free.cells)
    for number, price in enumerate(PRICES):
        if cancelled() or fewest == 0:
            break
        priced = replace(problem, stability=price, seconds=problem.seconds / 4)
        share = 0.5 + number / len(PRICES) / 2
        found = solve(priced, lambda _, value, bound, share=share: progress(share, free.value, free.bound), cancelled)
        moved, value = moves(problem, found.cells), reached(problem, found.cells)
        if len(found.left_out) > len(free.left_out) or value < (1 - within) * free.value:
            continue
        if moved < fewest:
            bound = None if free.bound is None else max(free.bound, value)
            best, fewest = replace(found, value=value, bound=bound, proven_after=free.proven_after), moved
        break
    return best
