"""The bell wakes, the database tells. A ring says only "ledger 412"; losing one costs a poll, never truth."""

import asyncio
import random
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog

from barcamp.telemetry.discreet import in_one_line

log = structlog.get_logger("bell")

CHANNEL = "barcamp:bell"
MENTIONS = "barcamp:mentions"  # what is said in passing, and worth nothing if it is lost
Overhear = Callable[[str], None]


def _deaf(words: str) -> None:
    return


class Bell(Protocol):
    def ring(self, ledger_id: int) -> None:
        """Tells every process, this one too, that the ledger grew. Returns at once and never raises."""
        ...

    def mention(self, words: str) -> None:
        """Says something in passing to every process, this one too. Returns at once and never raises."""
        ...

    async def run(
        self, on_ring: Callable[[int], None], on_gap: Callable[[], None], on_mention: Overhear = _deaf
    ) -> None:
        """Listens forever. `on_gap` is called if rings may have been missed."""
        ...

    async def ready(self) -> None:
        """Raises if the bell cannot be heard."""
        ...

    async def close(self) -> None: ...


def make_bell(url: str) -> Bell:
    return MemoryBell() if urlsplit(url).scheme == "memory" else RedisBell(url)


class MemoryBell:
    """The bell within one process: a ring is a call."""

    def __init__(self) -> None:
        self._on_ring: Callable[[int], None] = lambda ledger_id: None
        self._on_mention: Overhear = _deaf

    def ring(self, ledger_id: int) -> None:
        self._on_ring(ledger_id)

    def mention(self, words: str) -> None:
        self._on_mention(words)

    async def run(
        self, on_ring: Callable[[int], None], on_gap: Callable[[], None], on_mention: Overhear = _deaf
    ) -> None:
        self._on_ring, self._on_mention = on_ring, on_mention
        on_gap()
        await asyncio.Event().wait()

    async def ready(self) -> None:
        return

    async def close(self) -> None:
        self._on_ring, self._on_mention = lambda ledger_id: None, _deaf


class RedisBell:
    """The bell between several processes: pub/sub, with a listener that survives restarts of the Redis server.

    Rings in this process are heard at once, without the detour, so that an outage of Redis delays only the other
    processes, until their next poll.
    """

    def __init__(self, url: str) -> None:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import ExponentialBackoff
        from redis.exceptions import ConnectionError as RedisConnectionError

        # Without the retry, the first publish after a restart fails on the stale pooled connection.
        retry = Retry(ExponentialBackoff(cap=0.3, base=0.02), 3)
        # Its types leave much open about the connection pool, messages and answers.
        redis: Any = Redis
        self._publisher = redis.from_url(
            url,
            retry=retry,
            retry_on_error=[RedisConnectionError],
            socket_timeout=2,
            socket_connect_timeout=2,
        )
        self._listener = redis.from_url(url, socket_connect_timeout=2)
        self._on_ring: Callable[[int], None] = lambda ledger_id: None
        self._on_mention: Overhear = _deaf
        self._publishing: set[asyncio.Task[None]] = set()
        self.listening = asyncio.Event()

    def ring(self, ledger_id: int) -> None:
        self._on_ring(ledger_id)
        self._send(CHANNEL, str(ledger_id))

    def mention(self, words: str) -> None:
        self._on_mention(words)
        self._send(MENTIONS, words)

    def _send(self, channel: str, words: str) -> None:
        task = asyncio.create_task(self._publish(channel, words))
        self._publishing.add(task)
        task.add_done_callback(self._publishing.discard)

    async def run(
        self, on_ring: Callable[[int], None], on_gap: Callable[[], None], on_mention: Overhear = _deaf
    ) -> None:
        self._on_ring, self._on_mention = on_ring, on_mention
        wait = 0.1
        while True:
            try:
                await self._listen(on_ring, on_gap)
                wait = 0.1
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("bell unheard, trying again", error=in_one_line(error), seconds=round(wait, 2))
            self.listening.clear()
            await asyncio.sleep(wait * random.uniform(0.7, 1.3))
            wait = min(wait * 2, 3.0)

    async def ready(self) -> None:
        await self._publisher.ping()

    async def close(self) -> None:
        if self._publishing:
            await asyncio.wait(self._publishing, timeout=1)
        await self._publisher.aclose()
        await self._listener.aclose()

    async def _publish(self, channel: str, words: str) -> None:
        try:
            await self._publisher.publish(channel, words)
        except Exception as error:
            log.warning("ring not passed on", channel=channel, error=in_one_line(error))

    async def _listen(self, on_ring: Callable[[int], None], on_gap: Callable[[], None]) -> None:
        async with self._listener.pubsub() as pubsub:
            await pubsub.subscribe(MENTIONS, CHANNEL)
            while True:
                message = await pubsub.get_message(timeout=5.0)
                if message is None:
                    await pubsub.ping()  # raises if the path is dead
                elif message["type"] == "subscribe" and message["channel"] == MENTIONS.encode():
                    continue
                elif message["type"] == "subscribe":
                    # Only now is every later ring heard; signalling earlier would lose one.
                    self.listening.set()
                    on_gap()
                elif message["type"] == "message" and message["channel"] == MENTIONS.encode():
                    self._on_mention(message["data"].decode())
                elif message["type"] == "message" and message["data"].isdigit():
                    on_ring(int(message["data"]))
