"""Joining with a name, one's personal link, and following links."""

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from barcamp.domain.people.attendee import Leave
from barcamp.domain.people.entry import Join, Knock
from barcamp.domain.people.link import MakePersonalLink, OpenLink
from barcamp.exports import qr
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import from_form
from barcamp.kernel.refused import NotFound, Refused
from barcamp.queries.people.identity import UsableLink, open_link, people_with_badges, person_with_badge
from barcamp.queries.people.people import Person
from barcamp.text import i18n
from barcamp.web import pages, shown
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import back, read_form
from barcamp.web.gate import tokens
from barcamp.web.visitor import Visitor


@post("/{code:str}/join", status_code=303)
async def join(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    form = await read_form(request)
    request.scope["state"]["form"] = ("join", form)
    tokens.must_be_kept(request, ctx.settings)
    if form.get("again") and visitor.device is None:  # otherwise each try would make one more person
        raise Refused("cookies.lost")
    token, cookies = device_token(request, ctx)
    anyone = Actor(Role.ANYONE, visitor.camp.id)
    form |= {"device": tokens.hashed(token), "pace": str(ctx.settings.joins_per_minute)}
    home = f"/{visitor.camp.code}"
    # Without the form's op: the device makes it once, and after a lost answer it comes again without its cookie.
    try:
        joining = from_form(Join, form)
        await ctx.queue.through(visitor.camp.id, lambda: ctx.desk.carry_out(joining, anyone))
    except Refused as why:
        if why.key != "entry.closed":
            raise
        await ctx.desk.carry_out(from_form(Knock, form), anyone)
        return pages.see(home, cookies)
    there = back(form, home)
    return pages.see(f"{home}?welcome=1" if there == home else there, cookies)


@post("/{code:str}/personal-link", status_code=303)
async def personal_link(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.ATTENDEE)
    token = tokens.new_token()
    await ctx.desk.carry_out(MakePersonalLink(token=tokens.hashed(token)), visitor.actor)
    return shown.see(ctx.settings, f"/{visitor.camp.code}/personal-link", token)


@get("/{code:str}/personal-link")
async def personal_link_page(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows the link that was just made to the person it was made for; later, the place where links are made."""
    visitor.must_be(Role.ATTENDEE)
    token = shown.token(request, ctx.settings)
    async with ctx.db.reading() as db:
        sight = await open_link(db, tokens.hashed(token), ctx.clock())
    if not (sight and sight.person and visitor.person and sight.person.id == visitor.person.id):
        return pages.see(f"/{visitor.camp.code}#me")
    link = f"{visitor.handed_on}/link/{token}"
    code = Markup(qr.svg(link, link))
    return pages.show(ctx, visitor, "join/personal_link.html", link=link, qr=code)


@get("/{code:str}/leave")
async def leave_page(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.ATTENDEE)
    return pages.show(ctx, visitor, "own/leave.html")


@post("/{code:str}/leave", status_code=303)
async def leave(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Signs this device out, only here: in other events it stays who it is. Asks first, unless the page has
    (static/js/outbox/leave.js): the device may hold something that was not sent."""
    if visitor.person is not None and (await read_form(request)).get("sure") != "yes":
        return pages.see(f"/{visitor.camp.code}/leave")
    if visitor.person is not None and visitor.device is not None:
        await ctx.desk.carry_out(Leave(device=visitor.device), visitor.actor)
    return pages.see(f"/{visitor.camp.code}")


@get("/link/{token:str}")
async def link_page(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    token: FromPath[str],
) -> Response[Any]:
    """Asks before following a link: messengers open what is sent in them, and must not become somebody that way."""
    sight, known = await _look_up(ctx, visitor, token)
    if sight.person is not None and known is not None and known.id == sight.person.id and not known.elsewhere:
        return pages.see(_whither(sight))
    camp = sight.barcamp
    chosen, asks_for = request.cookies.get(tokens.LANGUAGE), request.headers.get("accept-language", "")
    spoken_to = replace(visitor, locale=i18n.choose(chosen, asks_for, camp.language, camp.tone))
    return pages.show(ctx, spoken_to, "join/link.html", sight=sight, known=known, token=token)


@post("/link/{token:str}", status_code=303)
async def follow_link(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    token: FromPath[str],
) -> Response[Any]:
    form = await read_form(request)
    request.scope["state"]["form"] = ("open-link", form)
    tokens.must_be_kept(request, ctx.settings)
    sight, _ = await _look_up(ctx, visitor, token)
    return await _follow(request, ctx, sight, token, form)


def device_token(request: Request[Any, Any, Any], ctx: AppContext) -> tuple[str, list[Cookie]]:
    """The device's token, and the cookie that keeps it (renewed each time)."""
    token = tokens.read(request, ctx.settings, tokens.DEVICE) or tokens.new_token()
    return token, [tokens.keep(ctx.settings, tokens.DEVICE, token)]


async def _look_up(ctx: AppContext, visitor: Visitor, token: str) -> tuple[UsableLink, Person | None]:
    async with ctx.db.reading() as db:
        sight = await open_link(db, tokens.hashed(token), ctx.clock())
        if sight is None:
            raise NotFound("link.gone")
        known = await person_with_badge(db, sight.barcamp.id, visitor.device) if visitor.device else None
    return sight, known


async def _follow(
    request: Request[Any, Any, Any], ctx: AppContext, sight: UsableLink, token: str, form: dict[str, str]
) -> Response[Any]:
    device, cookies = device_token(request, ctx)
    given = {"name": form.get("name", ""), "organisation": form.get("organisation", "")}
    fresh = tokens.new_token() if _moderates(sight) else ""
    known = {"token": tokens.hashed(token), "device": tokens.hashed(device), "fresh": fresh and tokens.hashed(fresh)}
    command = from_form(OpenLink, {**given, **known})
    await ctx.desk.carry_out(command, Actor(Role.ANYONE, sight.barcamp.id), op_of(form))
    if fresh:
        async with ctx.db.reading() as db:
            there = await people_with_badges(db, sight.barcamp.id, [known["device"], known["fresh"]])
        if known["fresh"] in there:
            cookies = [tokens.keep(ctx.settings, tokens.DEVICE, fresh)]
        elif known["device"] not in there:
            cookies = []  # the same form once more: its first answer brought the cookie
    return pages.see(_whither(sight), cookies)


def _whither(sight: UsableLink) -> str:
    return f"/{sight.barcamp.code}/console" if _moderates(sight) else f"/{sight.barcamp.code}"


def _moderates(sight: UsableLink) -> bool:
    """Whether somebody who follows it moderates from then on."""
    return sight.person is None or sight.person.role >= Role.MODERATOR
