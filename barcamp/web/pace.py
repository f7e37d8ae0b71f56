"""How fast one device may give commands: as fast as any person, not as fast as a script. Never per address."""

from collections.abc import Callable
from time import monotonic

from barcamp.domain.base import Refused

BURST = 120  # commands at once, as when an outbox empties after an hour without a network
PER_SECOND = 8.0
MOST = 50_000  # devices remembered


class Pace:
    """A bucket of `burst` per device that fills again at `per_second`."""

    def __init__(
        self, time: Callable[[], float] = monotonic, burst: int = BURST, per_second: float = PER_SECOND
    ) -> None:
        self._time = time
        self._burst = float(burst)
        self._per_second = per_second
        self._left: dict[str, tuple[float, float]] = {}

    def keep(self, device: str) -> None:
        """Raises Refused when this device is too fast."""
        now = self._time()
        left, since = self._left.pop(device, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        self._left[device] = (max(left - 1, 0.0), now)  # to the end: the longest unused come first
        if len(self._left) > MOST:
            del self._left[next(iter(self._left))]
        if left < 1:
            raise Refused("pace.slow")
