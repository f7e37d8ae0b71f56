"""The organiser's page of guests: the list is pasted or read from a file, looked at line by line, and only then taken.

Names stand in no address: what was understood is shown in the answer to the form, which changes nothing.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from barcamp.domain.people.guest import MOST_GUESTS
from barcamp.domain.setup.guest_list import LONGEST, GuestList, TakeGuests, read_guests, refuse_too_many
from barcamp.kernel.actor import Role
from barcamp.kernel.command import from_form
from barcamp.kernel.refused import BadRequest, Invalid, Refused, Unreadable
from barcamp.queries.people.guests import Guest, arrived, by_name, load_guests
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.visitor import Visitor

MOST_OF_A_FILE = 1_000_000  # bytes; a thousand lines are a tenth of that
# As many bytes as the longest list can have: letters take up to twelve in a form.
_MOST_OF_A_LIST = 12 * LONGEST + 16 * 1024


@get("/organiser/{code:str}/guests")
async def guests_page(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    visitor.must_be(Role.ORGANISER)
    return await _page(ctx, visitor)


@post("/organiser/{code:str}/guests/preview", status_code=200, request_max_body_size=_MOST_OF_A_LIST)
async def preview(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows what a list says, without writing anything."""
    visitor.must_be(Role.ORGANISER)
    try:
        text = await _sent(request)
        command = from_form(TakeGuests, {"text": text})
    except (Invalid, Refused) as why:
        errors = why.fields if isinstance(why, Invalid) else {why.field or "text": why}
        return await _page(ctx, visitor, status=422, errors=errors)
    assert isinstance(command, TakeGuests)
    async with ctx.db.reading() as db:
        found = await read_guests(db, visitor.camp, command.text)
    try:
        refuse_too_many(found)
    except Refused as why:
        return await _page(ctx, visitor, status=409, errors={"text": why}, values={"text": command.text})
    return pages.kept(await _page(ctx, visitor, found=found, values={"text": command.text}))


@post("/organiser/{code:str}/guests", status_code=303, request_max_body_size=_MOST_OF_A_LIST)
async def take(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    back = f"/organiser/{visitor.camp.code}/guests"
    request.scope["state"]["form"] = ("take-guests", {**form, "back": back})
    await ctx.desk.carry_out(from_form(TakeGuests, form), visitor.actor, op_of(form))
    return pages.see(f"{back}#list")


async def _page(
    ctx: AppContext,
    visitor: Visitor,
    status: int = 200,
    found: GuestList | None = None,
    **context: Any,
) -> Response[str]:
    async with ctx.db.reading() as db:
        guests: list[Guest] = by_name(await load_guests(db, visitor.camp.id))
    return pages.show(
        ctx, visitor, "organiser/guests.html", status,
        guests=guests, arrived=arrived(guests), found=found, most=MOST_GUESTS, **context,
    )  # fmt: skip


async def _sent(request: Request[Any, Any, Any]) -> str:
    """The list that was pasted or, if there is a file, what it says. Raises Refused."""
    try:
        sent = await request.form()
    except (UnicodeDecodeError, LookupError):
        raise BadRequest("request.bad") from None
    except HTTPException as error:
        raise Unreadable("guest.file_big").beside("file") if error.status_code == 413 else error from None
    upload = next((value for _, value in sent.multi_items() if isinstance(value, UploadFile)), None)
    if upload is None or not upload.filename:
        return next((value for name, value in sent.multi_items() if name == "text" and isinstance(value, str)), "")
    try:
        return decoded(await upload.read(MOST_OF_A_FILE + 1))
    finally:
        await upload.close()


def decoded(data: bytes) -> str:
    """The text of a file as spreadsheets write it: UTF-8, UTF-16 with a mark, or Windows-1252. Raises Refused."""
    if len(data) > MOST_OF_A_FILE:
        raise Unreadable("guest.file_big").beside("file")
    if data[:4] in (b"PK\3\4", b"\xd0\xcf\x11\xe0"):
        raise Unreadable("guest.workbook").beside("file")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text or data[:4] == b"%PDF":
        raise Unreadable("guest.no_text").beside("file")
    if not text.strip():
        raise Unreadable("guest.no_text").beside("file")
    return text
