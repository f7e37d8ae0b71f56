"""How many people write in each lane of a wall right now. Nothing of it is stored, nobody is named, and it expires by
itself: whoever writes says so every few seconds, and is forgotten when they stop.

What is said of it goes to screens beside their marks (frames.aside), costs no look at the database and no drawing, and
at most one small frame a second for each wall.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from time import monotonic

from barcamp.live.audience import Audience
from barcamp.live.websocket import frames

LIFE = 8.0  # seconds for which somebody who said so counts as writing; browsers say so every 5
AGAIN = 5.0  # seconds after which it is said again as it is, for screens that have come
MOST = 2000  # people counted on one wall
SHOWN = "notes"  # the screen


class Typing:
    """Who writes on the walls of one event, as far as this process has heard."""

    def __init__(self, audience: Audience, time: Callable[[], float] = monotonic) -> None:
        self._audience = audience
        self._time = time
        self._walls: dict[str, dict[int, tuple[int, float]]] = {}  # wall → person → lane, until when
        self._said: dict[str, tuple[str, float]] = {}  # wall → what was said last, and when

    @property
    def anybody(self) -> bool:
        """Whether there is something to say, or to take back."""
        return bool(self._walls or self._said)

    def note(self, wall: str, person: int, lane: int) -> None:
        """Somebody writes in a lane: each person in one at a time. What nobody looks at is not kept."""
        if not any(group.screen == SHOWN and group.subject == wall for group in self._audience.groups):
            return
        people = self._walls.setdefault(wall, {})
        if person in people or len(people) < MOST:
            people[person] = lane, self._time() + LIFE

    def counts(self, wall: str) -> Counter[int]:
        """How many people write in each lane."""
        now, people = self._time(), self._walls.get(wall, {})
        for person in [each for each, (_, until) in people.items() if until <= now]:
            del people[person]
        if not people:
            self._walls.pop(wall, None)
        return Counter(lane for lane, _ in people.values())

    def due(self) -> list[Iterator[None]]:
        """What has to be said now, to whom: where it changed, and where it is long ago."""
        now, showing = self._time(), list[Iterator[None]]()
        for wall in {*self._walls, *self._said}:
            words = " ".join(f"{lane}:{number}" for lane, number in sorted(self.counts(wall).items()))
            last, at = self._said.get(wall, ("", now))
            if words == last and (not words or now - at < AGAIN):
                if not words:
                    self._said.pop(wall, None)
                continue
            self._said[wall] = words, now
            frame = frames.text_frame(frames.aside(f"typing {words}".strip()))
            for group in self._audience.groups:
                if group.screen == SHOWN and group.subject == wall:
                    showing.append(self._audience.showing(group, frame))
        return showing
