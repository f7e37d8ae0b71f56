"""What a wall can be divided into: templates of the house and of the event, and how other walls are."""

from itertools import groupby
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.layout.templates import Lane, load_own_templates, templates
from barcamp.domain.walls.section import load_sections, of_one_wall
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.walls.notes import WholeWall, load_walls


async def load_layout(db: AsyncConnection, barcamp: Barcamp, wall: WholeWall) -> dict[str, Any]:
    """`now`: its sections; `divided`: whether they are its own; `others`: walls that have others, and these."""
    now = _lanes(wall)
    walls = [(each, _lanes(each)) for each in await load_walls(db, barcamp.id) if each.name != wall.name]
    return {
        "now": now,
        "divided": bool(of_one_wall(await load_sections(db, barcamp.id), wall.name)),
        "own": await load_own_templates(db, barcamp.id),
        "templates": templates(barcamp.language),
        "others": [(each, lanes) for each, lanes in walls if lanes and lanes != now],
    }


def _lanes(wall: WholeWall) -> tuple[Lane, ...]:
    return tuple(Lane(each.kind, each.title, each.question) for each in wall.sections if each.offered)


async def load_groups(db: AsyncConnection, barcamp_id: int) -> list[tuple[str, str | None, list[Any]]]:
    """All sections by the walls they are for: the kind of these, or the name of a single one, and its heading."""

    def walls_of(section: Any) -> tuple[str, str]:
        return section.wall_kind, section.wall

    every = sorted(await load_sections(db, barcamp_id), key=walls_of)
    single = any(each.wall for each in every)
    called = {wall.name: wall.heading for wall in await load_walls(db, barcamp_id)} if single else {}
    found = [(wall or kind, called.get(wall), list(rows)) for (kind, wall), rows in groupby(every, walls_of)]
    return [(key, heading, rows) for key, heading, rows in found if heading or not rows[0].wall]
