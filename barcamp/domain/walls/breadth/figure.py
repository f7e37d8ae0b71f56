"""A figure that may be told: so many of all. Nobody can be found by it, nor by comparing it with an earlier one.

A number that always tells the truth tells who came last: whoever sees it grow knows that it grew by them. So one that
was told stands until it would be another by three at once, against every number that was ever told in its place; until
then it is behind the truth. What differs between any two moments is then due to at least three.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FEW = 3  # fewer are not told, nor are fewer left over


@dataclass(frozen=True, slots=True)
class Figure:
    """`some` of `all` people, or organisations. Without any, it tells nothing."""

    some: int = 0
    all: int = 0

    def __bool__(self) -> bool:
        return self.some > 0

    @property
    def rest(self) -> int:
        return self.all - self.some


NOTHING = Figure()
# All figures that were told in one place, each once; the last is the one that stands.
Told = tuple[Figure, ...]
Beside = Sequence[frozenset[int]] | None
UNTOLD: Told = (NOTHING,)


def told_now(told: Told, some: int, of: int, beside: Beside = ()) -> Told:
    """With what may be told now that it is `some` of so many: this, or at least that these are more, or nothing new.
    `beside`: the numbers of the same that were read in places that contain this one, or are in it; None for many."""
    stands = told[-1]
    wanted = [Figure(some, of) if some else NOTHING]
    wanted += [Figure(stands.some, of)] if stands else []
    for figure in wanted:
        if figure == stands:
            return told
        if _may_be_told(figure) and all(_apart(figure, each) for each in told) and _goes_with(figure, told, beside):
            return (*(each for each in told if each != figure), figure)
    return told


def _may_be_told(figure: Figure) -> bool:
    """The rest is protected like those who are told of: from "12 of 14", whoever knows which municipalities are in the
    room would learn which two do not support something, and that is theirs to say. So it is never told; the figure
    before it stands until it is all 14, and that it says too little until then is a price that was chosen.
    """
    return not figure or (figure.some >= FEW and (figure.rest == 0 or figure.rest >= FEW))


def _apart(one: Figure, other: Figure) -> bool:
    """How many they all are everybody knows: that alone makes another figure if at least as many came or went."""
    if one.some == other.some:
        return one.all == other.all or abs(one.all - other.all) >= FEW
    return abs(one.some - other.some) >= FEW


def _goes_with(figure: Figure, told: Told, beside: Beside) -> bool:
    """Whether no sum and no difference of what is read then and of numbers that were read in its place, or one of each
    place beside it, is one or two. Of multiples of three none is; only a number that was all of them may be another."""
    number = shown((*told, figure), figure).some
    if any(0 < abs(number - each) < FEW for each in numbers(told)):
        return False
    if beside is None:
        return number % FEW == 0
    if not any(each % FEW for some in (*beside, (number,)) for each in some):
        return True
    sums = {0}
    for some in beside:
        sums = {each + more for each in sums for more in {0, *some, *(-one for one in some)}}
    return not number or not any(0 < abs(number + each) < FEW for each in sums)


def numbers(told: Told) -> frozenset[int]:
    """All that was ever read of it."""
    least = {each.some - each.some % FEW for each in told if each.rest}
    return frozenset(least | exact(told)) - {0}


def exact(told: Told) -> set[int]:
    """Numbers that were all there were when they were told."""
    return {each.some for each in told if each and each.rest == 0}


def shown(told: Told, figure: Figure) -> Figure:
    """One of these figures as it is read."""
    if figure.some in exact(told):
        return figure
    least = figure.some - figure.some % FEW
    return Figure(least, figure.all) if least else NOTHING


def written(told: Told) -> str:
    """As it is kept: `3/30 6/31`."""
    *before, stands = told
    return " ".join(f"{figure.some}/{figure.all}" for figure in (*filter(None, before), stands))


def read(line: str) -> Told:
    kept = tuple(_read(each) for each in line.split())
    return kept if NOTHING in kept else (NOTHING, *kept)


def _read(word: str) -> Figure:
    some, _, of = word.partition("/")
    return Figure(int(some), int(of))


def latest(line: str) -> Figure:
    """What is read now."""
    told = read(line)
    return shown(told, told[-1])


def distinct(organisations: Iterable[str]) -> int:
    """How many they are, whatever their case; empty names are none."""
    return len({name.strip().casefold() for name in organisations} - {""})
