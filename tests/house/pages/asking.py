"""Asks the app without a network, in the test's own event loop, and restores the database afterwards."""

import sqlite3
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from litestar import Litestar
from sqlalchemy.engine import make_url

from barcamp.web.context import AppContext
from tests.cast import Member

HOST = "barcamp.test"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


@dataclass(slots=True)
class Asker:
    """A browser of `person`, which starts each time with the cookies that they have."""

    app: Litestar
    person: Member
    code: str = ""

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, {}, b"")

    async def post(self, path: str, kind: str, body: bytes, *, live: bool = False) -> Answer:
        headers = {"content-type": kind, "origin": f"http://{HOST}", "content-length": str(len(body))}
        return await self._ask("POST", path, {**headers, **({"hx-request": "true"} if live else {})}, body)

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.person.cookies.items())
        split = urlsplit(path)
        told = {"host": HOST, "accept-language": "de", **({"cookie": cookies} if cookies else {}), **headers}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": split.path, "raw_path": split.path.encode(), "query_string": split.query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
            "server": (HOST, 80), "client": ("127.0.0.1", 1), "state": {},
        }  # fmt: skip
        sent: list[dict] = []
        received = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict:
            return next(received, {"type": "http.disconnect"})

        async def send(message: dict) -> None:
            sent.append(message)

        await self.app(scope, receive, send)  # type: ignore[arg-type]
        answer = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        content = b"".join(each.get("body", b"") for each in sent[1:])
        return Answer(sent[0]["status"], answer, content.decode(errors="replace"))


@dataclass(slots=True)
class Moment:
    """How everything stands now, to come back to: rows, and what the parts remember of them."""

    ctx: AppContext
    camp: int
    _now: sqlite3.Connection = field(init=False)
    _kept: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect(":memory:"))
    _version: int = 0

    def __post_init__(self) -> None:
        self._now = sqlite3.connect(make_url(self.ctx.db.url).database or "")
        self._now.execute("PRAGMA synchronous = OFF")
        self._now.backup(self._kept)
        self._version = self._others_wrote()

    def bring_back(self) -> None:
        if (version := self._others_wrote()) != self._version:
            self._kept.backup(self._now)
            self._version = version
            self.ctx.visitor_cache.forget(self.camp)
            self.ctx.hub.end_broadcast(self.camp)
        self.ctx.rate_limit._left.clear()
        self.ctx.photo_limit._left.clear()

    def close(self) -> None:
        self._kept.close()
        self._now.close()

    def _others_wrote(self) -> int:
        """A number that differs after each commit of another connection."""
        return self._now.execute("PRAGMA data_version").fetchone()[0]
