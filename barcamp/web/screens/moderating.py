"""Pages that moderators need seldom: what is left to do at the end, where the video rooms are, the times of the day,
and the clock of a rehearsal."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Refused
from barcamp.queries.plan.plan import load_grid, load_plan, minute_of_day
from barcamp.queries.setup.rehearsal import stops
from barcamp.queries.setup.series import load_carried
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.organiser.setup import load_rows
from barcamp.web.visitor import Visitor


@get("/{code:str}/wrap-up")
async def wrap_up(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Whether feedback is asked for, and what became of the next steps of the previous event."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        carried = await load_carried(db, visitor.camp.id)
    return pages.show(ctx, visitor, "own/wrap_up.html", carried=carried)


@get("/{code:str}/video")
async def video_rooms(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Of the event and of each room: to try the link, and to put in another one when it breaks."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        grid = await load_grid(db, visitor.camp.id)
    return pages.show(ctx, visitor, "own/video.html", rooms=grid.rooms)


@get("/{code:str}/slots")
async def slots(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], slot: FromQuery[str] = ""
) -> Response[Any]:
    """The rows of the day, to add, move, divide and drop them; `slot` is the one that was chosen on the console."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        rows = await load_rows(db, visitor.camp)
    rows["chosen_slot"] = slot
    return pages.show(ctx, visitor, "own/slots.html", **rows)


@get("/{code:str}/rehearsal")
async def rehearsal_clock(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The clock, for moderators of a rehearsal; its organiser has it among the steps of the event."""
    visitor.must_be(Role.MODERATOR)
    if not visitor.camp.rehearses:
        raise Refused("rehearsal.real")
    async with ctx.db.reading() as db:
        plan = await load_plan(db, visitor.camp.id, [])
    minute = minute_of_day(visitor.camp, ctx.clock())
    return pages.show(
        ctx, visitor, "own/rehearsal.html", stops=stops(plan), minute=minute, rehearsal=visitor.camp,
        here=f"/{visitor.camp.code}/rehearsal",
    )  # fmt: skip
