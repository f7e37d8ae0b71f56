"""For machines that watch us: is the process alive, can it use database and bell, how much does it do."""

import ipaddress
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from barcamp.domain.base import Refused
from barcamp.live.theatre import Theatre
from barcamp.web.parts import Parts


@get("/healthz")
async def healthz() -> Response:
    return Response("alive\n", media_type="text/plain")


@get("/readyz")
async def readyz(parts: NamedDependency[Parts]) -> Response:
    troubles = await parts.readiness.troubles({"database": parts.db.ready, "bell": parts.bell.ready})
    text = "ready\n" if not troubles else f"not ready: {', '.join(troubles)}\n"
    return Response(text, status_code=503 if troubles else 200, media_type="text/plain")


@get("/metrics")
async def metrics(request: Request[Any, Any, Any], parts: NamedDependency[Parts]) -> Response:
    """Of this process, as text that Prometheus and its like read; for callers on this machine alone."""
    if not _is_local(request):
        raise Refused("page.gone")
    lines = []
    for name, kind, says, value in _measures(parts.theatre):
        lines += [f"# HELP barcamp_{name} {says}", f"# TYPE barcamp_{name} {kind}", f"barcamp_{name} {value}"]
    return Response("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


def _is_local(request: Request[Any, Any, Any]) -> bool:
    """Not what a proxy on this machine passes on for somebody, whether its headers are believed or not."""
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return address.is_loopback and not {"x-forwarded-for", "forwarded", "x-real-ip"} & set(request.headers)


def _measures(theatre: Theatre) -> list[tuple[str, str, str, int]]:
    seats = [seat for stage in theatre.stages.values() for seat in stage.audience.seats()]
    counts = [stage.counts for stage in theatre.stages.values()]
    return [
        ("seats", "gauge", "Open sockets of screens.", len(seats)),
        ("seats_behind", "gauge", "Screens that do not keep up.", sum(seat.behind for seat in seats)),
        ("backlog_bytes", "gauge", "Waiting for the slowest screen.", max((s.line.backlog for s in seats), default=0)),
        ("stages", "gauge", "Barcamps that somebody looked at lately.", len(theatre.stages)),
        # Of the stages there are: one that is taken down takes its counts along, which readers know as a restart.
        ("beats_total", "counter", "Looks at the journal.", sum(count.beats for count in counts)),
        ("drawings_total", "counter", "Regions drawn.", sum(count.drawings for count in counts)),
        ("failed_regions_total", "counter", "Regions that could not be drawn.", sum(count.failed for count in counts)),
        ("unexpected_messages_total", "counter", "Messages of screens, which have none.", theatre.unexpected),
    ]
