"""The number of people here changes with everybody who comes, and the number going to each session with every tap.
While there are many such changes, it is drawn only once in a while."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from barcamp.kernel.facts import Changed

EVERY = 1.0  # seconds between two drawings of the number of people here
SLOW = frozenset({Changed.people(), Changed.heads()})


@dataclass(frozen=True, slots=True)
class PeopleCounter:
    """The counter. `late` counts what was held back and drawn later without a journal line of its own: it is part of
    the mark, so that nobody who was away in the meantime falls behind."""

    time: Callable[[], float] = monotonic
    shown_at: float = -EVERY
    held: frozenset[Changed] = frozenset()
    late: int = 0

    @property
    def mark(self) -> str:
        return f"+{self.late}" if self.late else ""

    def after(self, facts: frozenset[Changed]) -> "tuple[frozenset[Changed], PeopleCounter]":
        """Which of the facts are shown now, and the counter that is valid once they have been."""
        slow = self.held | (facts & SLOW)
        if not slow:
            return facts, self
        if self.time() - self.shown_at < EVERY:
            return facts - SLOW, replace(self, held=slow)
        late = self.late + bool(self.held)
        return facts | slow, replace(self, held=frozenset(), shown_at=self.time(), late=late)
