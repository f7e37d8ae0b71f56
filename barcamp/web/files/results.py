"""The results for anybody with the code, as long as the organiser allows it: a page, the report as PDF, and the day on
one page. They need no sign-in, and contain only what people agreed to publish."""

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import File

from barcamp.domain.event.results import may_see_results
from barcamp.exports.book.choice import PUBLIC
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotAllowed, Refused
from barcamp.queries.history import last_change
from barcamp.queries.transfer.record import Record
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.files.downloads import download, file_name
from barcamp.web.files.export_jobs import Job
from barcamp.web.files.published import Results
from barcamp.web.forms import own_path
from barcamp.web.help.searching import robots_of
from barcamp.web.visitor import Visitor

if TYPE_CHECKING:  # what is read of a day, and who writes it, is loaded with the first file
    from barcamp.exports.book.tree import Day

REPORT, ONE_PAGE = "report.pdf", "one-page.pdf"
KEPT_S = 300.0  # a finished report, for later visitors
_WALL = re.compile(r"/(?:notes|photos)/(e|[ts][0-9]+)\b|/topics/([0-9]+)\b")


@get("/{code:str}/results")
async def results(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The results page, also for those who joined, whose own address opens their phone's screen."""
    if may_see_results(visitor.camp, visitor.role):
        return await show_results(ctx, visitor)
    if visitor.person is None:
        return pages.see(f"/{visitor.camp.code}")
    raise NotAllowed("results.closed")


@get(["/{code:str}/results.pdf", "/{code:str}/one-page.pdf"])
async def results_pdf(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any] | File:
    """The whole report, or the day on one page."""
    camp = visitor.camp
    if not may_see_results(camp, visitor.role):
        raise NotAllowed("results.closed")
    entry = DOWNLOADS[ONE_PAGE if visitor.path.endswith(ONE_PAGE) else REPORT]
    if not entry.there:
        raise Refused("pack.format_missing")
    ctx.published.keep_pace(camp.id, visitor.device)

    address = f"{visitor.handed_on}/{camp.code}"

    async def load() -> "tuple[Day, Record | None]":
        from barcamp.exports.book.loading import day_of

        with i18n.speaking(visitor.locale, visitor.dated):
            async with ctx.db.reading() as db:
                return await day_of(db, camp, ctx.clock(), PUBLIC, address), None

    async def order() -> Job:
        async with ctx.db.reading() as db:
            seq, _ = await last_change(db, camp.id)
        wanted = (PUBLIC.names, PUBLIC.photos, PUBLIC.votes, PUBLIC.contacts, PUBLIC.public)
        return ctx.export_jobs.job((camp.id, entry.name, wanted, visitor.locale, seq, address), load, KEPT_S)

    file = await ctx.published.report((camp.id, entry.name, visitor.locale, address), ctx.export_jobs, order)
    about = "" if entry.name == REPORT else "-one-page"
    return download(file, f"{file_name(visitor)}{about}.pdf", entry.media_type)


@get("/{code:str}/join")
async def join_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], back: FromQuery[str] = ""
) -> Response[Any]:
    """The form to join, which afterwards leads to `back`; once the day is over, what there is instead."""
    wanted = own_path(back, "")
    if visitor.person is not None:
        return pages.see(wanted or f"/{visitor.camp.code}")
    if visitor.camp.archived:
        wall = wall_in(wanted)
        return pages.see(f"/{visitor.camp.code}" + (f"#{wall}" if wall else ""))
    return await pages.show_join(ctx, visitor, {"back": wanted} if wanted else None)


async def entrance(ctx: AppContext, visitor: Visitor) -> Response[Any]:
    """What people who have not joined see under the event's address."""
    camp = visitor.camp
    if may_see_results(camp, Role.ANYONE) or (camp.archived and may_see_results(camp, visitor.role)):
        return await show_results(ctx, visitor)
    return await pages.show_join(ctx, visitor)


async def show_results(ctx: AppContext, visitor: Visitor) -> Response[Any]:
    camp = visitor.camp
    async with ctx.db.reading() as db:
        seq, at = await last_change(db, camp.id)

    async def load() -> Results:
        from barcamp.exports.book.book import load_day
        from barcamp.exports.book.threads import threads

        with i18n.speaking(visitor.locale, visitor.dated):
            async with ctx.db.reading() as db:
                day = await load_day(db, camp, at or camp.created_at, replace(PUBLIC, linked=True))
        return Results(day, await asyncio.to_thread(threads, day.chapters, camp.language, camp.name))

    told = await ctx.published.results((camp.id, "", visitor.locale, ""), seq, load)
    return pages.show(
        ctx, visitor, "results/page.html", day=told.day, threads=told.threads, report=DOWNLOADS[REPORT].there,
        robots=robots_of(visitor),
    )  # fmt: skip


def wall_in(path: str) -> str:
    """The wall that an address of this event is about; empty if it is about none."""
    found = _WALL.search(path)
    return (found[1] or f"t{found[2]}") if found else ""
