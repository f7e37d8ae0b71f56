"""Coming by one's badge: the code on it leads to a page that asks, and only its button makes the device one's own."""

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp.domain.people.guest import ComeByBadge
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.refused import NotFound
from barcamp.queries.people.guests import BadgeHolder, holder_of_badge
from barcamp.queries.people.identity import person_with_badge
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.gate import tokens
from barcamp.web.join.join import device_token
from barcamp.web.visitor import Visitor


@get("/badge/{token:str}")
async def badge_page(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    token: FromPath[str],
) -> Response[Any]:
    """Asks first: whoever finds a badge, or opens its address in a messenger, must not become somebody that way."""
    holder = await _holder(ctx, token)
    async with ctx.db.reading() as db:
        known = await person_with_badge(db, holder.barcamp.id, visitor.device) if visitor.device else None
    if known is not None and known.id == holder.attendee:
        return pages.see(f"/{holder.barcamp.code}")
    camp = holder.barcamp
    chosen, asks_for = request.cookies.get(tokens.LANGUAGE), request.headers.get("accept-language", "")
    spoken_to = replace(visitor, locale=i18n.choose(chosen, asks_for, camp.language, camp.tone))
    return pages.show(ctx, spoken_to, "join/badge.html", holder=holder, known=known, token=token)


@post("/badge/{token:str}", status_code=303)
async def come_by_badge(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], token: FromPath[str]
) -> Response[Any]:
    form = await read_form(request)
    tokens.must_be_kept(request, ctx.settings)
    holder = await _holder(ctx, token)
    device, cookies = device_token(request, ctx)
    command = ComeByBadge(badge=tokens.hashed(token), device=tokens.hashed(device))
    await ctx.desk.carry_out(command, Actor(Role.ANYONE, holder.barcamp.id), op_of(form))
    return pages.see(f"/{holder.barcamp.code}", cookies)


async def _holder(ctx: AppContext, token: str) -> BadgeHolder:
    """Whose badge it is. Raises Refused."""
    async with ctx.db.reading() as db:
        holder = await holder_of_badge(db, tokens.hashed(token), ctx.clock())
    if holder is None:
        raise NotFound("badge.gone")
    return holder
