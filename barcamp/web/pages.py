"""Turns templates into responses, in the visitor's language, with what every page needs."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.response import Redirect
from markupsafe import Markup

from barcamp.kernel.actor import Role
from barcamp.live.audience import Group
from barcamp.live.screens import SCREENS
from barcamp.live.view import Page
from barcamp.queries.event.accent import address, colour_of, sheet
from barcamp.queries.event.logos import load_logos
from barcamp.queries.people.people import Mine, load_mine
from barcamp.queries.walls.own import Own, load_own
from barcamp.text import i18n
from barcamp.web.context import AppContext
from barcamp.web.gate.security import policy
from barcamp.web.visitor import Visitor


def show(
    ctx: AppContext,
    visitor: Visitor,
    template: str,
    status: int = 200,
    cookies: list[Cookie] | None = None,
    **context: object,
) -> Response[str]:
    tint = _tint(visitor)
    headers = {"content-security-policy": policy(tint)} if tint else None
    return html(render(ctx, visitor, template, **context), status, cookies, headers)


def render(ctx: AppContext, visitor: Visitor, template: str, **context: object) -> str:
    with i18n.speaking(visitor.locale, visitor.dated):
        return ctx.env.get_template(template).render(
            visitor=visitor, barcamp=visitor.barcamp, code=visitor.barcamp.code if visitor.barcamp else "",
            Role=Role, sheet=address(visitor.barcamp), tint=_tint(visitor), instant=milliseconds(ctx),
            **{"values": {}, "errors": {}, "form_id": "", "unguarded": False, "keeps": False, **context},
        )  # fmt: skip


async def show_join(ctx: AppContext, visitor: Visitor, values: Mapping[str, str] | None = None) -> Response[str]:
    """The form to join, for people who have not joined yet; `values` are what it already contains."""
    async with ctx.db.reading() as db:
        logos = await load_logos(db, visitor.camp.id)
    return show(ctx, visitor, "join/page.html", logos=logos, values=values or {})


async def show_screen(
    ctx: AppContext, visitor: Visitor, screen: str, subject: str = "", *, short: bool = False, **context: Any
) -> Response[str]:
    """A live screen: its own frame around regions that were drawn once for everybody. `short` leaves the part of long
    lists that is out of sight to the page's scripts."""
    group = Group(screen, visitor.locale, subject)
    page = await ctx.hub.page(visitor.camp.id, group, short=short)
    my = await _load(ctx, visitor)
    return show(
        ctx, visitor, f"{screen}/page.html",
        regions=_regions(screen, page), mark=page.mark, is_short=page.is_short, subject=subject, screen=screen,
        heartbeat=ctx.settings.heartbeat_s,
        mine=_drawn(ctx, visitor, my), my=my[0] if my else None, **context,
    )  # fmt: skip


def milliseconds(ctx: AppContext) -> int:
    """The server's time as browsers count it: a countdown must not trust a laptop's clock."""
    return int(ctx.clock().timestamp() * 1000)


async def mine(ctx: AppContext, visitor: Visitor) -> str:
    """The one personal region; empty for visitors who did not join."""
    return _drawn(ctx, visitor, await _load(ctx, visitor))


async def _load(ctx: AppContext, visitor: Visitor) -> tuple[Mine, Own] | None:
    if visitor.person is None:
        return None
    async with ctx.db.reading() as db:
        return await load_mine(db, visitor.person), await load_own(db, visitor.person.id)


def _drawn(ctx: AppContext, visitor: Visitor, my: tuple[Mine, Own] | None) -> str:
    return Markup(render(ctx, visitor, "phone/_mine.html", mine=my[0], own=my[1])) if my else ""


def _tint(visitor: Visitor) -> Markup:
    """The event's colours, for pages that contain them."""
    return Markup(sheet(colour_of(visitor.barcamp)) if visitor.barcamp else "")


def partial(target: str, content: str, swap: str = "innerHTML") -> str:
    return f'<hx-partial hx-target="#{target}" hx-swap="{swap}">{content}</hx-partial>'


def html(
    content: str, status: int = 200, cookies: list[Cookie] | None = None, headers: dict[str, str] | None = None
) -> Response[str]:
    return Response(content, status_code=status, media_type=MediaType.HTML, cookies=cookies, headers=headers)


def kept(answer: Response[str]) -> Response[str]:
    """Answers a form with a page: the browser keeps it for Back and Forward, which would otherwise end on the browser's
    own error page, and asks again for everything else."""
    answer.headers["cache-control"] = "private, no-cache"
    return answer


def see(path: str, cookies: list[Cookie] | None = None) -> Redirect:
    """Leads to a page after a form without scripts."""
    return Redirect(path, status_code=303, cookies=cookies)


def _regions(screen: str, page: Page) -> Mapping[str, Markup]:
    """The regions. One that could not be drawn leaves its place, so that the next change can fill it."""
    drawn = {name.partition("_")[0]: Markup(text) for name, text in page.regions.items()}
    return {kind: drawn.get(kind) or Markup(f'<div id="{kind}"></div>') for kind in SCREENS[screen]}
