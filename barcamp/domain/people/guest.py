"""Guests: who was announced by the office's own registration, who of them is here, and the badge by which somebody
among them joins.

A guest is a name on a list. Whoever joins by their own phone is an attendee like everybody else, and the row then says
which one, so that erasing the person erases the row as well.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Row, String, Table, false, or_, select, update

from barcamp.domain.people.attendee import attendees, give_badge, register, stays_out, wearer
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound
from barcamp.kernel.turn import Done, Turn

MOST_GUESTS = 1_000  # of one event, with those who came unannounced
BADGES_LAST = timedelta(days=1)  # after the last day of the event

guests = Table(
    "guest",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("organisation", String(100), nullable=False),
    Column("team", String(60), nullable=False),  # a group or table, where the organiser needs one
    Column("online", Boolean, nullable=False, server_default=false()),
    Column("walked_in", Boolean, nullable=False, server_default=false()),  # was not on the list
    Column("here_at", UTCDateTime),  # empty: has not come
    Column("attendee_id", Integer, ForeignKey("attendee.id"), index=True),  # empty: has not joined by a phone
    Column("badge", String(64), unique=True),  # SHA-256 of the token in the code that was printed last
)


class MakeBadges(Command):
    """Gives guests the codes that are printed on their badges, by their ids, as SHA-256. An earlier code of the same
    guest ends."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"tokens"})
    tokens: Mapping[int, str]

    async def perform(self, turn: Turn) -> Done:
        for guest, token in self.tokens.items():
            here = guests.c.id == guest, guests.c.barcamp_id == turn.barcamp.id
            await turn.db.execute(update(guests).where(*here).values(badge=token))
        return Done()


class ComeByBadge(Command):
    """Makes this device the guest's own. Whoever has joined on it already is that guest from then on, unless the guest
    has joined elsewhere. It never gives the right to moderate, and lets in while the entry is closed: the organiser has
    invited them. Raises Refused once the badge has ended."""

    by = Role.ANYONE
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"badge", "device"})
    badge: str
    device: str

    async def perform(self, turn: Turn) -> Done:
        here = guests.c.barcamp_id == turn.barcamp.id, guests.c.badge == self.badge
        guest = (await turn.db.execute(select(guests).where(*here))).first()
        today = turn.now.astimezone(turn.barcamp.zone).date()
        if guest is None or badges_ended(turn.barcamp, today):
            raise NotFound("badge.gone")
        if await stays_out(turn, self.device):
            raise NotAllowed("entry.kept_out")
        was = await wearer(turn, self.device)
        person = guest.attendee_id
        if person is None:
            person = await self._becomes(turn, guest, was)
        elif await turn.db.scalar(select(attendees.c.removed_at).where(attendees.c.id == person)):
            raise NotFound("badge.gone")
        if was != person:
            await give_badge(turn, self.device, person)
        switched = () if was in (None, person) else (Changed.rights(),)
        return Done.of(Changed.people(), Changed.guests(guest.id), *switched, made=person)

    async def _becomes(self, turn: Turn, guest: Row[Any], was: int | None) -> int:
        """The attendee who the guest is from now on: whoever has this device, unless that is another guest."""
        other = None if was is None else await turn.db.scalar(select(guests.c.id).where(guests.c.attendee_id == was))
        person = was if was is not None and other is None else None
        if person is None:
            person = await register(turn, guest.name, guest.organisation, Role.ATTENDEE, online=guest.online)
        await turn.db.execute(update(guests).where(guests.c.id == guest.id).values(attendee_id=person))
        return person


def badges_ended(barcamp: Barcamp, today: date) -> bool:
    """Whether the codes of badges open nothing any more."""
    return barcamp.archived or today > barcamp.last_day + BADGES_LAST


async def recognise(turn: Turn, person: int, name: str, organisation: str) -> tuple[Changed, ...]:
    """Notes that somebody who has just joined is on the list: if exactly one who has not joined yet is called so, of
    the same organisation or with none said. Returns what changed."""
    called = guests.c.barcamp_id == turn.barcamp.id, guests.c.name == name, guests.c.attendee_id.is_(None)
    query = select(guests.c.id).where(*called)
    if organisation:
        query = query.where(or_(guests.c.organisation == organisation, guests.c.organisation == ""))
    found = list(await turn.db.scalars(query.limit(2)))
    if len(found) != 1:
        return ()
    await turn.db.execute(update(guests).where(guests.c.id == found[0]).values(attendee_id=person))
    return (Changed.guests(found[0]),)
