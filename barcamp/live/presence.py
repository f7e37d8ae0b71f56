"""How many are here changes with everybody who comes. While many come, it is drawn once in a while only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

EVERY = 1.0  # seconds between two drawings of how many are here


@dataclass(frozen=True, slots=True)
class Presence:
    """`late` counts what was held back and drawn later without a journal line of its own: it is part of the mark, so
    that nobody who was away meanwhile stays behind."""

    time: Callable[[], float] = monotonic
    shown_at: float = -EVERY
    held: bool = False
    late: int = 0

    @property
    def mark(self) -> str:
        return f"+{self.late}" if self.late else ""

    def after(self, touched: frozenset[str]) -> "tuple[frozenset[str], Presence]":
        """What of the touched regions is drawn now, and the presence that holds once it has been shown."""
        if not self.held and "people" not in touched:
            return touched, self
        if self.time() - self.shown_at < EVERY:
            return touched - {"people"}, replace(self, held=True)
        return touched | {"people"}, replace(self, held=False, shown_at=self.time(), late=self.late + self.held)
