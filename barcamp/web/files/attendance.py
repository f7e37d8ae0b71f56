"""The list of attendance that funders ask for: to be signed on paper, or as a workbook. Made when the organiser asks
for it, from the list of guests alone."""

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from barcamp.kernel.actor import Role
from barcamp.queries.event.logos import load_logos
from barcamp.queries.people.guests import Guest, by_name, load_guests
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/organiser/{code:str}/attendance")
async def attendance(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], who: FromQuery[str] = "here"
) -> Response[Any]:
    """To print: of those who are here, or with `who` all of everybody on the list, for the day itself."""
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        logos = await load_logos(db, visitor.camp.id)
    return pages.show(
        ctx, visitor, "printables/attendance.html", guests=await _guests(ctx, visitor, who), logos=logos
    )  # fmt: skip


@get("/organiser/{code:str}/attendance.xlsx")
async def attendance_xlsx(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], who: FromQuery[str] = "here"
) -> Response[Any]:
    from barcamp.exports.formats import attendance as workbook

    visitor.must_be(Role.ORGANISER)
    guests = await _guests(ctx, visitor, who)

    def made() -> bytes:
        with i18n.speaking(visitor.locale, visitor.dated):
            return workbook.write(visitor.camp, guests)

    named = {
        "content-disposition": f'attachment; filename="attendance-{visitor.camp.code}.xlsx"',
        "cache-control": "no-store",
    }
    return Response(await asyncio.to_thread(made), media_type=_EXCEL, headers=named)


async def _guests(ctx: AppContext, visitor: Visitor, who: str) -> list[Guest]:
    async with ctx.db.reading() as db:
        guests = by_name(await load_guests(db, visitor.camp.id))
    return guests if who == "all" else [guest for guest in guests if guest.here]
