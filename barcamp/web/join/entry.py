"""The entry to an event: waiting to be let in, and those who came all at once."""

from datetime import UTC, datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from barcamp.kernel.actor import Role
from barcamp.queries.people.entry import knock_of, load_crowd, load_knocks, load_minutes
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

LATEST = 2**33  # seconds since 1970: the range of minutes
MOST_SHOWN = 60  # names of a crowd, and minutes


async def show_waiting(ctx: AppContext, visitor: Visitor) -> Response[Any] | None:
    """The page of a device that has knocked."""
    if visitor.device is None or visitor.camp.archived:
        return None
    async with ctx.db.reading() as db:
        knock = await knock_of(db, visitor.camp.id, visitor.device)
    return pages.show(ctx, visitor, "join/waiting.html", knock=knock) if knock else None


@get("/{code:str}/waiting", opt={"no_page": True})
async def waiting(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Answers 204 as long as nothing has changed for a device that waits."""
    knock = None
    if visitor.person is None and visitor.device is not None:
        async with ctx.db.reading() as db:
            knock = await knock_of(db, visitor.camp.id, visitor.device)
    still = knock is not None and not knock.refused
    return Response(None, status_code=204 if still else 200, headers={"cache-control": "no-store"})


@get("/{code:str}/people/entry", opt={"no_page": True})
async def entry_by_now(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """Who is waiting now, for a page that asks."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        knocks = await load_knocks(db, visitor.camp.id)
    return pages.html(pages.render(ctx, visitor, "own/_entry.html", knocks=knocks).strip())


@get("/{code:str}/people/newcomers")
async def newcomers(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    since: FromQuery[int] = 0,
    until: FromQuery[int] = 0,
) -> Response[Any]:
    """When people came; who did from `since` to `until` (minutes, both inclusive), and removing them in one step."""
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        minutes = await load_minutes(db, visitor.camp.id)
        since = min(since, LATEST)
        end = min(max(since, until), LATEST) + 60
        crowd = await load_crowd(db, visitor.camp.id, since, end) if since > 0 else []

    def when(at: int) -> str:
        there = datetime.fromtimestamp(at, UTC).astimezone(visitor.camp.zone)
        if there.date() == visitor.camp.day:  # room for the time on a phone
            return i18n.clock(there.hour * 60 + there.minute)
        return i18n.date_and_time(there, visitor.camp.timezone)

    return pages.show(
        ctx, visitor, "own/people/newcomers.html", minutes=minutes[:MOST_SHOWN], since=since, until=end,
        count=len(crowd), crowd=crowd[:MOST_SHOWN], when=when,
    )  # fmt: skip
