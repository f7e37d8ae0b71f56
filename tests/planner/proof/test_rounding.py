"""Sets of topics that the linear program takes in part become a whole plan."""

from random import Random

import pytest

from barcamp.planner.model import Model, model_of, ones
from barcamp.planner.problem import Problem, Room, Slot, Topic
from barcamp.planner.proof.bound import Columns, Work, bounded, neighbours
from barcamp.planner.proof.rounding import Shares, rounded, shares_of
from barcamp.planner.search.annealing import anneal, groups_of
from barcamp.planner.search.construct import AWAY, first_plan
from bench.instances import Shape, room_full

SHAPES = (Shape(9, 3, 3, 30), Shape(12, 3, 4, 40), Shape(24, 4, 5, 50))


def relaxed(problem: Problem) -> tuple[Model, Columns, int]:
    """The linear program at its best value, and how many topics it places."""
    model, rng = model_of(problem), Random(0)
    where = anneal(model, first_plan(model, rng), 2000, rng, 1000, lambda: False).where
    placed = len(where) - where.count(AWAY)
    found = bounded(model, placed, neighbours(model, groups_of(model, where)), Work(1_000_000), lambda bound: None)
    assert found.columns.solve() is not None
    return model, found.columns, placed


def together(model: Model, where: list[int]) -> dict[int, int]:
    """The topics of each slot; checks on the way that each slot can seat them and that no host is in two places."""
    groups = groups_of(model, where)
    for s, group in enumerate(groups):
        assert model.seated(s, group)
        busy = group
        for other in model.near[s]:
            busy |= groups[other]
        assert not any(model.foes[t] & busy for t in ones(group))
    return dict(enumerate(groups))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_shares_are_those_of_a_plan_that_is_taken_in_parts(shape: Shape):
    model, columns, placed = relaxed(room_full(shape, 1))
    shares = shares_of(columns)
    of_topic = [sum(share for share, _, group in shares if group >> t & 1) for t in range(len(model.bits))]
    of_class = [sum(share for share, k, _ in shares if k == n) for n in range(len(model.members))]
    assert sum(of_topic) == pytest.approx(placed, abs=0.01)
    assert max(of_topic) <= 1.01
    assert all(taken <= len(members) + 0.01 for taken, members in zip(of_class, model.members, strict=True))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_a_set_that_was_drawn_stands_whole_in_a_slot_of_its_class(shape: Shape, seed: int):
    model, columns, _ = relaxed(room_full(shape, seed))
    shares = shares_of(columns)
    where, drawn = rounded(model, list(shares), Random(seed))
    whole = 0
    for s, group in together(model, where).items():
        sets = [known for _, k, known in shares if k == model.kin[s] and known & group == known]
        whole |= max((known for known in sets if set(ones(known)) <= drawn), key=int.bit_count, default=0)
    assert drawn
    assert drawn <= set(ones(whole))


def test_shares_of_a_whole_plan_give_that_plan():
    """Classes here are single slots, as each has rooms of its own."""
    problem = Problem(
        topics=tuple(Topic(n, f"T{n}", frozenset({n, n + 1})) for n in range(4)),
        rooms=(Room(1, "Saal", 9, closed=frozenset({2})), Room(2, "Keller", 9), Room(3, "Hof", 9)),
        slots=(Slot(1, 600, 645), Slot(2, 660, 705)),
    )
    model = model_of(problem)
    plan: Shares = [(1.0, model.kin[0], 0b0101), (1.0, model.kin[1], 0b1010)]
    assert model.kin[0] != model.kin[1]
    assert rounded(model, plan, Random(0)) == ([0, 1, 0, 1], frozenset(range(4)))


@pytest.mark.parametrize("seed", range(8))
def test_of_two_sets_that_need_one_host_at_one_time_one_is_drawn(seed: int):
    problem = Problem(
        topics=(
            Topic("a", "A", frozenset({1, 2}), hosts=frozenset({"Kim"})),
            Topic("b", "B", frozenset({3}), hosts=frozenset({"Kim"})),
            Topic("c", "C", frozenset({4})),
        ),
        rooms=(Room(1, "Saal", 9), Room(2, "Keller", 9)),
        slots=(Slot(1, 600, 660), Slot(2, 630, 690)),  # they overlap
    )
    model = model_of(problem)
    where, drawn = rounded(model, [(1.0, model.kin[0], 0b001), (1.0, model.kin[1], 0b110)], Random(seed))
    together(model, where)
    assert drawn in ({0}, {1, 2})
    assert where[2] != AWAY, "whoever was not drawn takes the best place that is left"
    assert (where[0] == AWAY) != (where[1] == AWAY)


def test_the_same_seed_draws_the_same():
    model, columns, _ = relaxed(room_full(SHAPES[2], 3))
    shares = shares_of(columns)
    again = [rounded(model, list(shares), Random(seed)) for seed in (7, 7, *range(20))]
    assert again[0] == again[1]
    assert len({tuple(where) for where, _ in again}) > 1, "else it would not matter"
