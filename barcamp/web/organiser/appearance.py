"""How an event looks: the style sheet with its accent, its logos, and the upload of logos."""

import asyncio
import re
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery

from barcamp.domain.event.logo import AddLogo
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import BadRequest, NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.queries.event.accent import colour_of, sheet, version
from barcamp.queries.event.logos import load_logo_file
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import back
from barcamp.web.visitor import Visitor

PATIENCE = 120.0  # seconds for one upload to arrive
# Reads somewhat more than it accepts, so that people who send too much can be told why.
MOST_READ = 24_000_000
_NAME = re.compile(r"logo-(\d{1,9})\.(?:png|jpg|svg)")
# A drawing that somebody opens on its own may show itself and nothing else.
_ALONE = "default-src 'none'; sandbox"


@get("/{code:str}/accent.css")
async def accent_sheet(visitor: NamedDependency[Visitor], v: FromQuery[str] = "") -> Response[str]:
    colour = colour_of(visitor.camp)
    kept = "private, max-age=31536000, immutable" if v == version(colour) else "no-cache"
    return Response(sheet(colour), media_type="text/css", headers={"Cache-Control": kept})


@get("/{code:str}/logo/{name:str}")
async def logo(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], name: FromPath[str], v: FromQuery[str] = ""
) -> Response[bytes]:
    """A logo, for everybody: logos stand on the page to join."""
    wanted = _NAME.fullmatch(name)
    async with ctx.db.reading() as db:
        found = await load_logo_file(db, visitor.camp.id, int(wanted[1])) if wanted and int(wanted[1]) < 2**31 else None
    if found is None:
        raise NotFound("logo.gone")
    known = v == found.sha256[:16]
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable" if known else "no-cache",
        "Content-Security-Policy": _ALONE,
    }
    return Response(found.data, media_type=found.media_type, headers=headers)


@post("/{code:str}/logos", status_code=303, request_max_body_size=MOST_READ)
async def add_logo(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    request.scope["state"]["form"] = ("add-logo", {"back": f"/organiser/{visitor.camp.code}/look#logos"})
    from barcamp.images.logos import clean

    visitor.must_be(Role.ORGANISER)
    if visitor.camp.archived:
        raise Refused("barcamp.archived")
    with ctx.images.place(f"organiser {visitor.organiser_id}"):
        form, file = await _read(request)
        request.scope["state"]["form"] = ("add-logo", {"back": f"/organiser/{visitor.camp.code}/look#logos", **form})
        description = Line(160).clean(form.get("description", ""))
        made = await clean(ctx.images, file)
    command = AddLogo(
        media_type=made.media_type, width=made.width, height=made.height, sha256=made.sha256, data=made.data,
        description=description,
    )  # fmt: skip
    await ctx.desk.carry_out(command, visitor.actor, op_of(form))
    return pages.see(back(form, f"/organiser/{visitor.camp.code}/look#logos"))


async def _read(request: Request[Any, Any, Any]) -> tuple[dict[str, str], bytes]:
    from barcamp.images.logos import MOST_MEGABYTES

    try:
        async with asyncio.timeout(PATIENCE):
            sent = await request.form()
    except TimeoutError:
        raise Refused("photo.slow").answered(408) from None
    except (UnicodeDecodeError, LookupError):
        raise BadRequest("request.bad") from None
    except HTTPException as error:
        raise Refused("logo.too_big", most=MOST_MEGABYTES) if error.status_code == 413 else error from None
    fields = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    file = next((value for _, value in sent.multi_items() if isinstance(value, UploadFile)), None)
    content = b""
    if file is not None:
        try:
            content = await file.read(MOST_MEGABYTES * 1_000_000 + 1)
        finally:
            await file.close()
    return fields, content
