"""A screen's socket: the route accepts it, gives it a seat, and listens only to notice when it leaves."""

from typing import Any

import structlog
from litestar import WebSocket, websocket
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromPath, FromQuery

from barcamp.domain.event.barcamp import load_by_code
from barcamp.domain.event.code import normal_code
from barcamp.kernel.refused import Refused, WrongRole
from barcamp.live.audience import Group, Seat
from barcamp.live.websocket.protocol import EXTENSION, Wire
from barcamp.web.context import AppContext
from barcamp.web.screens.screens import group_for
from barcamp.web.visitor import Visitor, provide_visitor

log = structlog.get_logger("socket")

NOT_ALLOWED, UNKNOWN, BROKEN = 4403, 4404, 1011


@websocket(["/{code:str}/socket/{screen:str}", "/{code:str}/socket/{screen:str}/{subject:str}"])
async def socket_route(
    socket: WebSocket[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    screen: FromPath[str],
    subject: FromPath[str] = "",
    mark: FromQuery[str] = "",
) -> None:
    # To a browser, a refusal before accepting looks like a broken network, and it would try forever.
    await socket.accept()
    try:
        visitor = await provide_visitor(socket, ctx)
        group = await group_for(ctx, visitor, screen, subject)
    except Refused as why:
        allowed_no_more = isinstance(why, WrongRole) and await _is_there(ctx, str(socket.path_params["code"]))
        await socket.close(code=NOT_ALLOWED if allowed_no_more else UNKNOWN)
        return
    wire: Wire | None = (socket.scope.get("extensions") or {}).get(EXTENSION)  # type: ignore[assignment]
    if wire is None:
        log.error("this server hands screens no connection; start it with: barcamp serve")
        await socket.close(code=BROKEN)
        return
    try:
        await _sit(socket, ctx, visitor, _seat(group, wire, mark, visitor), wire)
    except WebSocketDisconnect:
        pass
    except Exception:
        log.exception("socket failed")
        await socket.close(code=BROKEN)


def _seat(group: Group, wire: Wire, mark: str, visitor: Visitor) -> Seat:
    if visitor.organises:
        return Seat(group, wire, mark, sign_in=visitor.sign_in)
    if visitor.person is None:
        return Seat(group, wire, mark)
    return Seat(group, wire, mark, person=visitor.person.id, role=visitor.role, device=visitor.device or "")


async def _is_there(ctx: AppContext, code: str) -> bool:
    """Whether the event still exists: one that was just deleted may still be remembered as an event that nobody belongs
    to."""
    async with ctx.db.reading() as db:
        return await load_by_code(db, normal_code(code)) is not None


async def _sit(socket: WebSocket[Any, Any, Any], ctx: AppContext, visitor: Visitor, seat: Seat, wire: Wire) -> None:
    barcamp_id = visitor.camp.id
    wire.on_behind = lambda behind: ctx.hub.set_behind(barcamp_id, seat, behind)
    ctx.hub.enter(barcamp_id, seat)
    try:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            ctx.hub.unexpected += 1
    finally:
        wire.on_behind = None
        ctx.hub.leave(barcamp_id, seat)
