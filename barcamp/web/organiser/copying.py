"""Lets an organiser copy an event: its set-up, never its people or what they contributed."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from barcamp.desk.desk import new_op
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.kernel.actor import Role
from barcamp.kernel.command import from_form
from barcamp.queries.event.checklist import load_checklist
from barcamp.queries.setup.series import code_of
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.visitor import Visitor


@get("/organiser/{code:str}/copy")
async def copy_page(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        checklist = await load_checklist(db, visitor.camp, ctx.clock())
    proposed = {"name": visitor.camp.name, "place": visitor.camp.place, "op": new_op()}
    return pages.show(ctx, visitor, "organiser/copy.html", counts=checklist.counts, values=proposed)


@post("/organiser/{code:str}/copy", status_code=303)
async def copy(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    request.scope["state"]["form"] = ("copy-barcamp", {**form, "back": f"/organiser/{visitor.camp.code}/copy"})
    command = from_form(CopyBarcamp, {**form, "source": str(visitor.camp.id)})
    done = await ctx.desk.carry_out(command, visitor.organiser, op_of(form))
    async with ctx.db.reading() as db:
        code = await code_of(db, done.made or 0)
    return pages.see(f"/organiser/{code}")
