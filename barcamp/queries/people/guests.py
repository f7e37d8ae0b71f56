"""The list of guests: who is expected, who is here, and who they are to those who print it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.people.guest import badges_ended, guests
from barcamp.kernel.barcamp import Barcamp


@dataclass(frozen=True, slots=True)
class Guest:
    """One line of the list. `here`: somebody said so; `joined`: by a phone of their own; `badged`: a badge with a code
    was printed."""

    id: int
    name: str
    organisation: str
    team: str
    online: bool
    walked_in: bool
    here: bool
    joined: bool
    badged: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many were announced and how many of them are here, and how many came besides."""

    expected: int
    came: int
    walked_in: int

    @property
    def here(self) -> int:
        return self.came + self.walked_in


async def load_guests(db: AsyncConnection, barcamp_id: int, only: Collection[int] | None = None) -> list[Guest]:
    """All guests of the event or, with `only`, these; in the order in which they were noted."""
    c = guests.c
    query = select(
        c.id, c.name, c.organisation, c.team, c.online, c.walked_in,
        c.here_at.is_not(None).label("here"), c.attendee_id.is_not(None).label("joined"),
        c.badge.is_not(None).label("badged"),
    ).where(c.barcamp_id == barcamp_id).order_by(c.id)  # fmt: skip
    if only is not None:
        query = query.where(c.id.in_(only))
    return [
        Guest(
            row.id, row.name, row.organisation, row.team, row.online, row.walked_in,
            bool(row.here), bool(row.joined), bool(row.badged),
        )
        for row in await db.execute(query)
    ]  # fmt: skip


async def has_guests(db: AsyncConnection, barcamp_id: int | None = None) -> bool:
    """Whether there is a list of guests, in this event or in any of the server's."""
    query = select(guests.c.id).limit(1)
    if barcamp_id is not None:
        query = query.where(guests.c.barcamp_id == barcamp_id)
    return await db.scalar(query) is not None


async def guest_who_is(db: AsyncConnection, person: int) -> Guest | None:
    """Somebody's own line on the list."""
    row = (await db.execute(select(guests.c.barcamp_id, guests.c.id).where(guests.c.attendee_id == person))).first()
    return (await load_guests(db, row.barcamp_id, [row.id]))[0] if row else None


def by_name(some: Collection[Guest]) -> list[Guest]:
    """As a list at a door is sorted: by the last word of the name, then by all of it."""
    return sorted(some, key=lambda guest: (_filed(guest.name), guest.organisation.casefold(), guest.id))


def arrived(some: Collection[Guest]) -> Arrived:
    expected = [guest for guest in some if not guest.walked_in]
    unannounced = sum(guest.here for guest in some if guest.walked_in)
    return Arrived(len(expected), sum(guest.here for guest in expected), unannounced)


def _filed(name: str) -> tuple[str, str]:
    plain = name.casefold().translate(str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"}))
    return plain.split()[-1] if plain.split() else "", plain


@dataclass(frozen=True, slots=True)
class BadgeHolder:
    """Whose badge was scanned, and in which event."""

    barcamp: Barcamp
    guest: int
    name: str
    attendee: int | None


async def holder_of_badge(db: AsyncConnection, token: str, now: datetime) -> BadgeHolder | None:
    """Whom a badge belongs to, by the SHA-256 of its token; None if it opens nothing (any more)."""
    c = guests.c
    row = (await db.execute(select(c.id, c.name, c.barcamp_id, c.attendee_id).where(c.badge == token))).first()
    if row is None:
        return None
    camp = Barcamp(**(await db.execute(select(barcamps).where(barcamps.c.id == row.barcamp_id))).mappings().one())
    today = now.astimezone(camp.zone).date()
    return None if badges_ended(camp, today) else BadgeHolder(camp, row.id, row.name, row.attendee_id)
