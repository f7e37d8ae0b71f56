"""A screen's socket: it is accepted, gets a seat, and is listened to only to notice when it leaves.

It is taken before Litestar, whose way to a route costs as much again as all that happens here, and nothing of it is
needed: when the Wi-Fi comes back, thousands arrive within a second.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs

import structlog
from litestar.connection import ASGIConnection
from litestar.types import ASGIApp, Receive, Scope, Send

from barcamp.domain.event.barcamp import load_by_code
from barcamp.domain.event.code import normal_code
from barcamp.kernel.refused import Refused, WrongRole
from barcamp.live.audience import Group, Seat
from barcamp.live.websocket.protocol import EXTENSION, Wire
from barcamp.web.context import AppContext
from barcamp.web.gate.security import SameOrigin
from barcamp.web.screens.screens import group_for
from barcamp.web.visitor import Visitor, provide_visitor

log = structlog.get_logger("socket")

NOT_ALLOWED, UNKNOWN, BROKEN = 4403, 4404, 1011
# As routes are written.
PATHS = ("/{code:str}/socket/{screen:str}", "/{code:str}/socket/{screen:str}/{subject:str}")
_ASKED = re.compile(r"/(?P<code>[^/]+)/socket/(?P<screen>[^/]+)(?:/(?P<subject>[^/]+))?/?")


class Sockets:
    """Stands before the app and takes what is asked for at these paths; hands on everything else. `ctx` is asked for
    each time, as it is for routes."""

    def __init__(self, ctx: Callable[[], AppContext], origin: SameOrigin, within: ASGIApp) -> None:
        self._ctx = ctx
        self._origin = origin
        self._within = within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = _ASKED.fullmatch(scope["path"]) if scope["type"] == "websocket" else None
        if asked is None:
            await self._within(scope, receive, send)
        elif not self._origin.is_ours(scope):
            await _close(send, NOT_ALLOWED)
        else:
            scope["path_params"] = asked.groupdict(default="")
            # To a browser, a refusal before accepting looks like a broken network, and it would try forever.
            await receive()
            await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
            await _seated(self._ctx(), scope, receive, send)


async def _seated(ctx: AppContext, scope: Scope, receive: Receive, send: Send) -> None:
    asked: dict[str, str] = scope["path_params"]
    try:
        visitor = await provide_visitor(ASGIConnection(scope), ctx)
        group = await group_for(ctx, visitor, asked["screen"], asked["subject"])
    except Refused as why:
        allowed_no_more = isinstance(why, WrongRole) and await _is_there(ctx, asked["code"])
        await _close(send, NOT_ALLOWED if allowed_no_more else UNKNOWN)
        return
    wire: Wire | None = (scope.get("extensions") or {}).get(EXTENSION)  # type: ignore[assignment]
    if wire is None:
        log.error("this server hands screens no connection; start it with: barcamp serve")
        await _close(send, BROKEN)
        return
    mark = parse_qs(scope["query_string"].decode("latin-1")).get("mark", [""])[-1]
    try:
        await _sit(ctx, visitor, _seat(group, wire, mark, visitor), wire, receive)
    except Exception:
        log.exception("socket failed")
        await _close(send, BROKEN)


async def _close(send: Send, code: int) -> None:
    await send({"type": "websocket.close", "code": code, "reason": ""})


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


async def _sit(ctx: AppContext, visitor: Visitor, seat: Seat, wire: Wire, receive: Receive) -> None:
    barcamp_id = visitor.camp.id
    wire.on_behind = lambda behind: ctx.hub.set_behind(barcamp_id, seat, behind)
    ctx.hub.enter(barcamp_id, seat)
    try:
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            ctx.hub.unexpected += 1
    finally:
        wire.on_behind = None
        ctx.hub.leave(barcamp_id, seat)
