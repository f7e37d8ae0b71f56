"""What has to stay because something is in it: pages say so instead of offering to remove it."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.grid import placements
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.photo import photos
from barcamp.domain.walls.wall import walls
from barcamp.queries.walls.silence import load_silent


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays. `rooms` and `slots` have sessions in them; the walls `noted` have notes, photos or a result, or
    are silent, as are the `sections`. `voted`: the rules of interest are fixed."""

    rooms: frozenset[int]
    slots: frozenset[int]
    noted: frozenset[str]
    sections: frozenset[int]
    voted: bool


async def load_kept(db: AsyncConnection, barcamp_id: int) -> Kept:
    cells = select(placements.c.room_id, placements.c.slot_id).where(placements.c.barcamp_id == barcamp_id)
    found = (await db.execute(cells)).all()
    written = select(notes.c.wall).where(notes.c.barcamp_id == barcamp_id, notes.c.withdrawn_at.is_(None)).distinct()
    noted = set(await db.scalars(written))
    hung = select(photos.c.wall).where(photos.c.barcamp_id == barcamp_id, photos.c.withdrawn_at.is_(None)).distinct()
    noted |= set(await db.scalars(hung))
    results = select(walls.c.name).where(walls.c.barcamp_id == barcamp_id, walls.c.result != "")
    noted |= set(await db.scalars(results))
    silent = await load_silent(db, barcamp_id)
    noted |= silent.walls
    voted = await db.scalar(select(exists().where(votes.c.barcamp_id == barcamp_id)))
    rooms, slots = (frozenset(getattr(cell, name) for cell in found) for name in ("room_id", "slot_id"))
    return Kept(rooms, slots, frozenset(noted), silent.sections, bool(voted))
