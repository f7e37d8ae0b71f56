"""The gathering itself: its row, and how the row changes."""

from dataclasses import replace

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    false,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.code import CODE_LENGTH
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes
from barcamp.kernel.rows import first_as
from barcamp.kernel.turn import Turn

LONGEST_LINK = 500
HELD = ("site", "online", "hybrid")  # where an event takes place

barcamps = Table(
    "barcamp",
    metadata,
    Column("id", Integer, ForeignKey("ledger.id"), primary_key=True, autoincrement=False),
    Column("code", String(CODE_LENGTH), nullable=False, unique=True),
    Column("organiser_id", Integer, ForeignKey("organiser.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("place", String(160), nullable=False),
    Column("day", Date, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("tone", String(3), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("pitching_open", Boolean, nullable=False),
    Column("interest_open", Boolean, nullable=False),
    Column("announcement", String(200), nullable=False),
    Column("announced_at", UTCDateTime),
    Column("created_at", UTCDateTime, nullable=False),
    Column("archived_at", UTCDateTime),
    Column("scene", String(16), nullable=False, server_default=""),  # on the projector, see projector.py
    Column("scene_wall", String(16), nullable=False, server_default=""),
    Column("scene_until", UTCDateTime),
    Column("exhibit", String(32), nullable=False, server_default=""),  # a card or a lane, see exhibit.py
    Column("projector_look", String(5), nullable=False, server_default=""),  # "", light or dark
    Column("on_stage", Integer),  # a topic, see pitch_round.py
    Column("stage_until", UTCDateTime),
    Column("feedback_on", Boolean, nullable=False, server_default=true()),
    Column("delete_on", Date, nullable=False),  # in the event's zone; shown to everybody
    Column("organiser_name", String(160), nullable=False, server_default=""),
    Column("contact", String(200), nullable=False, server_default=""),
    Column("funding", String(300), nullable=False, server_default=""),
    Column("accent", String(7), nullable=False, server_default=""),  # see appearance.py
    Column("ticked", String(120), nullable=False, server_default=""),  # the organiser's steps, see checklist.py
    Column(
        "rehearses", String(CODE_LENGTH), nullable=False, server_default=""
    ),  # in a rehearsal: the event it rehearses, see rehearsal.py
    Column("clock_shift", Integer, nullable=False, server_default="0"),  # seconds; of a rehearsal, see clock.py
    Column("points", Integer, nullable=False, server_default="0"),  # points of interest for each person, see rules.py
    Column("blind", Boolean, nullable=False, server_default=false()),
    Column("results_for", String(10), nullable=False, server_default=""),  # who may see the results, see results.py
    Column("findable", Boolean, nullable=False, server_default=false()),  # by search engines, see results.py
    Column("entry_open", Boolean, nullable=False, server_default=true()),  # or people knock, see entry.py
    # Where people who take part from elsewhere meet the others in plenary, see plan/video.py.
    Column("video_link", String(LONGEST_LINK), nullable=False, server_default=""),
    Column("entry_busy", UTCDateTime),  # when the entry's pace has caught up with those who came, see entry.py
    Column("held", String(8), nullable=False, server_default="site"),
    Column("days", Integer, nullable=False, server_default="1"),  # in a row, from `day` on
    Column("changeover", Integer, nullable=False, server_default="0"),  # minutes, see plan/ending
)
# Whether counts of interest are still hidden, as a condition within a query of barcamps.
INTEREST_HIDDEN = and_(barcamps.c.blind, barcamps.c.interest_open, barcamps.c.archived_at.is_(None))


_BY_ID = select(barcamps).where(barcamps.c.id == bindparam("event"))


async def load(db: AsyncConnection, barcamp_id: int) -> Barcamp | None:
    return await first_as(Barcamp, db, _BY_ID, {"event": barcamp_id})


async def load_by_code(db: AsyncConnection, code: str) -> Barcamp | None:
    if not (code.isascii() and code.isalnum()):
        return None  # a database might reject the query itself
    return await first_as(Barcamp, db, select(barcamps).where(barcamps.c.code == code))


async def change(turn: Turn, **values: object) -> None:
    await turn.db.execute(update(barcamps).where(barcamps.c.id == turn.barcamp.id).values(**values))
    turn.barcamp = replace(turn.barcamp, **values)  # type: ignore[arg-type]


async def change_noted(turn: Turn, changes: Changes, **values: object) -> None:
    """Changes the event as `change` does, and notes it so that it can be undone."""
    was = {name: getattr(turn.barcamp, name) for name in values}
    await change(turn, **values)
    changes.note(barcamps, {"id": turn.barcamp.id}, was, values)


def uncovered(turn: Turn, was_hidden: bool) -> list[Changed]:
    """The facts that change when counts of interest become visible, or stop being so."""
    return [] if turn.barcamp.interest_hidden == was_hidden else [Changed.counts()]
