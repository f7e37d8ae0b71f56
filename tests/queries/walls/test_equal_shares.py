"""The method of equal shares: exact, whatever order its input has, and like the definition read word for word."""

from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from barcamp.queries.walls.equal_shares import Chosen, bought, select

POINTS = st.dictionaries(
    st.integers(1, 7), st.dictionaries(st.integers(1, 6), st.integers(1, 5), max_size=6), max_size=7
)


def by_the_book(points: dict[int, dict[int, int]], costs: dict[int, int], budget: int, voters: int) -> list[int]:
    """As it is defined: in each round the least rho at which min(what is left, rho × points) adds up to the cost."""
    everybody = {voter for each in points.values() for voter in each}
    left = dict.fromkeys(everybody, Fraction(budget, max(voters, len(everybody), 1)))
    chosen: list[int] = []
    while True:
        prices = []
        for card, its in points.items():
            if card in chosen or sum((left[voter] for voter in its), Fraction()) < costs[card] or not its:
                continue
            tried = [_rho(its, left, costs[card], rich) for rich in _rich_ones(its, left)]
            prices.append((min(rho for rho in tried if rho is not None), -sum(its.values()), card))
        if not prices:
            return chosen
        rho, _, card = min(prices)
        for voter, number in points[card].items():
            left[voter] -= min(left[voter], rho * number)
        chosen.append(card)


def _rich_ones(its: dict[int, int], left: dict[int, Fraction]) -> list[list[int]]:
    """Who might not pay all they have: the richest for their points, however many."""
    order = sorted(its, key=lambda voter: left[voter] / its[voter])
    return [order[at:] for at in range(len(order))]


def _rho(its: dict[int, int], left: dict[int, Fraction], cost: int, rich: list[int]) -> Fraction | None:
    poor = sum((left[voter] for voter in its if voter not in rich), Fraction())
    rho = (cost - poor) / sum(its[voter] for voter in rich)
    right = rho > 0 and sum((min(left[voter], rho * its[voter]) for voter in its), Fraction()) == cost
    return rho if right else None


@settings(max_examples=300)
@given(POINTS, st.lists(st.integers(1, 4), min_size=7, max_size=7), st.integers(1, 12), st.integers(0, 9))
def test_it_chooses_what_the_definition_chooses(
    points: dict[int, dict[int, int]], costs: list[int], budget: int, voters: int
):
    of = {card: costs[card - 1] for card in points}
    found = [each.card for each in bought(points, of, budget, voters)]
    assert found == by_the_book(points, of, budget, voters)
    assert sum(of[card] for card in found) <= budget


@settings(max_examples=200)
@given(POINTS, st.integers(1, 7), st.randoms())
def test_the_order_of_the_input_decides_nothing(points: dict[int, dict[int, int]], number: int, chance):
    cards = list(points)
    chance.shuffle(cards)
    other = {card: dict(reversed(points[card].items())) for card in cards}
    assert select(points, number) == select(other, number)


@settings(max_examples=200)
@given(POINTS, st.integers(1, 7))
def test_a_selection_has_as_many_cards_as_wanted_if_so_many_have_points(points: dict[int, dict[int, int]], number: int):
    found = select(points, number)
    assert len(found) == min(number, sum(1 for some in points.values() if some))
    assert len({each.card for each in found}) == len(found)
    assert all(each.payers <= set(points[each.card]) for each in found)


@settings(max_examples=200)
@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 3))
def test_a_group_that_makes_up_its_share_gets_its_cards(number: int, share: int, others: int):
    """Of `number` cards, whoever is a share of the people in `number` gets so many, however the rest votes."""
    size = share * 3  # of number * 3 people
    everybody = max(number, share) * 3
    points = {card: dict.fromkeys(range(size), 1) for card in range(10, 10 + share)}
    rest = range(size, everybody)
    for card in range(number + others):
        points[card] = dict.fromkeys(rest, 1)
    points = {card: some for card, some in points.items() if some}
    chosen = {each.card for each in select(points, max(number, share))}
    assert set(range(10, 10 + share)) <= chosen


def test_minorities_are_heard_where_points_alone_would_not_hear_them():
    most = {card: dict.fromkeys(range(6), 1) for card in (1, 2, 3)}
    points = {**most, 4: dict.fromkeys(range(6, 9), 1)}
    by_points = sorted(points, key=lambda card: -len(points[card]))[:3]
    assert by_points == [1, 2, 3]
    assert [each.card for each in select(points, 3)] == [1, 2, 4]


def test_what_is_not_paid_for_is_filled_up_by_points():
    points = {1: {1: 1}, 2: {2: 1}, 3: {3: 1}}
    assert {each.card for each in select(points, 2)} == {1, 2}
    for order in permutations(points):
        assert select({card: points[card] for card in order}, 2) == select(points, 2)
    assert select({}, 3) == select({1: {}}, 3) == []
    assert select({1: {1: 3}}, 5) == [Chosen(1, frozenset({1}))]
