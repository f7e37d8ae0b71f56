"""Who gets which room: whether everyone can have one (by augmenting paths, Kuhn 1955), and the cheapest assignment."""

from collections.abc import Sequence
from math import inf


def seats(masks: Sequence[int]) -> list[int] | None:
    """A room of its own for each, given as a bit mask of the rooms it could take; None if that is impossible."""
    owner: dict[int, int] = {}
    for i in range(len(masks)):
        if not _augment(i, masks, owner, set()):
            return None
    rooms = [0] * len(masks)
    for room, i in owner.items():
        rooms[i] = room
    return rooms


def most(masks: Sequence[int]) -> int:
    """How many can have a room of their own at once."""
    owner: dict[int, int] = {}
    return sum(_augment(i, masks, owner, set()) for i in range(len(masks)))


def cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column for each row so that the sum is least: rows ≤ columns, exact on integers of any size.

    The Hungarian method with potentials, O(rows² · columns).
    """
    if not costs:
        return []
    rows, columns = len(costs), len(costs[0])
    up, down = [0] * (rows + 1), [0] * (columns + 1)
    match = [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0] = row
        _extend(costs, up, down, match)
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if match[column]:
            chosen[match[column] - 1] = column - 1
    return chosen


def _augment(i: int, masks: Sequence[int], owner: dict[int, int], tried: set[int]) -> bool:
    mask, room = masks[i], 0
    while mask:
        low = mask & -mask
        mask ^= low
        room = low.bit_length() - 1
        if room in tried:
            continue
        tried.add(room)
        if room not in owner or _augment(owner[room], masks, owner, tried):
            owner[room] = i
            return True
    return False


def _extend(costs: Sequence[Sequence[int]], up: list[int], down: list[int], match: list[int]) -> None:
    columns = len(down) - 1
    least: list[float] = [inf] * (columns + 1)
    way, used = [0] * (columns + 1), [False] * (columns + 1)
    here = 0
    while match[here]:
        used[here] = True
        row, step, then = match[here], inf, 0
        for column in range(1, columns + 1):
            if used[column]:
                continue
            reduced = costs[row - 1][column - 1] - up[row] - down[column]
            if reduced < least[column]:
                least[column], way[column] = reduced, here
            if least[column] < step:
                step, then = least[column], column
        for column in range(columns + 1):
            if used[column]:
                up[match[column]] += int(step)
                down[column] -= int(step)
            else:
                least[column] -= step
        here = then
    while here:
        match[here] = match[way[here]]
        here = way[here]
