"""The night of an event: what begins after midnight belongs to the evening before, and stands at the end of its day."""

from collections.abc import Sequence

DAY = 24 * 60
MORNING, EVENING = 6 * 60, 18 * 60


def seated(slots: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Starts and ends of all slots of an event, in the same order. Those of the small hours are counted on from the
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
