"""Regions as trees of pieces that are known by their ids: only what differs in a long list is drawn, and only that is
sent, the same for everybody in a group.

Comparable to a keyed comprehension of Phoenix LiveView, whose memory is per person; ours is per group of screens.
"""

import re
import secrets
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Protocol

from markupsafe import Markup

# If more than this share of a list's pieces changes, the whole list is sent, which is less then: `bench growth` says
# from where. Short lists may change altogether.
MOST_CHANGED = 1 / 3
SHORT = 12

_SPOT = f"<!--{secrets.token_hex(8)}-"  # a text that nobody can write
_SPOTS = re.compile(rf"{_SPOT}(\d+)-->")
_TAG = re.compile(r"\s*<([a-z][\w-]*)")
_LAST_TAG = re.compile(r"""<[a-z][\w-]*(?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*\s*>\s*\Z""")
_ID = re.compile(r'\sid="([^"]+)"')

Values = Mapping[str, object]


class Identified(Protocol):
    @property
    def id(self) -> object: ...


@dataclass(frozen=True)
class Piece:
    """The HTML of one element, apart from those of its lists whose pieces are known individually. `texts` are what
    stands between these lists, one more than there are lists."""

    id: str
    texts: tuple[str, ...]
    lists: tuple["Listed", ...] = ()

    @cached_property
    def html(self) -> str:
        if not self.lists:
            return self.texts[0]
        inside = (text for each, after in zip(self.lists, self.texts[1:], strict=True) for text in (each.html, after))
        return "".join([self.texts[0], *inside])

    @property
    def inner(self) -> Iterator["Piece"]:
        """All pieces in it, however deep."""
        for piece in (piece for listed in self.lists for piece in listed.pieces):
            yield piece
            yield from piece.inner

    def short(self, most: int) -> "Piece":
        """The same, with at most so many pieces of each list."""
        if not any(len(each.pieces) > most for each in self.lists):
            return self
        return replace(self, lists=tuple(Listed(each.within, each.pieces[:most]) for each in self.lists))


@dataclass(frozen=True)
class Listed:
    """The content of an element that holds nothing but these pieces; `within` is that element's id. Without it, one
    piece that stands among other things and always stays there."""

    within: str
    pieces: tuple[Piece, ...]

    @property
    def html(self) -> str:
        return "".join(piece.html for piece in self.pieces)


@dataclass
class Shelf:
    """What was last drawn of a region for a group. `known` are its pieces, however deep, with what each of them
    shows."""

    piece: Piece
    known: Mapping[str, tuple[Values, Piece]]

    def short(self, most: int) -> "Shelf":
        """The same, with at most so many pieces of each list."""
        piece = self.piece.short(most)
        if piece is self.piece:
            return self
        return Shelf(piece, {inner.id: self.known[inner.id] for inner in piece.inner})

    def find(self, name: str) -> Piece | None:
        if name == self.piece.id:
            return self.piece
        found = self.known.get(name)
        return found[1] if found else None


class Drawing:
    """One region while it is drawn, known to its template as `keyed`: `{{ keyed("topic", card.id, card=card) }}` stands
    for the element `topic_7`, which the template `<screen>/_topic.html` draws from these values alone, and which is not
    drawn again while they are equal to what it was drawn from before.

    `{{ keyed.each("topic", cards, "card", but={7: {"staged": true}}, staged=false) }}` stands for one element for each
    of them, by their ids; `but` says in what single ones differ from the rest.
    """

    def __init__(self, draw: Callable[[str, str, Values], str], before: Shelf | None) -> None:
        """Begins a drawing. `draw(kind, name, values)` gives the HTML of one piece."""
        self.drawn = 0
        self._draw = draw
        self._before: Mapping[str, tuple[Values, Piece]] = before.known if before else {}
        self._known: dict[str, tuple[Values, Piece]] = {}
        self._runs: list[list[Piece]] = []

    def __call__(self, kind: str, key: object, /, **values: object) -> Markup:
        return self._spot([self._piece(kind, f"{kind}_{key}", values)])

    def each(
        self,
        kind: str,
        items: Iterable[Identified],
        called: str,
        but: Mapping[object, Values] = MappingProxyType({}),
        **shared: object,
    ) -> Markup:
        run = list[Piece]()
        for item in items:
            values = {**shared, called: item, **but.get(item.id, {})}
            run.append(self._piece(kind, f"{kind}_{item.id}", values))
        return self._spot(run)

    def _spot(self, run: list[Piece]) -> Markup:
        self._runs.append(run)
        return Markup(f"{_SPOT}{len(self._runs) - 1}-->")

    def _piece(self, kind: str, name: str, values: Values) -> Piece:
        seen = self._before.get(name)
        if seen is not None and seen[0] == values:
            piece = seen[1]
            self._keep(piece, seen)
        else:
            self.drawn += 1
            piece = self._cut(name, self._draw(kind, name, values))
            self._known[name] = (values, piece)
        return piece

    def shelf(self, name: str, html: str) -> Shelf:
        return Shelf(self._cut(name, html), self._known)

    def _keep(self, piece: Piece, seen: tuple[Values, Piece]) -> None:
        self._known[piece.id] = seen
        for listed in piece.lists:
            for inner in listed.pieces:
                self._keep(inner, self._before[inner.id])

    def _cut(self, name: str, html: str) -> Piece:
        """Cuts the HTML at its lists. Raises ValueError for several pieces that share their element with something
        else."""
        text, *words = _SPOTS.split(html)
        texts, lists, run = [text], list[Listed](), list[Piece]()
        for number, after in zip(words[::2], words[1::2], strict=True):
            run += self._runs[int(number)]
            if after.strip() or after is words[-1]:
                within = _holder(texts[-1], after)
                if not within and len(run) > 1:
                    raise ValueError(
                        f"pieces need an element of their own, with an id: {texts[-1][-80:]} … {after[:80]}"
                    )
                if within:
                    texts[-1], after = texts[-1].rstrip(), after.lstrip()
                lists.append(Listed(within, tuple(run)))
                texts.append(after)
                run = []
        return Piece(name, tuple(texts), tuple(lists))


def _holder(before: str, after: str) -> str:
    """The id of the element that holds what stands between these texts, and nothing else; empty if there is none."""
    tag = _LAST_TAG.search(before) if after.lstrip().startswith("</") else None
    found = _ID.search(tag[0]) if tag else None
    return found[1] if found else ""


@dataclass
class Changes:
    """What turns one state of a screen into another. `places` are pieces that are put behind another one of their list
    or, if that is empty, first in it; new ones are made there, with the given tag. `all_of_it`: however much of a list
    differs."""

    all_of_it: bool = False
    fragments: dict[str, Piece] = field(default_factory=dict[str, Piece])
    places: list[tuple[str, str, str, str]] = field(default_factory=list[tuple[str, str, str, str]])
    gone: list[str] = field(default_factory=list[str])
    lists: dict[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def become(self, before: Piece | None, after: Piece) -> None:
        """Adds what turns the one into the other; the whole, if there was nothing before or too much of it differs."""
        if before is after:
            return
        if before is None or not self._follows(before, after):
            self.fragments[after.id] = after

    def rescue(self, before: Collection[Shelf]) -> None:
        """Moves a piece that goes from elsewhere on the screen into something that is sent whole, before that
        is sent: so it is moved and not made anew, with whatever is open or typed in it. `before` are the
        regions as they were."""

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

    def _list(self, before: Listed, after: Listed) -> bool:
        if before.pieces == after.pieces:
            return True
        if not before.within:
            self.become(before.pieces[0], after.pieces[0])
            return before.pieces[0].id == after.pieces[0].id
        old = {piece.id: place for place, piece in enumerate(before.pieces)}
        new = {piece.id for piece in after.pieces}
        kept = [old[piece.id] for piece in after.pieces if piece.id in old]
        steady = {before.pieces[place].id for place in longest_rise(kept)}
        for behind, piece in pairwise((None, *after.pieces)):
            assert piece is not None
            if piece.id not in steady:
                self.places.append((piece.id, _tag(piece), after.within, behind.id if behind else ""))
            was = before.pieces[old[piece.id]] if piece.id in old else None
            if was is not piece:
                self.become(was, piece)
        self.gone += [name for name in old if name not in new]
        many = len(self.places) + len(self.gone) + len(self.fragments)
        if many > max(SHORT, MOST_CHANGED * len(after.pieces)) and not self.all_of_it:
            return False
        if self.places or self.gone:
            self.lists[after.within] = [piece.id for piece in after.pieces]
        return True


def _tag(piece: Piece) -> str:
    found = _TAG.match(piece.texts[0])
    assert found is not None
    return found[1]


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest rising subsequence: of things that are now in another order, as many as possible that need not be
    moved.

    Patience sorting, O(n log n) (Fredman, 1975).
    """
    if all(one < other for one, other in pairwise(numbers)):
        return list(numbers)
    tails: list[int] = []
    places: list[int] = []  # index in `numbers` of each of the tails
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
