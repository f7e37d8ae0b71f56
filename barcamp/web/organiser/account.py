"""The organiser's routes: their account, their events, creating an event."""

import asyncio
from collections import deque
from datetime import timedelta
from random import uniform
from statistics import median
from time import monotonic
from typing import Any

import structlog
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp.desk.desk import new_op
from barcamp.domain.event.models import models
from barcamp.domain.people.organiser import (
    SIGN_IN_LASTS,
    SetUpOrganiser,
    SignIn,
    SignOut,
    TrySignIn,
    hash_password,
    password_fits,
)
from barcamp.domain.setup.founding import FoundBarcamp
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import from_form
from barcamp.kernel.refused import Invalid, NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.queries.people.identity import barcamps_of, organiser_key, organiser_named
from barcamp.text import languages
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import back, read_form
from barcamp.web.gate import tokens
from barcamp.web.gate.login_throttle import whose
from barcamp.web.visitor import Visitor

log = structlog.get_logger("organiser")


@get("/organiser")
async def dashboard(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    if visitor.organiser_id is None:
        return pages.see("/organiser/sign-in")
    async with ctx.db.reading() as db:
        own = await barcamps_of(db, visitor.organiser_id)
    spoken, tomorrow = languages.of(visitor.locale).code, (ctx.clock() + timedelta(days=1)).date()
    proposed = {"model": "barcamp", "language": spoken, "day": tomorrow.isoformat(), "op": new_op()}
    real = [camp for camp in own if not camp.rehearses]
    return pages.show(
        ctx, visitor, "organiser/account/dashboard.html",
        brings=models(spoken), own=real, values=proposed, arrival_op=new_op(),
    )  # fmt: skip


@get("/organiser/sign-in")
async def sign_in_page(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    wanted = back(await read_form(request), "/organiser")
    if visitor.organiser_id is not None:
        return pages.see(wanted)
    return pages.show(ctx, visitor, "organiser/account/sign_in.html", back=wanted)


@post("/organiser/sign-in", status_code=303)
async def sign_in(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    form = await read_form(request)
    wanted = back(form, "/organiser")
    request.scope["state"]["form"] = ("sign-in", {"name": form.get("name", ""), "back": wanted})
    tokens.must_be_kept(request, ctx.settings)
    try:
        name = Line(80).clean(form.get("name", ""))
    except Refused as why:
        raise Invalid({"name": why}) from why
    async with ctx.db.reading() as db:
        known = await organiser_named(db, name)
    device = tokens.read(request, ctx.settings, tokens.KNOWN) or ""
    if known is None or not tokens.is_known(known[1], device):
        device = ""
    try:
        ctx.login_throttle.count(name, ctx.clock(), device)
        fits = known is not None and await _fits(ctx, known[1], form.get("password", ""), whose(name, device))
    except Refused:
        _log_refusal(request, ctx)
        raise
    if known is None or not fits:
        if known is None:
            await as_long_as_a_check()
        _log_refusal(request, ctx)
        raise Invalid({"password": Refused("password.wrong")})
    ctx.login_throttle.forget(name, device)
    again = tokens.keep(ctx.settings, tokens.KNOWN, tokens.known_by(known[1]))
    return await _let_in(ctx, known[0], wanted, again, tried=whose(name, device))


def _log_refusal(request: Request[Any, Any, Any], ctx: AppContext) -> None:
    """Logs one line to ban by, without the name that was tried."""
    address = {}
    came = request.client.host if request.client else ""
    if ctx.settings.log_addresses == "on" and came and came != ctx.settings.proxy:
        address = {"address": came}
    log.warning("sign-in refused", device=tokens.mark(request, ctx.settings), **address)


_took: deque[float] = deque([0.1], maxlen=9)  # seconds that the last checks took


async def _fits(ctx: AppContext, stored: str, password: str, tried: str) -> bool:
    """Whether the password fits. Raises Refused if it was tried too often, here or in another process."""
    began = monotonic()
    await ctx.desk.carry_out(TrySignIn(whose=tried), Actor(Role.ANYONE))
    fits = await password_fits(stored, password)
    _took.append(monotonic() - began)
    return fits


async def as_long_as_a_check() -> None:
    """Waits for as long as a check takes, for a name that does not exist: the answer comes no sooner than for one that
    does, but costs nothing, so that a thousand invented names hold nobody up."""
    await asyncio.sleep(median(_took) * uniform(0.8, 1.25))


@post("/organiser/sign-out", status_code=303)
async def sign_out(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    token = tokens.read(request, ctx.settings, tokens.ORGANISER)
    if token and visitor.organiser_id is not None:
        await ctx.desk.carry_out(SignOut(token=tokens.hashed(token)), visitor.organiser)
    return pages.see("/", [tokens.drop(ctx.settings, tokens.ORGANISER)])


@get("/organiser/key/{token:str}")
async def key_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], token: FromPath[str]
) -> Response[Any]:
    """Opens a key from the command line: signs in, or asks for name and password of a new account."""
    async with ctx.db.reading() as db:
        opens, organiser_id = await organiser_key(db, tokens.hashed(token), ctx.clock())
    if not opens:
        raise NotFound("link.gone")
    if organiser_id is not None:
        return await _let_in(ctx, organiser_id)
    return pages.show(ctx, visitor, "organiser/account/set_up.html", token=token)


@post("/organiser/key/{token:str}", status_code=303)
async def set_up(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    token: FromPath[str],
) -> Response[Any]:
    form = await read_form(request)
    async with ctx.db.reading() as db:
        opens, _ = await organiser_key(db, tokens.hashed(token), ctx.clock())
    if not opens:  # before the slow hashing, which needs a key
        raise NotFound("link.gone")
    request.scope["state"]["form"] = ("set-up-organiser", {"name": form.get("name", "")})
    request.scope["state"]["token"] = token
    tokens.must_be_kept(request, ctx.settings)
    try:
        password = await hash_password(form.get("password", ""), form.get("name", "")[:80])
    except Refused as why:
        raise Invalid({"password": why}) from why
    command = from_form(
        SetUpOrganiser,
        {"name": form.get("name", ""), "token": tokens.hashed(token), "password_hash": password},
    )
    done = await ctx.desk.carry_out(command, Actor(Role.ANYONE))
    return await _let_in(ctx, done.made or 0)


@post("/organiser/found-barcamp", status_code=303)
async def found(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    form = await read_form(request)
    request.scope["state"]["form"] = ("found-barcamp", form)
    command = from_form(FoundBarcamp, form)
    assert isinstance(command, FoundBarcamp)
    done = await ctx.desk.carry_out(command, visitor.organiser, op_of(form))
    made = await _own(ctx, visitor, done.made)
    if done.repeated and (made.name, made.day, made.place) != (command.name, command.day, command.place):
        # Not a second click on one button, but a page that the browser kept, filled in anew.
        done = await ctx.desk.carry_out(command, visitor.organiser)
        made = await _own(ctx, visitor, done.made)
    return pages.see(f"/organiser/{made.code}")


async def _own(ctx: AppContext, visitor: Visitor, barcamp_id: int | None) -> Barcamp:
    async with ctx.db.reading() as db:
        own = await barcamps_of(db, visitor.organiser_id or 0)
    return next(camp for camp in own if camp.id == barcamp_id)


async def _let_in(
    ctx: AppContext, organiser_id: int, then: str = "/organiser", *more: Cookie, tried: str = ""
) -> Response[Any]:
    token = tokens.new_token()
    await ctx.desk.carry_out(
        SignIn(token=tokens.hashed(token), whose=tried), Actor(Role.ORGANISER, organiser_id=organiser_id)
    )
    seconds = int(SIGN_IN_LASTS.total_seconds())
    return pages.see(then, [tokens.keep(ctx.settings, tokens.ORGANISER, token, seconds), *more])
