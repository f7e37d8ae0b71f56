"""The plan for calendar and conference apps, which ask again and again: those that have the newest are told so
at once."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp import __version__
from barcamp.domain.people.calendar import MakeCalendarLink
from barcamp.exports.book.choice import Choice
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import NotFound, Outside
from barcamp.queries.history import last_change
from barcamp.queries.people.calendar import person_with_calendar, rows_over, subscribed_since, walls_of
from barcamp.text import i18n
from barcamp.web import pages, shown
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.gate import tokens
from barcamp.web.visitor import Visitor

if TYPE_CHECKING:  # what is read of a day, and who writes it, is loaded with the first file
    from barcamp.exports.book.tree import Day

CALENDAR = "text/calendar"
_PUBLIC = Choice(photos=False, votes=False)
KINDS = {
    "plan.ics": CALENDAR,
    "schedule.xml": "application/xml; charset=utf-8",
    "schedule.json": "application/json; charset=utf-8",
}


@get(["/{code:str}/plan.ics", "/{code:str}/schedule.xml", "/{code:str}/schedule.json"])
async def plan(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """The plan, for anybody with the code, who can read it on the projector as well."""
    name = visitor.path.rpartition("/")[2]
    answer = await _answer(request, ctx, visitor, name, KINDS[name], _PUBLIC, DOWNLOADS[name].write)
    answer.headers["Access-Control-Allow-Origin"] = "*"  # scripts of other sites may show it; it tells them no more
    return answer


@get("/{code:str}/my-plan.ics", opt={"no_page": True})
async def my_plan(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """One's own sessions, on this device."""
    visitor.must_be(Role.ATTENDEE)
    if visitor.person is None:
        raise Outside("attendee.join_first")
    return await _of_person(request, ctx, visitor, visitor.person.id)


@get("/{code:str}/my-plan/{token:str}")
async def subscribed(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    token: FromPath[str],
) -> Response[Any]:
    """One's own sessions for a calendar app, which has no cookie: the address is the key, to this and nothing else."""
    async with ctx.db.reading() as db:
        person = await person_with_calendar(db, visitor.camp.id, tokens.hashed(token.removesuffix(".ics")))
    if person is None:
        raise NotFound("link.gone")
    return await _of_person(request, ctx, visitor, person)


@post("/{code:str}/calendar-link", status_code=303)
async def calendar_link(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Makes the address that a calendar app subscribes to. A new one ends the one before, so it asks first: only its
    hash is kept, so it cannot be shown for long."""
    visitor.must_be(Role.ATTENDEE)
    here = f"/{visitor.camp.code}/calendar-link"
    if visitor.person is not None and (await read_form(request)).get("anew") != "yes":
        async with ctx.db.reading() as db:
            if await subscribed_since(db, visitor.person.id) is not None:
                return pages.see(here)
    token = tokens.new_token()
    await ctx.desk.carry_out(MakeCalendarLink(token=tokens.hashed(token)), visitor.actor)
    return shown.see(ctx.settings, here, token)


@get("/{code:str}/calendar-link")
async def calendar_link_page(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows the address that was just made; later, what a new one would end."""
    visitor.must_be(Role.ATTENDEE)
    if visitor.person is None:
        raise Outside("attendee.join_first")
    token = shown.token(request, ctx.settings)
    async with ctx.db.reading() as db:
        own = await person_with_calendar(db, visitor.camp.id, tokens.hashed(token)) == visitor.person.id
        since = await subscribed_since(db, visitor.person.id)
    if since is None:
        return pages.see(f"/{visitor.camp.code}#plan")
    link = f"{visitor.handed_on}/{visitor.camp.code}/my-plan/{token}.ics" if own else ""
    return pages.show(ctx, visitor, "phone/calendar.html", link=link, since=since)


async def _of_person(request: Request[Any, Any, Any], ctx: AppContext, visitor: Visitor, person: int) -> Response[Any]:
    from barcamp.exports.formats import ics

    now = ctx.clock()
    async with ctx.db.reading() as db:
        walls = await walls_of(db, visitor.camp.id, person)
        over = await rows_over(db, visitor.camp, now)
    kind = f"{person}:{','.join(sorted(walls))}:{over}"
    choice = replace(_PUBLIC, video_links=not visitor.camp.archived)
    return await _answer(request, ctx, visitor, kind, CALENDAR, choice, lambda day: ics.plan_of(day, walls, now))


async def _answer(
    request: Request[Any, Any, Any],
    ctx: AppContext,
    visitor: Visitor,
    kind: str,
    media_type: str,
    choice: Choice,
    write: Callable[["Day"], bytes],
) -> Response[Any]:
    """The same state gives the same bytes: they are of the last change, not of now. What else they depend on, `kind`
    says."""
    from barcamp.exports.book.loading import day_of

    camp = visitor.camp
    url = f"{visitor.handed_on}/{camp.code}"
    async with ctx.db.reading() as db:
        seq, at = await last_change(db, camp.id)
        tag = _tag(camp, kind, seq, url)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in _tags(request.headers.get("if-none-match", "")):
            return Response(None, status_code=304, headers=headers)
        with i18n.speaking(i18n.choose(None, "", camp.language, camp.tone), camp.dated):
            day = await day_of(db, camp, at or camp.created_at, choice, url)
            day = replace(day, event=replace(day.event, url=url))  # subscribers are led to where it is now
            content = write(day)
    return Response(content, media_type=media_type, headers=headers)


def _tag(camp: Barcamp, kind: str, seq: int, url: str) -> str:
    state = f"{__version__} {camp.id} {kind} {seq} {url}"
    return f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'


def _tags(told: str) -> set[str]:
    """The tags as clients and caches send them: several, and perhaps weak."""
    return {tag.strip().removeprefix("W/") for tag in told.split(",")}
