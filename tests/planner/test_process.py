"""The planner in a process of its own: the same answer, news on the way, and an end whatever happens."""

import asyncio
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from barcamp.planner import process
from barcamp.planner.document import read_problem, write_problem
from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic
from barcamp.planner.process import COMMAND, MANY_TOPICS, PlanningFailed, solve_elsewhere, solve_in_company
from barcamp.planner.solver import solve
from bench.instances import Shape, room_full

PROBLEM = Problem(
    topics=tuple(Topic(f"t{i}", f"T{i}", frozenset(range(i, 12, i + 1)), hosts=frozenset({i % 4})) for i in range(8)),
    rooms=(Room(1, "Saal", 10), Room(2, "Keller", 4)),
    slots=(Slot(1, 600, 645), Slot(2, 660, 705), Slot(3, 720, 765)),
    pins={"t3": Cell(1, 2), "t4": Cell(1, 2)},
    rounds=20_000,
)
BEGUN = '{"type":"begun"}'
BEST = '{"type":"best","cells":[{"topic":"t0","room":1,"slot":1}],"value":12,"found_after":0.25}'


def stand_in(script: str) -> tuple[str, ...]:
    """Another planner, that starts fast: it has read the problem when the script begins."""
    return (sys.executable, "-S", "-c", f"import os, sys; sys.stdin.readline()\n{script}")


async def test_elsewhere_the_answer_is_the_same():
    here, elsewhere = solve(PROBLEM), await solve_elsewhere(PROBLEM)
    assert replace(here, found_after=0.0, proven_after=None) == replace(elsewhere, found_after=0.0, proven_after=None)
    assert len(elsewhere.contradictions) == 1


async def test_progress_is_heard():
    heard = []
    solution = await solve_elsewhere(PROBLEM, on_progress=lambda *news: heard.append(news))
    assert heard
    assert all(0 <= share <= 1 and value <= solution.value for share, value, _ in heard)


async def test_who_cancels_ends_the_process():
    heard: asyncio.Queue[int] = asyncio.Queue()
    waits = stand_in("""print('{"type":"news","share":0,"value":%d,"bound":null}' % os.getpid(), flush=True)
sys.stdin.read()""")
    task = asyncio.create_task(
        solve_elsewhere(PROBLEM, on_progress=lambda share, value, bound: heard.put_nowait(value), command=waits)
    )
    process = await heard.get()
    os.kill(process, 0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_a_process_that_breaks_down_says_its_last_words():
    with pytest.raises(PlanningFailed, match=r"^out of luck$"):
        await solve_elsewhere(PROBLEM, command=stand_in(f"print('{BEST}', flush=True); sys.exit('out of luck')"))


async def test_an_answer_that_is_none_is_a_failure():
    with pytest.raises(PlanningFailed, match="could not be read"):
        await solve_elsewhere(PROBLEM, command=stand_in("print('hello', flush=True); sys.stdin.read()"))


async def test_past_the_time_limit_the_best_plan_so_far_is_taken_without_a_proof():
    late = stand_in(f"print('{BEGUN}\\n{BEST}', flush=True); sys.stdin.read()")
    solution = await solve_elsewhere(replace(PROBLEM, rounds=None, seconds=0.0), grace=0.1, command=late)
    assert (solution.cells, solution.value, solution.bound) == ({"t0": Cell(1, 1)}, 12, None)
    assert solution.left_out == tuple(f"t{i}" for i in range(1, 8))


async def test_past_the_time_limit_without_a_plan_is_a_failure():
    silent = stand_in(f"print('{BEGUN}', flush=True); sys.stdin.read()")
    with pytest.raises(PlanningFailed):
        await solve_elsewhere(replace(PROBLEM, rounds=None, seconds=0.0), grace=0.1, command=silent)


async def test_a_process_that_never_begins_is_a_failure():
    with pytest.raises(PlanningFailed):
        await solve_elsewhere(PROBLEM, start=0.1, command=stand_in("sys.stdin.read()"))


def test_the_process_does_not_outlive_the_server():
    endless = write_problem(replace(PROBLEM, rounds=2**50))
    worker = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(endless + b"\n")
    worker.stdin.flush()
    assert worker.stdout.readline()  # it has begun
    worker.stdin.close()
    assert worker.wait(timeout=300) in (0, 1)
    worker.stdout.close()


def test_the_problem_arrives_as_it_was_sent():
    assert read_problem(write_problem(PROBLEM)) == PROBLEM


def hall(topics: int, seed: int = 0) -> Problem:
    return replace(room_full(Shape(topics, 8, 6, 60), seed), rounds=60_000)


def test_many_topics_have_a_second_search_beside_the_proof():
    problem = hall(MANY_TOPICS)
    own, companion = solve(problem), solve(replace(problem, seed=problem.seed + 1), prove=False)
    assert companion.value > own.value, "a room in which the companion finds more"
    best = solve_in_company(problem)
    assert (best.cells, best.value, best.bound) == (companion.cells, companion.value, own.bound)


def test_the_own_plan_is_kept_where_the_companion_finds_no_better_one():
    problem = hall(MANY_TOPICS, seed=2)
    own, companion = solve(problem), solve(replace(problem, seed=problem.seed + 1), prove=False)
    assert companion.value < own.value
    assert solve_in_company(problem).cells == own.cells


def test_few_topics_need_no_second_search(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    assert solve_in_company(PROBLEM).cells == solve(PROBLEM).cells


def test_a_companion_that_is_ended_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch):
    problem = hall(MANY_TOPICS)
    monkeypatch.setattr(process, "COMMAND", stand_in("os._exit(9)"))
    assert solve_in_company(problem).cells == solve(problem).cells


def test_a_companion_that_leaves_more_out_is_not_believed(monkeypatch: pytest.MonkeyPatch):
    problem = hall(MANY_TOPICS)
    few = BEST.replace("t0", str(problem.topics[0].id)).replace('"value":12', '"value":9999,"done":true')
    monkeypatch.setattr(process, "COMMAND", stand_in(f"print('{few}', flush=True)"))
    assert solve_in_company(problem).cells == solve(problem).cells


async def test_past_the_time_limit_the_best_plan_stands_in_for_a_fair_one():
    late = stand_in(f"print('{BEGUN}\\n{BEST}', flush=True); sys.stdin.read()")
    problem = replace(PROBLEM, rounds=None, seconds=0.0, fairness=1)
    solution = await solve_elsewhere(problem, grace=0.1, command=late)
    assert (solution.cells, solution.fairness) == ({"t0": Cell(1, 1)}, None)


def test_the_best_plan_is_told_before_a_fairer_one_is_looked_for():
    told = []
    solution = solve_in_company(replace(PROBLEM, fairness=1), improved=told.append)
    assert solution.fairness is not None
    assert (told[-1].value, told[-1].fairness) == (solution.fairness.best, None)
