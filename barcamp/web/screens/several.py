"""Several lines become several cards, for browsers without scripts: what they would become, to be looked at first. The
text stands in the address, as a pasted table does (web/organiser/pasting.py); with scripts the wall itself shows it."""

from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp.domain.walls.many_notes import WriteNotes
from barcamp.kernel.command import from_form
from barcamp.text.listed import items
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.organiser.pasting import MOST_IN_ADDRESS, packed, unpacked
from barcamp.web.screens.walls import heading_of, wall_for
from barcamp.web.visitor import Visitor

PATH = "/{code:str}/notes/{wall:str}/several"
_MOST_READ = 512 * 1024  # bytes: whatever can be typed is shown again, with what is too much of it


@post(PATH, status_code=303, request_max_body_size=_MOST_READ)
async def understood(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    wall: FromPath[str],
) -> Response[Any]:
    form = await read_form(request)
    request.scope["state"]["form"] = ("write-note", form)
    from_form(WriteNotes, {"wall": wall, "text": form.get("text", "")})
    query = urlencode({"lines": packed(form["text"]), "section": form.get("section", "")})
    if len(query) > MOST_IN_ADDRESS:
        return pages.kept(await _show(ctx, visitor, wall, form["text"], form.get("section", "")))
    return pages.see(f"{visitor.path}?{query}")


@get(PATH)
async def several(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    wall: FromPath[str],
) -> Response[Any]:
    form = await read_form(request)
    text = unpacked(form.get("lines", ""))
    if not text:
        return pages.see(f"/{visitor.camp.code}/notes/{wall}")
    return await _show(ctx, visitor, wall, text, form.get("section", ""))


async def _show(ctx: AppContext, visitor: Visitor, wall: str, text: str, section: str) -> Response[Any]:
    sight = await wall_for(ctx, visitor, wall)
    if visitor.person is None or visitor.camp.archived:
        return pages.see(f"/{visitor.camp.code}/notes/{sight.name}")
    lines = items(text)
    number = int(section) if section.isdecimal() and len(section) < 10 else 0
    return pages.show(
        ctx, visitor, "notes/several.html", subject=sight.name, heading=heading_of(visitor, sight), whole=text,
        lines=len(lines), why=WriteNotes(wall=sight.name, text="\n".join(lines) or text).wrong,
        values={"wall": sight.name, "section": number, "text": "\n".join(lines)},
    )  # fmt: skip
