"""Rehearsals: a copy of an event with a clock that can be set, discarded automatically and unknown to the event."""

from datetime import timedelta
from typing import ClassVar

from sqlalchemy import func, select

from barcamp.domain.event.barcamp import barcamps, change, load
from barcamp.domain.plan.grid import slots
from barcamp.domain.setup.copying import found_after
from barcamp.domain.setup.days import MOST_DAYS
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import minute_of_day
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.night import DAY
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.text.i18n import gettext as _
from barcamp.text.i18n import speaking

LASTS = timedelta(hours=3)
BEFORE_THE_DAY = 10  # minutes before the first row begins: where a rehearsal's clock starts
LATEST = (MOST_DAYS + 1) * DAY


class FoundRehearsal(Command):
    """Makes a rehearsal of `source`; only one at a time."""

    by = Role.ORGANISER
    outside: ClassVar[bool] = True
    own_route: ClassVar[bool] = True
    source: int

    async def perform(self, turn: Turn) -> Done:
        camp = await load(turn.db, self.source)
        if camp is None or camp.organiser_id != turn.actor.organiser_id:
            raise NotFound("barcamp.gone")
        if camp.rehearses:
            raise Refused("rehearsal.of_rehearsal")
        there = select(func.count()).where(barcamps.c.rehearses == camp.code)
        if await turn.db.scalar(there):
            raise Refused("rehearsal.there")
        of_it = slots.c.barcamp_id == camp.id, ~slots.c.programme
        first = await turn.db.scalar(select(func.min(slots.c.starts)).where(*of_it))
        begins = (9 * 60 if first is None else first) - BEFORE_THE_DAY
        shift = (begins - minute_of_day(camp, turn.now)) * 60
        with speaking(camp.language):
            name = _("Rehearsal: %(name)s") % {"name": camp.name}
        made = await found_after(turn, camp, rehearses=camp.code, clock_shift=shift, name=name[:120])
        return Done(made=made)


class TurnClock(Command):
    """Sets a rehearsal's clock to a minute of its day, counted from midnight."""

    by = Role.MODERATOR
    minute: int

    async def perform(self, turn: Turn) -> Done:
        if not turn.barcamp.rehearses:
            raise Refused("rehearsal.real")
        if not 0 <= self.minute <= LATEST:
            raise Refused("slot.time")
        by = self.minute - minute_of_day(turn.barcamp, turn.now)
        await change(turn, clock_shift=turn.barcamp.clock_shift + by * 60)
        return Done.of(Changed.clock())
