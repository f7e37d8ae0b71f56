"""A proxy that can be cut: then nobody gets through, or the server hears everything and its answers are lost. It can
also answer in the server's place, as firewalls do."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_CLOSED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 11\r\nConnection: close\r\n\r\nBad Gateway"
_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 18\r\nConnection: close\r\n\r\n<h1>Forbidden</h1>"


@dataclass(slots=True)
class Way:
    """`cut()` drops every connection and lets none through, `mend()` does again. While `answers_lost`, posted forms
    reach the server and nothing comes back; `broken` answers 502 to everything, as a proxy does without a server. What
    holds the word `firewall` is answered in the server's place, with 403; `turned_away` counts both kinds. An answer
    that holds `halts` comes only as far as that, until `goes_on` is set."""

    url: str = ""
    answers_lost: bool = False
    broken: bool = False
    firewall: bytes = b""
    halts: bytes = b""
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    turned_away: int = 0
    posted: list[str] = field(default_factory=list)
    _cut: bool = False
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        self._cut = True
        for writer in list(self._open):
            writer.transport.abort()

    def mend(self) -> None:
        self._cut = self.broken = self.answers_lost = False
        self.firewall = b""

    def drop(self) -> None:
        """Ends all connections, so that what was changed applies to the next ones."""
        for writer in list(self._open):
            writer.transport.abort()


@asynccontextmanager
async def way_to(url: str) -> AsyncIterator[Way]:
    target, way, tasks = urlsplit(url), Way(), set()

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        if way._cut:
            writer.transport.abort()
            return
        way._open.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await _carry(way, reader, writer, target.hostname, target.port)
        way._open.discard(writer)
        writer.close()

    server = await asyncio.start_server(visit, "127.0.0.1", 0)
    way.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield way
    finally:
        server.close()
        for task in tasks:
            task.cancel()


async def _carry(way: Way, reader, writer, host, port) -> None:
    """One request per connection, so that each can be told from the next."""
    head = await reader.readuntil(b"\r\n\r\n")
    line, _, rest = head.partition(b"\r\n")
    posts = line.startswith(b"POST")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head) if way.firewall and posts else None
    body = await reader.readexactly(int(length[1])) if length else b""
    if way.broken or (length and way.firewall in body):
        way.turned_away += 1
        writer.write(_CLOSED if way.broken else _FORBIDDEN)
        await writer.drain()
        return
    there_reader, there_writer = await asyncio.open_connection(host, port)
    way._open.add(there_writer)
    if b"upgrade: websocket" not in head.lower():
        lines = [each for each in rest.split(b"\r\n") if not each.lower().startswith(b"connection:")]
        if way.halts:  # to be found, it must come as it is
            lines = [each for each in lines if not each.lower().startswith(b"accept-encoding:")]
        head = b"\r\n".join([line, b"Connection: close", *lines])
    there_writer.write(head + body)
    if posts:
        way.posted.append(line.split()[1].decode())
    try:
        if posts and way.answers_lost:
            body = asyncio.create_task(_pour(reader, there_writer))
            await there_reader.read()
            body.cancel()
            writer.transport.abort()
            return
        back = _in_two(way, there_reader, writer) if way.halts else _pour(there_reader, writer, True)
        await asyncio.gather(_pour(reader, there_writer), back)
    finally:
        way._open.discard(there_writer)
        there_writer.close()


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter, close: bool = False) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            into.write(data)
            await into.drain()
    if close:
        into.close()


async def _in_two(way: Way, source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        first, found, rest = (await source.read(-1)).partition(way.halts)
        into.write(first)
        await into.drain()
        if found:
            await way.goes_on.wait()
        into.write(found + rest)
        await into.drain()
    into.close()
