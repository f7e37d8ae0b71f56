"""The wire keeps RFC 6455 and RFC 7692: tried with the websockets library, and byte by byte where it is too polite."""

import asyncio
import base64
import os
import struct
from contextlib import asynccontextmanager

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import PerMessageDeflate

from barcamp.domain.event.phases import Announce
from barcamp.live.websocket.protocol import Wire
from tests.server import Server
from tests.waiting import until

LONG = "Suppe und Brot, und noch einmal Suppe und Brot. " * 4


async def test_a_screen_that_takes_compression_reads_what_others_read(server: Server):
    cast = server.cast
    path = f"/{cast.code}/socket/projector"
    async with server.socket(path, compression="deflate") as small, server.socket(path) as plain:
        assert [type(extension) for extension in small.protocol.extensions] == [PerMessageDeflate]
        assert plain.protocol.extensions == []
        await asyncio.gather(small.recv(), plain.recv())
        for text in (LONG, LONG + "!"):  # twice: nothing may be remembered from one message to the next
            await cast.does(cast.max, Announce(text=text))
            one, other = await asyncio.gather(small.recv(), plain.recv())
            assert one == other
            assert text.strip() in str(one)


async def test_messages_from_a_screen_are_counted_whole_in_pieces_or_compressed(server: Server):
    async with server.socket(f"/{server.cast.code}/socket/projector", compression="deflate") as screen:
        await screen.recv()
        before = server.ctx.hub.unexpected
        await screen.send("Grüße " * 100)
        await screen.send(["in ", "drei ", "Teilen"])
        await screen.send(b"\x00\xff")
        await until(lambda: server.ctx.hub.unexpected == before + 3)
        assert await asyncio.wait_for(await screen.ping(), 300) >= 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"\x81\x05hallo", 1002),  # not masked
        (b"\xf1\x80abcd", 1002),  # reserved bits
        (b"\xc1\x80abcd", 1002),  # compressed, though that was not agreed
        (b"\x80\x80abcd", 1002),  # a continuation of nothing
        (b"\x83\x80abcd", 1002),  # no such kind
        (b"\x89\xfe\x00\x7eabcd", 1002),  # a ping of more than 125 bytes
        (b"\x81\xff" + (1 << 40).to_bytes(8, "big") + b"abcd", 1009),  # a terabyte
        (b"\x81\x82\x00\x00\x00\x00\xff\xfe", 1007),  # no text
    ],
)
async def test_a_broken_frame_closes_with_the_code_that_says_why(server: Server, sent: bytes, code: int):
    async with raw_screen(server) as (reader, writer):
        writer.write(sent)
        assert await close_code(reader) == code


async def test_frames_may_come_byte_by_byte_and_many_at_once(server: Server):
    async with raw_screen(server) as (reader, writer):
        before = server.ctx.hub.unexpected
        one = b"\x81\x82\x00\x00\x00\x00hi"
        for byte in one:
            writer.write(bytes((byte,)))
            await writer.drain()
        writer.write(one * 5)
        await until(lambda: server.ctx.hub.unexpected == before + 6)
        writer.write(b"\x88\x82\x00\x00\x00\x00" + struct.pack(">H", 1000))
        assert await close_code(reader) == 1000


@pytest.mark.parametrize("left_out", ["Sec-WebSocket-Key", "Sec-WebSocket-Version"])
async def test_a_handshake_that_lacks_something_is_a_bad_request(server: Server, left_out: str):
    reader, writer = await _asked(server, left_out)
    assert (await reader.readline()).split()[1] == b"400"
    writer.close()


async def test_a_server_that_goes_down_says_come_back(server: Server):
    async with server.socket(f"/{server.cast.code}/socket/projector") as screen:
        await screen.recv()
        [seat] = server.ctx.hub.broadcasts[server.cast.id].audience.seats()
        assert isinstance(seat.line, Wire)
        seat.line.shutdown()  # as the server does with each of its connections
        with pytest.raises(ConnectionClosed) as closed:
            await screen.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012


@asynccontextmanager
async def raw_screen(server: Server):
    reader, writer = await _asked(server)
    assert (await reader.readline()).split()[1] == b"101"
    while (await reader.readline()).strip():
        pass
    first = await reader.readexactly(2)  # the page, which is longer than 125 bytes
    assert first == b"\x81\x7e"
    await reader.readexactly(int.from_bytes(await reader.readexactly(2), "big"))
    try:
        yield reader, writer
    finally:
        writer.close()


async def close_code(reader: asyncio.StreamReader) -> int:
    async with asyncio.timeout(300):
        assert await reader.readexactly(2) == b"\x88\x02"
        return int.from_bytes(await reader.readexactly(2), "big")


async def _asked(server: Server, left_out: str = ""):
    host, port = server.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    headers = {
        "Host": f"{host}:{port}",
        "Origin": server.url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
    }
    lines = [f"{name}: {value}" for name, value in headers.items() if name != left_out]
    request = f"GET /{server.cast.code}/socket/projector HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n"
    writer.write(request.encode())
    return reader, writer
