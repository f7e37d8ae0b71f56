"""A screen that never reads: it costs a bounded number of bytes, delays nobody, and is right when it reads again."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from barcamp.domain.topics.topic import PitchTopic
from barcamp.live.websocket.frames import PING, TEXT
from barcamp.live.websocket.protocol import AT_ONCE, HIGH_WATER
from barcamp.queries.history import last_seq
from tests.cast import Cast, Member
from tests.faults.breaking.processes import Process, process
from tests.faults.crowd.devices import crowd, device
from tests.faults.crowd.screens import Screen
from tests.live.applying import Showing

CHANGES, PEOPLE = 1000, 20
LARGEST = 400_000  # bytes of a whole page in this test
NOT_DELAYED = 10.0  # seconds; who waited for the one that does not read would wait for ever


@pytest.fixture
async def hosts(cast: Cast) -> list[Member]:
    """Of many topics with long descriptions, so that a page is large, and with it what a new name of theirs changes."""
    words = "Brot & Salz " * 60
    hosts = await crowd(cast, 4)
    orders = [
        cast.does(person, PitchTopic(title=f"Thema {number}", description=words))
        for person in hosts
        for number in range(25)
    ]
    await asyncio.gather(*orders)
    return hosts


async def test_a_thousand_changes_do_not_pile_up_for_a_screen_that_does_not_read(
    cast: Cast, hosts: list[Member], database_url: str, tmp_path: Path
):
    people, time = [*hosts, *await crowd(cast, PEOPLE - len(hosts))], asyncio.get_running_loop().time
    async with process(database_url, tmp_path, heartbeat_s=60) as server, AsyncExitStack() as stack:
        reads = Screen(server.url, cast.code, "phone", cast.kim)
        await reads.load()
        watching = asyncio.create_task(reads.watch())
        await reads.waits(lambda: reads.open)
        deaf = await stack.enter_async_context(_deaf(server, cast.code, cast.noor))
        devices = [await stack.enter_async_context(device(server.url, cast.code, who)) for who in people]
        largest, slowest, behind = 0, 0.0, 0
        for number in range(CHANGES // PEOPLE):
            began = time()
            pitching, *others = devices[number % PEOPLE :] + devices[: number % PEOPLE]
            pitched = pitching.gives("pitch-topic", title=f"Neues {number}")
            await asyncio.gather(pitched, *(each.gives("rename", name=f"Gast {number}") for each in others))
            seq = await _seq(cast)
            await reads.waits(lambda seq=seq: int(reads.mark.partition("_")[0]) >= seq, NOT_DELAYED)
            slowest = max(slowest, time() - began)
            measured = await server.measures()
            largest, behind = max(largest, measured["backlog_bytes"]), max(behind, measured["seats_behind"])
        assert all(command.accepted for each in devices for command in each.commands)
        assert LARGEST > len("".join(reads.regions.values()).encode()) > 100_000
        assert (behind, largest > HIGH_WATER) == (1, True)  # otherwise it would not have been tried
        assert largest <= HIGH_WATER + LARGEST
        assert slowest < NOT_DELAYED
        await deaf.pings(AT_ONCE // 2)  # more would end the line
        assert (await server.measures())["backlog_bytes"] <= HIGH_WATER + LARGEST
        await reads.is_right()
        await deaf.reads_until(reads)
        watching.cancel()


@dataclass(slots=True)
class _Deaf:
    """A phone whose end of the line is only read when it is told to."""

    line: socket.socket
    showing: Showing = Showing()
    _got: bytes = b""

    async def pings(self, count: int) -> None:
        """So many questions whose answers it will not read."""
        one = bytes((0x80 | PING, 0x80 | 125)) + bytes(4) + bytes(125)
        async with asyncio.timeout(300):
            await asyncio.get_running_loop().sock_sendall(self.line, one * count)

    async def reads_until(self, other: Screen) -> None:
        """Until it shows the same as the other one."""
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        async with asyncio.timeout(300):
            while self.showing != other.showing:
                kind, payload = await self._frame()
                if kind == TEXT:
                    self.showing = self.showing.after(payload.decode()) or self.showing

    async def _frame(self) -> tuple[int, bytes]:
        head = await self._take(2)
        assert not head[1] & 0x80
        size = head[1] & 0x7F
        if size >= 126:
            size = int.from_bytes(await self._take(2 if size == 126 else 8), "big")
        return head[0] & 0x0F, await self._take(size)

    async def _take(self, size: int) -> bytes:
        while len(self._got) < size:
            more = await asyncio.get_running_loop().sock_recv(self.line, 1 << 20)
            assert more, "the server let it go"
            self._got += more
        taken, self._got = self._got[:size], self._got[size:]
        return taken


@asynccontextmanager
async def _deaf(server: Process, code: str, who: Member) -> AsyncIterator[_Deaf]:
    loop, line = asyncio.get_running_loop(), socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.setblocking(False)
    with line:
        await loop.sock_connect(line, ("127.0.0.1", server.port))
        cookies = "; ".join(f"{name}={value}" for name, value in who.cookies.items())
        lines = (
            f"GET /{code}/socket/phone HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Origin: {server.url}",
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OTAxMjM0NQ==", f"Cookie: {cookies}", "", "",
        )  # fmt: skip
        await loop.sock_sendall(line, "\r\n".join(lines).encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += await loop.sock_recv(line, 1)
        assert answer.startswith(b"HTTP/1.1 101 "), answer
        yield _Deaf(line)


async def _seq(cast: Cast) -> int:
    async with cast.ctx.db.reading() as db:
        return await last_seq(db, cast.id)
