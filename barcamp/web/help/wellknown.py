"""What programs ask every server for: who may look where (RFC 9309), and whom to tell about a hole (RFC 9116)."""

from datetime import timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from barcamp.kernel.refused import NotFound
from barcamp.queries.people.identity import any_findable
from barcamp.web.context import AppContext
from barcamp.web.help.searching import CLOSED_TO_ALL, SOME_OPEN

GOOD_FOR = timedelta(days=180)


@get("/robots.txt", media_type="text/plain")
async def robots(ctx: NamedDependency[AppContext]) -> str:
    async with ctx.db.reading() as db:
        return SOME_OPEN if await any_findable(db) else CLOSED_TO_ALL


@get("/.well-known/security.txt")
async def security_txt(ctx: NamedDependency[AppContext]) -> Response[Any]:
    """The file, if the operator named somebody. It is valid for half a year from the day on which it is read."""
    contact = ctx.settings.security_contact
    if not contact:
        raise NotFound("page.gone")
    day = (ctx.clock() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {day}\nPreferred-Languages: de, en\n"
    if ctx.settings.public_url:
        text += f"Canonical: {ctx.settings.public_url}/.well-known/security.txt\n"
    return Response(text, media_type="text/plain")
