"""The end of an event: the day on which all of it is deleted, and the deletion itself."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

import msgspec
from sqlalchemy import delete, select, update

from barcamp.domain.event.barcamp import barcamps, change, load
from barcamp.domain.setup.frozen import forget_title
from barcamp.domain.setup.rehearsal import LASTS as REHEARSED_FOR
from barcamp.domain.setup.series import editions, series
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.editing import Editor
from barcamp.kernel.journal import SERVER, ledgers, lines
from barcamp.kernel.refused import NotFound, Refused, WrongRole
from barcamp.kernel.turn import Done, Turn

# Commands that create an event, in the server's own ledger.
_FOUNDED = ("found-barcamp", "copy-barcamp", "found-next", "found-rehearsal", "import-barcamp")

LONGEST = timedelta(days=3 * 366)


class SetDeletionDay(Editor):
    """Sets the day of deletion, also once the event is archived: from the day after the event to three years
    after it."""

    by = Role.ORGANISER
    even_archived: ClassVar[bool] = True
    day: date

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return {"day": turn.barcamp.delete_on}

    async def perform(self, turn: Turn) -> Done:
        today = turn.now.astimezone(turn.barcamp.zone).date()
        if self.day <= max(turn.barcamp.last_day, today):
            raise Refused("deletion.too_soon")
        if self.day - max(turn.barcamp.last_day, today) > LONGEST:
            raise Refused("deletion.too_late")
        await change(turn, delete_on=self.day)
        return Done()


class DoubtClock(Command):
    """Records that the server's clock has leapt so that events would be due: from this line on, there is one day to put
    it right before anything is deleted."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True

    async def perform(self, turn: Turn) -> Done:
        if turn.actor.organiser_id is not None:
            raise WrongRole("role.organiser")
        return Done()


class DeleteBarcamp(Command):
    """Deletes everything of one event, including its journal and its rehearsal; what remains is this line in the
    server's own ledger, and the line of its founding, of which only numbers are left.

    The server gives this command once the day has come or a rehearsal is over; its organiser may at any time.
    """

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    erases: ClassVar[bool] = True
    rewrites: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    barcamp: int

    async def perform(self, turn: Turn) -> Done:
        # Commands being written finish first; those still waiting find the event gone.
        await turn.db.execute(select(ledgers.c.seq).where(ledgers.c.id == self.barcamp).with_for_update())
        camp = await load(turn.db, self.barcamp)
        if camp is None:
            raise NotFound("barcamp.gone")
        if turn.actor.organiser_id is None:
            over = bool(camp.rehearses) and turn.now >= camp.created_at + REHEARSED_FOR
            if not over and turn.now.astimezone(camp.zone).date() < camp.delete_on:
                raise Refused("deletion.not_due")
        elif turn.actor.organiser_id != camp.organiser_id:
            raise WrongRole("role.organiser")
        for rehearsal in list(await turn.db.scalars(select(barcamps.c.id).where(barcamps.c.rehearses == camp.code))):
            await _sweep_out(turn, rehearsal)
        await forget_title(turn, camp)
        await _sweep_out(turn, self.barcamp)
        return Done(made=self.barcamp)


async def _sweep_out(turn: Turn, barcamp_id: int) -> None:
    """Deletes the event's rows from every table with a `barcamp_id`: those that point to others first."""
    for table in reversed(metadata.sorted_tables):
        if "barcamp_id" in table.c:
            await turn.db.execute(delete(table).where(table.c.barcamp_id == barcamp_id))
    await turn.db.execute(delete(barcamps).where(barcamps.c.id == barcamp_id))
    await turn.db.execute(delete(lines).where(lines.c.ledger_id == barcamp_id))
    await turn.db.execute(delete(ledgers).where(ledgers.c.id == barcamp_id))
    await turn.db.execute(delete(series).where(series.c.id.not_in(select(editions.c.series_id))))
    await _forget_founding(turn, barcamp_id)


async def _forget_founding(turn: Turn, barcamp_id: int) -> None:
    """Removes from the founding line what the event was called, and where and when it was; the line keeps its
    number."""
    line = lines.c.ledger_id == SERVER, lines.c.made == barcamp_id, lines.c.command.in_(_FOUNDED)
    for seq, payload in (await turn.db.execute(select(lines.c.seq, lines.c.payload).where(*line))).all():
        said = msgspec.json.decode(payload)
        kept = {name: "" if isinstance(value, str) else value for name, value in said.items()}
        here = lines.c.ledger_id == SERVER, lines.c.seq == seq
        await turn.db.execute(update(lines).where(*here).values(payload=msgspec.json.encode(kept).decode()))
