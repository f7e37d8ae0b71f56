"""Templates of walls: which sections a method needs, and what is asked in each. Those of the house stand beside the
catalogues, one file for each language: `text/locale/walls/de.toml`; an event has its own beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Column, ForeignKey, Integer, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.db import metadata
from barcamp.text import catalogues

MOST_TEMPLATES = 20  # of an event's own

# One row for each section of an event's own template; `name` says of which.
lane_templates = Table(
    "lane_template",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("title", String(60), nullable=False),
    Column("question", String(200), nullable=False),
    Column("position", Integer, nullable=False),
)


class Lane(NamedTuple):
    """What a section is made from."""

    kind: str
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class Template:
    """What a wall can be divided into. `about` says what for."""

    name: str
    lanes: tuple[Lane, ...]
    about: str = ""


@lru_cache(maxsize=8)
def templates(language: str) -> dict[str, Template]:
    """Those of the house in a language, or in English if it has none of its own."""
    file = catalogues.FOLDER / "walls" / f"{language}.toml"
    if not file.is_file():
        return templates("en")
    import tomllib

    return {key: _template(**told) for key, told in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def _template(*, name: str, about: str, lanes: list[Any]) -> Template:
    return Template(name, tuple(Lane("own" if title else "next", title, asked) for title, asked in lanes), about)


async def load_own_templates(db: AsyncConnection, barcamp_id: int) -> list[Template]:
    """Those of an event, in the order in which they were kept."""
    query = select(lane_templates).where(lane_templates.c.barcamp_id == barcamp_id).order_by(lane_templates.c.id)
    return [Template(name, lanes_of(rows)) for name, rows in groupby(await db.execute(query), lambda row: row.name)]


def lanes_of(sections: Iterable[Any]) -> tuple[Lane, ...]:
    return tuple(Lane(each.kind, each.title, each.question) for each in sections)
