"""The engine against trying everything, and against itself: best, proven, repeatable, never at a loss."""

from dataclasses import replace

import pytest

from barcamp.planner import search_driver
from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.solver import replan, solve
from bench.instances import Shape, room_full
from tests.planner.brute import best_of_all, every_plan, judged, tiny


@pytest.mark.parametrize("block", range(15))
def test_every_tiny_problem_gets_its_best_plan_and_the_proof(block):
    for seed in range(block * 20, block * 20 + 20):
        problem, _ = settle(replace(tiny(seed), rounds=60_000))  # wishes nobody can meet are given up before
        solution = solve(problem)

        assert (len(solution.cells), solution.value) == judged(problem, dict(solution.cells)), seed
        assert (len(solution.cells), solution.value) == best_of_all(problem), seed
        assert (solution.bound, solution.proven, solution.contradictions) == (solution.value, True, ()), seed
        assert dict(solution.cells) in list(every_plan(problem)), seed


def test_the_tiny_problems_are_no_easy_ones():
    problems = [tiny(seed) for seed in range(300)]

    assert sum(bool(p.pins) for p in problems) > 60
    assert sum(p.stability > 0 and bool(p.present) for p in problems) > 60
    assert sum(any(s.begun for s in p.slots) for p in problems) > 20
    assert sum(best_of_all(p)[0] < len(p.topics) for p in problems[:100]) > 20


def test_a_room_full_of_wishes_is_planned_and_proven():
    problem = room_full(Shape(24, 5, 5, 100), seed=0)
    solution = solve(replace(problem, rounds=2_000_000))

    assert (len(solution.cells), solution.value, solution.bound) == (24, 410, 410)
    assert solution.left_out == ()
    assert {t: solution.cells[t] for t in problem.pins} == dict(problem.pins)
    assert solution.proven_after is not None
    assert solution.found_after <= solution.proven_after


def test_the_same_problem_and_seed_give_the_same_plan():
    problem = replace(room_full(Shape(16, 4, 4, 60), seed=3), rounds=100_000)

    assert dict(solve(problem).cells) == dict(solve(problem).cells)


def test_without_the_solver_packages_there_is_a_plan_and_no_bound(monkeypatch):
    problem = replace(room_full(Shape(16, 4, 4, 60), seed=0), rounds=100_000)
    proven = solve(problem)
    monkeypatch.setattr(search_driver, "highspy", None)
    plain = solve(problem)

    assert (proven.bound, plain.bound, plain.proven, plain.gap) == (proven.value, None, False, None)
    assert (len(plain.cells), plain.value) == (len(proven.cells), proven.value)


def test_who_does_not_ask_for_a_proof_gets_none():
    assert solve(replace(tiny(0), rounds=5_000), prove=False).bound is None


@pytest.mark.parametrize(
    "problem",
    [
        Problem(),
        Problem(topics=(Topic(1),)),
        Problem(topics=(Topic(1),), rooms=(Room(1),)),
        Problem(topics=(Topic(1),), slots=(Slot(1, 0, 45),)),
        Problem(rooms=(Room(1),), slots=(Slot(1, 0, 45),)),
        Problem(topics=(Topic(1),), rooms=(Room(1, closed=frozenset({1})),), slots=(Slot(1, 0, 45),)),
        Problem(topics=(Topic(1),), rooms=(Room(1),), slots=(Slot(1, 0, 45, begun=True),)),
    ],
)
def test_where_nothing_can_be_planned_the_plan_is_empty(problem):
    solution = solve(problem)

    assert dict(solution.cells) == {}
    assert solution.left_out == tuple(topic.id for topic in problem.topics)
    assert solution.value == 0


def test_a_fuller_session_gets_the_bigger_room():
    rooms = (Room("small", capacity=5), Room("large", capacity=50))
    topics = (Topic("few", interest=frozenset(range(4))), Topic("many", interest=frozenset(range(10, 40))))
    solution = solve(Problem(topics, rooms, (Slot(1, 0, 45),)))

    assert dict(solution.cells) == {"few": Cell("small", 1), "many": Cell("large", 1)}


def test_a_session_stays_where_moving_it_gains_nothing():
    rooms, slots = (Room("a"), Room("b")), (Slot(1, 0, 45), Slot(2, 60, 105))
    topics = tuple(Topic(t, interest=frozenset({t})) for t in range(4))
    present: dict[Id, Cell] = {0: Cell("b", 2), 1: Cell("a", 2), 2: Cell("b", 1), 3: Cell("a", 1)}
    solution = solve(Problem(topics, rooms, slots, present=present))

    assert dict(solution.cells) == present


def test_the_more_a_move_must_bring_the_fewer_there_are():
    problem = room_full(Shape(16, 4, 4, 60), seed=1)
    nobody_asked = tuple(replace(topic, interest=frozenset()) for topic in problem.topics)
    problem = replace(problem, present=solve(replace(problem, topics=nobody_asked, rounds=1)).cells, rounds=200_000)
    moved = []
    for stability in (0, 1, 4, 1000):
        cells = solve(replace(problem, stability=stability)).cells
        moved.append(sum(cells[t] != cell for t, cell in problem.present.items()))

    assert moved == sorted(moved, reverse=True)
    assert (moved[0] > 5, moved[-1]) == (True, 0)


def test_a_lost_room_moves_few_sessions_and_costs_little():
    problem = room_full(Shape(16, 4, 5, 60), seed=2)
    published = solve(replace(problem, rounds=300_000)).cells
    lost = next(cell for t, cell in published.items() if t not in problem.pins)
    rooms = tuple(
        replace(room, closed=frozenset({lost.slot})) if room.id == lost.room else room for room in problem.rooms
    )
    changed = replace(problem, rooms=rooms, present=published, rounds=300_000)
    free, few = solve(changed), replan(changed)
    moved = [sum(plan.cells.get(t) != cell for t, cell in published.items()) for plan in (free, few)]

    assert few.value >= 0.99 * free.value
    assert len(few.cells) == len(free.cells)
    assert 1 <= moved[1] <= moved[0]
    assert few.bound == free.bound
    assert few.fewest


def test_no_plan_of_that_worth_moves_fewer_sessions_where_it_says_so():
    said, moved_at_all = 0, 0
    for seed in range(100):
        problem, _ = settle(replace(tiny(seed), stability=0, rounds=20_000))
        if not problem.present:
            continue
        plans = [(plan, judged(problem, plan)) for plan in every_plan(problem)]
        placed, best = max(figures for _, figures in plans)
        few = replan(problem, within=0.2)
        moved = judged(replace(problem, stability=1000), dict(few.cells))[1]
        good = [plan for plan, (count, value) in plans if count == placed and value >= 0.8 * best]
        fewest = min(sum(plan.get(t) != cell for t, cell in problem.present.items()) for plan in good)
        mine = (few.value - moved) // 1000
        if few.fewest:
            said += 1
            moved_at_all += mine > 0
            assert mine == fewest, seed
        else:
            assert mine >= fewest, seed

    assert (said > 25, moved_at_all > 5) == (True, True)


def test_progress_is_told_and_cancelling_returns_what_there_is():
    heard = []
    problem = replace(room_full(Shape(30, 6, 5, 150), seed=0), rounds=2_000_000)
    whole = solve(problem, progress=lambda *told: heard.append(told))
    stopped = solve(problem, cancelled=lambda: True)

    assert [share for share, _, _ in heard] == sorted(share for share, _, _ in heard)
    assert all(0 <= share <= 1 and value <= whole.value for share, value, _ in heard)
    assert heard != []
    assert len(stopped.cells) == len(whole.cells)
    assert stopped.value <= whole.value


def test_each_better_plan_is_shown_as_it_is_found():
    shown = []
    solution = solve(replace(room_full(Shape(30, 6, 5, 150), seed=0), rounds=200_000), improved=shown.append)

    assert [plan.value for plan in shown] == sorted({plan.value for plan in shown})
    assert shown[-1].cells == solution.cells
