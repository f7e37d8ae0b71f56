"""Sections: the named fields of a wall. An event begins with those of its model; the organiser changes them."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.models import Model
from barcamp.domain.walls.wall import Wall
from barcamp.kernel.db import metadata
from barcamp.kernel.refused import NotFound
from barcamp.kernel.turn import Turn

# `next` holds next steps with who and until when; `own` has a name of the organiser's choice.
KINDS = ("about", "insights", "questions", "next", "links", "own")
# Which walls it is for: all that have no sections of their own, sessions, plenary items, the whole event.
WALL_KINDS = ("", "t", "s", "e")

sections = Table(
    "section",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("wall_kind", String(1), nullable=False),
    Column("wall", String(16), nullable=False, server_default=""),  # the only one of that kind; empty: all
    Column("kind", String(10), nullable=False),
    Column("title", String(60), nullable=False),  # empty: the name of its kind in the reader's language
    Column("question", String(200), nullable=False, server_default=""),  # what people answer there
    Column("position", Integer, nullable=False),
)


class AnySection(Protocol):
    @property
    def wall_kind(self) -> str: ...
    @property
    def wall(self) -> str: ...


class AnyKind(Protocol):
    @property
    def kind(self) -> str: ...


S = TypeVar("S", bound=AnySection)
K = TypeVar("K", bound=AnyKind)


async def lay_out(db: AsyncConnection, barcamp_id: int, model: Model) -> None:
    rows = [
        {"barcamp_id": barcamp_id, "wall_kind": wall_kind, "kind": kind, "title": title, "position": position}
        for position, (wall_kind, kind, title) in enumerate(model.sections, 1)
    ]
    if rows:
        await db.execute(insert(sections), rows)


def sections_of(given: Iterable[S], wall: str) -> list[S]:
    """Those of an event's sections that this wall has, in order: its own, else those of its kind, else those of all."""
    known = list(given)
    of_all = [each for each in known if not each.wall]
    of_kind = [each for each in of_all if each.wall_kind == wall[:1]]
    own = [each for each in known if each.wall and each.wall == wall]
    return own or of_kind or [each for each in of_all if not each.wall_kind]


def of_one_wall(given: Iterable[S], wall: str) -> list[S]:
    """Those that no other wall has. The whole event has one wall only."""
    return [each for each in given if (each.wall or each.wall_kind) == wall]


async def load_sections(db: AsyncConnection, barcamp_id: int) -> list[Any]:
    """All sections of an event, in order."""
    query = select(sections).where(sections.c.barcamp_id == barcamp_id).order_by(sections.c.position, sections.c.id)
    return list(await db.execute(query))


async def section_for(turn: Turn, wall: Wall, wanted: int) -> int | None:
    """The section `wanted`; for 0 the default: the insights, or else the first that fits.

    None for a wall that has no sections. Raises Refused for a section that this wall does not have.
    """
    offered = sections_of(await load_sections(turn.db, turn.barcamp.id), str(wall))
    if wanted:
        if not any(each.id == wanted for each in offered):
            raise NotFound("section.gone")
        return wanted
    usual = usual_section(offered)
    return usual.id if usual else None


def usual_section(offered: Iterable[K]) -> K | None:
    """Of those that a wall has, the one where something comes if nobody says where."""
    return min(offered, key=lambda each: (each.kind != "insights", each.kind == "next"), default=None)
