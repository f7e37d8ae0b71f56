"""Walls: every session and every plenary item has one, and so does the whole event."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, false, insert, select, update
from sqlalchemy import Text as LongText

from barcamp.domain.plan.grid import slots
from barcamp.domain.topics.topic import load_topic
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound
from barcamp.kernel.turn import Turn

# What a wall has besides its notes. A wall without any of this has no row.
walls = Table(
    "wall",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("name", String(16), primary_key=True),
    Column("title", String(120), nullable=False, server_default=""),  # where the subject has none
    Column("keeper_id", Integer, ForeignKey("attendee.id")),
    Column("result", LongText, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("result_by", String(60), nullable=False, server_default=""),
    Column("result_at", UTCDateTime),
    Column("points", Integer, nullable=False, server_default="0"),  # of the dot-vote, per person; 0: there was none
    Column("dots_closed_at", UTCDateTime),
    Column("vote", Integer, nullable=False, server_default="0"),  # which of its votes counts; the others: dots.py
    Column("selected", Integer, nullable=False, server_default="0"),  # cards of the selection for everybody; 0: none
    Column("everybody_moves", Boolean, nullable=False, server_default=false()),  # the cards of others, too
)


@dataclass(frozen=True, slots=True)
class Wall:
    """The name of a wall: `t7` is the wall of topic 7, `s3` that of the plenary item in slot 3, `e` that of the whole
    event."""

    kind: str
    id: int = 0

    def __str__(self) -> str:
        return "e" if self.kind == "e" else f"{self.kind}{self.id}"


def wall_named(name: str) -> Wall:
    """The wall of this name. Raises Refused for a name that no wall can have."""
    if name == "e":
        return Wall("e")
    kind, number = name[:1], name[1:]
    if kind not in ("t", "s") or not (number.isascii() and number.isdigit()) or len(number) > 9:
        raise NotFound("wall.gone")
    return Wall(kind, int(number))


async def open_wall(turn: Turn, name: str) -> Wall:
    """The wall of something that exists. Raises Refused."""
    wall = wall_named(name)
    if wall.kind == "t":
        await load_topic(turn, wall.id)
    if wall.kind == "s":
        plenary = select(slots.c.id).where(
            slots.c.id == wall.id, slots.c.barcamp_id == turn.barcamp.id, slots.c.title != ""
        )
        if await turn.db.scalar(plenary) is None:
            raise NotFound("wall.gone")
    return wall


async def on_record(turn: Turn, wall: Wall) -> Any:
    """The wall's row, or None."""
    return (await turn.db.execute(select(walls).where(*_is(turn, wall)))).first()


async def record(turn: Turn, wall: Wall, **values: object) -> None:
    changed = await turn.db.execute(update(walls).where(*_is(turn, wall)).values(**values))
    if not changed.rowcount:
        await turn.db.execute(insert(walls).values(barcamp_id=turn.barcamp.id, name=str(wall), **values))


async def close_votes(turn: Turn) -> list[Changed]:
    """Closes every open vote with points; returns what changed on which walls."""
    open_ones = walls.c.barcamp_id == turn.barcamp.id, walls.c.points > 0, walls.c.dots_closed_at.is_(None)
    names = (await turn.db.scalars(select(walls.c.name).where(*open_ones))).all()
    await turn.db.execute(update(walls).where(*open_ones).values(dots_closed_at=turn.now))
    return [said(name) for name in names for said in (Changed.wall, Changed.cards)]


def _is(turn: Turn, wall: Wall) -> tuple[Any, ...]:
    return walls.c.barcamp_id == turn.barcamp.id, walls.c.name == str(wall)
