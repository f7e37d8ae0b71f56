"""The night of an event: what begins after midnight belongs to the evening before, and stands at the end of its day."""

from collections.abc import Sequence

DAY = 24 * 60
MORNING, EVENING = 6 * 60, 18 * 60


def seated_by_day(slots: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Starts and ends of all slots of an event of several days, each with its day, 0 for the first.

    >>> seated_by_day([(0, 30, 75), (0, 1200, 1260), (1, 1980, 2040)])
    [(1470, 1515), (1200, 1260), (1980, 2040)]
    """
    found: dict[int, tuple[int, int]] = {}
    for day in {day for day, *_ in slots}:
        midnight = day * DAY
        ours = [at for at, (own, *_) in enumerate(slots) if own == day]
        times = seated([(slots[at][1] - midnight, slots[at][2] - midnight) for at in ours])
        found |= {at: (starts + midnight, ends + midnight) for at, (starts, ends) in zip(ours, times, strict=True)}
    return [found[at] for at in range(len(slots))]


def seated(slots: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Starts and ends of all slots of a day, in the same order. Those of the small hours are counted on from the
    evening, unless they lie nearer to the morning that follows them.

    >>> seated([(30, 75), (20 * 60, 21 * 60)]), seated([(5 * 60, 6 * 60), (8 * 60, 17 * 60)])
    ([(1470, 1515), (1200, 1260)], [(300, 360), (480, 1020)])
    """
    early = [(starts % DAY, ends - starts + starts % DAY) for starts, ends in slots if starts % DAY < MORNING]
    rest = [(starts, ends) for starts, ends in slots if starts % DAY >= MORNING]
    late = bool(early and rest) and _after(rest, early) < _before(rest, early)
    return [_at(starts, ends, late) if starts % DAY < MORNING else (starts, ends) for starts, ends in slots]


def _after(rest: list[tuple[int, int]], early: list[tuple[int, int]]) -> int:
    """Minutes from the end of the evening to the first of the small hours."""
    return min(starts for starts, _ in early) + DAY - max(ends for _, ends in rest)


def _before(rest: list[tuple[int, int]], early: list[tuple[int, int]]) -> int:
    """Minutes from the end of the small hours to the morning."""
    return min(starts for starts, _ in rest) - max(ends for _, ends in early)


def _at(starts: int, ends: int, late: bool) -> tuple[int, int]:
    moved = starts % DAY + DAY * late
    return moved, ends - starts + moved
