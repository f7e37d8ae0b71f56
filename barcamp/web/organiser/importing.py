"""Lets an organiser import an event from the archive of another server."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from barcamp.kernel.refused import BadRequest, Refused, WrongRole
from barcamp.queries.people.identity import barcamps_of
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.commands import op_of
from barcamp.web.context import AppContext
from barcamp.web.files.export_jobs import PREFIX
from barcamp.web.visitor import Visitor

MOST_MEGABYTES = 300
MOST_READ = MOST_MEGABYTES * 1_000_000 + 1_000_000
MOST_UNPACKED = 2 * MOST_READ  # photos do not get smaller by packing, and words are few
PATIENCE = 600.0  # seconds for the file to arrive
MOST_SENTENCES = 5


@post("/organiser/import-barcamp", status_code=303, request_max_body_size=MOST_READ)
async def bring_in(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Imports all of it or nothing. Refuses what `barcamp import` refuses."""
    from barcamp.transfer.cli import import_order
    from barcamp.transfer.verify import Unsound

    request.scope["state"]["form"] = ("import-barcamp", {"back": "/organiser"})
    if visitor.organiser_id is None:  # before anything of the body is read
        raise WrongRole("role.organiser")
    if ctx.arriving.locked():
        raise Refused("archive.busy")
    async with ctx.arriving:
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            file = Path(folder) / "archive.zip"
            form = await _read(request, file)
            again = form.get("again") == "yes"
            kept = {"back": "/organiser", "op": form.get("op", ""), **({"again": "yes"} if again else {})}
            request.scope["state"]["form"] = ("import-barcamp", kept)
            try:
                command = await import_order(file, ctx.images, MOST_UNPACKED, again=again)
            except Unsound as why:
                with i18n.speaking(visitor.locale, visitor.dated):
                    raise Refused("archive.unsound", wrong=" ".join(why.sentences()[:MOST_SENTENCES])) from why
        op = op_of(form)  # the page's, which may be sent once more with another file
        try:
            done = await ctx.desk.carry_out(command, visitor.organiser, op and f"{op[:24]}-{command.digest[:39]}")
        except Refused as why:
            if why.key == "archive.there":
                request.scope["state"]["form"] = ("import-barcamp", {**kept, "there": str(why.facts["code"])})
            raise
    async with ctx.db.reading() as db:
        own = await barcamps_of(db, visitor.organiser_id)
    return pages.see(next((f"/organiser/{camp.code}" for camp in own if camp.id == done.made), "/organiser"))


async def _read(request: Request[Any, Any, Any], place: Path) -> dict[str, str]:
    """The fields; a file that was sent is written to `place`."""
    try:
        async with asyncio.timeout(PATIENCE):
            sent = await request.form()
    except TimeoutError:
        raise Refused("archive.slow") from None
    except (UnicodeDecodeError, LookupError):
        raise BadRequest("request.bad") from None
    except HTTPException as error:
        raise Refused("archive.too_big", most=MOST_MEGABYTES) if error.status_code == 413 else error from None
    upload = next((value for _, value in sent.multi_items() if isinstance(value, UploadFile)), None)
    if upload is None or not upload.filename:
        raise Refused("archive.none")
    try:
        await asyncio.to_thread(_copy, upload, place)
    finally:
        await upload.close()
    return {name: value for name, value in sent.multi_items() if isinstance(value, str)}


def _copy(upload: UploadFile, place: Path) -> None:
    upload.file.seek(0)
    with place.open("wb") as file:
        shutil.copyfileobj(upload.file, file)
