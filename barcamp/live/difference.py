"""What turns one state of a screen into another: which pieces come, go, stand elsewhere, or look different."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from barcamp.live.keyed import Listed, Piece, Shelf

# Of a list that changes more than this share of its pieces, those in them included, the whole is sent, which is less
# then: `bench growth` says from where. Short lists may change altogether.
MOST_CHANGED = 3 / 4
SHORT = 12

_TAG = re.compile(r"\s*<([a-z][\w-]*)")


@dataclass
class Changes:
    """What turns one state of a screen into another. `places` are pieces that are put behind another one of their list,
    or, where that is empty, first in it; those that are new are made there, with the given tag. `all_of_it`: however
    much of a list differs."""

    all_of_it: bool = False
    fragments: dict[str, Piece] = field(default_factory=dict[str, Piece])
    places: list[tuple[str, str, str, str]] = field(default_factory=list[tuple[str, str, str, str]])
    gone: list[str] = field(default_factory=list[str])
    lists: dict[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def become(self, before: Piece | None, after: Piece) -> None:
        """Adds what turns the one into the other; the whole, where there was nothing or too much of it differs."""
        if before is after:
            return
        if before is None or not self._follows(before, after):
            self.fragments[after.id] = after

    def rescue(self, before: Collection[Shelf]) -> None:
        """What goes into something that is sent whole, from elsewhere on the screen, is put there first: so it is moved
        and not made anew, with what is open or typed in it. `before` are the regions as they were."""

        def found(name: str) -> Piece | None:
            return next((piece for shelf in before if (piece := shelf.find(name))), None)

        for holder in [piece for piece in self.fragments.values() if piece.lists]:
            old = found(holder.id)
            stays = {piece.id for piece in old.inner} if old else set[str]()
            comes = [piece for piece in holder.inner if piece.id not in stays and found(piece.id)]
            self.places += [(piece.id, _tag(piece), holder.id, "") for piece in comes]

    def _follows(self, before: Piece, after: Piece) -> bool:
        if before.texts != after.texts or [each.within for each in before.lists] != [
            each.within for each in after.lists
        ]:
            return False
        inner = Changes(self.all_of_it)
        if not all(inner._list(old, new) for old, new in zip(before.lists, after.lists, strict=True)):
            return False
        self.fragments |= inner.fragments
        self.places += inner.places
        self.gone += inner.gone
        self.lists |= inner.lists
        return True

    @property
    def _many(self) -> int:
        return len(self.places) + len(self.gone) + len(self.fragments)

    def _list(self, before: Listed, after: Listed) -> bool:
        if not before.within:
            self.become(before.pieces[0], after.pieces[0])
            return before.pieces[0].id == after.pieces[0].id
        earlier = self._many
        head, were, are = _differing(before.pieces, after.pieces)
        old = {piece.id: place for place, piece in enumerate(were)}
        new = {piece.id for piece in are}
        kept = [old[piece.id] for piece in are if piece.id in old]
        steady = {were[place].id for place in longest_rise(kept)}
        for behind, piece in pairwise((head, *are)):
            assert piece is not None
            if piece.id not in steady:
                self.places.append((piece.id, _tag(piece), after.within, behind.id if behind else ""))
            was = were[old[piece.id]] if piece.id in old else None
            if was is not piece:
                self.become(was, piece)
        self.gone += [name for name in old if name not in new]
        many = self._many - earlier
        if many > SHORT and not self.all_of_it and many > MOST_CHANGED * sum(len(each.names) for each in after.pieces):
            return False
        if self.places or self.gone:
            self.lists[after.within] = [piece.id for piece in after.pieces]
        return True


def _differing(
    before: Sequence[Piece], after: Sequence[Piece]
) -> tuple[Piece | None, Sequence[Piece], Sequence[Piece]]:
    """What is left of both without their beginning and their end that are the same, and the last of the beginning."""
    least = min(len(before), len(after))
    start = next((at for at in range(least) if before[at] is not after[at]), least)
    end = next((at for at in range(least - start) if before[-1 - at] is not after[-1 - at]), least - start)
    return after[start - 1] if start else None, before[start : len(before) - end], after[start : len(after) - end]


def _tag(piece: Piece) -> str:
    found = _TAG.match(piece.texts[0])
    assert found is not None
    return found[1]


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest rising subsequence: of things that stand in another order now, the most that need not be moved.

    Patience sorting, O(n log n) (Fredman, 1975).
    """
    if all(one < other for one, other in pairwise(numbers)):
        return list(numbers)
    tails: list[int] = []
    places: list[int] = []  # in `numbers`, of each of the tails
    previous = [-1] * len(numbers)
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        if at == len(tails):
            tails.append(number)
            places.append(place)
        else:
            tails[at], places[at] = number, place
        previous[place] = places[at - 1] if at else -1
    return [numbers[place] for place in reversed(list(_chain(previous, places[-1])))]


def _chain(previous: Sequence[int], last: int) -> Iterator[int]:
    while last >= 0:
        yield last
        last = previous[last]
