"""The first plan: as many topics placed as possible, each where it adds most so far."""

from functools import partial
from random import Random

from barcamp.planner.model import Model, ones
from barcamp.planner.search.matching import most

AWAY = -1  # the slot of a topic that is left out


def first_plan(model: Model, rng: Random) -> list[int]:
    """The slot of each topic, AWAY for those left out: the present plan comes first, as far as it still holds."""
    return completed(model, [AWAY] * len(model.bits), rng)


def completed(model: Model, where: list[int], rng: Random) -> list[int]:
    """Places the topics left out: those with the least choice first, then pushing others out of the way while there is
    hope of placing more."""
    where, groups = list(where), [0] * len(model.size)
    for t, s in enumerate(where):
        if s != AWAY:
            groups[s] |= 1 << t
    choice = [(model.kept[t] < 0, sum(map(bool, model.fit[t])), -_shown(model, t), t) for t in range(len(where))]
    for *_, t in sorted(choice):
        slots = [s for s in range(len(groups)) if where[t] == AWAY and allowed(model, groups, t, s)]
        if slots:
            _put(where, groups, t, max(slots, key=partial(_charm, model, groups, t)))
    return _push(model, where, groups, rng)


def allowed(model: Model, groups: list[int], t: int, s: int) -> bool:
    """Whether topic t may join the topics of slot s: a room for each, and none of its hosts busy."""
    return bool(model.fit[t][s]) and not busy(model, groups, t, s) and model.seated(s, groups[s] | 1 << t)


def busy(model: Model, groups: list[int], t: int, s: int) -> int:
    """The topics placed in or across slot s whose hosts t needs."""
    together = groups[s]
    for other in model.near[s]:
        together |= groups[other]
    return together & model.foes[t] & ~(1 << t)


def ceiling(model: Model) -> int:
    """The number of topics that no plan exceeds: a cell for each, leaving hosts aside."""
    rooms = len(model.problem.rooms)
    masks = [sum(fit << s * rooms for s, fit in enumerate(row)) for row in model.fit]
    return most(masks)


def _push(model: Model, where: list[int], groups: list[int], rng: Random) -> list[int]:
    """Tabu search: a topic left out takes a place, and whatever is in its way looks for another."""
    hope = ceiling(model) if AWAY in where else len(where)
    best, wait = list(where), [0] * len(where)
    for step in range(30 * len(where)):
        if len(best) - best.count(AWAY) >= hope:
            break
        options: list[tuple[int, list[int], int, int]] = []  # how many are in the way, who, topic, slot
        for t, slot in enumerate(where):
            if slot == AWAY:
                options += [
                    (*way, t, s) for s in range(len(groups)) if (way := _in_the_way(model, groups, t, s, wait, step))
                ]
        if not options:
            continue
        options.sort(key=lambda option: option[0])
        cheapest = [option for option in options if option[0] == options[0][0]]
        _, out, t, s = cheapest[int(rng.random() * len(cheapest))]
        for other in out:
            groups[where[other]] ^= 1 << other
            where[other] = AWAY
            wait[other] = step + 3 + int(rng.random() * 5)
        _put(where, groups, t, s)
        if where.count(AWAY) < best.count(AWAY):
            best = list(where)
    return best


def _in_the_way(
    model: Model, groups: list[int], t: int, s: int, wait: list[int], step: int
) -> tuple[int, list[int]] | None:
    if not model.fit[t][s] or wait[t] > step:
        return None
    out = ones(busy(model, groups, t, s))
    left = groups[s] | 1 << t
    for other in out:
        left &= ~(1 << other)
    if not model.seated(s, left):
        shown = sorted((_shown(model, other), other) for other in ones(left) if other != t)
        one = next((other for _, other in shown if model.seated(s, left ^ 1 << other)), None)
        if one is None:
            return None
        out.append(one)
    return len(out), out


def _put(where: list[int], groups: list[int], t: int, s: int) -> None:
    where[t] = s
    groups[s] |= 1 << t


def _charm(model: Model, groups: list[int], t: int, s: int) -> tuple[bool, int, int]:
    return s == model.kept[t], model.worth(s, groups[s] | 1 << t) - model.worth(s, groups[s]), -s


def _shown(model: Model, t: int) -> int:
    return model.bits[t].bit_count()
