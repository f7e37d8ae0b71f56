"""The routes of the notes walls: the wall, one of its cards, and its result. The latter two are for browsers without
scripts; with scripts everything happens on the wall."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotFound
from barcamp.queries.walls.layout import load_layout
from barcamp.queries.walls.moves import moved_last_by, ordered_by
from barcamp.queries.walls.notes import WholeWall, load_wall, name_of_kind
from barcamp.queries.walls.silence import load_silence, own_sealed, revealed_as
from barcamp.text.i18n import speaking
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor


@get("/{code:str}/notes/{wall:str}")
async def notes(
    ctx: NamedDependency[AppContext],
    visitor: NamedDependency[Visitor],
    wall: FromPath[str],
    whole: FromQuery[str] = "",
) -> Response[Any]:
    """The wall's screen; `whole` is for browsers without scripts."""
    sight = await wall_for(ctx, visitor, wall)
    person = visitor.person.id if visitor.person else None
    async with ctx.db.reading() as db:
        ordered = await ordered_by(db, visitor.camp.id, sight.name, person)
    return await pages.show_screen(
        ctx, visitor, "notes", subject=sight.name, short=not whole, heading=heading_of(visitor, sight),
        may=_may(visitor, sight), ordered=ordered,
        lanes=[section for section in sight.sections if section.id],
        sections=[section for section in sight.sections if section.offered],
    )  # fmt: skip


@get("/{code:str}/notes/{wall:str}/result")
async def result(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], wall: FromPath[str]
) -> Response[Any]:
    sight = await wall_for(ctx, visitor, wall)
    return pages.show(
        ctx, visitor, "notes/result.html", subject=sight.name, heading=heading_of(visitor, sight),
        may=_may(visitor, sight), result=sight.result,
        values={"wall": sight.name, "text": sight.result, "seen": sight.revision},
    )  # fmt: skip


@get("/{code:str}/notes/{wall:str}/lanes")
async def lanes(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], wall: FromPath[str]
) -> Response[Any]:
    """What the wall can be divided into, for moderators."""
    sight = await wall_for(ctx, visitor, wall)
    visitor.must_be(Role.MODERATOR)
    async with ctx.db.reading() as db:
        shown = await load_layout(db, visitor.camp, sight)
        silence = await load_silence(db, visitor.camp.id, wall_named(sight.name))
    with speaking(visitor.locale, visitor.dated):
        staying = [section.name for section in sight.sections if section.cards]
    return pages.show(
        ctx, visitor, "notes/lanes.html", subject=sight.name, heading=heading_of(visitor, sight),
        name_of_kind=name_of_kind, staying=staying, silent=bool(silence.lanes), **shown,
    )  # fmt: skip


@get("/{code:str}/notes/{wall:str}/{note:int}")
async def card(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], wall: FromPath[str], note: FromPath[int]
) -> Response[Any]:
    """What this visitor may do with the card."""
    sight = await wall_for(ctx, visitor, wall)
    async with ctx.db.reading() as db:
        moved = await moved_last_by(db, note)
    found = next((each for each in sight.notes if each.id == note), None)
    if found is None:
        raise NotFound("note.gone")
    sections = [section for section in sight.sections if section.offered]
    writes, may = _writes(visitor, found.author_id), _may(visitor, sight)
    everybody = may["write"] and sight.everybody_moves
    undo = not visitor.camp.archived and moved == (visitor.person.id if visitor.person else None)
    may = {**may, "edit": writes, "move": writes or may["arrange"] or everybody, "undo": undo}
    return pages.show(
        ctx, visitor, "notes/card.html", subject=sight.name, heading=heading_of(visitor, sight), note=found,
        sections=sections, may=may,
    )  # fmt: skip


@get("/{code:str}/notes/{wall:str}/sealed/{number:int}")
async def sealed_card(
    ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor], wall: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """One's own card that nobody else sees yet."""
    sight = await wall_for(ctx, visitor, wall)
    if visitor.person is None:
        raise NotFound("note.gone")
    async with ctx.db.reading() as db:
        cards = await own_sealed(db, visitor.person.id)
        on_wall = await revealed_as(db, visitor.person.id, number)
    if on_wall is not None:
        return pages.see(f"/{visitor.camp.code}/notes/{sight.name}/{on_wall}")
    found = next((each for each in cards if each.id == number and each.wall == sight.name), None)
    if found is None:
        raise NotFound("note.gone")
    return pages.show(
        ctx, visitor, "notes/sealed.html", subject=sight.name, heading=heading_of(visitor, sight), card=found
    )


async def wall_for(ctx: AppContext, visitor: Visitor, name: str) -> WholeWall:
    visitor.must_be(Role.ATTENDEE)
    async with ctx.db.reading() as db:
        sight = await load_wall(db, visitor.camp.id, wall_named(name))
    if sight.title is None:
        raise NotFound("wall.gone")
    return sight


def _may(visitor: Visitor, sight: WholeWall) -> dict[str, bool]:
    """What this visitor may do at the wall; in an archive nobody may do anything."""
    person, open_still = visitor.person.id if visitor.person else None, not visitor.camp.archived
    moderates = visitor.role >= Role.MODERATOR
    keeps = moderates or (person is not None and person == sight.keeper_id)
    return {
        "write": open_still and person is not None,
        "keep": open_still and keeps,
        "arrange": open_still and (keeps or person in sight.hosts),
        "hide": open_still and moderates,
    }


def _writes(visitor: Visitor, author: int | None) -> bool:
    return visitor.person is not None and visitor.person.id == author and not visitor.camp.archived


def heading_of(visitor: Visitor, sight: WholeWall) -> str:
    with speaking(visitor.locale, visitor.dated):
        return sight.heading
