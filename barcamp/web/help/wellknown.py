"""What programs ask every server for: who may look where (RFC 9309), and whom to tell of a hole (RFC 9116)."""

from datetime import timedelta

from litestar import Response, get
from litestar.di import NamedDependency

from barcamp.kernel.refused import Refused
from barcamp.queries.people.identity import any_findable
from barcamp.web.context import Parts
from barcamp.web.help.searching import CLOSED_TO_ALL, SOME_OPEN

GOOD_FOR = timedelta(days=180)


@get("/robots.txt", media_type="text/plain")
async def robots(parts: NamedDependency[Parts]) -> str:
    async with parts.db.reading() as db:
        return SOME_OPEN if await any_findable(db) else CLOSED_TO_ALL


@get("/.well-known/security.txt")
async def security_txt(parts: NamedDependency[Parts]) -> Response:
    """Where the operator named somebody. It is true for half a year from the day on which it is read."""
    contact = parts.settings.security_contact
    if not contact:
        raise Refused("page.gone")
    day = (parts.clock() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {day}\nPreferred-Languages: de, en\n"
    if parts.settings.public_url:
        text += f"Canonical: {parts.settings.public_url}/.well-known/security.txt\n"
    return Response(text, media_type="text/plain")
