"""In which lane each photo hangs, as one of its cards."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from barcamp.domain.walls.photos.table import as_card, photos
from barcamp.domain.walls.section import load_sections, sections_of, usual_section
from barcamp.kernel.turn import Turn


class Hung(NamedTuple):
    """A photo with the number and the section by which its lane knows it."""

    id: int
    wall: str
    section_id: int | None
    grouped: str
    position: int
    author_id: int


async def hung(turn: Turn, photo: Any) -> Hung:
    """`photo` is a row with what stands in the table about its place."""
    found = await _in_lanes(turn, photo.wall, [photo])
    return found[0]


async def hung_in(turn: Turn, wall: str, section_id: int | None) -> list[Hung]:
    """The photos of a lane, hidden ones among them; a wall without sections is one lane."""
    here = photos.c.barcamp_id == turn.barcamp.id, photos.c.wall == wall, photos.c.withdrawn_at.is_(None)
    query = select(photos.c.id, photos.c.section_id, photos.c.grouped, photos.c.position, photos.c.author_id)
    rows = list(await turn.db.execute(query.where(*here)))
    return [each for each in await _in_lanes(turn, wall, rows) if each.section_id == section_id]


async def on_wall_of(turn: Turn, wall: str) -> list[int]:
    """The numbers by which lanes know the photos of a wall."""
    here = photos.c.barcamp_id == turn.barcamp.id, photos.c.wall == wall
    return [as_card(number) for number in await turn.db.scalars(select(photos.c.id).where(*here))]


async def _in_lanes(turn: Turn, wall: str, rows: Sequence[Any]) -> list[Hung]:
    """What is in none of the sections that the wall has is in no group either."""
    offered = sections_of(await load_sections(turn.db, turn.barcamp.id), wall) if rows else []
    usual, known = usual_section(offered), {each.id for each in offered}
    lost = usual.id if usual else None
    return [
        Hung(as_card(row.id), wall, row.section_id, row.grouped, row.position, row.author_id)
        if row.section_id in known or (usual is None and row.section_id is None)
        else Hung(as_card(row.id), wall, lost, "", row.position, row.author_id)
        for row in rows
    ]
