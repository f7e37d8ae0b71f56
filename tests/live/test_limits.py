"""What one connection may ask of all others: heads have an end, requests come whole, one at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from barcamp.live.http import MOST_HEAD, MOST_WAITING, RESERVED_FILES, LeanHTTP
from barcamp.live.websocket.protocol import AT_ONCE
from tests.live.websocket.test_protocol import close_code, raw_screen
from tests.server import Server
from tests.waiting import until

ASKS = b"GET /healthz HTTP/1.1\r\nHost: here\r\n"


@asynccontextmanager
async def connection(server: Server) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def answered(server: Server, sent: bytes) -> bytes:
    """All that comes back until the server ends the connection."""
    async with connection(server) as (reader, writer):
        writer.write(sent)
        try:
            return await asyncio.wait_for(reader.read(), 300)
        except ConnectionResetError:
            return b""


def kinds(logs: list) -> list[str]:
    return [line["kind"] for line in logs if line["event"] == "let go"]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"a" * MOST_HEAD + b" HTTP/1.1\r\nHost: here\r\n\r\n", b"414"),
        (ASKS + b"X: " + b"a" * MOST_HEAD + b"\r\n\r\n", b"431"),
        (ASKS + b"X: y\r\n" * (MOST_HEAD // 2) + b"\r\n", b"431"),
    ],
)
async def test_a_head_without_measure_is_refused(server: Server, head: bytes, status: bytes):
    with capture_logs() as logs:
        answer = await answered(server, head)
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert kinds(logs) == ["long head"]


async def test_a_head_that_never_ends_is_refused_before_it_is_all_there(server: Server):
    with capture_logs() as logs:
        async with connection(server) as (reader, writer):
            writer.write(ASKS + b"X: ")
            for _ in range(MOST_HEAD // 1024 + 8):
                writer.write(b"a" * 1024)
                await asyncio.sleep(0)
            answer = await asyncio.wait_for(reader.read(64), 300)
    assert answer.startswith(b"HTTP/1.1 431")
    assert kinds(logs) == ["long head"]


async def test_a_long_table_in_the_address_and_many_cookies_are_no_matter(server: Server):
    head = b"GET /healthz?table=" + b"a" * 6000 + b" HTTP/1.1\r\nHost: here\r\nCookie: " + b"a=b; " * 800 + b"\r\n"
    answer = await answered(server, head + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"", "silent"),
        (ASKS, "slow head"),
        (b"POST /language HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nlanguage=", "slow body"),
    ],
)
async def test_half_a_request_is_let_go(
    server: Server, sent: bytes, kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    for name in ("HEAD_S", "BODY_S", "SILENT_S"):
        monkeypatch.setattr(LeanHTTP, name, 0.05)
    with capture_logs() as logs:
        answer = await answered(server, sent)
    assert answer.startswith(b"HTTP/1.1 408")
    assert kinds(logs) == [kind]
    assert [record for record in caplog.records if record.name == "uvicorn.error"] == []


async def test_a_photo_on_a_weak_line_is_waited_for_as_long_as_it_comes(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    waiting: list[LeanHTTP] = []

    def wait(self: LeanHTTP, _: float, kind: str) -> None:
        waiting.append(self)
        self._patience = self.loop.call_later(3600, self._lose_patience, kind)

    monkeypatch.setattr(LeanHTTP, "_wait", wait)
    body = b"language=en&back=/" + b"x" * 2000
    head = b"POST /language HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with capture_logs() as logs:
        async with connection(server) as (reader, writer):
            writer.write(head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
            for at in range(0, len(body), 700):
                await until(lambda: any(each._part == "body" for each in waiting))
                writer.write(body[at : at + 700])
                if at + 700 < len(body):
                    await until(lambda: waiting[-1]._came >= LeanHTTP.BODY_AT_LEAST)
                    waiting[-1]._lose_patience("slow body")  # time is up, and something has come
            assert (await asyncio.wait_for(reader.read(), 300)).startswith(b"HTTP/1.1 303")
    assert kinds(logs) == []


async def test_requests_that_do_not_wait_for_answers_are_let_go(server: Server, caplog: pytest.LogCaptureFixture):
    with capture_logs() as logs:
        await answered(server, (ASKS + b"\r\n") * 5000)
        # The one that was being answered meanwhile ends without a word.
        assert (await server.client().get("/healthz")).status_code == 200
    assert kinds(logs) == ["many at once"]
    assert [record for record in caplog.records if record.name == "uvicorn.error"] == []


async def test_a_few_requests_at_once_are_answered_in_their_order(server: Server):
    asks = [ASKS + b"\r\n"] * (MOST_WAITING - 1) + [ASKS + b"Connection: close\r\n\r\n"]
    assert (await answered(server, b"".join(asks))).count(b"HTTP/1.1 200") == MOST_WAITING


async def test_a_screen_that_talks_without_end_is_let_go(server: Server):
    with capture_logs() as logs:
        async with raw_screen(server) as (reader, writer):
            writer.write(b"\x8a\x80abcd" * (AT_ONCE * 4))
            assert await close_code(reader) == 1008
    assert kinds(logs) == ["many frames"]


async def test_beyond_the_files_of_the_system_a_page_says_so_and_organisers_get_in(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(LeanHTTP, "fits", 0)
    with capture_logs() as logs:
        answer = (await answered(server, b"GET /TEST HTTP/1.1\r\nHost: here\r\n\r\n")).decode()
        assert answer.startswith("HTTP/1.1 503")
        assert "so viele Geräte verbunden" in answer
        assert kinds(logs) == ["full"]
        for path in (b"/organiser/sign-in", b"/healthz"):
            asks = b"GET " + path + b" HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
            assert (await answered(server, asks)).startswith(b"HTTP/1.1 200")
        for theirs in (b"Cookie: barcamp_organiser=x", b"Referer: http://here/TEST/console"):
            asks = b"GET /TEST HTTP/1.1\r\nHost: here\r\n" + theirs + b"\r\nConnection: close\r\n\r\n"
            assert (await answered(server, asks)).startswith(b"HTTP/1.1 404"), theirs  # there is no such event
    monkeypatch.setattr(LeanHTTP, "fits", -RESERVED_FILES)
    assert (await answered(server, ASKS)).startswith(b"HTTP/1.1 503")
