"""The gathering itself: its row, the phases of its day, its announcement, and closing it."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

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
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.db import UTCDateTime, metadata
from barcamp.domain.base import Done, Invalid, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.deed import Changes, remember
from barcamp.domain.text import Text
from barcamp.domain.wall import close_votes

# No letters or digits that look alike on a poster or sound alike across a room.
CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
CODE_LENGTH = 6

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
    Column("results_for", String(10), nullable=False, server_default=""),  # who may see the results, see results.py
    Column("findable", Boolean, nullable=False, server_default=false()),  # by search engines, see results.py
    Column("entry_open", Boolean, nullable=False, server_default=true()),  # whether whoever joins is in, see entry.py
    Column("entry_busy", UTCDateTime),  # until when those who came take at the pace of the entry, see entry.py
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
    results_for: str
    findable: bool
    entry_open: bool
    entry_busy: datetime | None

    @property
    def interest_hidden(self) -> bool:
        """Whether nobody may see yet how much interest topics have: until the round is closed."""
        return self.blind and self.interest_open and not self.archived

    @property
    def stage_mark(self) -> int:
        """Another number whenever the clock on stage was set anew; 0 while none runs."""
        return int(self.stage_until.timestamp()) % 86_400 + 1 if self.stage_until else 0

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
    """What somebody meant who typed a code from a projector: only letters and digits matter, in whatever form."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


# What somebody may have taken for a letter of a code that is none of these, and which two are taken for each other.
_NO_LETTERS = {"0": "QD", "O": "QD", "1": "JT7", "I": "JT7", "L": "J", "5": "6", "S": "8"}
_LOOK_ALIKE = {"B": "8", "8": "B", "Z": "2", "2": "Z", "G": "6", "6": "G", "U": "V", "V": "U", "Q": "D", "D": "Q"}
_MOST_MISREAD = 2


def look_alikes(code: str) -> list[str]:
    """Codes that somebody may have read as `code`: two signs at most that no code has, or else one look-alike. Few, so
    that guessing gains nothing by it."""
    if len(code) != CODE_LENGTH:
        return []
    misread = [letter for letter in code if letter not in CODE_LETTERS]
    if not misread:
        alike = ((n, _LOOK_ALIKE.get(letter, "")) for n, letter in enumerate(code))
        return [code[:n] + other + code[n + 1 :] for n, others in alike for other in others]
    if len(misread) > _MOST_MISREAD or any(letter not in _NO_LETTERS for letter in misread):
        return []
    return ["".join(letters) for letters in product(*(_NO_LETTERS.get(letter, letter) for letter in code))]


async def change(turn: Turn, **values: object) -> None:
    await turn.db.execute(update(barcamps).where(barcamps.c.id == turn.barcamp.id).values(**values))
    turn.barcamp = replace(turn.barcamp, **values)  # type: ignore[arg-type]


async def change_noted(turn: Turn, changes: Changes, **values: object) -> None:
    """As `change`, so that it can be taken back."""
    was = {name: getattr(turn.barcamp, name) for name in values}
    await change(turn, **values)
    changes.note(barcamps, {"id": turn.barcamp.id}, was, values)


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
        regions = ("phase", "scene", "ranking", "stage", "heads", *uncovered(turn, hidden))
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
        regions = ("phase", "heads", *uncovered(turn, hidden))
        return await remember(turn, "interest", changes, *regions, about="open" if self.open else "closed")


class Announce(Command):
    """Puts one sentence on every screen; an empty one takes it down."""

    by = Role.MODERATOR
    text: Annotated[str, Text(200, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        changes = Changes()
        await change_noted(turn, changes, announcement=self.text, announced_at=turn.now if self.text else None)
        return await remember(turn, "announce", changes, "announcement", about="" if self.text else "down")


# Whoever has the code, only those who joined, nobody; see results.py. Empty as long as the organiser did not say.
OPENINGS = ("everybody", "joined", "nobody")


class ArchiveBarcamp(Command):
    """Closes the day. Nothing can be changed afterwards, but who may see the results.

    `results` is one of OPENINGS, for the organiser to say; without it that stays as it is.
    """

    by = Role.MODERATOR
    freezes: ClassVar[bool] = True
    results: str = ""

    async def perform(self, turn: Turn) -> Done:
        hidden = turn.barcamp.interest_hidden
        if self.results:
            if turn.actor.role < Role.ORGANISER:
                raise Refused("role.organiser")
            await open_results(turn, self.results)
        await change(turn, archived_at=turn.now, pitching_open=False, interest_open=False)
        await change(turn, on_stage=None, stage_until=None)
        regions = ("phase", "people", "scene", "ranking", "stage", "undo", "now", "plan", "heads", "announcement")
        return touched(*regions, *uncovered(turn, hidden), *await close_votes(turn))


async def open_results(turn: Turn, audience: str) -> None:
    if audience not in OPENINGS:
        raise Invalid({"results": Refused("results.choose")})
    await change(turn, results_for=audience)


def uncovered(turn: Turn, was_hidden: bool) -> tuple[str, ...]:
    """What looks different once it may be seen, or no longer, how much interest topics have."""
    if turn.barcamp.interest_hidden == was_hidden:
        return ()
    return ("topics", "ranking", "check", "proposal", "scene", "stage")
