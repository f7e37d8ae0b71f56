"""A figure that may be told: so many of all. Nobody can be found by it, nor by comparing it with an earlier one.

A number that always tells the truth tells who came last: whoever sees it grow knows that it grew by them. So one that
was told stands until it would be another by three at once, against every number that was ever told in its place; until
then it is behind the truth. What differs between any two moments is then due to at least three.
"""

from collections.abc import Iterable
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
UNTOLD: Told = (NOTHING,)


def told_now(told: Told, some: int, of: int) -> Told:
    """With what may be told now that it is `some` of so many: this, or at least that these are more, or nothing new."""
    stands = told[-1]
    wanted = [Figure(some, of) if some else NOTHING]
    wanted += [Figure(stands.some, of)] if stands else []
    for figure in wanted:
        if figure == stands:
            return told
        if _may_be_told(figure) and all(_apart(figure, each) for each in told):
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
    return read(line)[-1]


def distinct(organisations: Iterable[str]) -> int:
    """How many they are, whatever their case; empty names are none."""
    return len({name.strip().casefold() for name in organisations} - {""})
