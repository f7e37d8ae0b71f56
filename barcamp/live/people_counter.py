"""How many are here changes with everybody who comes, and how many go where with every tap. While there are many of
these, it is drawn once in a while only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from barcamp.live.screens import HEADS

EVERY = 1.0  # seconds between two drawings of how many are here
SLOW = frozenset({"people", HEADS})


@dataclass(frozen=True, slots=True)
class PeopleCounter:
    """`late` counts what was held back and drawn later without a journal line of its own: it is part of the mark, so
    that nobody who was away meanwhile stays behind."""

    time: Callable[[], float] = monotonic
    shown_at: float = -EVERY
    held: frozenset[str] = frozenset()
    late: int = 0

    @property
    def mark(self) -> str:
        return f"+{self.late}" if self.late else ""

    def after(self, touched: frozenset[str]) -> "tuple[frozenset[str], PeopleCounter]":
        """What of the touched regions is drawn now, and the presence that holds once it has been shown."""
        slow = self.held | (touched & SLOW)
        if not slow:
            return touched, self
        if self.time() - self.shown_at < EVERY:
            return touched - SLOW, replace(self, held=slow)
        late = self.late + bool(self.held)
        return touched | slow, replace(self, held=frozenset(), shown_at=self.time(), late=late)
