"""How fast one device may give commands: as fast as any person, not as fast as a script. Never per address."""

from collections.abc import Callable
from time import monotonic

from barcamp.domain.base import Refused

BURST = 120  # commands at once, as when an outbox empties after an hour without a network
PER_SECOND = 8.0
MOST = 50_000  # devices remembered


class Pace:
    """A bucket of `BURST` per device that fills again at `PER_SECOND`."""

    def __init__(self, time: Callable[[], float] = monotonic) -> None:
        self._time = time
        self._left: dict[str, tuple[float, float]] = {}

    def keep(self, device: str) -> None:
        """Raises Refused when this device is too fast."""
        now = self._time()
        left, since = self._left.pop(device, (float(BURST), now))
        left = min(float(BURST), left + (now - since) * PER_SECOND)
        self._left[device] = (max(left - 1, 0.0), now)  # to the end: the longest unused come first
        if len(self._left) > MOST:
            del self._left[next(iter(self._left))]
        if left < 1:
            raise Refused("pace.slow")
