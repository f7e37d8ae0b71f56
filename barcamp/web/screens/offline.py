"""What phones need where there is no connection: a page of words that is kept on the device, and the service worker
that keeps it, for those who reach us over a secure one."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from barcamp.kernel.actor import Role
from barcamp.rendering.assets import folder, version
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor


@get("/{code:str}/offline", opt={"no_page": True})
async def offline(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.ATTENDEE)
    return pages.show(ctx, visitor, "own/offline.html")


@get("/{code:str}/worker.js", opt={"no_page": True})
async def worker(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """For this event alone; with other scripts and styles it is another one, and what it kept begins anew."""
    script = (folder("static") / "js" / "outbox" / "worker.js").read_text(encoding="utf-8")
    text = f'const VERSION = "{version()}";\n{script}'
    headers = {"service-worker-allowed": f"/{visitor.camp.code}", "cache-control": "no-cache"}
    return Response(text, media_type="text/javascript", headers=headers)
