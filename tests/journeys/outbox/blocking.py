"""A proxy that lets everything through except websockets: those it answers with 403, as many venues' networks do."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@asynccontextmanager
async def without_websockets(url: str) -> AsyncIterator[str]:
    """The address of the proxy in front of `url`."""
    target = urlsplit(url)
    tasks: set[asyncio.Task] = set()

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            # Browsers open a connection of its own for each websocket, so its first request tells.
            head = await reader.readuntil(b"\r\n\r\n")
            if b"upgrade: websocket" in head.lower():
                writer.write(_FORBIDDEN)
                await writer.drain()
            else:
                there_reader, there_writer = await asyncio.open_connection(target.hostname, target.port)
                there_writer.write(head)
                await asyncio.gather(_pour(reader, there_writer), _pour(there_reader, writer))
        writer.close()

    server = await asyncio.start_server(visit, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            into.write(data)
            await into.drain()
    into.close()
