"""What every request and answer passes through: same origin for anything that changes something, and strict headers."""

from functools import lru_cache
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from barcamp.rendering.assets import WITHIN, allowance, within
from barcamp.web.help.searching import robots_of


@lru_cache(maxsize=256)
def policy(*styles: str) -> str:
    """The Content-Security-Policy of a page that may contain `styles`, besides what any page may."""
    scripts = [allowance(within(each)) for each in WITHIN if each.endswith(".js")]
    sheets = [*(allowance(within(each)) for each in WITHIN if each.endswith(".css")), *map(allowance, styles)]
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *scripts)),
            " ".join(("style-src 'self'", *sheets)),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "manifest-src 'self'",
            "worker-src 'self'",
        )
    )


_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), microphone=(), camera=()"),
]
# Scripts, style sheets and fonts are not pages: browsers only need to know that they are what they say.
_HEADERS_OF_PARTS = [(b"x-content-type-options", b"nosniff")]
_PARTS = (".js", ".css", ".woff2")
_ONLY_HTTPS = (b"strict-transport-security", b"max-age=31536000")  # RFC 6797; over plain HTTP browsers ignore it
_SAFE = {"GET", "HEAD", "OPTIONS"}


class SameOrigin(ASGIMiddleware):
    """Turns away forms and sockets of other sites. `allowed` are further hosts, as behind a proxy."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if not self.is_ours(scope):
            raise PermissionDeniedException
        await next_app(scope, receive, send)

    def is_ours(self, scope: Scope) -> bool:
        """Whether a form or a socket comes from a page of ours; whatever changes nothing may come from anywhere."""
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        same = origin is not None and self._is_same(
            origin.decode("latin-1"), headers.get(b"host", b"").decode("latin-1")
        )
        if scope["type"] == "websocket":
            return same
        if scope["type"] == "http" and scope["method"] in _SAFE:
            return True
        site = headers.get(b"sec-fetch-site")
        if site is not None:
            return site in (b"same-origin", b"none")
        return origin is None or same

    def _is_same(self, origin: str, host: str) -> bool:
        netloc = urlsplit(origin).netloc
        return bool(netloc) and (netloc == host or netloc in self.allowed)


async def add_headers(message: Message, scope: Scope) -> None:
    """Adds what browsers must be told to every answer, errors included. Pages are never cached; static files say
    themselves for how long."""
    if message["type"] == "http.response.start":
        part = scope["path"].endswith(_PARTS)
        headers = [*message["headers"], *(_HEADERS_OF_PARTS if part else _HEADERS)]
        told = {name for name, _ in message["headers"]}
        if not part and b"content-security-policy" not in told:
            headers.append((b"content-security-policy", policy().encode()))
        if b"cache-control" not in told:
            headers.append((b"cache-control", b"no-store"))
        if scope["scheme"] == "https" or scope["litestar_app"].state["ctx"].settings.secure:
            headers.append(_ONLY_HTTPS)
        visitor = scope["state"].get("visitor")
        if visitor is not None and (robots := robots_of(visitor, message["status"])):
            headers.append((b"x-robots-tag", robots.encode()))
        message["headers"] = headers
