"""The porter stands before every route: HEAD is GET without a body, methods that no route takes become OPTIONS
(methods.py answers them), and an address to which something was glued on its way through a messenger, a sentence or a
scanner leads where it was meant to."""

import re
from time import perf_counter
from typing import Any
from urllib.parse import quote

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from barcamp.telemetry import metrics
from barcamp.web.gate.methods import ASKED

# What follows an address in a sentence, in brackets or in quotation marks, and what is invisible. No address
# of ours ends in any of these.
_GLUED = re.compile(
    r"[\s.,;:!?*'\"“”„‚‘’«»‹›`´…<>()\[\]{}|\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+\Z"
)  # fmt: skip
_FIRST_PAGES = re.compile(r"/(?:index|default)\.(?:html?|php)\Z", re.IGNORECASE)


class Porter:
    def __init__(self, within: ASGIApp) -> None:
        self._within = within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = perf_counter()
        try:
            await self._lead(scope, receive, send)
        finally:
            if scope["type"] == "http":
                kind = metrics.FORM if scope["method"] == "POST" else metrics.PAGE
                kind.observe(perf_counter() - began)

    async def _lead(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "POST":
            await self._within(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            asked: Any = {**scope, "method": "OPTIONS", ASKED: scope["method"]}
            await self._within(asked, receive, send)
            return
        meant = without_glue(scope["path"])
        if meant != scope["path"]:
            await _lead_to(meant, scope, send)
            return
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _without_body(send)  # type: ignore[assignment]
        await self._within(scope, receive, send)


def without_glue(path: str) -> str:
    """The path without what was glued to it, always one of this server: it begins with one slash."""
    if path.startswith("/static/"):
        return path
    free = _FIRST_PAGES.sub("", _GLUED.sub("", path))
    return path if free == path else "/" + free.lstrip("/\\")


def _without_body(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}  # type: ignore[assignment]
        await send(message)

    return sent


async def _lead_to(path: str, scope: Scope, send: Send) -> None:
    query = scope["query_string"]
    place = quote(path, safe="/~").encode() + (b"?" + query if query else b"")
    headers = [(b"location", place), (b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
