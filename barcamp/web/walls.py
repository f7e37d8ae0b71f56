"""The doors of the notes walls: the wall, one of its cards, and its result. The latter two are for browsers without
scripts; with them all of it happens on the wall."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from barcamp.domain.base import Refused, Role
from barcamp.domain.wall import wall_named
from barcamp.i18n import speaking
from barcamp.queries.notes import WallSight, load_wall
from barcamp.web import pages
from barcamp.web.parts import Parts
from barcamp.web.visitor import Visitor


@get("/{code:str}/notes/{wall:str}")
async def notes(parts: NamedDependency[Parts], visitor: NamedDependency[Visitor], wall: FromPath[str]) -> Response:
    sight = await _wall(parts, visitor, wall)
    return await pages.show_screen(
        parts, visitor, "notes", subject=sight.name, heading=_heading(visitor, sight),
        moderates=visitor.role >= Role.MODERATOR,
    )  # fmt: skip


@get("/{code:str}/notes/{wall:str}/result")
async def result(parts: NamedDependency[Parts], visitor: NamedDependency[Visitor], wall: FromPath[str]) -> Response:
    sight = await _wall(parts, visitor, wall)
    return pages.show(
        parts, visitor, "notes/result.html", subject=sight.name, heading=_heading(visitor, sight),
        values={"wall": sight.name, "text": sight.result, "seen": sight.revision},
    )  # fmt: skip


@get("/{code:str}/notes/{wall:str}/{note:int}")
async def card(
    parts: NamedDependency[Parts], visitor: NamedDependency[Visitor], wall: FromPath[str], note: FromPath[int]
) -> Response:
    """What this visitor may do with the card."""
    sight = await _wall(parts, visitor, wall)
    found = next((each for each in sight.notes if each.id == note), None)
    if found is None:
        raise Refused("note.gone")
    person = visitor.person.id if visitor.person else None
    moderates = visitor.role >= Role.MODERATOR
    arranges = moderates or person in (sight.keeper_id, *sight.hosts)
    sections = [section for section in sight.sections if section.offered]
    return pages.show(
        parts, visitor, "notes/card.html", subject=sight.name, heading=_heading(visitor, sight), note=found,
        sections=sections, may={"edit": person == found.author_id, "arrange": arranges, "hide": moderates},
    )  # fmt: skip


async def _wall(parts: Parts, visitor: Visitor, name: str) -> WallSight:
    visitor.must_be(Role.ATTENDEE)
    async with parts.db.reading() as db:
        sight = await load_wall(db, visitor.camp.id, wall_named(name))
    if sight.title is None:
        raise Refused("wall.gone")
    return sight


def _heading(visitor: Visitor, sight: WallSight) -> str:
    with speaking(visitor.locale):
        return sight.heading
