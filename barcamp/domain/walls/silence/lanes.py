"""Which sections of which walls are silent, until when, and who asks for more time.

Sealed cards stand in a table of their own, never among the notes: whatever reads notes, from a page to an archive,
cannot meet them. Only the modules that a test names know that table (tests/house/test_sealed.py).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, and_, delete, select, update
from sqlalchemy import Text as LongText

from barcamp.domain.walls.section import load_sections, sections_of
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.turn import Turn

# A section of a wall in which whatever is written is sealed; no section: those of a wall that has none. `until` is the
# same for all of a wall; none where no clock runs. When it is over, nothing happens by itself.
silent_lanes = Table(
    "silent_lane",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    Column("section_id", Integer, ForeignKey("section.id"), index=True),
    Column("began_at", UTCDateTime, nullable=False),
    Column("until", UTCDateTime),
    Index("ix_silent_lane_wall", "barcamp_id", "wall"),
)

# Cards that only their authors see. Once a card is revealed, its words are gone from here, and `note_id` is the card on
# the wall: what its author still sends about it finds it there.
sealed = Table(
    "sealed_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    Column("section_id", Integer, ForeignKey("section.id"), index=True),
    Column("author_id", Integer, ForeignKey("attendee.id"), nullable=False, index=True),
    Column("text", LongText, nullable=False),
    Column("who", String(120), nullable=False, server_default=""),
    Column("until", Date),
    Column("due", String(60), nullable=False, server_default=""),
    Column("written_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("note_id", Integer, ForeignKey("note.id"), index=True),
    Index("ix_sealed_note_wall", "barcamp_id", "wall"),
)

# Who asks for more time on which wall, until it is given or everything is revealed.
time_wishes = Table(
    "time_wish",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("wall", String(16), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
)

waiting = and_(sealed.c.note_id.is_(None), sealed.c.withdrawn_at.is_(None))


async def silent_on(turn: Turn, wall: str) -> dict[int | None, datetime | None]:
    """The silent sections of a wall, and until when they are."""
    query = select(silent_lanes.c.section_id, silent_lanes.c.until).where(*_of(turn, wall))
    return {row.section_id: row.until for row in await turn.db.execute(query)}


async def is_silent(turn: Turn, wall: str, section: int | None) -> bool:
    query = select(silent_lanes.c.id).where(*_of(turn, wall), silent_lanes.c.section_id == section)
    return (await turn.db.execute(query)).first() is not None


async def any_silent(turn: Turn, walls: Collection[str]) -> bool:
    """Whether somebody may be writing unseen on one of these walls, or has, and it has not been revealed."""
    here = silent_lanes.c.barcamp_id == turn.barcamp.id, silent_lanes.c.wall.in_(walls)
    kept = sealed.c.barcamp_id == turn.barcamp.id, sealed.c.wall.in_(walls), waiting
    query = select(silent_lanes.c.id).where(*here).union_all(select(sealed.c.id).where(*kept))
    return (await turn.db.execute(query.limit(1))).first() is not None


async def end_silence(turn: Turn, wall: str, section: int) -> bool:
    """In this section, or for 0 on the whole wall; nobody waits for more time where nothing is silent any more. Whether
    it was silent."""
    lane = [silent_lanes.c.section_id == section] if section else []
    ended = await turn.db.execute(delete(silent_lanes).where(*_of(turn, wall), *lane))
    if not await silent_on(turn, wall):
        await forget_wishes(turn, wall)
    return bool(ended.rowcount)


async def forget_wishes(turn: Turn, wall: str) -> bool:
    here = time_wishes.c.barcamp_id == turn.barcamp.id, time_wishes.c.wall == wall
    return bool((await turn.db.execute(delete(time_wishes).where(*here))).rowcount)


async def keep_silent(turn: Turn, before: Sequence[Any], made: int) -> list[str]:
    """A section that comes to a wall which is silent throughout is so as well, under the same clock. `before` are the
    sections that there were. On which walls."""
    query = select(silent_lanes.c.wall, silent_lanes.c.section_id, silent_lanes.c.until, silent_lanes.c.began_at)
    silent: dict[str, dict[int | None, Any]] = {}
    for row in await turn.db.execute(query.where(silent_lanes.c.barcamp_id == turn.barcamp.id)):
        silent.setdefault(row.wall, {})[row.section_id] = row
    now = await load_sections(turn.db, turn.barcamp.id)
    found = sorted(
        wall
        for wall, lanes in silent.items()
        if made in {each.id for each in sections_of(now, wall)}
        and {each.id for each in sections_of(before, wall)} <= lanes.keys()
    )
    for wall in found:
        like = next(iter(silent[wall].values()))
        await turn.add(
            silent_lanes, barcamp_id=turn.barcamp.id, wall=wall, section_id=made, began_at=like.began_at,
            until=like.until,
        )  # fmt: skip
    return found


async def is_written_in(turn: Turn, section: int) -> bool:
    """Whether this section is silent on a wall, or holds sealed cards."""
    query = (
        select(silent_lanes.c.id)
        .where(silent_lanes.c.section_id == section)
        .union_all(select(sealed.c.id).where(sealed.c.section_id == section, waiting))
    )
    return (await turn.db.execute(query.limit(1))).first() is not None


async def leave_sections(turn: Turn, gone: Collection[int]) -> None:
    """Before these are removed: what was sealed there, and is revealed or taken back by now, forgets where it was."""
    await turn.db.execute(update(sealed).where(sealed.c.section_id.in_(gone)).values(section_id=None))


def _of(turn: Turn, wall: str):
    return silent_lanes.c.barcamp_id == turn.barcamp.id, silent_lanes.c.wall == wall
