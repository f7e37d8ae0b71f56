"""Sharing out rooms, against trying every way."""

from itertools import permutations
from random import Random

import pytest

from barcamp.planner.search.matching import cheapest, most, seats


@pytest.mark.parametrize("seed", range(40))
def test_the_cheapest_sharing_costs_as_little_as_any(seed):
    rng = Random(seed)
    rows = rng.randint(1, 4)
    columns = rng.randint(rows, 5)
    costs = [[rng.choice((rng.randint(-9, 9), 10**40)) for _ in range(columns)] for _ in range(rows)]
    chosen = cheapest(costs)

    assert len(set(chosen)) == rows
    assert sum(costs[i][j] for i, j in enumerate(chosen)) == min(
        sum(costs[i][j] for i, j in enumerate(way)) for way in permutations(range(columns), rows)
    )


@pytest.mark.parametrize("seed", range(40))
def test_everyone_has_a_room_exactly_where_that_is_possible(seed):
    rng = Random(seed)
    masks = [rng.randrange(16) for _ in range(rng.randint(1, 4))]
    ways = [
        way for way in permutations(range(4), len(masks)) if all(m >> r & 1 for m, r in zip(masks, way, strict=True))
    ]
    rooms = seats(masks)

    assert (rooms is not None) == bool(ways)
    assert rooms is None or tuple(rooms) in ways
    assert (most(masks) == len(masks)) == bool(ways)


def test_nobody_needs_no_room():
    assert (seats([]), most([]), cheapest([])) == ([], 0, [])
