"""What a group's screen looks like, region by region, and what updates screens that are not as far."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from barcamp.live.difference import Changes
from barcamp.live.keyed import Shelf
from barcamp.live.websocket import frames
from barcamp.live.websocket.frames import Frame

PAST = 8  # states before the present one from which a screen can be updated without sending the whole
# A first page can be read after one round trip, however long its lists are: it has their first pieces, and a mark that
# says so, for which its screen gets the rest at once.
FIRST = 25
IN_SHORT = "~"


@dataclass(frozen=True)
class Page:
    """All regions of a group's screen as they are at `mark`."""

    mark: str
    regions: Mapping[str, str]

    @cached_property
    def message(self) -> str:
        return frames.message(self.mark, self.regions)

    @cached_property
    def frame(self) -> Frame:
        return frames.text_frame(self.message)

    @property
    def is_short(self) -> bool:
        return self.mark.endswith(IN_SHORT)


State = Mapping[str, Shelf]


@dataclass
class View:
    """A group's view. `mark` says how far it is. A view behind the broadcast's own mark belongs to a group that nobody
    watches."""

    mark: str = ""
    shelves: dict[str, Shelf] = field(default_factory=dict[str, Shelf])
    _page: Page | None = None
    _first: Page | None = None
    _past: dict[str, State] = field(default_factory=dict[str, State])
    _since: dict[str, Frame] = field(default_factory=dict[str, Frame])

    @property
    def page(self) -> Page:
        if self._page is None:
            self._page = Page(self.mark, {name: shelf.piece.html for name, shelf in self.shelves.items()})
        return self._page

    @property
    def first_page(self) -> Page:
        """The page for somebody who has just come, with long lists cut short."""
        if self._first is None:
            short = {name: shelf.piece.short(FIRST) for name, shelf in self.shelves.items()}
            if all(piece is self.shelves[name].piece for name, piece in short.items()):
                self._first = self.page
            else:
                self._first = Page(f"{self.mark}{IN_SHORT}", {name: piece.html for name, piece in short.items()})
        return self._first

    def become(self, mark: str, drawn: Mapping[str, Shelf]) -> str:
        """Takes over what was drawn anew. Returns the message for screens that were as far as this view."""
        before = dict(self.shelves)
        if self.mark:
            self._past[self.mark] = before
            for oldest in list(self._past)[:-PAST]:
                del self._past[oldest]
        since, self.mark = self.mark, mark
        self.shelves |= drawn
        self._page = self._first = None
        self._since = {}
        return difference(since, mark, before, drawn)

    def since(self, mark: str) -> str | None:
        """The message for a screen that is as far as `mark`; None if it must have the whole page."""
        now, whole = dict(self.shelves), mark.removesuffix(IN_SHORT)
        before = now if whole == self.mark else self._past.get(whole)
        if before is None:
            return None
        if whole != mark:
            before = {name: shelf.short(FIRST) for name, shelf in before.items()}
        return difference(mark, self.mark, before, now)

    def frame_since(self, mark: str) -> Frame:
        """What a screen gets that is as far as `mark`, made once for all such screens."""
        if mark not in self._since:
            message = self.since(mark)
            if message is None:  # screens may send any mark: nothing is kept for unknown ones
                return self.page.frame
            self._since[mark] = frames.text_frame(message)
        return self._since[mark]


def difference(since: str, mark: str, before: State, after: State, *, all_of_it: bool = False) -> str:
    """The message that turns the one state into the other; piece by piece `all_of_it`, however much that is."""
    changes = Changes(all_of_it or since.endswith(IN_SHORT))
    for name, shelf in after.items():
        changes.become(before[name].piece if name in before else None, shelf.piece)
    changes.rescue(before.values())
    fragments = {name: piece.html for name, piece in changes.fragments.items()}
    return frames.message(mark, fragments, since, _lines(changes))


def _lines(changes: Changes) -> list[str]:
    placed = {name for name, *_ in changes.places}
    return [
        *(f"+{' '.join(filter(None, place))}" for place in changes.places),
        *(f"-{name}" for name in changes.gone if name not in placed),
        *(f"#{within} {len(names)} {checksum(names)}" for within, names in changes.lists.items()),
    ]


def checksum(names: Sequence[str]) -> int:
    """The checksum of a list's order (Adler-32), so that a screen notices if its list differs."""
    return zlib.adler32(" ".join(names).encode())
