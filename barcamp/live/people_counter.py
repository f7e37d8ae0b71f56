"""How many are here changes with everybody who comes, and how many go where with every tap. While there are many of
these, it is drawn once in a while only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from barcamp.kernel.facts import Changed

EVERY = 1.0  # seconds between two drawings of how many are here
SLOW = frozenset({Changed.people(), Changed.heads()})


@dataclass(frozen=True, slots=True)
class PeopleCounter:
    """`late` counts what was held back and drawn later without a journal line of its own: it is part of the mark, so
    that nobody who was away meanwhile stays behind."""

    time: Callable[[], float] = monotonic
    shown_at: float = -EVERY
    held: frozenset[Changed] = frozenset()
    late: int = 0

    @property
    def mark(self) -> str:
        return f"+{self.late}" if self.late else ""

    def after(self, facts: frozenset[Changed]) -> "tuple[frozenset[Changed], PeopleCounter]":
        """What of the facts is shown now, and the counter that holds once it has been."""
        slow = self.held | (facts & SLOW)
        if not slow:
            return facts, self
        if self.time() - self.shown_at < EVERY:
            return facts - SLOW, replace(self, held=slow)
        late = self.late + bool(self.held)
        return facts | slow, replace(self, held=frozenset(), shown_at=self.time(), late=late)
