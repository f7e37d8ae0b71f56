"""How fast one device may give commands: as fast as any person, not as fast as a script; never counted per address. And
where people wait who come to an event faster than it takes them in."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from barcamp.kernel.refused import Refused, TooBusy

BURST = 120  # commands at once, as when an outbox is emptied after an hour without a network
PER_SECOND = 8.0
MOST = 50_000  # devices remembered


class RateLimit:
    """A bucket of `burst` per device that fills again at `per_second`."""

    def __init__(
        self, time: Callable[[], float] = monotonic, burst: int = BURST, per_second: float = PER_SECOND
    ) -> None:
        self._time = time
        self._burst = float(burst)
        self._per_second = per_second
        self._left: dict[str, tuple[float, float]] = {}

    def keep(self, device: str, number: int = 1) -> None:
        """Raises Refused if this device is too fast for so many commands more."""
        now = self._time()
        left, since = self._left.pop(device, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        self._left[device] = (max(left - number, 0.0), now)  # to the end: the longest unused come first
        if len(self._left) > MOST:
            del self._left[next(iter(self._left))]
        if left < number:
            raise TooBusy("pace.slow")


class Queue:
    """Lets a whole room in that comes at one moment: people wait some seconds, one behind the other, without noticing;
    if too many wait already, newcomers are refused."""

    MOST = 100  # people waiting at once for one event
    PATIENCE = 60.0  # seconds

    def __init__(self) -> None:
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: defaultdict[int, int] = defaultdict(int)

    async def through(self, event: int, come_in: Callable[[], Awaitable[Any]]) -> None:
        """Lets somebody through the queue. Raises Refused as `come_in` does."""
        if not self._waiting[event] and await _in_time(come_in) is None:
            return
        if self._waiting[event] >= self.MOST:
            raise TooBusy("entry.pace")
        self._waiting[event] += 1
        try:
            async with asyncio.timeout(self.PATIENCE), self._locks[event]:
                while (seconds := await _in_time(come_in)) is not None:  # noqa: ASYNC110 (the desk alone knows)
                    await asyncio.sleep(seconds)
        except TimeoutError:
            raise TooBusy("entry.pace") from None
        finally:
            self._waiting[event] -= 1
            if not self._waiting[event]:
                del self._locks[event], self._waiting[event]


async def _in_time(come_in: Callable[[], Awaitable[Any]]) -> float | None:
    """Tries to come in; None if that worked, else the seconds to wait."""
    try:
        await come_in()
    except Refused as why:
        if why.key != "entry.pace":
            raise
        return why.facts.get("seconds", 1.0)  # type: ignore[return-value]
    return None
