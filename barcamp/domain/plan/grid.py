"""The grid: rooms × slots, and what is placed in its cells."""

from typing import NamedTuple

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import LONGEST_LINK
from barcamp.domain.event.models import Model
from barcamp.kernel.db import metadata
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Turn

rooms = Table(
    "room",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("features", String(200), nullable=False),
    Column("video_link", String(LONGEST_LINK), nullable=False),
    Column("closed", Boolean, nullable=False, server_default=false()),  # out of use: takes nothing new
    Column("closed_days", Integer, nullable=False, server_default="0"),  # the same on these, a bit each: see closed_on
    Column("directions", String(120), nullable=False, server_default=""),  # where it is: "1. Stock, links"
)

# Times are wall-clock minutes since midnight of the event's first day, so that moving it or its zone keeps them. `day`
# is the one that a slot belongs to, 0 for the first: what begins after midnight belongs to the evening before.
slots = Table(
    "slot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("title", String(120), nullable=False),  # empty: a slot for sessions; else a plenary row
    Column("day", Integer, nullable=False, server_default="0"),
    # Only for sessions of a fixed programme whose times are those of no other slot; shown while there are some in it.
    Column("programme", Boolean, nullable=False, server_default=false()),
)

placements = Table(
    "placement",
    metadata,
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("room_id", Integer, ForeignKey("room.id"), nullable=False),
    Column("slot_id", Integer, ForeignKey("slot.id"), nullable=False),
    Column("placed_by", String(60), nullable=False),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Column("extra", Integer, nullable=False, server_default="0"),  # minutes it lasts longer, see ending/lasting.py
    Index("ux_placement_cell", "slot_id", "room_id", unique=True),
)


def closed_on(days: int, day: int) -> bool:
    """Whether a day, 0 for the first, is among the `closed_days` of a room.

    >>> closed_on(0b10, 1), closed_on(0b10, 0)
    (True, False)
    """
    return bool(days >> day & 1)


class Spot(NamedTuple):
    """Where a topic stands: a cell, and whether the topic is pinned there."""

    room: int
    slot: int
    pinned: bool = False

    @property
    def cell(self) -> tuple[int, int]:
        return self.room, self.slot


async def furnish(db: AsyncConnection, barcamp_id: int, model: Model) -> None:
    of = {"barcamp_id": barcamp_id}
    if model.rooms:
        await db.execute(
            insert(rooms),
            [
                {**of, "name": name, "capacity": capacity, "features": features, "video_link": ""}
                for name, capacity, features in model.rooms
            ],
        )
    if model.slots:
        await db.execute(
            insert(slots),
            [
                {**of, "day": day, "starts": starts, "ends": ends, "title": title}
                for day, starts, ends, title in model.slots
            ],
        )


async def count(db: AsyncConnection, table: Table, barcamp_id: int) -> int:
    return await db.scalar(select(func.count()).where(table.c.barcamp_id == barcamp_id)) or 0


async def refuse_if_used(turn: Turn, column: str, value: int) -> None:
    """Refuses if any placement uses it. `column` is room_id, slot_id or topic_id of a placement."""
    used = select(func.count()).where(placements.c.barcamp_id == turn.barcamp.id, placements.c[column] == value)
    if await turn.db.scalar(used):
        raise Refused("grid.in_use")
