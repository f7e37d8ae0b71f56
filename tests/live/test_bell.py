"""Both bells: what was rung is heard, and what may have been missed is said."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from barcamp.live.bell import Bell, MemoryBell, RedisBell, make_bell
from tests.ports import held_port


class Listener:
    """What a bell was heard to say."""

    def __init__(self) -> None:
        self.rings: list[int] = []
        self.mentions: list[str] = []
        self.gaps = 0
        self._news = asyncio.Event()

    def on_ring(self, ledger_id: int) -> None:
        self.rings.append(ledger_id)
        self._news.set()

    def on_mention(self, words: str) -> None:
        self.mentions.append(words)
        self._news.set()

    def on_gap(self) -> None:
        self.gaps += 1
        self._news.set()

    async def hears(self, ledger_id: int) -> None:
        await self._until(lambda: ledger_id in self.rings)

    async def overhears(self, words: str) -> None:
        await self._until(lambda: words in self.mentions)

    async def notices_gaps(self, number: int) -> None:
        await self._until(lambda: self.gaps >= number)

    async def _until(self, holds) -> None:
        async with asyncio.timeout(300):
            while not holds():
                self._news.clear()
                await self._news.wait()


@pytest.fixture
def ledger() -> int:
    """One that no other test rings for, since a Redis channel is heard by everybody."""
    return random.randrange(10**8, 10**9)


async def test_what_is_rung_is_heard_in_the_same_process(bell: str, ledger: int):
    async with _listening(bell) as (rung, listener):
        rung.ring(ledger)
        await listener.hears(ledger)


async def test_listening_begins_with_a_gap_since_earlier_rings_were_not_heard(bell: str):
    async with _listening(bell) as (_, listener):
        assert listener.gaps == 1


async def test_the_bell_says_that_it_can_be_heard(bell: str):
    made = make_bell(bell)
    await made.ready()
    await made.close()


async def test_every_process_hears_every_ring(redis_url: str, ledger: int):
    async with _listening(redis_url) as (one, heard_by_one), _listening(redis_url) as (_, heard_by_two):
        one.ring(ledger)
        await heard_by_two.hears(ledger)
        assert ledger in heard_by_one.rings


async def test_what_is_said_in_passing_is_heard_in_the_same_process_and_is_no_ring(bell: str, ledger: int):
    async with _listening(bell) as (one, listener):
        one.mention(f"{ledger} e 1 2")
        await listener.overhears(f"{ledger} e 1 2")
        assert ledger not in listener.rings


async def test_every_process_hears_what_is_said_in_passing(redis_url: str, ledger: int):
    async with _listening(redis_url) as (one, _), _listening(redis_url) as (_, heard_by_two):
        one.mention(f"{ledger} e 1 2")
        await heard_by_two.overhears(f"{ledger} e 1 2")


async def test_memory_is_heard_in_its_own_process_alone(ledger: int):
    async with _listening("memory://") as (one, heard_by_one), _listening("memory://") as (_, heard_by_two):
        one.ring(ledger)
        assert (heard_by_one.rings, heard_by_two.rings) == ([ledger], [])


async def test_after_a_broken_connection_the_bell_says_that_rings_may_be_missing(redis_url: str, ledger: int):
    async with Road(redis_url) as road, _listening(road.url) as (bell, listener):
        gaps = listener.gaps
        await road.cut()
        await listener.notices_gaps(gaps + 1)
        async with _listening(redis_url) as (other, _):
            other.ring(ledger)
            await listener.hears(ledger)
        bell.ring(ledger + 1)
        await listener.hears(ledger + 1)


async def test_while_redis_is_away_this_process_still_hears_itself_and_later_all_do(redis_url: str, ledger: int):
    async with Road(redis_url) as road, _listening(road.url) as (bell, listener):
        gaps = listener.gaps
        await road.close()
        bell.ring(ledger)
        assert listener.rings[-1] == ledger
        with pytest.raises(Exception, match=r"(?i)connect|closed"):
            await bell.ready()
        await road.open()
        await listener.notices_gaps(gaps + 1)
        await bell.ready()


async def test_a_bell_is_made_from_its_address():
    assert isinstance(make_bell("memory://"), MemoryBell)
    pytest.importorskip("redis")
    made = make_bell("redis://127.0.0.1:1/0")
    assert isinstance(made, RedisBell)
    await made.close()


@asynccontextmanager
async def _listening(url: str) -> AsyncIterator[tuple[Bell, Listener]]:
    bell, listener = make_bell(url), Listener()
    running = asyncio.create_task(bell.run(listener.on_ring, listener.on_gap, listener.on_mention))
    try:
        await listener.notices_gaps(1)
        yield bell, listener
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await bell.close()


class Road:
    """A way to Redis that can be cut without disturbing anybody else."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._there = (parts.hostname, parts.port or 6379)
        self._url = parts
        self._held = held_port()
        self._port = 0
        self._ends: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task] = set()

    @property
    def url(self) -> str:
        return self._url._replace(netloc=f"127.0.0.1:{self._port}").geturl()

    async def __aenter__(self) -> "Road":
        self._port = self._held.__enter__()
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._held.__exit__(None, None, None)

    async def open(self) -> None:
        self._gate = await asyncio.start_server(self._travel, "127.0.0.1", self._port)

    async def close(self) -> None:
        self._gate.close()
        await self.cut()

    async def cut(self) -> None:
        for end in self._ends:
            end.transport.abort()
        self._ends.clear()
        await asyncio.sleep(0)

    async def _travel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._there)
        self._ends |= {writer, far_writer}
        for source, target in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(self._carry(source, target))
            self._tasks.add(task)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()
