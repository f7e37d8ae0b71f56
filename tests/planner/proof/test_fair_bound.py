"""What a fair plan's proof says is checked by adding up whole numbers, over every set of topics of every slot."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from barcamp.planner.model import model_of
from barcamp.planner.neglect import wants_of
from barcamp.planner.problem import Problem
from barcamp.planner.proof.bound import UNIT, Work, neighbours
from barcamp.planner.proof.fair_bound import FairCertificate, FairPricer, begun, bounded
from barcamp.planner.search.annealing import anneal, groups_of
from barcamp.planner.search.construct import AWAY, first_plan
from bench.instances import Shape, crowded

SHAPES = (Shape(9, 3, 3, 30), Shape(12, 3, 4, 40), Shape(12, 4, 2, 25))


def claimed(problem: Problem, most: int | None, steps: int = 1_000_000) -> tuple[FairCertificate, list[int], int]:
    model, rng = model_of(problem), Random(0)
    found = anneal(model, first_plan(model, rng), 20_000, rng, 1000, lambda: False)
    placed, least = len(found.where) - found.where.count(AWAY), found.worth * 99 // 100
    proof = begun(model, placed, least, neighbours(model, groups_of(model, found.where)))
    bounded(proof, most, Work(steps), lambda certificate: False)
    assert proof.certificate is not None
    return proof.certificate, model.kin, least


def check(problem: Problem, claim: FairCertificate, kin: list[int]) -> int:
    """The claim's total, once no set of topics is found to earn more than claimed. Every topic must be free to move."""
    price = {topic.id: price + claim.place for topic, price in zip(problem.topics, claim.prices, strict=True)}
    if claim.placed < len(problem.topics):
        assert min(claim.prices) >= 0
    wanted: dict = {}
    for topic in problem.topics:
        for person in topic.interest:
            wanted.setdefault(person, set()).add(topic.id)
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
                there = {t.id for t in some}
                alone = sum(len(wanted[person]) >= 2 and wanted[person] <= there for person in people)
                earned = (len(people) + sum(t.hands for t in some)) * claim.interest
                earned -= alone * claim.person + sum(price[t.id] for t in some)
                assert earned <= claim.earnings[kin[s]], (slot, sorted(there))
        total += claim.earnings[kin[s]]
    assert total == claim.total
    return total


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("most", [None, 0, 2])
def test_the_bound_is_what_its_numbers_add_up_to(shape, most):
    problem = replace(crowded(shape, 0), pins={})
    claim, kin, least = claimed(problem, most)
    total = check(problem, claim, kin)

    assert UNIT in (claim.interest, claim.person)
    assert claim.excludes(least, claim.fewest(least) - 1) or claim.fewest(least) == 0
    assert not claim.excludes(total // max(1, claim.interest), 0)


def test_a_bound_that_was_cut_short_is_looser_but_holds():
    problem = replace(crowded(SHAPES[1], 0), pins={})
    for most in (None, 1):
        short, kin, _ = claimed(problem, most, 300)
        check(problem, short, kin)


def test_the_checker_notices_a_claim_that_is_too_good():
    problem = replace(crowded(SHAPES[0], 0), pins={})
    claim, kin, _ = claimed(problem, 0)

    with pytest.raises(AssertionError):
        check(problem, replace(claim, earnings=[earned - UNIT for earned in claim.earnings]), kin)


@pytest.mark.parametrize("seed", range(4))
def test_listing_sets_leaves_out_none_even_if_a_topic_adds_nothing(seed):
    problem = replace(crowded(Shape(9, 3, 3, 14), seed), pins={})
    model, rng = model_of(problem), Random(seed)
    wants, prices = wants_of(model), [rng.randint(-1, 4) * UNIT for _ in problem.topics]
    pricer = FairPricer(model, 0, wants)
    pricer.weigh(UNIT, 3 * UNIT)
    above = rng.randint(0, 2) * UNIT
    listed = pricer.exact(prices, above, 10**6, 10**6)
    known = {}
    for size in (1, 2, 3):
        for some in combinations(range(9), size):
            mask = sum(1 << t for t in some)
            hosts_meet = any(model.foes[t] & mask for t in some)
            if all(model.fit[t][0] for t in some) and not hosts_meet and model.seated(0, mask):
                lost = wants.neglected(0, mask)
                known[mask] = (model.worth(0, mask) - 3 * lost) * UNIT - sum(prices[t] for t in some)

    assert dict(listed.sets) == {mask: earned for mask, earned in known.items() if earned > above}
    assert len(listed.sets) > 10
    assert any(wants.neglected(0, mask) for mask in dict(listed.sets))
