"""Photos: the route that takes them in, with a limit of its own, and the one that shows them."""

import asyncio
import re
from collections.abc import Iterable
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery

from barcamp.domain.walls.photos.photo import AddPhoto
from barcamp.domain.walls.photos.table import as_card
from barcamp.domain.walls.wall import wall_named
from barcamp.images import MOST_MEGABYTES
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import BadRequest, NotFound, NotTaken, Outside, Refused
from barcamp.queries.walls.moves import moved_last_by
from barcamp.queries.walls.notes import WholeWall, load_wall
from barcamp.queries.walls.photos import (
    EVIDENCE,
    Photo,
    hung,
    load_file,
    load_photo,
    load_photos,
    piles,
    was_added,
    with_lane_of,
)
from barcamp.text import i18n
from barcamp.web import pages
from barcamp.web.commands import check_writer, op_of
from barcamp.web.context import AppContext
from barcamp.web.forms import back
from barcamp.web.screens.screens import check_wall
from barcamp.web.visitor import Visitor

PATIENCE = 180.0  # seconds for one upload to arrive
_NAME = re.compile(r"(\d{1,9})(-small)?\.jpg")


@post(
    "/{code:str}/photos/{wall:str}",
    status_code=200,
    request_max_body_size=MOST_MEGABYTES * 1_000_000 + 64 * 1024,
)
async def add_photo(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    wall: FromPath[str],
) -> Response[Any]:
    request.scope["state"]["form"] = ("add-photo", {"wall": wall[:16]})
    if visitor.person is None or visitor.device is None:
        raise Outside("attendee.join_first")
    if visitor.camp.archived:
        raise Refused("barcamp.archived")
    ctx.photo_limit.keep(visitor.device)
    await check_wall(ctx, visitor, wall)
    with ctx.images.place(visitor.device):
        form, file = await _read(request)
        request.scope["state"]["form"] = ("add-photo", {**form, "wall": wall})
        check_writer(visitor, AddPhoto, form)
        op = op_of(form)
        if op is None or not await _was_added(ctx, visitor, op):
            await _add(ctx, visitor, str(wall_named(wall)), form, file, op)
    if request.headers.get("hx-request") == "true":
        own = pages.partial("mine", await pages.mine(ctx, visitor), "outerMorph")
        return pages.html(pages.partial("said", "") + own)
    return pages.see(back(form, f"/{visitor.camp.code}/notes/{wall}"))


@get("/{code:str}/photos/{wall:str}/{number:int}")
async def photo_page(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], wall: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """The photo as large as the screen, and what this visitor may do with it."""
    visitor.must_be(Role.ATTENDEE)
    async with ctx.db.reading() as db:
        found = await load_photo(db, visitor.camp.id, number) if number < 2**31 else None
        if found is None or found.wall != wall:
            raise NotFound("photo.gone")
        sight = await load_wall(db, visitor.camp.id, wall_named(wall))
        around = await load_photos(db, visitor.camp.id, wall=wall)
        moved = await moved_last_by(db, as_card(number))
    me, moderates = visitor.actor.attendee_id, visitor.role >= Role.MODERATOR
    own = me is not None and me == found.author_id
    if found.reason and not (own or moderates):
        raise NotFound("photo.gone")
    arranges = me is not None and me in (sight.keeper_id, *sight.hosts)
    moves = own or moderates or arranges or (me is not None and sight.everybody_moves)
    may = {"describe": own or moderates or arranges, "withdraw": own or moderates, "hide": moderates, "move": moves}
    may["undo"] = moved == me
    [(hangs_in, [here])] = hung(sight, [found]).items()
    sections = [section for section in sight.sections if section.offered]
    with i18n.speaking(visitor.locale, visitor.dated):
        heading = sight.heading
        groups = _groups(sight, around, (hangs_in, here.group))
    return pages.show(ctx, visitor, "notes/photo.html", photo=found, heading=heading, may=may,
                      hangs_in=hangs_in, sections=sections, groups=groups)  # fmt: skip


def _groups(sight: WholeWall, around: Iterable[Photo], but: tuple[int, str]) -> list[tuple[str, str, str]]:
    """The groups into which a photo can be put: section, name, and the place at their end."""
    found, pictures = list[tuple[str, str, str]](), hung(sight, around)
    for section in with_lane_of(sight, pictures).sections:
        for pile in piles(section, pictures) if section.offered or section.id == but[0] else ():
            last = pile.of[-1]
            if pile.title and (section.id, pile.title) != but:
                place = f"after-{'p' if isinstance(last, Photo) else ''}{last.id}"
                found.append((section.name, pile.title, place))
    return found


@get("/{code:str}/photo/{name:str}", opt={"no_page": True})
async def photo(
    request: Request[Any, Any, Any],
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    name: FromPath[str],
    v: FromQuery[str] = "",
) -> Response[bytes] | Response[None]:
    """A photo, for attendees. Others see one whose version they know, as the projector's page does: numbers can be
    guessed, versions cannot. A photo that a moderator hid is shown to its author and to moderators."""
    wanted = _NAME.fullmatch(name)
    if wanted is None:
        raise NotFound("photo.gone")
    async with ctx.db.reading() as db:
        file = await load_file(db, visitor.camp.id, int(wanted[1]), small=bool(wanted[2]))
    if file is None:
        raise NotFound("photo.gone")
    known = v == file.sha256[:EVIDENCE]
    if not known:
        visitor.must_be(Role.ATTENDEE)
    if file.hidden and visitor.role < Role.MODERATOR and visitor.actor.attendee_id != file.author_id:
        raise NotFound("photo.gone")
    tag = f'"{file.sha256[:32]}{wanted[2] or ""}"'
    headers = {"Cache-Control": "private, max-age=86400, immutable" if known else "private, no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(None, status_code=304, headers=headers)
    return Response(file.content, media_type="image/jpeg", headers=headers)


async def _add(
    ctx: AppContext, visitor: Visitor, wall: str, form: dict[str, str], file: UploadFile | None, op: str | None
) -> None:
    if file is None:
        raise Refused("photo.none")
    try:
        made = await ctx.images.develop(file.file.read)
    finally:
        await file.close()
    command = AddPhoto(
        wall=wall, description=form.get("description", ""),
        section=int(asked) if (asked := form.get("section", "")).isdecimal() and len(asked) < 10 else 0,
        width=made.width, height=made.height, sha256=made.sha256, data=made.data, thumb=made.thumb,
    )  # fmt: skip
    await ctx.desk.carry_out(command, visitor.actor, op)


async def _read(request: Request[Any, Any, Any]) -> tuple[dict[str, str], UploadFile | None]:
    """The fields and the photo; a photo that is larger than memory should hold lies on disk until its turn comes."""
    try:
        async with asyncio.timeout(PATIENCE):
            sent = await request.form()
    except TimeoutError:
        raise Refused("photo.slow").answered(408) from None
    except (UnicodeDecodeError, LookupError):
        raise BadRequest("request.bad") from None
    except HTTPException as error:
        raise NotTaken("photo.too_big", most=MOST_MEGABYTES) if error.status_code == 413 else error from None
    fields = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    files = (value for _, value in sent.multi_items() if isinstance(value, UploadFile))
    return fields, next(files, None)


async def _was_added(ctx: AppContext, visitor: Visitor, op: str) -> bool:
    assert visitor.person is not None
    async with ctx.db.reading() as db:
        return await was_added(db, visitor.camp.id, visitor.person.id, op)
