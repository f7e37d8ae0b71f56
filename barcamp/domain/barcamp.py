"""The gathering itself: its name, day, phase and announcement; founding it and closing it."""

import secrets
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    and_,
    false,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.db import UTCDateTime, metadata
from barcamp.domain import journal
from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.deed import Changes, remember
from barcamp.domain.grid import furnish
from barcamp.domain.models import MODELS
from barcamp.domain.section import lay_out
from barcamp.domain.text import Line, Text
from barcamp.domain.wall import close_votes

# No letters or digits that look alike on a poster or sound alike across a room.
CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
CODE_LENGTH = 6
KEPT_FOR = timedelta(days=182)

# What a phase opens: pitching, interest. Both can be opened and closed by hand in any phase.
PHASES: dict[str, tuple[bool, bool]] = {
    "arrival": (False, False),
    "pitching": (True, True),
    "interest": (False, True),
    "planning": (False, False),
    "sessions": (False, False),
    "closing": (False, False),
}

barcamps = Table(
    "barcamp",
    metadata,
    Column("id", ForeignKey("ledger.id"), primary_key=True, autoincrement=False),
    Column("code", String(CODE_LENGTH), nullable=False, unique=True),
    Column("organiser_id", ForeignKey("organiser.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("place", String(160), nullable=False),
    Column("day", Date, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("language", String(2), nullable=False),
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
    Column("projector_look", String(5), nullable=False, server_default=""),  # "", light or dark
    Column("on_stage", Integer),  # a topic, see stage.py
    Column("stage_until", UTCDateTime),
    Column("feedback_on", Boolean, nullable=False, server_default=true()),
    Column("delete_on", Date, nullable=False),  # in the event's zone; shown to everybody
    Column("organiser_name", String(160), nullable=False, server_default=""),
    Column("contact", String(200), nullable=False, server_default=""),
    Column("funding", String(300), nullable=False, server_default=""),
    Column("accent", String(7), nullable=False, server_default=""),  # see appearance.py
    Column("ticked", String(120), nullable=False, server_default=""),  # steps of the organiser, see checklist.py
    Column(
        "rehearses", String(CODE_LENGTH), nullable=False, server_default=""
    ),  # of a rehearsal: whose, see rehearsal.py
    Column("clock_shift", Integer, nullable=False, server_default="0"),  # seconds; of a rehearsal, see clock.py
    Column("points", Integer, nullable=False, server_default="0"),  # of interest for each person, see rules.py
    Column("blind", Boolean, nullable=False, server_default=false()),
)
# Whether nobody may see yet how much interest topics have, within a query of barcamps.
INTEREST_HIDDEN = and_(barcamps.c.blind, barcamps.c.interest_open, barcamps.c.archived_at.is_(None))


@dataclass(frozen=True, slots=True)
class Barcamp:
    id: int
    code: str
    organiser_id: int
    name: str
    place: str
    day: date
    timezone: str
    language: str
    tone: str
    phase: str
    pitching_open: bool
    interest_open: bool
    announcement: str
    announced_at: datetime | None
    created_at: datetime
    archived_at: datetime | None
    scene: str
    scene_wall: str
    scene_until: datetime | None
    projector_look: str
    on_stage: int | None
    stage_until: datetime | None
    feedback_on: bool
    delete_on: date
    organiser_name: str
    contact: str
    funding: str
    accent: str
    ticked: str
    rehearses: str
    clock_shift: int
    points: int
    blind: bool

    @property
    def interest_hidden(self) -> bool:
        """Whether nobody may see yet how much interest topics have: until the round is closed."""
        return self.blind and self.interest_open and not self.archived

    @property
    def archived(self) -> bool:
        return self.archived_at is not None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


async def load(db: AsyncConnection, barcamp_id: int) -> Barcamp | None:
    row = (await db.execute(select(barcamps).where(barcamps.c.id == barcamp_id))).first()
    return Barcamp(**row._mapping) if row else None


async def load_by_code(db: AsyncConnection, code: str) -> Barcamp | None:
    if not (code.isascii() and code.isalnum()):
        return None  # a database may not even take the question
    row = (await db.execute(select(barcamps).where(barcamps.c.code == code))).first()
    return Barcamp(**row._mapping) if row else None


def normal_code(typed: str) -> str:
    """What somebody meant who typed a code from a projector: case, spaces and dashes do not matter."""
    return "".join(c for c in typed.upper() if c not in " -\u2013.\u00a0")


async def change(turn: Turn, **values: object) -> None:
    await turn.db.execute(update(barcamps).where(barcamps.c.id == turn.barcamp.id).values(**values))
    turn.barcamp = replace(turn.barcamp, **values)  # type: ignore[arg-type]


async def change_noted(turn: Turn, changes: Changes, **values: object) -> None:
    """As `change`, so that it can be taken back."""
    was = {name: getattr(turn.barcamp, name) for name in values}
    await change(turn, **values)
    changes.note(barcamps, {"id": turn.barcamp.id}, was, values)


class FoundBarcamp(Command):
    """Creates a barcamp from a model: `runder-tisch`, `kick-off`, `barcamp` or `empty`."""

    by = Role.ORGANISER
    outside: ClassVar[bool] = True
    model: str
    name: Annotated[str, Line(120)]
    day: date
    place: Annotated[str, Line(160, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        model = MODELS.get(self.model)
        if model is None:
            raise Refused("barcamp.no_such_model")
        if turn.actor.organiser_id is None:
            raise Refused("role.organiser")
        ledger = await turn.add(journal.ledgers, seq=0)
        barcamp = Barcamp(
            id=ledger,
            code=await free_code(turn.db),
            organiser_id=turn.actor.organiser_id,
            name=self.name,
            place=self.place,
            day=self.day,
            timezone="Europe/Berlin",
            language="de",
            tone=model.tone,
            phase="arrival",
            pitching_open=False,
            interest_open=False,
            announcement="",
            announced_at=None,
            created_at=turn.now,
            archived_at=None,
            scene="",
            scene_wall="",
            scene_until=None,
            projector_look="",
            on_stage=None,
            stage_until=None,
            feedback_on=True,
            delete_on=day_of_deletion(self.day, turn.now.date()),
            organiser_name="",
            contact="",
            funding="",
            accent="",
            ticked="",
            rehearses="",
            clock_shift=0,
            points=model.points,
            blind=model.blind,
        )
        row = {f.name: getattr(barcamp, f.name) for f in fields(Barcamp)}
        await turn.db.execute(insert(barcamps).values(**row))
        await furnish(turn.db, barcamp.id, model)
        await lay_out(turn.db, barcamp.id, model)
        return Done(made=barcamp.id)


class EditBarcamp(Command):
    by = Role.ORGANISER
    name: Annotated[str, Line(120)]
    day: date
    timezone: str
    language: str
    tone: str
    place: Annotated[str, Line(160, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        if self.timezone not in available_timezones():
            raise Refused("barcamp.no_such_timezone")
        if self.language not in ("de", "en") or self.tone not in ("du", "sie"):
            raise Refused("barcamp.no_such_language")
        await change(
            turn, name=self.name, place=self.place, day=self.day,
            timezone=self.timezone, language=self.language, tone=self.tone,
            delete_on=_moved_along(turn.barcamp, self.day, turn.now.date()),
        )  # fmt: skip
        return touched("heading", "plan", "now")


class MoveToPhase(Command):
    """Walks the day to a phase; opens and closes pitching and interest as that phase does. The projector follows."""

    by = Role.MODERATOR
    phase: str

    async def perform(self, turn: Turn) -> Done:
        if self.phase not in PHASES:
            raise Refused("phase.unknown")
        pitching, interest = PHASES[self.phase]
        hidden, changes = turn.barcamp.interest_hidden, Changes()
        stage = {} if interest else {"on_stage": None, "stage_until": None}
        await change_noted(turn, changes, phase=self.phase, pitching_open=pitching, interest_open=interest, **stage)
        await change(turn, scene="", scene_wall="", scene_until=None)
        regions = ("phase", "scene", "ranking", "stage", *uncovered(turn, hidden))
        return await remember(turn, "phase", changes, *regions, about=self.phase)


class SetPitching(Command):
    by = Role.MODERATOR
    open: bool

    async def perform(self, turn: Turn) -> Done:
        changes = Changes()
        await change_noted(turn, changes, pitching_open=self.open)
        return await remember(turn, "pitching", changes, "phase", about="open" if self.open else "closed")


class SetInterest(Command):
    by = Role.MODERATOR
    open: bool

    async def perform(self, turn: Turn) -> Done:
        hidden, changes = turn.barcamp.interest_hidden, Changes()
        await change_noted(turn, changes, interest_open=self.open)
        regions = ("phase", *uncovered(turn, hidden))
        return await remember(turn, "interest", changes, *regions, about="open" if self.open else "closed")


class Announce(Command):
    """Puts one sentence on every screen; an empty one takes it down."""

    by = Role.MODERATOR
    text: Annotated[str, Text(200, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        changes = Changes()
        await change_noted(turn, changes, announcement=self.text, announced_at=turn.now if self.text else None)
        return await remember(turn, "announce", changes, "announcement", about="" if self.text else "down")


class ArchiveBarcamp(Command):
    """Closes the day. Nothing can be changed afterwards."""

    by = Role.MODERATOR

    async def perform(self, turn: Turn) -> Done:
        hidden = turn.barcamp.interest_hidden
        await change(turn, archived_at=turn.now, pitching_open=False, interest_open=False)
        await change(turn, on_stage=None, stage_until=None)
        return touched("phase", "scene", "ranking", "stage", "undo", *uncovered(turn, hidden), *await close_votes(turn))


def uncovered(turn: Turn, was_hidden: bool) -> tuple[str, ...]:
    """What looks different once it may be seen, or no longer, how much interest topics have."""
    if turn.barcamp.interest_hidden == was_hidden:
        return ()
    return ("topics", "ranking", "check", "proposal", "scene", "stage")


def day_of_deletion(day: date, today: date) -> date:
    """Half a year after the event, or after today for one that lies behind."""
    latest = max(day, today)
    return latest + KEPT_FOR if latest < date.max - KEPT_FOR else date.max


def _moved_along(barcamp: Barcamp, day: date, today: date) -> date:
    """Whoever moves the event moves the deletion with it; never so that it would be due at once."""
    if day == barcamp.day:
        return barcamp.delete_on
    wanted = day.toordinal() + max((barcamp.delete_on - barcamp.day).days, 1)
    return max(date.fromordinal(min(wanted, date.max.toordinal())), day_of_deletion(day, today) - KEPT_FOR / 2)


async def free_code(db: AsyncConnection) -> str:
    for _ in range(20):
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if await load_by_code(db, code) is None:
            return code
    raise RuntimeError("no free code in twenty tries")
