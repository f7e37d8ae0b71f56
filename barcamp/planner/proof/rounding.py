"""From shares of sets to a whole plan: sets are drawn by their share in the linear program as long as they go
together."""

from random import Random

from barcamp.planner.model import Model, ones
from barcamp.planner.proof.bound import Columns
from barcamp.planner.search.annealing import groups_of
from barcamp.planner.search.construct import AWAY, completed

Shares = list[tuple[float, int, int]]  # share, class of slots, topics


def shares_of(columns: Columns) -> Shares:
    """The share that the linear program gave each set; to 1/65536, so that the last digits decide nothing."""
    taken = columns.lp.getSolution().col_value
    return [
        (round(share * 65536) / 65536, k, group)
        for share, (k, group) in zip(taken, columns.known, strict=True)
        if share > 1e-4
    ]


def rounded(model: Model, shares: Shares, rng: Random) -> tuple[list[int], frozenset[int]]:
    """A plan, and the topics in sets that were drawn; the others took the best place left."""
    where = [AWAY] * len(model.bits)
    left = [list(members) for members in model.members]
    drawn = 0
    while shares:
        _, k, group = rng.choices(shares, [share for share, _, _ in shares])[0]
        s = left[k].pop(0)
        groups = groups_of(model, where) if model.near[s] else []
        if not any(model.foes[t] & groups[other] for t in ones(group) for other in model.near[s]):
            for t in ones(group):
                where[t] = s
            drawn |= group
        shares = [one for one in shares if not one[2] & drawn and left[one[1]]]
    return completed(model, where, rng), frozenset(ones(drawn))
