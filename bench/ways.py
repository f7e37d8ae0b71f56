"""Other ways to make a plan, for comparison: three by hand, and the annealing of a large barcamp.

All of them keep the hard rules and return the slot of each topic.
"""

from math import exp
from random import Random
from time import perf_counter

from barcamp.planner.model import Model, ones
from barcamp.planner.search.annealing import groups_of
from barcamp.planner.search.construct import AWAY, allowed, completed


def popularity(model: Model) -> list[int]:
    """Takes the topic that drew most people first, each into the slot with most rooms left."""
    return _one_by_one(model, _by_draw(model), lambda groups, t, s: model.size[s] - groups[s].bit_count())


def first_come(model: Model) -> list[int]:
    """Takes topics in the order of their pitches, each into the first free cell of the day."""
    return _one_by_one(model, range(len(model.bits)), lambda groups, t, s: -s)


def greedy(model: Model) -> list[int]:
    """Takes the topic that drew most people first, each where it adds most people who would not have come yet."""
    return _one_by_one(
        model, _by_draw(model), lambda groups, t, s: model.worth(s, groups[s] | 1 << t) - model.worth(s, groups[s])
    )


def sessionizer(model: Model, seconds: float, seed: int) -> list[int]:
    """Annealing as Minnebar's sessionizer describes it: the mean over all people of the share of their wishes that
    overlap, and fifty times the same for hosts, is made small; topics of two slots change places.

    Our own, after its description (github.com/minnestar/sessionizer). Hosts are never doubled here, so the second term
    is nought; it gets the seconds that we get, and our first plan to start from.
    """
    rng = Random(seed)
    where = completed(model, [AWAY] * len(model.bits), rng)
    wishes = [[t for t, bits in enumerate(model.bits) if bits >> p & 1] for p in range(_people(model))]
    fans = [ones(bits) for bits in model.bits]
    count = [[len([t for t in wanted if where[t] == s]) for s in range(len(model.size))] for wanted in wishes]
    share = [1 / max(1, len(wanted)) / max(1, len(wishes)) for wanted in wishes]
    groups, energy, least, best = groups_of(model, where), 0.0, 0.0, list(where)
    places = [*range(len(where)), *(-1 - s for s, size in enumerate(model.size) for _ in range(size))]
    began, steps = perf_counter(), 0
    while (done := (perf_counter() - began) / seconds) < 1:
        heat = 0.002 * (1 - done) ** 2 + 1e-6
        for _ in range(200):
            steps += 1
            a, b = rng.randrange(len(where)), rng.choice(places)
            here, there = where[a], where[b] if b >= 0 else -1 - b
            if here == there or (b < 0 and (here == AWAY or groups[there].bit_count() >= model.size[there])):
                continue
            if not _may(model, where, groups, a, b, there):
                continue
            change = sum(_felt(fans[a], count, share, here, there)) if here != AWAY and there != AWAY else 0.0
            _shift(fans[a], count, here, there)
            if b >= 0:
                change += sum(_felt(fans[b], count, share, there, here)) if here != AWAY and there != AWAY else 0.0
                _shift(fans[b], count, there, here)
            if change > 0 and rng.random() >= exp(-change / heat):
                _shift(fans[a], count, there, here)
                if b >= 0:
                    _shift(fans[b], count, here, there)
                continue
            where[a] = there
            if b >= 0:
                where[b] = here
            groups = groups_of(model, where)
            energy += change
            if energy < least - 1e-12:
                least, best = energy, list(where)
    return best


def _may(model: Model, where: list[int], groups: list[int], a: int, b: int, there: int) -> bool:
    here, without = where[a], list(groups)
    for t in (a, b):
        if t >= 0 and where[t] != AWAY:
            without[where[t]] &= ~(1 << t)
    if there != AWAY and not allowed(model, without, a, there):
        return False
    return b < 0 or here == AWAY or allowed(model, without, b, here)


def _felt(fans: list[int], count: list[list[int]], share: list[float], old: int, new: int):
    """How each fan's overlap changes if their topic moves from one slot to another."""
    for person in fans:
        yield ((count[person][new] > 0) - (count[person][old] > 1)) * share[person]


def _shift(fans: list[int], count: list[list[int]], old: int, new: int) -> None:
    for person in fans:
        if old != AWAY:
            count[person][old] -= 1
        if new != AWAY:
            count[person][new] += 1


def _one_by_one(model: Model, order, charm) -> list[int]:
    where, groups = [AWAY] * len(model.bits), [0] * len(model.size)
    for t in order:
        slots = [s for s in range(len(groups)) if allowed(model, groups, t, s)]
        if slots:
            where[t] = max(slots, key=lambda s: (charm(groups, t, s), -s))
            groups[where[t]] |= 1 << t
    return where


def _by_draw(model: Model) -> list[int]:
    return sorted(range(len(model.bits)), key=lambda t: -model.bits[t].bit_count() - model.topics[t].hands)


def _people(model: Model) -> int:
    return max((bits.bit_length() for bits in model.bits), default=0)
