"""The websocket as this server needs it: thousands of screens that listen and have next to nothing to say (RFC 6455).

uvicorn parses the request; instead of writing it out again for a second parser, `http.py` hands the upgrade to a
`Wire`, which is both ASGI's websocket for Litestar and the line by which the audience shows a ready-made frame. A quiet
wire holds no timer, no queue and no compressor. permessage-deflate (RFC 7692) is accepted without context takeover, so
that one compressed frame serves all who accept it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

import structlog

from barcamp.live.websocket import handshake
from barcamp.live.websocket.frames import (
    BINARY,
    CLOSE,
    CONTINUE,
    MOST,
    PING,
    PONG,
    TEXT,
    Violation,
    frame,
    inflated,
    unmasked,
)

log = structlog.get_logger("wire")

EXTENSION = "barcamp.wire"

HIGH_WATER = 256 * 1024  # bytes waiting for one screen before it counts as behind
# A screen sends nothing but pongs: the number of frames it may send at once, and then per second.
AT_ONCE, PER_SECOND = 64, 2.0


class Wire(asyncio.Protocol):
    """One screen's connection. `show` writes a finished frame; everything else is ASGI."""

    __slots__ = (
        "_app", "_buffer", "_close_code", "_closing", "_events", "_heard_at", "_kind", "_message", "_patience",
        "_server", "_waiting", "alive", "deflates", "on_behind", "opened", "scope", "task", "transport",
    )  # fmt: skip

    def __init__(self, app: Any, transport: Any, scope: Any, server: Any, loop: asyncio.AbstractEventLoop) -> None:
        self.transport: Any = transport
        self.scope = scope
        self.deflates = False
        self.opened = False
        self.alive = True  # something was heard since the last look
        # Called with True when the other end does not keep up, and with False when it has drained.
        self.on_behind: Callable[[bool], None] | None = None
        self._app = app
        self._server = server
        self._events: deque[dict[str, Any]] = deque(({"type": "websocket.connect"},))
        self._waiting: asyncio.Future[None] | None = None
        self._buffer = b""
        self._message: bytearray | None = None
        self._kind = 0
        self._closing = False
        self._close_code = 1006
        self._patience, self._heard_at = float(AT_ONCE), loop.time()
        self.task: asyncio.Task[None] | None = None

    def begin(self, method: str = "GET") -> None:
        self._server.connections.add(self)
        self.transport.set_write_buffer_limits(high=HIGH_WATER, low=HIGH_WATER // 4)
        self.scope["extensions"][EXTENSION] = self
        if method != "GET" or not handshake.is_meant(dict(self.scope["headers"])):
            self._refuse(b"HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\n")
            return
        self.task = asyncio.get_running_loop().create_task(self._run())
        self._server.tasks.add(self.task)
        self.task.add_done_callback(self._server.tasks.discard)

    def show(self, frame: bytes) -> None:
        if self.opened and not self._closing:
            self.transport.write(frame)

    def abort(self) -> None:
        """Cuts the line; the other end is gone without a word."""
        self.transport.abort()

    @property
    def write(self) -> Callable[[bytes], None]:
        return self.transport.write

    @property
    def backlog(self) -> int:
        """The number of bytes that wait for the other end."""
        return self.transport.get_write_buffer_size()

    # asyncio's side

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.connections.discard(self)
        if self.on_behind is not None:
            self.on_behind(True)  # its seat is left only when the app hears of it; until then nothing may be written
        self._closing = True
        self._tell({"type": "websocket.disconnect", "code": self._close_code})

    def pause_writing(self) -> None:
        if self.on_behind is not None:
            self.on_behind(True)

    def resume_writing(self) -> None:
        if self.on_behind is not None:
            self.on_behind(False)

    def eof_received(self) -> None:
        return None

    def data_received(self, data: bytes) -> None:
        self.alive = True
        if self._closing:
            return
        self._buffer = self._buffer + data if self._buffer else data
        now = asyncio.get_running_loop().time()
        self._patience = min(AT_ONCE, self._patience + (now - self._heard_at) * PER_SECOND)
        self._heard_at = now
        try:
            while (taken := self._take_frame()) and not self._closing:
                self._buffer = self._buffer[taken:]
                self._patience -= 1
                if self._patience < 0:
                    log.warning("let go", kind="many frames")
                    raise Violation(1008)
        except Violation as broken:
            self._close(broken.code)
            self.transport.close()

    def shutdown(self) -> None:
        """Tells the screen to come back (1012), since the server is going down."""
        if self.opened:
            self._close(1012)
        self.transport.close()

    # Frames from the other end

    def _take_frame(self) -> int:
        """Deals with the first whole frame in the buffer and returns its length in bytes; 0 if there is none yet."""
        data = self._buffer
        if len(data) < 2:
            return 0
        first, second = data[0], data[1]
        size, at = second & 0x7F, 2
        kind, compressed = first & 0x0F, bool(first & 0x40)
        if not second & 0x80 or first & 0x30 or (compressed and not (self.deflates and kind in (TEXT, BINARY))):
            raise Violation(1002)
        if kind >= CLOSE and (size > 125 or not first & 0x80):
            raise Violation(1002)
        if size >= 126:
            width = 2 if size == 126 else 8
            if len(data) < at + width:
                return 0
            size, at = int.from_bytes(data[at : at + width], "big"), at + width
        if size + len(self._message or b"") > MOST:
            raise Violation(1009)
        end = at + 4 + size
        if len(data) < end:
            return 0
        self._deal_with(first, unmasked(data[at : at + 4], data[at + 4 : end]))
        return end

    def _deal_with(self, first: int, payload: bytes) -> None:
        kind, final = first & 0x0F, bool(first & 0x80)
        if kind == PING and self.backlog < HIGH_WATER:  # whoever asks without listening needs no answer
            self.show(bytes((0x80 | PONG, len(payload))) + payload)
        elif kind == CLOSE:
            self._close_code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
            self._close(None if len(payload) < 2 else self._close_code)
            self.transport.close()
        elif kind in (TEXT, BINARY):
            if self._message is not None:
                raise Violation(1002)
            self._kind = first
            self._collect(payload, final)
        elif kind == CONTINUE:
            if self._message is None:
                raise Violation(1002)
            self._collect(payload, final)
        elif kind not in (PING, PONG):
            raise Violation(1002)

    def _collect(self, payload: bytes, final: bool) -> None:
        whole = (self._message or bytearray()) + payload
        self._message = None if final else bytearray(whole)
        if not final:
            return
        data = inflated(bytes(whole)) if self._kind & 0x40 else bytes(whole)
        if self._kind & 0x0F == BINARY:
            self._tell({"type": "websocket.receive", "bytes": data})
            return
        try:
            self._tell({"type": "websocket.receive", "text": data.decode()})
        except UnicodeDecodeError:
            raise Violation(1007) from None

    # ASGI's side

    async def _run(self) -> None:
        try:
            await self._app(self.scope, self._receive, self._send)
        except Exception:
            log.exception("socket failed")
            if self.opened:
                self._close(1011)
            else:
                self._refuse(b"HTTP/1.1 500 Internal Server Error\r\n")
        self.transport.close()

    async def _receive(self) -> dict[str, Any]:
        while not self._events:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        event = self._events.popleft()
        if not self._events and not self._closing:
            self.transport.resume_reading()
        return event

    async def _send(self, message: Any) -> None:
        kind = message["type"]
        if kind == "websocket.accept":
            self._accept(message.get("headers", ()))
        elif kind == "websocket.send":
            text = message.get("text")
            self.show(frame(TEXT, text.encode()) if text is not None else frame(BINARY, message["bytes"]))
        elif kind == "websocket.close":
            if self.opened:
                self._close(message.get("code", 1000))
            else:
                self._refuse(b"HTTP/1.1 403 Forbidden\r\n")
        elif kind == "websocket.http.response.start":
            self._refuse(f"HTTP/1.1 {message['status']} Refused\r\n".encode())

    def _accept(self, headers: Any) -> None:
        if self._closing:
            return
        answer, self.deflates = handshake.accepted(dict(self.scope["headers"]), headers)
        self.transport.write(answer)
        self.opened = True

    def _tell(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        if len(self._events) > 1 and not self._closing:
            self.transport.pause_reading()  # until the app has listened
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _close(self, code: int | None) -> None:
        if not self._closing:
            if self.on_behind is not None:
                self.on_behind(True)
            self.transport.write(frame(CLOSE, b"" if code is None else code.to_bytes(2, "big")))
            self._closing = True
            self._close_code = code or 1005

    def _refuse(self, status: bytes) -> None:
        if not self._closing:
            self.transport.write(status + b"Connection: close\r\nContent-Length: 0\r\n\r\n")
            self._closing = True
            self.transport.close()
