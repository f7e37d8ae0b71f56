"""Whether everything the server relies on is well: tried at most once a second, however many ask."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

import structlog

from barcamp.telemetry.discreet import in_one_line

log = structlog.get_logger("health")

EVERY, PATIENCE = 1.0, 3.0  # seconds


class Readiness:
    def __init__(self, time: Callable[[], float] = monotonic) -> None:
        self._time = time
        self._tried_at = float("-inf")
        self._troubles: list[str] = []
        self._lock = asyncio.Lock()

    async def troubles(self, stands_on: Mapping[str, Callable[[], Awaitable[None]]]) -> list[str]:
        """The names of those that are not well; each check raises if it is not."""
        async with self._lock:
            if self._time() - self._tried_at >= EVERY:
                self._troubles = [name for name, ready in stands_on.items() if not await _well(name, ready)]
                self._tried_at = self._time()
            return self._troubles


async def _well(name: str, ready: Callable[[], Awaitable[None]]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await ready()
    except Exception as error:
        log.warning("not ready", part=name, error=in_one_line(error))
        return False
    return True
