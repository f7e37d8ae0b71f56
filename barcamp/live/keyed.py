"""Regions as trees of pieces that are known by their ids: only what differs in a long list is drawn, and only that is
sent, the same for everybody in a group.

Comparable to a keyed comprehension of Phoenix LiveView, whose memory is per person; ours is per group of screens.
"""

import operator
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from markupsafe import Markup

_SPOT = f"<!--{secrets.token_hex(8)}-"  # what nobody can write
_SPOTS = re.compile(rf"{_SPOT}(\d+)-->")
_LAST_TAG = re.compile(r"""<[a-z][\w-]*(?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*\s*>\s*\Z""")
_ID = re.compile(r'\sid="([^"]+)"')

NESTED = 12  # of each of a wall's lanes there are so many cards in what is cut short

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

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its id, and those of all pieces in it."""
        return (self.id, *(piece.id for piece in self.inner)) if self.lists else (self.id,)

    def short(self, most: int) -> "Piece":
        """The same, with at most so many pieces of each list, and `NESTED` of each list in these."""
        lists = tuple(each.short(most) for each in self.lists)
        if all(short is each for short, each in zip(lists, self.lists, strict=True)):
            return self
        return replace(self, lists=lists)


@dataclass(frozen=True)
class Listed:
    """The content of an element that holds nothing but these pieces; `within` is that element's id. Without it, one
    piece that stands among other things and always stays there."""

    within: str
    pieces: tuple[Piece, ...]

    @property
    def html(self) -> str:
        return "".join(piece.html for piece in self.pieces)

    def short(self, most: int) -> "Listed":
        pieces = tuple(piece.short(min(most, NESTED)) if piece.lists else piece for piece in self.pieces[:most])
        if len(pieces) == len(self.pieces) and all(map(operator.is_, pieces, self.pieces)):
            return self
        return Listed(self.within, pieces)


Seen = tuple[Values, Piece]  # a piece with what it was drawn from


@dataclass(frozen=True)
class Run:
    """How the items of one list were drawn, all of them from the `shared` values: by their `id()`, which nothing else
    has while these `items` are kept."""

    shared: Values
    items: Sequence[Identified]
    seen: Mapping[int, Seen]


@dataclass
class Shelf:
    """What was last drawn of a region for a group. `known` are its pieces, however deep, `runs` its long lists; `given`
    is what all of it was drawn from, where that is known."""

    piece: Piece
    known: Mapping[str, Seen]
    runs: Mapping[str, Run] = field(default_factory=dict[str, Run])
    given: Values | None = None

    def short(self, most: int) -> "Shelf":
        """The same with a short piece, see there."""
        piece = self.piece.short(most)
        if piece is self.piece:
            return self
        return Shelf(piece, {inner.id: (self.known[inner.id][0], inner) for inner in piece.inner}, self.runs)

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
    of them, by their ids, behind what they are all `of`; `but` is in what single ones differ from the rest. Items that
    are the very same objects as before are not even looked at.
    """

    def __init__(self, draw: Callable[[str, str, Values], str], before: Shelf | None) -> None:
        """Begins a drawing. `draw(kind, name, values)` gives the HTML of one piece."""
        self.drawn = 0
        self._draw = draw
        self._known: dict[str, Seen] = dict(before.known) if before else {}
        self._shown = set[str]()  # of what is known
        self._runs: dict[str, Run] = dict(before.runs) if before else {}
        self._spots: list[list[Piece]] = []

    def __call__(self, kind: str, key: object, /, **values: object) -> Markup:
        return self._spot([self._see(kind, f"{kind}_{key}", values)[1]])

    def each(
        self,
        kind: str,
        items: Iterable[Identified],
        called: str,
        but: Mapping[object, Values] = MappingProxyType({}),
        of: str = "",
        **shared: object,
    ) -> Markup:
        name, these, now = f"{kind}_{of}", tuple(items), dict[int, Seen]()
        before = self._runs.get(name)
        same: Mapping[int, Seen] = before.seen if before is not None and before.shared == shared else {}
        run = list[Piece]()
        for item in these:
            seen, single = same.get(id(item)), bool(but) and item.id in but
            if seen is None or single or self._known.get(seen[1].id) is not seen:
                seen = self._see(kind, f"{name}{item.id}", {**shared, called: item, **but.get(item.id, {})})
            else:
                self._shown.update(seen[1].names)
            run.append(seen[1])
            if not single:
                now[id(item)] = seen
        self._runs[name] = Run(shared, these, now)
        return self._spot(run)

    def _spot(self, run: list[Piece]) -> Markup:
        self._spots.append(run)
        return Markup(f"{_SPOT}{len(self._spots) - 1}-->")

    def _see(self, kind: str, name: str, values: Values) -> Seen:
        seen = self._known.get(name)
        if seen is None or seen[0] != values:
            self.drawn += 1
            seen = self._known[name] = values, self._cut(name, self._draw(kind, name, values))
        self._shown.update(seen[1].names)
        return seen

    def shelf(self, name: str, html: str, given: Values | None = None) -> Shelf:
        for gone in self._known.keys() - self._shown:
            del self._known[gone]
        runs = {
            name: run
            for name, run in self._runs.items()
            if any(each[1].id in self._shown for each in run.seen.values())
        }
        return Shelf(self._cut(name, html), self._known, runs, given)

    def _cut(self, name: str, html: str) -> Piece:
        """Cuts the HTML at its lists. Raises ValueError for several pieces that share their element with something
        else."""
        text, *words = _SPOTS.split(html)
        texts, lists, run = [text], list[Listed](), list[Piece]()
        for number, after in zip(words[::2], words[1::2], strict=True):
            run += self._spots[int(number)]
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
