"""Whatever is put in, a plan comes out that breaks no hard rule, and what was given up for it was the least."""

import pytest
from hypothesis import given, settings

from barcamp.planner.board import Board
from barcamp.planner.explain.assess import assess, costs, move_cost
from barcamp.planner.explain.why import explain
from barcamp.planner.problem import Cell, Problem
from barcamp.planner.proof.contradictions import STRENGTH, settle
from barcamp.planner.rules import breaches, possible_cells
from barcamp.planner.solver import solve
from tests.planner.checker import can_be_met, complaints, first, heads, value
from tests.planner.nonsense import plans, problems

quick = settings(max_examples=60)
many = settings(quick, max_examples=100)


@quick
@given(problems)
def test_a_solution_breaks_no_hard_rule_and_is_worth_what_it_says(problem: Problem):
    solution = solve(problem)
    assert complaints(problem, solution) == []
    settled, contradictions = settle(problem)
    assert solution.contradictions == contradictions
    assert breaches(settled, solution.cells) == []
    figures = assess(settled, solution.cells)
    assert (figures.objective, figures.value) == (solution.value, value(settled, dict(solution.cells)))


@many
@given(problems)
def test_a_contradiction_is_a_smallest_set_of_wishes_that_do_not_go_together(problem: Problem):
    for found in settle(problem)[1]:
        assert not can_be_met(problem, found.wishes)
        for wish in found.wishes:
            rest = tuple(other for other in found.wishes if other != wish)
            assert not rest or can_be_met(problem, rest)


@many
@given(problems)
def test_the_weakest_wish_of_a_contradiction_is_given_up(problem: Problem):
    known = first(problem.topics)
    order = list(known)
    for found in settle(problem)[1]:
        given_up = found.given_up
        assert given_up in found.wishes
        for wish in found.wishes:
            if "pin" in (wish.kind, given_up.kind):
                assert STRENGTH[given_up.kind] <= STRENGTH[wish.kind]
            if given_up.kind == wish.kind == "pin" and wish != given_up:
                strength = [(max(0, known[one].shown), -order.index(one)) for one in (given_up.topic, wish.topic)]
                assert strength[0] < strength[1]


@many
@given(problems)
def test_what_is_settled_contradicts_itself_no_more(problem: Problem):
    settled, _ = settle(problem)
    assert settle(settled) == (settled, ())
    assert breaches(settled, settled.pins) == []
    cells = [Cell(room.id, slot.id) for room in settled.rooms for slot in settled.slots]
    open_cells = [
        c for c in cells if not first(settled.slots)[c.slot].begun and c.slot not in first(settled.rooms)[c.room].closed
    ]
    assert all(possible_cells(settled, topic.id) for topic in settled.topics) or not open_cells


@quick
@given(problems)
def test_every_session_and_every_topic_left_out_has_its_reason(problem: Problem):
    solution = solve(problem, prove=False)
    why = explain(problem, solution)
    assert set(why.times) == set(why.rooms) == set(solution.cells)
    assert set(why.left_out) == set(solution.left_out)
    assert len(why.contradictions) == len(solution.contradictions)
    assert why.popularity <= problem.shown or any(topic.hands < 0 for topic in problem.topics)


@many
@given(problems, plans)
def test_heads_are_those_on_site_and_those_online(problem: Problem, cells: dict):
    found, told = assess(problem, cells), heads(problem, cells)
    assert found.heads == pytest.approx({topic: float(site + online) for topic, (site, online) in told.items()})
    assert found.online == pytest.approx({topic: float(online) for topic, (_, online) in told.items()})
    rooms = first(problem.rooms)
    tight = {topic for topic, (site, _) in told.items() if site > rooms[cells[topic].room].capacity}
    assert {one.topic for one in found.tight} == tight
    topics = first(problem.topics)
    unlinked = {
        topic for topic in told
        if (topics[topic].interest | topics[topic].hosts) & problem.online and not rooms[cells[topic].room].video
    }  # fmt: skip
    assert {one.topic for one in found.unlinked} == unlinked


@many
@given(problems, plans)
def test_what_a_step_costs_is_the_difference_of_two_assessments(problem: Problem, cells: dict):
    topics = list(first(problem.topics))
    before = assess(problem, cells)
    assert before.value == value(problem, cells)
    board = Board(problem)
    for topic in topics[:2]:
        for cell, cost in costs(problem, cells, topic).items():
            after = dict(cells)
            there = [other for other in board.placed(cells) if other != topic and cells[other] == cell]
            if there and topic in cells:
                after[there[0]] = cells[topic]
            elif there:
                del after[there[0]]
            after[topic] = cell
            assert cost == move_cost(problem, cells, after)
            then = assess(problem, after)
            assert cost.value_change == then.value - before.value
            known = {(breach.rule, breach.topics) for breach in before.breaches}
            new = {(b.rule, b.topics) for b in then.breaches} - known
            assert {(b.rule, b.topics) for b in cost.breaches} == new
