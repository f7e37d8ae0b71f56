"""Who writes on a wall right now. Sockets only listen, and are held to that (live/websocket/protocol.py), so a screen
says it by a request of its own, every few seconds; see live/typing.py."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.refused import Outside
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.visitor import Visitor


@post("/{code:str}/writing/{wall:str}", status_code=204, opt={"no_page": True})
async def writing(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    wall: FromPath[str],
) -> None:
    """Somebody writes in `lane` of the wall. Nothing is stored; what makes no sense counts for nothing."""
    if visitor.person is None:
        raise Outside("attendee.join_first")
    if visitor.device:
        ctx.rate_limit.keep(visitor.device)
    lane = (await read_form(request)).get("lane", "")
    if lane.isascii() and lane.isdigit() and len(lane) <= 9 and not visitor.camp.archived:
        ctx.hub.note_writing(visitor.camp.id, str(wall_named(wall)), visitor.person.id, int(lane))
