"""The fixed programme: its list, a form for one session, and files that are looked through before anything is
written."""

import asyncio
import base64
import binascii
import zlib
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from barcamp.domain.setup.programme.decoding import MOST_BYTES
from barcamp.domain.setup.programme.items import Outcome, read_programme
from barcamp.domain.setup.programme.standing import load_standing
from barcamp.domain.setup.programme.taking import Programmed, TakeProgramme, packed, unpacked
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import BadRequest, Refused
from barcamp.queries.plan.plan import load_grid
from barcamp.queries.setup.programme import load_programme
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.visitor import Visitor

MOST_READ = MOST_BYTES + 1_000_000  # somewhat more than is accepted, so that people can be told why
PATIENCE = 120.0  # seconds for a file to arrive


@get("/organiser/{code:str}/programme")
async def programme(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    if visitor.organiser_id is None:
        return pages.see(f"/organiser/sign-in?back=/organiser/{visitor.camp.code}/programme")
    visitor.must_be(Role.ORGANISER)
    return await _show(ctx, visitor)


@get("/{code:str}/programme")
async def by_hand(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The same list for moderators, who enter single sessions by hand."""
    visitor.must_be(Role.MODERATOR)
    return await _show(ctx, visitor, "own/programme.html")


@post("/organiser/{code:str}/programme", status_code=200, request_max_body_size=MOST_READ)
async def look_through(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows what a file or a pasted table would change. Nothing is written, and the browser keeps the answer."""
    visitor.must_be(Role.ORGANISER)
    if visitor.camp.archived:
        raise Refused("barcamp.archived")
    kept = {"back": f"/organiser/{visitor.camp.code}/programme#import"}
    request.scope["state"]["form"] = ("take-programme", kept)
    text, data = await _read(request)
    request.scope["state"]["form"] = ("take-programme", {**kept, "text": text})
    found = await asyncio.to_thread(read_programme, data, visitor.camp)
    told = Programmed(found.items, found.seats)
    wrong = [line for line in found.lines if line.why is not None]
    marks = {line.number: line.marks for line in found.lines if line.marks}
    return pages.kept(await _preview(ctx, visitor, told, wrong=wrong, marks=marks, about=found.marks, text=text))


@post("/organiser/{code:str}/take-programme", status_code=303, request_max_body_size=MOST_READ)
async def take(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Takes over what was shown. If something else has changed since, it is shown again."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    request.scope["state"]["form"] = ("take-programme", {"back": f"/organiser/{visitor.camp.code}/programme#import"})
    told = _told(form.get("sessions", ""))
    command = TakeProgramme(
        items=told.items, seats=told.seats, rooms=form.get("rooms") == "yes", drop=form.get("drop") == "yes",
        looked=form.get("looked") == "yes", seen=form.get("seen", ""),
    )  # fmt: skip
    try:
        await ctx.desk.carry_out(command, visitor.actor, op_of(form))
    except Refused as why:
        if why.key not in ("programme.newer", "programme.doubts", "room.too_many"):
            raise
        return pages.kept(await _preview(ctx, visitor, told, again=why))
    return pages.see(f"/organiser/{visitor.camp.code}/programme#sessions-title")


async def _preview(
    ctx: AppContext,
    visitor: Visitor,
    told: Programmed,
    *,
    wrong: list[Outcome] | None = None,
    marks: Mapping[int, tuple[Refused, ...]] | None = None,
    about: tuple[Refused, ...] = (),
    text: str = "",
    again: Refused | None = None,
) -> Response[Any]:
    async with ctx.db.reading() as db:
        found = (await load_standing(db, visitor.camp)).beside(told.items)
    return await _show(
        ctx, visitor, status=again.status if again else 200, found=found, sessions=_packed(told), wrong=wrong or [],
        marks=marks or {}, about=about, values={"text": text}, again=again,
    )  # fmt: skip


async def _show(
    ctx: AppContext, visitor: Visitor, template: str = "organiser/programme.html", status: int = 200, **context: Any
) -> Response[Any]:
    async with ctx.db.reading() as db:
        grid = await load_grid(db, visitor.camp.id)
        listed = await load_programme(db, visitor.camp.id)
    about: dict[str, Any] = {"rooms": grid.rooms, "names": grid.called, "listed": listed, "found": None, **context}
    return pages.show(ctx, visitor, template, status, **about)


async def _read(request: Request[Any, Any, Any]) -> tuple[str, bytes]:
    """What was pasted, and the bytes to read: those of the file if there is one."""
    try:
        async with asyncio.timeout(PATIENCE):
            sent = await request.form()
    except TimeoutError:
        raise Refused("programme.slow").beside("file") from None
    except (UnicodeDecodeError, LookupError):
        raise BadRequest("request.bad") from None
    except HTTPException as error:
        too_big = Refused("programme.too_big", most=MOST_BYTES // 1_000_000).beside("file")
        raise too_big if error.status_code == 413 else error from None
    pairs = list(sent.multi_items())
    text = next((value for name, value in pairs if name == "text" and isinstance(value, str)), "")
    for _, value in pairs:
        if isinstance(value, UploadFile):
            try:
                data = await value.read()
            finally:
                await value.close()
            if data:
                return "", data
    if not text.strip():
        raise Refused("programme.nothing").beside("file")
    return text, text.encode("utf-8", "replace")


def _packed(told: Programmed) -> str:
    return base64.urlsafe_b64encode(zlib.compress(packed(told), 6)).decode()


def _told(sent: str) -> Programmed:
    """What was shown. Raises Refused for anything that this page did not make."""
    try:
        return unpacked(zlib.decompressobj().decompress(base64.urlsafe_b64decode(sent), 4 * MOST_BYTES))
    except (binascii.Error, zlib.error, msgspec.MsgspecError, ValueError):
        raise BadRequest("request.bad") from None
