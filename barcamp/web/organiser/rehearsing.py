"""The organiser's routes for a rehearsal: begin it, let phones join, end it."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency

from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.rehearsal import FoundRehearsal
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Invalid, Refused, Unreadable
from barcamp.queries.setup.rehearsal import rehearsal_of
from barcamp.text.mending import in_one_line
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.gate.scope import scope_of
from barcamp.web.happening import record
from barcamp.web.organiser.rehearsals import MOST_PEOPLE
from barcamp.web.visitor import Visitor


@post("/organiser/{code:str}/rehearse", status_code=303)
async def rehearse(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Founds a rehearsal, and sends as many simulated phones as were asked for."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    back = f"/organiser/{visitor.camp.code}/rehearsal"
    request.scope["state"]["form"] = ("rehearse", {**form, "most_people": str(MOST_PEOPLE), "back": back})
    people = in_one_line(form.get("people", "30"))
    if not (people.isascii() and people.isdigit() and len(people) < 4):
        raise Invalid({"people": Unreadable("text.number")})
    await ctx.desk.carry_out(FoundRehearsal(source=visitor.camp.id), visitor.organiser)
    await record(ctx, visitor, "rehearsal")
    async with ctx.db.reading() as db:
        camp = await rehearsal_of(db, visitor.camp.code)
    if camp is not None and int(people):
        await ctx.rehearsals.start(camp.code, _here(request), int(people))
    return pages.see(f"{back}#running")


@post("/organiser/{code:str}/end-rehearsal", status_code=303)
async def end_rehearsal(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Ends a rehearsal: its phones leave, and nothing of it remains."""
    visitor.must_be(Role.ORGANISER)
    async with ctx.db.reading() as db:
        camp = await rehearsal_of(db, visitor.camp.code)
    if camp is not None:
        await ctx.rehearsals.end(camp.code)
        await ctx.desk.carry_out(DeleteBarcamp(barcamp=camp.id), visitor.organiser)
        ctx.forget(camp.id)
        ctx.hub.end_broadcast(camp.id)
    return pages.see(f"/organiser/{visitor.camp.code}/rehearsal")


def _here(request: Request[Any, Any, Any]) -> str:
    """The address at which this machine reaches itself: where the request came in, whatever a proxy calls it."""
    host, port = scope_of(request).get("server") or ("127.0.0.1", None)
    if not port:
        raise Refused("rehearsal.no_way")
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
