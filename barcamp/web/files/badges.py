"""Badges to print: names large enough to be read across a table and, if wanted, a code by which each guest joins on
their own phone. Such a badge is a key: the page that carries them is shown once and kept nowhere."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from markupsafe import Markup

from barcamp.domain.people.guest import MakeBadges
from barcamp.exports import qr
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Refused
from barcamp.queries.people.guests import Guest, by_name, load_guests
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.gate import tokens
from barcamp.web.visitor import Visitor

PER_PAGE = 10


@get("/organiser/{code:str}/badges")
async def badges(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Badges without codes."""
    visitor.must_be(Role.ORGANISER)
    return _sheets(ctx, visitor, await _guests(ctx, visitor), {})


@post("/organiser/{code:str}/badges", status_code=200)
async def badges_with_codes(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Badges with codes for everybody, whose earlier codes end by that, or for those `new` ones who have none yet."""
    visitor.must_be(Role.ORGANISER)
    request.scope["state"]["form"] = ("make-badges", {"back": f"/organiser/{visitor.camp.code}/guests#badges"})
    form = await read_form(request)
    guests = [each for each in await _guests(ctx, visitor) if not (each.badged and form.get("whose") == "new")]
    if not guests:
        raise Refused("badge.nobody")
    keys = {each.id: tokens.new_token() for each in guests}
    await ctx.desk.carry_out(
        MakeBadges(tokens={guest: tokens.hashed(key) for guest, key in keys.items()}), visitor.actor
    )
    page = _sheets(ctx, visitor, guests, {guest: _code(visitor, key) for guest, key in keys.items()})
    page.headers["cache-control"] = "no-store"
    return page


async def _guests(ctx: AppContext, visitor: Visitor) -> list[Guest]:
    async with ctx.db.reading() as db:
        return by_name(await load_guests(db, visitor.camp.id))


def _code(visitor: Visitor, key: str) -> Markup:
    address = f"{visitor.for_phones}/badge/{key}"
    return Markup(qr.svg(address, address))


def _sheets(ctx: AppContext, visitor: Visitor, guests: list[Guest], codes: dict[int, Markup]) -> Response[str]:
    sheets = [guests[at : at + PER_PAGE] for at in range(0, len(guests), PER_PAGE)]
    return pages.show(ctx, visitor, "printables/badges.html", sheets=sheets, codes=codes)
