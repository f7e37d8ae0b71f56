"""HTTP as this server takes it: uvicorn's parser, with limits on what one connection may demand of the others.

A connection that sends heads without end, half a request, or hundreds at once without waiting for answers is closed,
with a line in the log that names the `kind`; so is one that says nothing. A request that arrived whole costs no timer.
"""

import asyncio
import sys
from typing import Any
from urllib.parse import unquote

import httptools
import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from barcamp.live.websocket.protocol import Wire

try:
    import resource
except ImportError:  # Windows
    resource = None

log = structlog.get_logger("http")

MOST_HEAD = 32 * 1024  # bytes of the request line and headers; browsers and proxies stay below 16 KiB
MOST_WAITING = 16  # waiting requests of one connection; browsers and proxies send one at a time
OWN_FILES = 64  # open files, of those the system allows, kept for database, logs, fonts, the bell
RESERVED_FILES = 32  # connections for organisers and moderators when all others are taken
CROWDED_KEEP_ALIVE_S = 2

_ANSWERS = {
    408: ("Request Timeout", "Die Anfrage kam nicht ganz an. The request did not arrive in full."),
    414: ("URI Too Long", "Die Adresse ist zu lang. The address is too long."),
    429: ("Too Many Requests", "Zu viele Anfragen auf einmal. Too many requests at once."),
    431: ("Request Header Fields Too Large", "Der Browser schickt zu viele Angaben mit. Too many headers."),
    503: (
        "Service Unavailable",
        "Gerade sind so viele Geräte verbunden, wie dieser Server fasst. Bitte in einer Minute noch einmal laden. "
        "As many devices as this server can hold are connected. Please load the page again in a minute.",
    ),
}


def phones_that_fit() -> int:
    """How many connections the system's limit of open files leaves for phones; each holds one."""
    if resource is None:
        return sys.maxsize
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else max(16, soft - OWN_FILES - RESERVED_FILES)


class LeanHTTP(HttpToolsProtocol):
    """uvicorn's HTTP protocol with a shorter way to a websocket, and with limits."""

    HEAD_S = 10.0  # from the first byte of a request to the end of its headers
    BODY_S, BODY_AT_LEAST = 10.0, 512  # within so many seconds a body must bring at least so many bytes
    SILENT_S = 75.0  # from connecting to the first byte; browsers connect ahead of need
    LINGER_S = 2.0
    fits = sys.maxsize  # connections; beyond this only organisers and moderators are let in

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._size = self._came = 0
        self._part = ""  # which part of an incomplete request is awaited: head or body
        self._over = False
        self._status = 400
        self._running: RequestResponseCycle | None = None  # the one of several requests that is being answered
        self._patience: asyncio.TimerHandle | None = None
        if len(self.connections) > self.fits + RESERVED_FILES:
            self._let_go("full", 503)
        else:
            self._wait(self.SILENT_S, "silent")

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._over or self.transport.is_closing():
            return
        before = self._part
        self._came += len(data)
        if not before:
            self._stop_waiting()
        super().data_received(data)
        if self._over:
            return
        if self.transport.is_closing() or not self._part:
            self._stop_waiting()
        elif self._part == "head":
            self._size += len(data) if before == "head" else 0
            if self._size > MOST_HEAD:
                self._let_go("long head", 414 if not self.headers and not self.url else 431)
            elif self._patience is None:
                self._wait(self.HEAD_S, "slow head")
        elif self._patience is None:
            self._came = 0
            self._wait(self.BODY_S, "slow body")

    # What uvicorn's parser reports

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._part, self._size, self._came = "head", 0, 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._weigh(url, 414)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._weigh(name + value, 431)

    def on_headers_complete(self) -> None:
        self._part = "body"
        self._stop_waiting()
        if len(self.pipeline) >= MOST_WAITING:
            self._refuse("many at once", 429)
        crowded = len(self.connections) > self.fits
        if crowded:
            self.timeout_keep_alive = CROWDED_KEEP_ALIVE_S
            if not (_is_for_organisers(self.url) or _comes_from_one(self.headers)):
                self._refuse("full", 503)
        super().on_headers_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def on_message_complete(self) -> None:
        self._part = ""
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._stop_waiting()
        self.connections.discard(self)
        url = httptools.parse_url(self.url)
        path = self.root_path + unquote(url.path.decode("ascii"))
        scope: dict[str, Any] = {
            **{name: part for name, part in self.scope.items() if name != "method"},
            "type": "websocket",
            "asgi": {"version": self.asgi_version, "spec_version": "2.4"},
            "scheme": "wss" if self.scheme == "https" else "ws",
            "path": path,
            "raw_path": self.root_path.encode("ascii") + url.path,
            "query_string": url.query or b"",
            "subprotocols": [],
            "extensions": {"websocket.http.response": {}},
        }
        # Whatever uvicorn may wrap it in has no types.
        app: Any = self.app  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        wire = Wire(app, self.transport, scope, self.server_state, self.loop)
        self.transport.set_protocol(wire)
        wire.begin(self.scope["method"])

    def send_400_response(self, msg: str) -> None:
        """Called by uvicorn for whatever its parser rejects, and for what we refused while it was parsing."""
        if self._status in _ANSWERS:
            self._answer(self._status)
        elif not self.transport.is_closing():
            super().send_400_response(msg)

    # Limits

    def _weigh(self, part: bytes, status: int) -> None:
        self._size += len(part)
        if self._size > MOST_HEAD:
            self._refuse("long head", status)

    def _refuse(self, kind: str, status: int) -> None:
        """Refuses from within the parser, which stops there."""
        self._tell(kind)
        self._status = status
        raise ValueError(kind)

    def _let_go(self, kind: str, status: int) -> None:
        self._tell(kind)
        self._answer(status)

    def _tell(self, kind: str) -> None:
        log.warning("let go", kind=kind, connections=len(self.connections))

    def _answer(self, status: int) -> None:
        """Answers; the connection ends a moment later, since unread input would otherwise reset it before the answer is
        read."""
        if self._over or self.transport.is_closing():
            return
        self._over = True
        self._stop_waiting()
        running = self._running
        if running is None or running.response_complete or not running.response_started:
            phrase, sentence = _ANSWERS[status]
            body = sentence.encode()
            self.transport.write(
                f"HTTP/1.1 {status} {phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\n"
                "Retry-After: 30\r\nConnection: close\r\n\r\n".encode()
                + body
            )
        self.pipeline.clear()
        if running is not None and not running.response_complete:
            running.disconnected = True  # nothing of it may follow
            running.message_event.set()
        if self.transport.can_write_eof() and len(self.connections) <= self.fits:
            self.transport.write_eof()
            self._patience = self.loop.call_later(self.LINGER_S, self.transport.abort)
        else:
            self.transport.close()

    def _wait(self, seconds: float, kind: str) -> None:
        self._patience = self.loop.call_later(seconds, self._lose_patience, kind)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _lose_patience(self, kind: str) -> None:
        self._patience = None
        if kind == "slow body" and (self.flow.read_paused or self._came >= self.BODY_AT_LEAST):
            self._came = 0  # it is arriving, or waits for us
            self._wait(self.BODY_S, kind)
        elif not self.transport.is_closing():
            self._let_go(kind, 408)


def _is_for_organisers(url: bytes) -> bool:
    """Whether the address is for people who have to be able to act whoever else is here; or what their pages consist
    of."""
    path: Any = url.partition(b"?")[0]
    return path.startswith((b"/organiser", b"/static/", b"/healthz", b"/readyz")) or b"/console" in path


def _comes_from_one(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a request comes from an organiser. Their pages send to addresses that everybody uses, but with an
    organiser's sign-in, or from a console. Faking either gains a place of the reserve, but no right."""
    told = dict(headers)
    return b"barcamp_organiser=" in told.get(b"cookie", b"") or b"/console" in told.get(b"referer", b"")
