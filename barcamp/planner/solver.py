"""From a problem to its best plan and the proof: settle what contradicts, place, anneal, bound, prove, assign rooms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil
from time import perf_counter

from barcamp.planner.fair_driver import FairDriver
from barcamp.planner.model import model_of
from barcamp.planner.neglect import entitled, where_of
from barcamp.planner.problem import Cell, Fairness, Id, Problem, Solution
from barcamp.planner.proof import integer_program
from barcamp.planner.proof.bound import Work
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.search.assign_rooms import cells_of, moves, reached
from barcamp.planner.search.construct import AWAY
from barcamp.planner.search_driver import Clock, SearchDriver

FIRST = 2 / 3  # of the progress, if a fair plan is looked for after the best one
Progress = Callable[[float, int, int | None], None]  # share of the time used 0..1, value now, bound now
PRICES = (64, 24, 12, 8, 6, 5, 4, 3, 2, 1)  # the prices of a move, in interests
MANY, FEWEST_STEPS, FEWEST_SECONDS = 40_000, 4_000_000, 1.0  # for showing that no plan has fewer moves


def solve(
    problem: Problem,
    progress: Progress = lambda share, value, bound: None,
    cancelled: Callable[[], bool] = lambda: False,
    prove: bool = True,
    improved: Callable[[Solution], None] = lambda solution: None,
) -> Solution:
    """The best plan that could be found, and how good a plan can be at all; never fails, whatever the problem.

    The work is counted in steps, not in seconds: `rounds` of them, or as many as `seconds` usually allow (900,000 per
    second); the same problem and seed then give the same plan. Without `rounds` the clock is an emergency brake: if
    `seconds` pass on a slower machine, the best plan by then is returned. `improved` hears each better plan. Without
    numpy and highspy, or with `prove` off, there is no bound. `cancelled` is asked every few milliseconds; if it says
    so, the plan found so far is returned.

    With `stability` the value takes account of every move, of room or slot, of a topic in the present plan; so does the
    bound. With `fairness`, what the best plan found gives up is a share of that value.
    """
    part = FIRST if problem.fairness else 1.0
    best, _ = _solved(
        problem, lambda share, value, bound: progress(share * part, value, bound), cancelled, prove, improved
    )
    return fair(problem, best, progress, cancelled, prove) if problem.fairness else best


def fair(
    problem: Problem,
    best: Solution,
    progress: Progress = lambda share, value, bound: None,
    cancelled: Callable[[], bool] = lambda: False,
    prove: bool = True,
) -> Solution:
    """The plan that neglects the fewest people, giving up at most `problem.fairness` of 100 interests that the best
    plan reaches; `best` itself if none is fairer.

    It takes half the steps, or half the seconds, that the first search may take. Pins, begun slots and the number of
    topics placed are as in the best plan; which topics are left out may differ.
    """
    began = perf_counter()
    settled, _ = settle(problem)
    model = model_of(settled)

    def told(share: float, value: int, bound: int | None) -> None:
        progress(FIRST + (1 - FIRST) * share, value, bound)

    rounds = None if problem.rounds is None else problem.rounds // 2
    clock = Clock(began, replace(problem, seconds=problem.seconds / 2, rounds=rounds), told, cancelled)
    work = Work(clock.steps, lambda: clock.tell(work, best.value, best.bound))
    driver = FairDriver(model, where_of(model, best.cells), work, clock)
    before, so_far = driver.neglected, best.proven_after or best.found_after
    driver.run(max(0, best.value) * problem.fairness // 100, prove)
    figures = Fairness(
        entitled(model).bit_count(), before, driver.neglected, driver.bound, best.value,
        None if driver.proven_after is None else so_far + driver.proven_after,
    )  # fmt: skip
    if (driver.neglected, driver.worth) == (before, driver.best):
        return replace(best, fairness=figures)
    cells = cells_of(model, driver.where)
    value = reached(settled, cells) - settled.stability * moves(settled, cells)
    left_out = tuple(topic.id for topic in problem.topics if topic.id not in cells)
    found_after = so_far + clock.passed
    return replace(best, cells=cells, value=value, left_out=left_out, found_after=found_after, fairness=figures)


def replan(
    problem: Problem,
    within: float = 0.01,
    progress: Progress = lambda share, value, bound: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Solution:
    """The plan that moves the fewest sessions of the present one and is worth at most the share `within` less than the
    best plan that is free to move all of them.

    Moves are tried at falling prices; what these prices cannot tell is decided by listing everything that a plan with
    fewer moves could consist of. Value and bound are in interests, moves not deducted; the bound is that of the free
    plan. It does not ask for `fairness`: two concessions at once would be hard to tell apart.
    """
    part = replace(problem, stability=0, fairness=0, seconds=problem.seconds / 2)
    free = solve(part, lambda share, value, bound: progress(share / 2, value, bound), cancelled)
    best, fewest = free, moves(problem, free.cells)
    least = ceil((1 - within) * free.value)
    for number, price in enumerate(PRICES):
        if cancelled() or fewest == 0:
            break
        priced = replace(problem, stability=price, seconds=problem.seconds / 4)
        share = 0.5 + number / len(PRICES) / 2

        def told(_: float, value: int, bound: int | None, share: float = share) -> None:
            progress(share, free.value, free.bound)

        found, driver = _solved(priced, told, cancelled)
        moved, value = moves(problem, found.cells), reached(problem, found.cells)
        if len(found.left_out) > len(free.left_out) or value < least:
            continue
        if moved <= fewest:
            best, fewest = replace(found, value=value), moved
        cells, certain = _fewest(driver, best.cells, least)
        if cells is not None:
            best = replace(best, cells=cells, value=reached(problem, cells))
        best = replace(best, fewest=certain and len(free.left_out) == len(best.left_out))
        break
    bound = None if free.bound is None else max(free.bound, best.value)
    return replace(best, bound=bound, proven_after=free.proven_after, fewest=best.fewest or fewest == 0)


def _solved(
    problem: Problem,
    progress: Progress,
    cancelled: Callable[[], bool],
    prove: bool = True,
    improved: Callable[[Solution], None] = lambda solution: None,
) -> tuple[Solution, SearchDriver]:
    began = perf_counter()
    settled, contradictions = settle(problem)
    model = model_of(settled)

    def told(where: list[int], after: float) -> Solution:
        cells = cells_of(model, where)
        value = reached(settled, cells) - settled.stability * moves(settled, cells)
        left_out = tuple(topic.id for topic in problem.topics if topic.id not in cells)
        return Solution(cells, value, None, contradictions, left_out, after)

    clock = Clock(began, settled, progress, cancelled)
    driver = SearchDriver(model, clock, lambda where: improved(told(where, perf_counter() - began)))
    driver.run(prove)
    solution = told(driver.where, driver.found_after)
    if driver.bound is None:
        return solution, driver
    bound = max(solution.value, model.constant + driver.bound)
    proven_after = driver.proven_after if bound == solution.value else None
    return replace(solution, bound=bound, proven_after=proven_after), driver


def _fewest(driver: SearchDriver, cells: Mapping[Id, Cell], least: int) -> tuple[dict[Id, Cell] | None, bool]:
    """A plan worth `least` with fewer moves than this one, if one was found, and whether none has fewer still.

    The search must have been one in which moves have a price.
    """
    model, bounded = driver.model, driver.bounded
    if bounded is None or bounded.certificate is None:
        return None, False
    problem, found = model.problem, None
    placed = sum(slot != AWAY for slot in driver.where)
    work = Work(FEWEST_STEPS, driver.clock.cancelled)
    most = moves(problem, cells) - 1
    while most >= 0:
        floor = least - problem.stability * most - model.constant
        sets = integer_program.candidates(bounded, bounded.certificate, floor - 1, work, MANY)
        if sets is None or work.over:
            return found, False
        answer = integer_program.fewer(model, placed, sets, least, most, work, FEWEST_SECONDS)
        if answer.where is None:
            return found, answer.final
        found = cells_of(model, answer.where)
        most = moves(problem, found) - 1
    return found, True
