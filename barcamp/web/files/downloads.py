"""Files to take home: each alone, all in one ZIP, and the archive. They are written by processes of their own."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import File, Stream

from barcamp.exports.book.choice import Choice
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotFound, Refused
from barcamp.queries.history import last_change
from barcamp.queries.transfer.record import Record
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.files.export_jobs import Job
from barcamp.web.happening import record
from barcamp.web.visitor import Visitor

if TYPE_CHECKING:  # what is read of a day, and who writes it, is loaded with the first file
    from barcamp.exports.book.tree import Day

PACK, ARCHIVE, PASS_ON = "pack.zip", "archive.zip", "pass-on.zip"
_CALLED = {PACK: "pack", ARCHIVE: "archive", PASS_ON: "pass-on"}
# What may be ticked; the last ones only by organisers.
CHOICES = ("names", "photos", "votes", "contacts", "every_photo")
_ORGANISERS = ("contacts", "every_photo")
# Endings that need no explanation.
SHORT = {"html": "report.html", "md": "report.md", "json": "event.json", "pdf": "report.pdf", "docx": "report.docx"}


@get("/{code:str}/pack")
async def pack_page(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Shows what there is to take home, what each file is, and what the choice leaves out."""
    from barcamp.exports.book.loading import day_of

    visitor.must_be(Role.MODERATOR)
    choice = choice_of(request, visitor)
    with i18n.speaking(visitor.locale, visitor.dated):
        async with ctx.db.reading() as db:
            day = await day_of(db, visitor.camp, ctx.clock(), choice, _address(visitor))
    return pages.show(
        ctx, visitor, "reports/pack.html", downloads=list(DOWNLOADS.values()), choice=choice, left_out=day.left_out,
        query=_query(choice),
    )  # fmt: skip


@get("/{code:str}/summary/{name:str}")
async def summary(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    name: FromPath[str],
) -> Response[Any]:
    """Sends one file; for organisers and moderators."""
    visitor.must_be(Role.MODERATOR)
    entry = DOWNLOADS.get(SHORT.get(name, name))
    if entry is None:
        raise NotFound("page.gone")
    if not entry.there:
        raise Refused("pack.format_missing")
    job = await _job(request, ctx, visitor, entry.name)
    ending = name if name in SHORT else entry.name
    return download(await ctx.export_jobs.file(job), f"{file_name(visitor)}.{ending}", entry.media_type)


@get(["/{code:str}/pack.zip", "/{code:str}/archive.zip", "/{code:str}/pass-on.zip"])
async def packed(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Response[Any]:
    """Sends everything in one ZIP. The archive to keep holds the full record, so only the organiser gets it."""
    what = visitor.path.rpartition("/")[2]
    job = await _job(request, ctx, visitor, what)
    if visitor.camp.archived:
        await record(ctx, visitor, "archive")
    return download(await ctx.export_jobs.file(job), f"{file_name(visitor)}-{_CALLED[what]}.zip", "application/zip")


@get(["/{code:str}/pack.zip/progress", "/{code:str}/archive.zip/progress", "/{code:str}/pass-on.zip/progress"])
async def progress(
    request: Request[Any, Any, Any], ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]
) -> Stream:
    """Begins the work and reports how far it is, line by line: steps done, steps in all, what comes next."""
    job = await _job(request, ctx, visitor, visitor.path.split("/")[-2])

    async def lines() -> AsyncIterator[bytes]:
        async for now in ctx.export_jobs.progress(job):
            yield f"{now.done} {now.of} {now.name}\n".encode()
        yield b"ready\n" if job.made else b"failed\n"

    return Stream(lines(), media_type="text/plain", headers={"Cache-Control": "no-store"})


def choice_of(request: Request[Any, Any, Any], visitor: Visitor) -> Choice:
    """What it should contain. A form that was sent names what is wanted; without one, everything but people's contacts
    and photos by those who did not agree."""
    asked = request.query_params
    if "chosen" not in asked:
        return Choice(names=True, photos=True, votes=True, contacts=False)
    wanted = {field: asked.get(field) == "1" for field in CHOICES}
    if visitor.role < Role.ORGANISER:
        wanted |= dict.fromkeys(_ORGANISERS, False)
    return Choice(**wanted)


async def _job(request: Request[Any, Any, Any], ctx: AppContext, visitor: Visitor, what: str) -> Job:
    visitor.must_be(Role.ORGANISER if what == ARCHIVE else Role.MODERATOR)
    choice = choice_of(request, visitor)
    if what == PASS_ON:
        choice = replace(choice, contacts=False)
    async with ctx.db.reading() as db:
        seq, _ = await last_change(db, visitor.camp.id)

    async def load() -> "tuple[Day, Record | None]":
        from barcamp.exports.book.loading import day_of, record_of

        with i18n.speaking(visitor.locale, visitor.dated):
            async with ctx.db.reading() as db:
                day = await day_of(db, visitor.camp, ctx.clock(), choice, _address(visitor))
                return day, await record_of(db, visitor.camp, choice) if what == ARCHIVE else None

    wanted = tuple(getattr(choice, field) for field in CHOICES)
    return ctx.export_jobs.job((visitor.camp.id, what, wanted, visitor.locale, seq, _address(visitor)), load)


def download(file: Path, name: str, media_type: str) -> File:
    return File(file, filename=name, media_type=media_type, headers={"Cache-Control": "no-store"})


def _address(visitor: Visitor) -> str:
    return f"{visitor.handed_on}/{visitor.camp.code}"


def _query(choice: Choice) -> str:
    chosen = (name for name in CHOICES if getattr(choice, name))
    return "&".join(["chosen=1", *(f"{name}=1" for name in chosen)])


def file_name(visitor: Visitor) -> str:
    """The name of a download, without its ending: the day and the event."""
    plain = visitor.camp.name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "barcamp"
    return f"{visitor.camp.day.isoformat()}-{plain}"
