"""How a pasted table is understood: shown line by line before anything is changed."""

import base64
import binascii
import zlib
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from barcamp.domain.setup.pasting import TakeRooms, TakeSlots, read_table
from barcamp.kernel.actor import Role
from barcamp.kernel.command import from_form
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.forms import read_form
from barcamp.web.organiser.setup import show_step
from barcamp.web.visitor import Visitor

MOST_IN_ADDRESS = 6_000  # characters; reverse proxies take eight thousand
_MOST_UNPACKED = 200_000

PATHS = ["/organiser/{code:str}/paste-rooms", "/organiser/{code:str}/paste-slots"]


@post(PATHS, status_code=303)
async def paste(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows what a table says. The table stands in the address, so that Back and Reload show it again. One that is too
    long for any address is answered here: the browser keeps that page, and sending it again changes nothing either."""
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    await _understood(request, ctx, visitor, form)
    query = urlencode({"table": packed(form.get("text", "")), "replace": form.get("replace", "")})
    if len(query) > MOST_IN_ADDRESS:
        return pages.kept(await _show(request, ctx, visitor, form))
    return pages.see(f"{visitor.path}?{query}#{visitor.path.rpartition('/')[2]}")


@get(PATHS)
async def pasted(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    visitor.must_be(Role.ORGANISER)
    form = await read_form(request)
    text = unpacked(form.get("table", ""))
    if not text:
        return pages.see(f"/organiser/{visitor.camp.code}/rooms#{visitor.path.rpartition('/')[2]}")
    return await _show(request, ctx, visitor, {"text": text, "replace": form.get("replace", "")})


async def _show(
    request: Request[Any, Any, Any], ctx: AppContext, visitor: Visitor, form: dict[str, str]
) -> Response[Any]:
    lines = await _understood(request, ctx, visitor, form)
    return await show_step(ctx, visitor, "rooms", pasted={"what": _what(visitor), "form": form, "lines": lines})


async def _understood(request: Request[Any, Any, Any], ctx: AppContext, visitor: Visitor, form: dict[str, str]):
    back = f"/organiser/{visitor.camp.code}/rooms"
    request.scope["state"]["form"] = (f"take-{_what(visitor)}", {**form, "back": back})
    command = from_form(TakeRooms if _what(visitor) == "rooms" else TakeSlots, form)
    assert isinstance(command, TakeRooms | TakeSlots)
    async with ctx.db.reading() as db:
        return await read_table(db, visitor.camp, command)


def _what(visitor: Visitor) -> str:
    return visitor.path.rpartition("-")[2]


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(table: str) -> str:
    """The table; empty if it cannot be one of ours."""
    try:
        told = base64.urlsafe_b64decode(f"{table}{'=' * (-len(table) % 4)}")
        return zlib.decompressobj().decompress(told, _MOST_UNPACKED).decode()
    except (binascii.Error, zlib.error, ValueError):
        return ""
