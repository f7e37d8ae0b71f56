"""Things to print and to scan: the join QR, poster, table cards, Wi-Fi, emergency sheet, and a sheet for every wall."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from barcamp.domain.walls.wall import wall_named
from barcamp.exports import qr
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Invalid, NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.queries.event.logos import load_logos
from barcamp.queries.plan.plan import Cell, Row, load_plan
from barcamp.queries.topics.topics import topic_cards
from barcamp.queries.walls.notes import WholeWall, load_wall, load_walls
from barcamp.web import pages, shown
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.happening import record
from barcamp.web.visitor import Visitor


@get("/{code:str}/qr.svg")
async def join_qr(visitor: NamedDependency[Visitor]) -> Response[Any]:
    address = f"{visitor.for_phones}/{visitor.camp.code}"
    return Response(qr.svg(address, address), media_type="image/svg+xml")


@get("/{code:str}/poster")
async def poster(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.MODERATOR)
    if not visitor.unreached:
        await record(ctx, visitor, "print")
    async with ctx.db.reading() as db:
        logos = await load_logos(db, visitor.camp.id)
    return pages.show(ctx, visitor, "printables/poster.html", logos=logos)


@get("/{code:str}/papers/sheet/{wall:str}")
async def sheet(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], wall: FromPath[str]
) -> Response[Any]:
    """An A4 sheet of one wall: its sections as boxes to write in, and the way to the wall."""
    visitor.must_be(Role.ATTENDEE)
    async with ctx.db.reading() as db:
        sight = await load_wall(db, visitor.camp.id, wall_named(wall))
    if sight.title is None:
        raise NotFound("wall.gone")
    return await _sheets(ctx, visitor, [sight])


@get("/{code:str}/papers/sheets")
async def sheets(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The sheets of all sessions on the plan, in the order of the day."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        sights = await load_walls(db, visitor.camp.id)
    return await _sheets(ctx, visitor, sights, only_planned=True)


@get("/{code:str}/papers/cards")
async def cards(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Cards for the tables, an A4 page folded once."""
    visitor.must_be(Role.MODERATOR)
    return pages.show(ctx, visitor, "printables/cards.html", **_way_in(visitor))


@get("/{code:str}/papers/emergency")
async def emergency(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """What to do if something fails, and a plan to fill in by hand."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        plan = await load_plan(db, visitor.camp.id, [])
    return pages.show(
        ctx, visitor, "printables/emergency.html",
        plan=plan, operator=ctx.settings.operator, operator_contact=ctx.settings.contact, **_way_in(visitor),
    )  # fmt: skip


@post("/organiser/{code:str}/wifi", status_code=303)
async def wifi(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Takes the network's name and password, which go back to the browser for printing and are kept nowhere here."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    request.scope["state"]["form"] = ("wifi", form)
    return shown.see(ctx.settings, f"/organiser/{visitor.camp.code}/wifi", *_network(form))


@get("/organiser/{code:str}/wifi")
async def wifi_page(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """A sheet that leads into the Wi-Fi and then into the event."""
    visitor.must_be(Role.ORGANISER)
    told = shown.said(request, ctx.settings)
    if len(told) != 2:
        return pages.see(f"/organiser/{visitor.camp.code}/print")
    ssid, password = _network({"ssid": told[0], "password": told[1]})
    drawn = Markup(qr.svg(wifi_text(ssid, password), ssid, printed=True))
    return pages.show(
        ctx, visitor, "printables/wifi.html", ssid=ssid, password=password, wifi_drawn=drawn, **_way_in(visitor)
    )


def _network(form: dict[str, str]) -> tuple[str, str]:
    """The network's name and password. Raises Invalid."""
    wrong: dict[str, Refused] = {}
    ssid, password = "", ""
    try:
        ssid = Line(32).clean(form.get("ssid", ""))
    except Refused as why:
        wrong["ssid"] = why
    try:
        password = Line(63, least=0).clean(form.get("password", ""))
    except Refused as why:
        wrong["password"] = why
    if password and len(password) < 8:  # limits of WPA
        wrong.setdefault("password", Refused("wifi.short"))
    if wrong:
        raise Invalid(wrong)
    return ssid, password


def wifi_text(ssid: str, password: str) -> str:
    """The text that phones read as a network to join (the `WIFI:` form that ZXing introduced)."""

    def escaped(text: str) -> str:
        return "".join(f"\\{letter}" if letter in '\\;,:"' else letter for letter in text)

    return f"WIFI:T:WPA;S:{escaped(ssid)};P:{escaped(password)};;" if password else f"WIFI:T:nopass;S:{escaped(ssid)};;"


def _way_in(visitor: Visitor) -> dict[str, Any]:
    address = f"{visitor.for_phones}/{visitor.camp.code}"
    return {"address": address, "code_drawn": Markup(qr.svg(address, address, printed=True))}


async def _sheets(
    ctx: AppContext, visitor: Visitor, sights: list[WholeWall], *, only_planned: bool = False
) -> Response[Any]:
    async with ctx.db.reading() as db:
        plan = await load_plan(db, visitor.camp.id, await topic_cards(db, visitor.camp.id))
    at: dict[str, tuple[Row, Cell]] = {}
    for row in plan.rows:
        for cell in row.sessions:
            if cell.topic is not None:
                at.setdefault(cell.topic.wall, (row, cell))
    known = {sight.name: sight for sight in sights}
    names = [name for name in at if name in known] if only_planned else list(known)
    found = [(known[name], *at.get(name, (None, None)), _code(visitor, name)) for name in names]
    return pages.show(ctx, visitor, "printables/note_sheets.html", sheets=found)


def _code(visitor: Visitor, wall: str) -> Markup:
    address = f"{visitor.for_phones}/{visitor.camp.code}/notes/{wall}"
    return Markup(qr.svg(address, address, printed=True))
