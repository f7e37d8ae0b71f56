"""A bound is checked by adding up whole numbers: what topics cost, and what any set of them could earn in a slot."""

from itertools import combinations
from random import Random

import pytest

from barcamp.planner.model import model_of
from barcamp.planner.problem import Problem
from barcamp.planner.proof.bound import UNIT, Certificate, Work, bounded, neighbours
from barcamp.planner.proof.pricing import Pricer
from barcamp.planner.search.annealing import anneal, groups_of
from barcamp.planner.search.construct import AWAY, first_plan
from bench.instances import Shape, room_full

SHAPES = (Shape(9, 3, 3, 30), Shape(12, 3, 4, 40), Shape(12, 4, 2, 25), Shape(10, 2, 5, 60))


def claimed(problem: Problem, steps: int, seed: int = 0) -> tuple[Certificate, list[int]]:
    model, rng = model_of(problem), Random(seed)
    where = anneal(model, first_plan(model, rng), 20_000, rng, 1000, lambda: False).where
    placed = len(where) - where.count(AWAY)
    found = bounded(model, placed, neighbours(model, groups_of(model, where)), Work(steps), lambda bound: None)
    assert found.certificate is not None
    return found.certificate, model.kin


def check(problem: Problem, claim: Certificate, kin: list[int]) -> int:
    """The bound, once no set of topics is found to earn more than claimed. Every topic must be free to move."""
    price = {topic.id: price + claim.place for topic, price in zip(problem.topics, claim.prices, strict=True)}
    if claim.placed < len(problem.topics):
        assert min(claim.prices) >= 0
    total = sum(claim.prices) + claim.place * claim.placed
    for s, slot in enumerate(problem.slots):
        possible = [
            t for t in problem.topics
            if (t.not_before or 0) <= slot.starts and slot.ends <= (t.not_after or 10**6)
        ]  # fmt: skip
        for size in range(len(problem.rooms) + 1):
            for some in combinations(possible, size):
                beamers = sum("projector" in room.features for room in problem.rooms)
                if len({h for t in some for h in t.hosts}) < size or sum(bool(t.needs) for t in some) > beamers:
                    continue
                people = set().union(*(t.interest for t in some))
                earned = (len(people) + sum(t.hands for t in some)) * UNIT - sum(price[t.id] for t in some)
                assert earned <= claim.earnings[kin[s]], (slot, [t.id for t in some])
        total += claim.earnings[kin[s]]
    assert total == claim.total
    return total // UNIT


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_the_bound_is_what_its_numbers_add_up_to(shape, seed):
    problem = room_full(shape, seed)
    claim, kin = claimed(problem, 1_000_000)

    assert check(problem, claim, kin) == claim.bound


@pytest.mark.parametrize("steps", [1, 300, 3000])
def test_a_bound_that_was_cut_short_is_looser_but_holds(steps):
    problem = room_full(SHAPES[1], 0)
    claim, kin = claimed(problem, steps)

    assert check(problem, claim, kin) == claim.bound
    assert claim.bound >= claimed(problem, 1_000_000)[0].bound


def test_the_checker_notices_a_claim_that_is_too_good():
    problem = room_full(SHAPES[0], 0)
    claim, kin = claimed(problem, 1_000_000)
    low = Certificate(
        claim.prices, claim.place, claim.placed, [earned - UNIT for earned in claim.earnings], claim.slots
    )

    with pytest.raises(AssertionError):
        check(problem, low, kin)


@pytest.mark.parametrize("seed", range(6))
def test_listing_sets_leaves_out_none_even_if_a_topic_adds_nothing(seed):
    problem = room_full(Shape(9, 3, 3, 12), seed)
    model, rng = model_of(problem), Random(seed)
    prices = [rng.randint(-1, 4) * UNIT for _ in problem.topics]
    above = rng.randint(0, 4) * UNIT
    listed = Pricer(model, 0).exact(prices, above, 10**6, 10**6)
    wanted = {}
    for size in (1, 2, 3):
        for some in combinations(range(9), size):
            mask = sum(1 << t for t in some)
            hosts_meet = any(model.foes[t] & mask for t in some)
            if all(model.fit[t][0] for t in some) and not hosts_meet and model.seated(0, mask):
                wanted[mask] = model.worth(0, mask) * UNIT - sum(prices[t] for t in some)

    assert dict(listed.sets) == {mask: earned for mask, earned in wanted.items() if earned > above}
    assert len(listed.sets) > 10
