"""What phones need without a connection: a page of words that is kept on the device, and the service worker that keeps
it, for phones that reach us over https."""

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
    """The service worker of this event alone; it differs whenever scripts or styles do, and then starts its
    store anew."""
    script = (folder("static") / "js" / "outbox" / "worker.js").read_text(encoding="utf-8")
    text = f'const VERSION = "{version()}";\n{script}'
    headers = {"service-worker-allowed": f"/{visitor.camp.code}", "cache-control": "no-cache"}
    return Response(text, media_type="text/javascript", headers=headers)
