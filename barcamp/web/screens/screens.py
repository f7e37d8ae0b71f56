"""The screens: home, phone, console, projector; and asking how a screen looks now without a socket."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from barcamp.domain.moderation import projector as stage
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotFound
from barcamp.live.audience import Group
from barcamp.live.screens import SCREENS
from barcamp.queries.walls.notes import wall_title
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.files.results import entrance
from barcamp.web.forms import speakable
from barcamp.web.gate import tokens
from barcamp.web.gate.typed import path_meant
from barcamp.web.join.entry import show_waiting
from barcamp.web.visitor import Visitor

# Who may look. The projector shows what anybody in the room can read.
LOOKS = {
    "phone": Role.ATTENDEE, "notes": Role.ATTENDEE, "console": Role.MODERATOR, "arrivals": Role.MODERATOR,
    "projector": Role.ANYONE,
}  # fmt: skip


@get("/")
async def home(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], code: FromQuery[str] = ""
) -> Response[Any]:
    if not code.strip():
        return pages.show(ctx, visitor, "join/home.html")
    meant, further = path_meant(code)
    camp = await ctx.visitor_cache.camp(meant) or await ctx.visitor_cache.alike(meant)
    if camp is None:
        raise NotFound("code.unknown", typed=speakable(code[:200]))
    return pages.see(f"/{camp.code}{further}")


@get("/{code:str}")
async def phone(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    welcome: FromQuery[str] = "",
    whole: FromQuery[str] = "",
) -> Response[Any]:
    """The phone's screen. `welcome` stands in the address after joining, until it has been read; `whole` is for
    browsers without scripts."""
    if visitor.path != f"/{visitor.camp.code}":
        return pages.see(f"/{visitor.camp.code}")
    if visitor.person is None and welcome and visitor.device is None and not visitor.camp.archived:
        return await _once_more(ctx, visitor)
    if visitor.person is None:
        return await show_waiting(ctx, visitor) or await entrance(ctx, visitor)
    return await pages.show_screen(ctx, visitor, "phone", short=not whole, welcome=bool(welcome))


async def _once_more(ctx: AppContext, visitor: Visitor) -> Response[Any]:
    """Shows the form to join again: the browser has kept no cookie after joining, or somebody was sent the address of a
    person who has one."""
    page = await pages.show_join(ctx, visitor, {"again": "1"})
    page.set_cookie(tokens.keep(ctx.settings, tokens.DEVICE, tokens.new_token()))
    return page


@get("/{code:str}/console")
async def console(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.MODERATOR)
    return await pages.show_screen(ctx, visitor, "console")


@get("/{code:str}/arrivals")
async def arrivals(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Who of the guests is here, for those who help at the entrance."""
    visitor.must_be(Role.MODERATOR)
    return await pages.show_screen(ctx, visitor, "arrivals")


@get("/{code:str}/projector")
async def projector(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    theme: FromQuery[str] = "",
    shared: FromQuery[str] = "",
) -> Response[Any]:
    """The projector's screen. `?theme=light` or `dark` is for this one projector, whatever the moderator chose
    for all; `?shared=yes` for a window that is shared in a call, whose people have joined already."""
    theme = theme if theme in stage.LOOKS else ""
    return await pages.show_screen(ctx, visitor, "projector", theme=theme, shared=bool(shared))


@get("/{code:str}/clock")
async def clock(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The present time; the pages of screens say what time it was when they were asked for."""
    return Response(str(pages.milliseconds(ctx)), media_type="text/plain", headers={"cache-control": "no-store"})


@get("/{code:str}/mine", opt={"no_page": True})
async def mine(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.ATTENDEE)
    return pages.html(pages.partial("mine", await pages.mine(ctx, visitor), "outerMorph"))


@get(["/{code:str}/look/{screen:str}", "/{code:str}/look/{screen:str}/{subject:str}"], opt={"no_page": True})
async def look(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    screen: FromPath[str],
    subject: FromPath[str] = "",
    mark: FromQuery[str] = "",
) -> Response[Any]:
    """What the screen looks like now, as a message like those of the socket: what has changed since `mark`, or the
    whole if that is too long ago; 204 if nothing has."""
    group = await group_for(ctx, visitor, screen, subject)
    message = await ctx.hub.look(visitor.camp.id, group, mark)
    return pages.html(message) if message else Response(None, status_code=204)


async def group_for(ctx: AppContext, visitor: Visitor, screen: str, subject: str) -> Group:
    """The group of seats for a screen. Raises Refused for a screen that does not exist or that the visitor may
    not see."""
    if screen not in SCREENS or (subject and screen != "notes"):
        raise NotFound("page.gone")
    visitor.must_be(LOOKS[screen])
    if screen == "notes":
        await check_wall(ctx, visitor, subject)
    return Group(screen, visitor.locale, subject)


async def check_wall(ctx: AppContext, visitor: Visitor, name: str) -> None:
    wall = wall_named(name)
    async with ctx.db.reading() as db:
        title = await wall_title(db, visitor.camp.id, wall)
    if title is None:
        raise NotFound("wall.gone")
