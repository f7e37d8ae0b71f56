"""Arriving: who of the guests is here, and who came without having been announced. Two helpers may do this at once, and
both go on without a connection."""

from typing import Annotated, ClassVar

from sqlalchemy import delete, func, select, update

from barcamp.domain.people.attendee import Name, Organisation
from barcamp.domain.people.guest import MOST_GUESTS, guests
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class MarkArrival(Command):
    """Says that a guest is here or, after a wrong tap, that they are not. Said twice, it changes nothing. Whoever came
    unannounced and is not here was never there: the row goes."""

    by = Role.MODERATOR
    waits = Waits("Arrival", near="guests")
    guest: int
    here: bool

    async def perform(self, turn: Turn) -> Done:
        row = await _load(turn, self.guest)
        this = guests.c.id == self.guest
        if (row.here_at is not None) == self.here:
            return Done()
        if row.walked_in and not self.here and row.attendee_id is None:
            await turn.db.execute(delete(guests).where(this))
        else:
            await turn.db.execute(update(guests).where(this).values(here_at=turn.now if self.here else None))
        return Done.of(Changed.guests(self.guest))


class AddWalkIn(Command):
    """Somebody who is here and was not announced. Whoever is on the list after all, by the same name and organisation,
    is marked there."""

    by = Role.MODERATOR
    waits = Waits("Unannounced guest", near="guests", new=True)
    secret: ClassVar[frozenset[str]] = frozenset({"name", "organisation"})
    name: Name
    organisation: Organisation = ""

    async def perform(self, turn: Turn) -> Done:
        ours = guests.c.barcamp_id == turn.barcamp.id
        alike = guests.c.name == self.name, guests.c.organisation == self.organisation
        known = (await turn.db.execute(select(guests.c.id, guests.c.here_at).where(ours, *alike))).first()
        if known is not None and known.here_at is not None:
            raise Refused("guest.here_already", name=self.name).beside("name")
        if known is not None:
            await turn.db.execute(update(guests).where(guests.c.id == known.id).values(here_at=turn.now))
            return Done.of(Changed.guests(known.id), made=known.id)
        if (await turn.db.scalar(select(func.count()).where(ours)) or 0) >= MOST_GUESTS:
            raise Refused("guest.many", most=MOST_GUESTS)
        made = await turn.add(
            guests, barcamp_id=turn.barcamp.id, name=self.name, organisation=self.organisation, team="",
            walked_in=True, here_at=turn.now,
        )  # fmt: skip
        return Done.of(Changed.guests(made), made=made)


class RemoveGuest(Command):
    """Takes somebody off the list, also once the event is archived. Whoever has joined stays an attendee."""

    by = Role.ORGANISER
    even_archived: ClassVar[bool] = True
    erases: ClassVar[bool] = True
    guest: int

    async def perform(self, turn: Turn) -> Done:
        await _load(turn, self.guest)
        await turn.db.execute(delete(guests).where(guests.c.id == self.guest))
        return Done.of(Changed.guests(self.guest))


class RemoveAbsent(Command):
    """Takes off the list, with `whom` absent, those who did not come: who are not marked as here and have not joined.
    With everybody, all of it."""

    by = Role.ORGANISER
    even_archived: ClassVar[bool] = True
    erases: ClassVar[bool] = True
    whom: Annotated[str, Line(10)] = "absent"

    async def perform(self, turn: Turn) -> Done:
        if self.whom not in ("absent", "everybody"):
            raise Refused("guest.choose")
        absent = guests.c.here_at.is_(None), guests.c.attendee_id.is_(None)
        whom = absent if self.whom == "absent" else ()
        gone = await turn.db.execute(delete(guests).where(guests.c.barcamp_id == turn.barcamp.id, *whom))
        if not gone.rowcount:
            raise Refused("guest.nobody")
        return Done.of(Changed.guests(), made=gone.rowcount)


async def _load(turn: Turn, guest: int):
    """The row of a guest of this event. Raises Refused."""
    query = select(guests.c.here_at, guests.c.walked_in, guests.c.attendee_id)
    row = (await turn.db.execute(query.where(guests.c.id == guest, guests.c.barcamp_id == turn.barcamp.id))).first()
    if row is None:
        raise NotFound("guest.gone")
    return row
