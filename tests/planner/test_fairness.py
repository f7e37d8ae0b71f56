"""Fair plans against trying everything: nothing given up beyond the share, nobody forgotten, no fairer plan missed.

People are counted by going through every plan in the plainest way; only the plain values are the planner's.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from barcamp.planner import fair_driver
from barcamp.planner.neglect import neglect
from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic
from barcamp.planner.process import solve_in_company
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.solver import replan, solve
from bench.instances import Shape, crowded, room_full
from tests.planner import checker
from tests.planner.brute import every_plan, judged, tiny
from tests.planner.nonsense import problems


def fulfilled(problem: Problem, cells: dict, person: Id) -> int:
    """In how many slots there is something that this person wanted."""
    return len({cells[t.id].slot for t in problem.topics if person in t.interest and t.id in cells})


def could_have_two(problem: Problem, person: Id) -> bool:
    """Whether two of their topics, each by itself, could be in different slots beside what is fixed."""
    slots = {slot.id: slot for slot in problem.slots}
    begun = {t: c for t, c in problem.present.items() if slots[c.slot].begun}
    fixed = {**problem.pins, **begun}
    places = []
    for topic in problem.topics:
        if person not in topic.interest:
            continue
        if topic.id in fixed:
            places.append({fixed[topic.id].slot})
            continue
        alone = replace(problem, topics=tuple(t for t in problem.topics if t.id in fixed or t.id == topic.id))
        places.append({plan[topic.id].slot for plan in every_plan(alone) if topic.id in plan})
    return any(a != b for i, one in enumerate(places) for other in places[i + 1 :] for a in one for b in other)


def left_short(problem: Problem, cells: dict, people: set[Id]) -> int:
    return sum(fulfilled(problem, cells, person) <= 1 for person in people)


def fairest(problem: Problem, people: set[Id]) -> tuple[int, int]:
    """The fewest people left short by a plan that gives up no more than may be, and the most that such a plan is
    worth."""
    plans = [(judged(problem, cells), cells) for cells in every_plan(problem)]
    most, best = max(worth for worth, _ in plans)
    least = best - max(0, best) * problem.fairness // 100
    few, value = min(
        (left_short(problem, cells, people), -value)
        for (placed, value), cells in plans
        if placed == most and value >= least
    )
    return few, -value


@pytest.mark.parametrize("block", range(10))
def test_every_tiny_problem_gets_its_fairest_plan_and_the_proof(block):
    for seed in range(block * 8, block * 8 + 8):
        tried, _ = settle(replace(tiny(seed), rounds=500_000))
        for share in (20, 100):  # of so few interests, one in a hundred is none
            problem = replace(tried, fairness=share)
            people = {who for topic in problem.topics for who in topic.interest if could_have_two(problem, who)}
            solution = solve(problem)
            fairness, cells = solution.fairness, dict(solution.cells)

            assert fairness is not None
            assert checker.complaints(problem, solution) == [], seed
            assert (fairness.after, solution.value) == fairest(problem, people), seed
            assert (fairness.after, fairness.entitled) == (left_short(problem, cells, people), len(people)), seed
            assert (fairness.bound, fairness.proven) == (fairness.after, True), seed
            assert (len(cells), solution.value) == judged(problem, cells), seed


def test_the_tiny_problems_are_no_easy_ones():
    found = [solve(replace(tiny(seed), rounds=30_000, fairness=40), prove=False) for seed in range(120)]

    assert sum(one.fairness is not None and one.fairness.before > 0 for one in found) > 5
    assert sum(one.fairness is not None and one.fairness.after < one.fairness.before for one in found) >= 2
    assert sum(bool(one.left_out) for one in found) > 20


@settings(max_examples=60, deadline=None)
@given(problems)
def test_no_more_is_given_up_than_was_said_and_nobody_is_worse_off(problem: Problem):
    settled, _ = settle(problem)
    best, solution = solve(replace(problem, fairness=0)), solve(problem)

    assert checker.complaints(problem, solution) == []
    assert best.fairness is None
    if not problem.fairness:
        assert (solution.fairness, solution.cells) == (None, best.cells)
        return
    fairness = solution.fairness
    assert fairness is not None
    assert (fairness.best, fairness.before) == (best.value, neglect(settled, best.cells)[0])
    assert fairness.after == neglect(settled, solution.cells)[0]
    assert fairness.bound <= fairness.after <= fairness.before <= fairness.entitled
    assert len(solution.cells) == len(best.cells)
    assert 0 <= best.value - solution.value <= max(0, best.value) * problem.fairness / 100


def test_one_interest_is_given_up_so_that_nobody_has_a_single_slot():
    """Kim's two topics are side by side in the best plan, which parts the three topics of everybody else."""
    others = ("ace", "adf", "bcf", "bde")
    topics = tuple(
        Topic(t, interest=frozenset([*(who for who in others if t in who), *(["kim"] if t in "ab" else [])]))
        for t in "abcdef"
    )
    slots = (Slot(1, 0, 45), Slot(2, 60, 105), Slot(3, 120, 165))
    problem = Problem(topics, (Room("x"), Room("y")), slots, rounds=200_000)
    best = solve(problem)
    assert (best.value, neglect(problem, best.cells)[0], best.cells["a"].slot) == (13, 1, best.cells["b"].slot)

    assert solve(replace(problem, fairness=7)).cells == best.cells, "a fourteenth of 13 is no whole interest"
    fair = solve(replace(problem, fairness=8))
    assert fair.fairness is not None
    assert (fair.value, fair.fairness.best, fair.bound) == (12, 13, 13)
    assert (fair.fairness.before, fair.fairness.after, fair.fairness.proven) == (1, 0, True)
    assert fair.cells["a"].slot != fair.cells["b"].slot


def test_who_could_never_have_two_slots_is_not_counted():
    topics = (
        Topic("pinned", interest=frozenset({"noor"})),
        Topic("begun", interest=frozenset({"noor", "max"})),
        Topic("late", interest=frozenset({"max", "kim"}), not_before=60),
    )
    slots = (Slot(1, 0, 45, begun=True), Slot(2, 60, 105), Slot(3, 120, 165))
    present: dict[Id, Cell] = {"begun": Cell("y", 1), "pinned": Cell("x", 1)}
    problem = Problem(topics, (Room("x"), Room("y")), slots, present=present, rounds=20_000, fairness=3)
    found = solve(problem).fairness

    assert found is not None  # Noor's two are side by side for good, Kim wants one topic; Max has two slots.
    assert (found.entitled, found.before, found.after) == (1, 0, 0)


@pytest.mark.parametrize("seed", [0, 1, 4])
def test_a_crowded_room_is_planned_fairly_and_the_same_each_time(seed):
    problem = replace(crowded(Shape(20, 4, 5, 100), seed), rounds=1_000_000, fairness=1)
    one, again = solve(problem), solve(problem)
    fairness = one.fairness

    assert fairness is not None
    assert dict(one.cells) == dict(again.cells)
    assert fairness.proven
    assert fairness.after < fairness.before
    assert one.value >= fairness.best * 0.99
    assert {topic: one.cells[topic] for topic in problem.pins} == dict(problem.pins)


def test_without_the_solver_packages_there_is_a_fair_plan_and_no_proof(monkeypatch):
    problem = replace(crowded(Shape(20, 4, 5, 100), 5), rounds=1_000_000, fairness=1)
    proven = solve(problem).fairness
    monkeypatch.setattr(fair_driver, "highspy", None)
    plain = solve(problem).fairness

    assert proven is not None
    assert plain is not None
    assert (plain.before, plain.after) == (proven.before, proven.after)
    assert proven.proven
    assert (plain.bound, plain.proven) == (0, False)


def test_a_plan_with_few_moves_makes_no_second_concession():
    problem = replace(room_full(Shape(9, 3, 3, 30), 0), rounds=100_000, fairness=3)
    changed = replace(problem, present=solve(replace(problem, fairness=0, seed=1)).cells)

    asked, plain = replan(changed), replan(replace(changed, fairness=0))
    assert (asked.cells, asked.fairness) == (plain.cells, None)


def test_the_process_finds_the_same_fair_plan():
    problem = replace(crowded(Shape(20, 4, 5, 100), 0), rounds=600_000, fairness=1)
    here, there = solve(problem), solve_in_company(problem)

    assert here.fairness is not None
    assert there.fairness is not None
    assert (here.cells, here.fairness.after, here.fairness.bound) == (
        there.cells, there.fairness.after, there.fairness.bound,
    )  # fmt: skip
