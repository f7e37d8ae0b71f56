"""Coming in to an event with a name. The entry is either open, so that people who join are in, at a limited pace, or
closed, so that they knock and are let in by hand.

Devices of people who were removed can only knock, even while the entry is open (attendee.py says which these are).
"""

from datetime import timedelta
from typing import Any, ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, delete, false, func, select, update

from barcamp.domain.event.barcamp import change, change_noted
from barcamp.domain.people.attendee import (
    Name,
    Organisation,
    attendees,
    badges,
    give_badge,
    kept_out,
    register,
    stays_out,
    wearer,
)
from barcamp.domain.people.guest import recognise
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import NotAllowed, NotFound, Refused, TooBusy
from barcamp.kernel.turn import Done, Turn

MOST_KNOCKS = 200  # people waiting at once
BURST = timedelta(seconds=40)

knocks = Table(
    "knock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("device", String(64), nullable=False),
    Column("name", String(60), nullable=False),
    Column("organisation", String(100), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("refused", Boolean, nullable=False, server_default=false()),
    Column("online", Boolean, nullable=False, server_default=false()),
    Index("ux_knock_device", "barcamp_id", "device", unique=True),
)


class Join(Command):
    """Lets somebody in. A second join from the same device gives the same person again. Raises Refused with
    `entry.closed` for anyone who can only knock, and with `entry.pace` and the `seconds` to wait for anyone who comes
    faster than `pace` allows: that many newcomers a minute, two thirds of them at once; 0 means no limit."""

    by = Role.ANYONE
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"device", "pace"})
    device: str
    name: Name
    organisation: Organisation = ""
    online: bool = False
    pace: int = 0

    async def perform(self, turn: Turn) -> Done:
        known = await wearer(turn, self.device)
        if known is not None:
            came = update(attendees).where(attendees.c.id == known, attendees.c.guest.is_(False)).values(guest=True)
            return Done.of(*[Changed.people()] * (await turn.db.execute(came)).rowcount, made=known)
        if not turn.barcamp.entry_open or await stays_out(turn, self.device):
            raise Refused("entry.closed")
        if self.pace:
            await _take_time(turn, self.pace)
        attendee_id = await register(turn, self.name, self.organisation, Role.ATTENDEE, online=self.online)
        await give_badge(turn, self.device, attendee_id)
        announced = await recognise(turn, attendee_id, self.name, self.organisation)
        return Done.of(Changed.people(), *announced, made=attendee_id)


class SetEntry(Command):
    """Opens or closes the entry. Opening it lets in everybody who waits, except removed devices; people who were turned
    away may come again."""

    by = Role.MODERATOR
    open: bool

    async def perform(self, turn: Turn) -> Done:
        changes, announced = Changes(), list[Changed]()
        await change_noted(turn, changes, entry_open=self.open)
        if self.open:
            away = select(kept_out.c.device).where(kept_out.c.barcamp_id == turn.barcamp.id)
            for row in await _waiting(turn, knocks.c.device.not_in(away)):
                announced += (await _let_in(turn, row))[1]
            turned_away = knocks.c.barcamp_id == turn.barcamp.id, knocks.c.refused
            await turn.db.execute(delete(knocks).where(*turned_away))
        facts = Changed.people(), *announced
        return await remember(turn, "entry", changes, *facts, about="open" if self.open else "closed")


class Knock(Command):
    """Waits to be let in. A second knock from the same device corrects the name."""

    by = Role.ANYONE
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"device", "name", "organisation"})
    device: str
    name: Name
    organisation: Organisation = ""
    online: bool = False

    async def perform(self, turn: Turn) -> Done:
        here = knocks.c.barcamp_id == turn.barcamp.id, knocks.c.device == self.device
        before = (await turn.db.execute(select(knocks.c.id, knocks.c.refused).where(*here))).first()
        if before is not None and before.refused:
            raise NotAllowed("entry.turned_away")
        said = {"name": self.name, "organisation": self.organisation, "online": self.online and turn.barcamp.hybrid}
        if before is not None:
            await turn.db.execute(update(knocks).where(knocks.c.id == before.id).values(**said))
            return Done.of(Changed.people())
        waiting = select(func.count()).where(knocks.c.barcamp_id == turn.barcamp.id)
        if (await turn.db.scalar(waiting) or 0) >= MOST_KNOCKS:
            raise TooBusy("entry.full")
        await turn.add(knocks, barcamp_id=turn.barcamp.id, device=self.device, at=turn.now, **said)
        return Done.of(Changed.people())


class LetIn(Command):
    """Lets in one who knocked, or all of them with `knock` 0. Somebody who was removed with many others is the same
    person again."""

    by = Role.MODERATOR
    raises: ClassVar[bool] = True
    knock: int = 0

    async def perform(self, turn: Turn) -> Done:
        rows = await _waiting(turn, *((knocks.c.id == self.knock,) if self.knock else ()))
        if not rows:
            raise NotFound("knock.gone")
        made = [await _let_in(turn, row) for row in rows]
        announced = [fact for _, facts in made for fact in facts]
        return Done.of(Changed.people(), *announced, made=made[0][0] if self.knock else None)


class TurnAway(Command):
    """Turns away one who knocked, or all of them with `knock` 0: they are told, and cannot knock again until the entry
    opens."""

    by = Role.MODERATOR
    knock: int = 0

    async def perform(self, turn: Turn) -> Done:
        ids = [row.id for row in await _waiting(turn, *((knocks.c.id == self.knock,) if self.knock else ()))]
        if not ids:
            raise NotFound("knock.gone")
        # Nothing about them needs to be kept.
        values = {"refused": True, "name": "", "organisation": ""}
        await turn.db.execute(update(knocks).where(knocks.c.id.in_(ids)).values(**values))
        return Done.of(Changed.people())


async def _take_time(turn: Turn, pace: int) -> None:
    """Takes a newcomer's share of a minute; as many may come at once as take up `BURST` together."""
    busy = max(turn.barcamp.entry_busy or turn.now, turn.now) + timedelta(minutes=1) / pace
    if busy - turn.now > BURST:
        raise TooBusy("entry.pace", seconds=(busy - turn.now - BURST).total_seconds())
    await change(turn, entry_busy=busy)


async def _waiting(turn: Turn, *which: Any) -> list[Any]:
    query = select(knocks).where(knocks.c.barcamp_id == turn.barcamp.id, knocks.c.refused.is_(False), *which)
    return list((await turn.db.execute(query.order_by(knocks.c.id))).all())


async def _let_in(turn: Turn, row: Any) -> tuple[int, tuple[Changed, ...]]:
    """Who they are from now on, and what changed on the list of guests."""
    here = badges.c.device == row.device, badges.c.barcamp_id == turn.barcamp.id
    known = await turn.db.scalar(select(badges.c.attendee_id).where(*here))
    announced: tuple[Changed, ...] = ()
    if known is None:
        known = await register(turn, row.name, row.organisation, Role.ATTENDEE, online=row.online)
        await give_badge(turn, row.device, known)
        announced = await recognise(turn, known, row.name, row.organisation)
    else:
        await turn.db.execute(update(attendees).where(attendees.c.id == known).values(removed_at=None, guest=True))
    await turn.db.execute(delete(knocks).where(knocks.c.id == row.id))
    out = kept_out.c.device == row.device, kept_out.c.barcamp_id == turn.barcamp.id
    await turn.db.execute(delete(kept_out).where(*out))
    return known, announced
