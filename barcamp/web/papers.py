"""Things to print and to scan: the join QR and the poster."""

from litestar import Response, get
from litestar.di import NamedDependency

from barcamp.domain.base import Role
from barcamp.exports import qr
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
    return pages.show(parts, visitor, "papers/poster.html")
