"""For machines that watch us: whether the process is alive, whether it can use database and bell, how much it does."""

import asyncio
import hmac
import ipaddress
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from barcamp.kernel.refused import NotFound
from barcamp.telemetry import metrics as measured
from barcamp.web.context import AppContext


@get("/healthz")
async def healthz() -> Response[Any]:
    return Response("alive\n", media_type="text/plain")


@get("/readyz")
async def readyz(ctx: NamedDependency[AppContext]) -> Response[Any]:
    troubles = await ctx.readiness.troubles({"database": ctx.db.ready, "bell": ctx.bell.ready})
    text = "ready\n" if not troubles else f"not ready: {', '.join(troubles)}\n"
    return Response(text, status_code=503 if troubles else 200, media_type="text/plain")


@get("/metrics")
async def metrics(request: Request[Any, Any, Any], ctx: NamedDependency[AppContext]) -> Response[Any]:
    """Metrics for Prometheus and the like: of all processes, for callers on this machine and for those who have the
    token."""
    if not (_is_local(request) or _has_token(request, ctx.settings.metrics_token)):
        raise NotFound("page.gone")
    if not measured.THERE:
        return Response("Nothing is measured; install barcamp[metrics].\n", status_code=501, media_type="text/plain")
    ctx.hub.measure()
    text, kind = await asyncio.to_thread(measured.told, request.headers.get("accept", ""))
    return Response(text, media_type=kind.removesuffix("; charset=utf-8") if kind.startswith("text/") else kind)


def _has_token(request: Request[Any, Any, Any], token: str) -> bool:
    sent = request.headers.get("authorization", "")
    return bool(token) and hmac.compare_digest(sent.encode(), f"Bearer {token}".encode())


def _is_local(request: Request[Any, Any, Any]) -> bool:
    """Whether the caller is on this machine; not so for what a proxy here passes on, whether its headers are trusted or
    not."""
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return address.is_loopback and not {"x-forwarded-for", "forwarded", "x-real-ip"} & set(request.headers)
