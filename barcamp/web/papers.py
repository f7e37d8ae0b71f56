"""Things to print and to scan: the join QR, the poster, and a sheet of paper for every notes wall."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from barcamp.domain.base import Refused, Role
from barcamp.domain.wall import wall_named
from barcamp.exports import qr
from barcamp.queries.logos import load_logos
from barcamp.queries.notes import WallSight, load_wall, load_walls
from barcamp.queries.plan import Cell, Row, load_plan
from barcamp.queries.topics import topic_cards
from barcamp.web import pages
from barcamp.web.parts import Parts
from barcamp.web.visitor import Visitor


@get("/{code:str}/qr.svg")
async def join_qr(visitor: NamedDependency[Visitor]) -> Response:
    address = f"{visitor.host}/{visitor.camp.code}"
    return Response(qr.svg(address, address), media_type="image/svg+xml")


@get("/{code:str}/poster")
async def poster(parts: NamedDependency[Parts], visitor: NamedDependency[Visitor]) -> Response:
    visitor.must_be(Role.MODERATOR)
    async with parts.db.reading() as db:
        logos = await load_logos(db, visitor.camp.id)
    return pages.show(parts, visitor, "papers/poster.html", logos=logos)


@get("/{code:str}/papers/sheet/{wall:str}")
async def sheet(parts: NamedDependency[Parts], visitor: NamedDependency[Visitor], wall: FromPath[str]) -> Response:
    """An A4 sheet of one wall: its sections as boxes to write in, and the way to the wall."""
    visitor.must_be(Role.ATTENDEE)
    async with parts.db.reading() as db:
        sight = await load_wall(db, visitor.camp.id, wall_named(wall))
    if sight.title is None:
        raise Refused("wall.gone")
    return await _sheets(parts, visitor, [sight])


@get("/{code:str}/papers/sheets")
async def sheets(parts: NamedDependency[Parts], visitor: NamedDependency[Visitor]) -> Response:
    """Those of all sessions on the plan, in the order of the day."""
    visitor.must_be(Role.MODERATOR)
    async with parts.db.reading() as db:
        sights = await load_walls(db, visitor.camp.id)
    return await _sheets(parts, visitor, sights, only_planned=True)


async def _sheets(parts: Parts, visitor: Visitor, sights: list[WallSight], *, only_planned: bool = False) -> Response:
    async with parts.db.reading() as db:
        plan = await load_plan(db, visitor.camp.id, await topic_cards(db, visitor.camp.id))
    at: dict[str, tuple[Row, Cell]] = {}
    for row in plan.rows:
        for cell in row.sessions:
            if cell.topic is not None:
                at.setdefault(cell.topic.wall, (row, cell))
    known = {sight.name: sight for sight in sights}
    names = [name for name in at if name in known] if only_planned else list(known)
    found = [(known[name], *at.get(name, (None, None)), _code(visitor, name)) for name in names]
    return pages.show(parts, visitor, "papers/sheets.html", sheets=found)


def _code(visitor: Visitor, wall: str) -> Markup:
    address = f"{visitor.host}/{visitor.camp.code}/notes/{wall}"
    return Markup(qr.svg(address, address, printed=True))
