"""`python -m bench.attackers KIND PORT PATH SECONDS`: one hostile client. Bounded in time and connections, to this
machine only. Prints how many connections it opened, and of how many it saw that the server ended them.
"""

import asyncio
import base64
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

FRAME = b"\x81\x80" + b"\x00" * 4  # an empty text, masked
PIECE = 200  # frames or requests in one write
HALVES = 300  # connections with half a request
CALM = 0.05  # seconds until a client that was cut off comes again


class Tally:
    def __init__(self) -> None:
        self.opened = self.let_go = 0


async def pipelining(port: int, path: str, tally: Tally) -> None:
    """Sends requests without end, and never reads an answer."""
    await _again(port, tally, lambda writer: _pour(writer, _get(path) * PIECE))


async def endless_head(port: int, path: str, tally: Tally) -> None:
    """Sends a head that goes on and on."""

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode())
        await _pour(writer, b"X-More: " + b"y" * 4000 + b"\r\n")

    await _again(port, tally, send)


async def half_heads(port: int, path: str, tally: Tally) -> None:
    """Opens connections that never finish their request."""
    await _halves(port, tally, f"GET {path} HTTP/1.1\r\nHost: 127.0".encode())


async def half_bodies(port: int, path: str, tally: Tally) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
    await _halves(port, tally, f"{head}Content-Type: text/plain\r\nContent-Length: 60000\r\n\r\nhalf".encode())


async def frames(port: int, path: str, tally: Tally) -> None:
    """A screen that talks without end."""

    async def send(writer: asyncio.StreamWriter) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        upgrade = f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}"
        writer.write(f"{head}{upgrade}\r\n\r\n".encode())
        await asyncio.sleep(0.05)
        await _pour(writer, FRAME * PIECE)

    await _again(port, tally, send, reads=True)


ATTACKERS: dict[str, Callable[[int, str, Tally], Awaitable[None]]] = {
    "pipelining": pipelining,
    "endless head": endless_head,
    "half heads": half_heads,
    "half bodies": half_bodies,
    "frames": frames,
}


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


async def _pour(writer: asyncio.StreamWriter, piece: bytes) -> None:
    while True:
        writer.write(piece)
        await writer.drain()


async def _again(
    port: int, tally: Tally, send: Callable[[asyncio.StreamWriter], Awaitable[None]], *, reads: bool = False
) -> None:
    """Opens one connection at a time; when it is cut off, it comes again."""
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        tally.opened += 1
        reading = asyncio.create_task(_read_all(reader)) if reads else None
        try:
            await send(writer)
        except OSError:
            tally.let_go += 1
        finally:
            writer.transport.abort()
            if reading:
                reading.cancel()
        await asyncio.sleep(CALM)


async def _read_all(reader: asyncio.StreamReader) -> None:
    with suppress(OSError):
        while await reader.read(65536):
            pass


async def _halves(port: int, tally: Tally, half: bytes) -> None:
    async def one() -> None:
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            tally.opened += 1
            writer.write(half)
            await _read_all(reader)
            tally.let_go += 1
            writer.transport.abort()
            await asyncio.sleep(CALM)

    await asyncio.gather(*(one() for _ in range(HALVES)))


async def _main(kind: str, port: int, path: str, seconds: float) -> None:
    tally = Tally()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ATTACKERS[kind](port, path, tally)
    print(tally.opened, tally.let_go)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4])))
