"""What came of a vote with points, as the book's tree holds it (tree.py)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """A card with points of a vote, in its place; `tied` where others have as many. `large` are the first of them.
    `givers` tells from how many organisations the points are, where that may be told."""

    id: int
    text: str
    place: int
    points: int
    tied: bool
    large: bool
    givers: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A card of a selection that stands for everybody, and why it is in it; `place` is the one it has by points."""

    id: int
    text: str
    place: int
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a vote with points: the cards that have some, how many are `without`, and the selection beside them,
    of which `says` tells what it is and whom it stands for; `givers` from how many organisations the points are."""

    ranks: tuple[Ranked, ...]
    without: int = 0
    selection: tuple[Chosen, ...] = ()
    says: str = ""
    givers: str = ""

    @property
    def first(self) -> tuple[Ranked, ...]:
        return tuple(rank for rank in self.ranks if rank.large)
