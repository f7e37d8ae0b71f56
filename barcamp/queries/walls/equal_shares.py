"""The method of equal shares: cards that stand for everybody who gave points, not only for the most.

Everybody gets an equal share of the budget. A card is chosen when those who gave it points can pay for it together,
each in proportion to their points or, if that is too much, with all they have left; next comes the card for which a
point costs least. So a group that is large enough to pay for a card gets one, however many points others give.
After D. Peters, G. Pierczyński and P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS
2021). All arithmetic is in integers, so a tie is a tie.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import total_ordering
from math import gcd, lcm

Id = int
# Card → voter → points, each at least 1.
Points = Mapping[Id, Mapping[Id, int]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A card of the selection. `payers` gave it points and still had something of their share; there are none where it
    was not paid for but `filled` up a selection that would have been too short."""

    card: Id
    payers: frozenset[Id]
    filled: bool = False


@total_ordering
@dataclass(frozen=True, slots=True)
class _Price:
    """What one point costs: `top / bottom`."""

    top: int
    bottom: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Price) and self.top * other.bottom == other.top * self.bottom

    def __lt__(self, other: "_Price") -> bool:
        return self.top * other.bottom < other.top * self.bottom


class _Purse:
    """What each voter has left, in the same small unit. Paying exactly makes the unit smaller."""

    def __init__(self, voters: list[Id], budget: int) -> None:
        self.unit = max(len(voters), 1)  # so many units are worth 1
        self.left = dict.fromkeys(voters, budget)

    def price(self, points: Mapping[Id, int], cost: int) -> _Price | None:
        """The least at which these voters can pay together, in units a point; None if they cannot."""
        missing, rest, smallest = cost * self.unit, sum(points.values()), lcm(*points.values())
        for voter in sorted(points, key=lambda each: self.left[each] * (smallest // points[each])):
            if self.left[voter] * rest >= missing * points[voter]:
                return _Price(missing, rest)
            missing -= self.left[voter]
            rest -= points[voter]
        return None

    def pay(self, points: Mapping[Id, int], price: _Price) -> frozenset[Id]:
        """Who paid."""
        payers = frozenset(voter for voter in points if self.left[voter])
        for voter in self.left:
            self.left[voter] *= price.bottom
        self.unit *= price.bottom
        for voter in payers:
            self.left[voter] -= min(self.left[voter], price.top * points[voter])
        smaller = gcd(self.unit, *self.left.values())
        self.left = {voter: left // smaller for voter, left in self.left.items()}
        self.unit //= smaller
        return payers


def bought(points: Points, costs: Mapping[Id, int], budget: int, voters: int = 0) -> list[Chosen]:
    """What can be paid for with a whole `budget`, in the order of choice. Of cards at the same price the one with more
    points comes first, then the lower id.

    `voters` is how many share the budget, if more than those who gave points.
    """
    everybody = sorted({voter for given in points.values() for voter in given})
    silent = range(-1, -1 - max(voters - len(everybody), 0), -1)
    purse = _Purse([*everybody, *silent], budget)
    # Prices only rise, so a card is looked at again only when what it cost last is still the least. A price is worth
    # comparing in one unit alone: that of the whole.
    waiting = [
        (_Price(0, 1), -sum(points[card].values()), card) for card in points if points[card] and costs[card] <= budget
    ]
    heapq.heapify(waiting)
    chosen: list[Chosen] = []
    while waiting:
        known, most, card = heapq.heappop(waiting)
        price = purse.price(points[card], costs[card])
        if price is None:
            continue
        whole = _Price(price.top, price.bottom * purse.unit)
        if whole == known or not waiting or (whole, most, card) <= waiting[0]:
            chosen.append(Chosen(card, purse.pay(points[card], price)))
        else:
            heapq.heappush(waiting, (whole, most, card))
    return chosen


def select(points: Points, number: int) -> list[Chosen]:
    """So many cards at most, each at the same cost, those that were paid for first.

    A budget for `number` cards seldom pays for all of them. It is raised, one card's worth at a time, as long as no
    more than `number` are bought; the places that are still free then go to the cards with the most points. There are
    fewer only where fewer have points.
    """
    given = {card: voters for card, voters in points.items() if voters}
    costs = dict.fromkeys(given, 1)
    number = min(number, len(given))
    chosen: list[Chosen] = []
    for budget in _budgets(given, number):
        more = bought(given, costs, budget)
        if len(more) > number:
            break
        chosen = more
        if len(more) == number:
            break
    there = {each.card for each in chosen}
    others = sorted((card for card in given if card not in there), key=lambda card: (-sum(given[card].values()), card))
    return chosen + [Chosen(card, frozenset(), filled=True) for card in others[: number - len(chosen)]]


def _budgets(points: Points, number: int) -> Iterator[int]:
    """From one for so many cards up to one with which everybody could pay for every card alone."""
    voters = {voter for given in points.values() for voter in given}
    yield from range(number, len(voters) * len(points) + 1)
