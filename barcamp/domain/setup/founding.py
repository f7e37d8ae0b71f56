"""How a gathering comes to be: founding it from a model, its code and its day, and what is changed of them later."""

import secrets
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Annotated, ClassVar
from zoneinfo import available_timezones

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import HELD, barcamps, change, load_by_code
from barcamp.domain.event.code import CODE_LENGTH, CODE_LETTERS
from barcamp.domain.event.models import models
from barcamp.domain.plan.grid import furnish
from barcamp.domain.setup.days import MOST_DAYS, drop_days
from barcamp.domain.walls.section import lay_out
from barcamp.kernel import journal
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp, last_of
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused, WrongRole
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn
from barcamp.text import languages

KEPT_FOR = timedelta(days=182)


class FoundBarcamp(Command):
    """Creates a barcamp from a model, `runder-tisch`, `kick-off`, `barcamp` or `empty`, in a language's version
    of it."""

    by = Role.ORGANISER
    outside: ClassVar[bool] = True
    model: str
    name: Annotated[str, Line(120)]
    day: date
    place: Annotated[str, Line(160, least=0)] = ""
    language: str = "de"

    async def perform(self, turn: Turn) -> Done:
        if self.language not in languages.of_events():
            raise Refused("barcamp.no_such_language")
        model = models(self.language).get(self.model)
        if model is None:
            raise Refused("barcamp.no_such_model")
        if turn.actor.organiser_id is None:
            raise WrongRole("role.organiser")
        ledger = await turn.add(journal.ledgers, seq=0)
        barcamp = Barcamp(
            id=ledger,
            code=await free_code(turn.db),
            organiser_id=turn.actor.organiser_id,
            name=self.name,
            place=self.place,
            day=self.day,
            timezone="Europe/Berlin",
            language=self.language,
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
            exhibit="",
            projector_look="",
            on_stage=None,
            stage_until=None,
            feedback_on=True,
            delete_on=day_of_deletion(last_of(self.day, len(model.days)), turn.now.date()),
            organiser_name="",
            contact="",
            funding="",
            accent="",
            ticked="",
            rehearses="",
            clock_shift=0,
            points=model.points,
            blind=model.blind,
            results_for="",
            findable=False,
            entry_open=True,
            video_link="",
            entry_busy=None,
            held=model.held,
            days=len(model.days),
            changeover=0,
        )
        row = {f.name: getattr(barcamp, f.name) for f in fields(Barcamp)}
        await turn.db.execute(insert(barcamps).values(**row))
        await furnish(turn.db, barcamp.id, model)
        await lay_out(turn.db, barcamp.id, model)
        return Done(made=barcamp.id)


class EditBarcamp(Editor):
    by = Role.ORGANISER
    name: Annotated[str, Line(120)]
    day: date
    timezone: str
    language: str
    tone: str
    place: Annotated[str, Line(160, least=0)] = ""
    held: str = ""  # as it is
    days: int | None = None  # in a row, from `day` on; as many as before

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        names = ("name", "day", "timezone", "language", "tone", "place", "held", "days")
        return {name: getattr(turn.barcamp, name) for name in names}

    async def perform(self, turn: Turn) -> Done:
        if self.timezone not in available_timezones():
            raise Refused("barcamp.no_such_timezone")
        if self.language not in languages.of_events() or self.tone not in languages.TONES:
            raise Refused("barcamp.no_such_language")
        held = self.held or turn.barcamp.held
        if held not in HELD:
            raise Refused("barcamp.held").beside("held")
        moves, was_dated = held != turn.barcamp.held, turn.barcamp.dated
        days = turn.barcamp.days if self.days is None else self.days
        if not 1 <= days <= MOST_DAYS:
            raise Refused("days.number", most=MOST_DAYS).beside("days")
        dropped = await drop_days(turn, days)
        await change(
            turn, held=held, name=self.name, place=self.place, day=self.day, days=days,
            timezone=self.timezone, language=self.language, tone=self.tone,
            delete_on=_moved_along(turn.barcamp, self.day, last_of(self.day, days), turn.now.date()),
        )  # fmt: skip
        # Whether heads and interest are told apart.
        apart = (Changed.people(), Changed.heads(), Changed.topics()) if moves else ()
        # Where days are named, all that tells a time names another one.
        named = (Changed.grid(),) if days > 1 or turn.barcamp.dated != was_dated else ()
        return Done.of(Changed.event(), Changed.clock(), *apart, *named, *dropped.changed)


def day_of_deletion(day: date, today: date) -> date:
    """Half a year after the event, or after today for an event in the past."""
    latest = max(day, today)
    return latest + KEPT_FOR if latest < date.max - KEPT_FOR else date.max


def _moved_along(barcamp: Barcamp, day: date, last: date, today: date) -> date:
    """The deletion day moved along with the event, but never so that it would be due at once. One day more leaves it
    where it is, as long as it comes after that."""
    if day == barcamp.day:
        return max(barcamp.delete_on, last_of(last, 2))
    wanted = last.toordinal() + max((barcamp.delete_on - barcamp.last_day).days, 1)
    return max(date.fromordinal(min(wanted, date.max.toordinal())), day_of_deletion(last, today) - KEPT_FOR / 2)


async def free_code(db: AsyncConnection) -> str:
    for _ in range(20):
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if await load_by_code(db, code) is None:
            return code
    raise RuntimeError("no free code in twenty tries")
