"""Whose a cookie or a link is. Tokens arrive as their SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Executable, and_, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.people.link import followed, links
from barcamp.domain.people.organiser import keys, organisers, sign_ins
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.rows import all_as
from barcamp.queries.people.people import Person


@dataclass(frozen=True, slots=True)
class UsableLink:
    """A link that still works: into which barcamp it leads, and as whom (None: as a moderator who gives a name)."""

    barcamp: Barcamp
    person: Person | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation, and the names of those who came by it."""

    id: int
    label: str
    expires_at: datetime
    revoked_at: datetime | None
    came: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """A person's own link. `devices`: how many came by it."""

    id: int
    made_at: datetime
    expires_at: datetime
    devices: int


async def person_with_badge(db: AsyncConnection, barcamp_id: int, device: str) -> Person | None:
    return (await people_with_badges(db, barcamp_id, [device])).get(device)


def _of_badges() -> Executable:
    here: BindParameter[int] = bindparam("here")
    devices: BindParameter[str] = bindparam("devices", expanding=True)
    invited = select(followed.c.attendee_id).where(followed.c.barcamp_id == here)
    moderated = and_(attendees.c.role == int(Role.ATTENDEE), attendees.c.id.in_(invited)).label("moderated")
    return (
        select(
            badges.c.device, badges.c.moderates, attendees.c.id, attendees.c.name, attendees.c.organisation,
            attendees.c.role, moderated,
        )
        .join(badges, badges.c.attendee_id == attendees.c.id)
        .where(badges.c.barcamp_id == here, badges.c.device.in_(devices), attendees.c.removed_at.is_(None))
    )  # fmt: skip


_OF_BADGES = _of_badges()  # made once: it is asked for all the time when a whole room comes back


async def people_with_badges(db: AsyncConnection, barcamp_id: int, devices: Sequence[str]) -> dict[str, Person]:
    """The people by device, with the role that it may have; `elsewhere` is somebody who moderates, but not by this
    device."""
    found: dict[str, Person] = {}
    for row in await db.execute(_OF_BADGES, {"here": barcamp_id, "devices": list(devices)}):
        role = Role(row.role) if row.moderates else min(Role(row.role), Role.ATTENDEE)
        elsewhere = role < Role(row.role)
        found[row.device] = Person(row.id, row.name, row.organisation, role, bool(row.moderated), elsewhere=elsewhere)
    return found


async def signed_in_organiser(db: AsyncConnection, token: str, now: datetime) -> int | None:
    query = select(sign_ins.c.organiser_id).where(sign_ins.c.token == token, sign_ins.c.expires_at > now)
    return await db.scalar(query)


async def organiser_named(db: AsyncConnection, name: str) -> tuple[int, str] | None:
    """The id and argon2 hash of the organiser with this name."""
    if not name.isprintable():
        return None  # nobody has such a name, and a database might reject the query itself
    row = (await db.execute(select(organisers.c.id, organisers.c.password).where(organisers.c.name == name))).first()
    return (row.id, row.password) if row else None


async def organiser_key(db: AsyncConnection, token: str, now: datetime) -> tuple[bool, int | None]:
    """Whether the key still opens, and for which organiser (None: it sets up an account)."""
    row = (await db.execute(select(keys.c.organiser_id).where(keys.c.token == token, keys.c.expires_at > now))).first()
    return (row is not None, row.organiser_id if row else None)


async def open_link(db: AsyncConnection, token: str, now: datetime) -> UsableLink | None:
    row = (
        await db.execute(
            select(links.c.attendee_id, links.c.barcamp_id).where(
                links.c.token == token, links.c.expires_at > now, links.c.revoked_at.is_(None)
            )
        )
    ).first()
    if row is None:
        return None
    camp = (await db.execute(select(barcamps).where(barcamps.c.id == row.barcamp_id))).mappings().one()
    person = None
    if row.attendee_id is not None:
        theirs = select(attendees.c.id, attendees.c.name, attendees.c.organisation, attendees.c.role)
        here = attendees.c.id == row.attendee_id, attendees.c.removed_at.is_(None)
        found = (await db.execute(theirs.where(*here))).first()
        if found is None:
            return None
        person = Person(found.id, found.name, found.organisation, Role(found.role))
    return UsableLink(Barcamp(**camp), person)


async def codes_among(db: AsyncConnection, codes: Sequence[str]) -> list[str]:
    """Those of the given codes that belong to an event."""
    return list(await db.scalars(select(barcamps.c.code).where(barcamps.c.code.in_(codes)).order_by(barcamps.c.code)))


async def personal_links(db: AsyncConnection, person: int, now: datetime) -> list[PersonalLink]:
    """A person's own links that still work, the latest first."""
    query = select(links.c.id, links.c.made_at, links.c.expires_at, links.c.devices)
    working = links.c.attendee_id == person, links.c.expires_at > now, links.c.revoked_at.is_(None)
    return [PersonalLink(*row) for row in await db.execute(query.where(*working).order_by(links.c.id.desc()))]


async def invitations(db: AsyncConnection, barcamp_id: int) -> list[Invitation]:
    query = (
        select(links.c.id, links.c.label, links.c.expires_at, links.c.revoked_at)
        .where(links.c.barcamp_id == barcamp_id, links.c.attendee_id.is_(None), links.c.again_of.is_(None))
        .order_by(links.c.id)
    )
    found = (await db.execute(query)).all()
    came: dict[int, tuple[str, ...]] = {}
    who = (
        select(followed.c.link_id, attendees.c.name)
        .join(attendees, attendees.c.id == followed.c.attendee_id)
        .where(followed.c.barcamp_id == barcamp_id)
        .order_by(followed.c.at, attendees.c.id)
    )
    for link, name in await db.execute(who):
        came[link] = (*came.get(link, ()), name)
    return [Invitation(*row, came=came.get(row.id, ())) for row in found]


async def invitation_with(db: AsyncConnection, barcamp_id: int, token: str, now: datetime) -> Invitation | None:
    """The invitation to which this is an address that still works."""
    query = select(
        func.coalesce(links.c.again_of, links.c.id), links.c.label, links.c.expires_at, links.c.revoked_at
    ).where(
        links.c.token == token,
        links.c.barcamp_id == barcamp_id,
        links.c.attendee_id.is_(None),
        links.c.expires_at > now,
        links.c.revoked_at.is_(None),
    )
    row = (await db.execute(query)).first()
    return Invitation(*row) if row else None


async def came_by_invitation(db: AsyncConnection, barcamp_id: int) -> dict[int, str]:
    """Maps each attendee who came by an invitation that still works to its label."""
    query = (
        select(followed.c.attendee_id, links.c.label)
        .join(links, links.c.id == followed.c.link_id)
        .where(followed.c.barcamp_id == barcamp_id, links.c.revoked_at.is_(None))
        .order_by(followed.c.at)
    )
    return {row.attendee_id: row.label for row in await db.execute(query)}


async def barcamps_of(db: AsyncConnection, organiser_id: int) -> list[Barcamp]:
    query = (
        select(barcamps)
        .where(barcamps.c.organiser_id == organiser_id)
        .order_by(barcamps.c.day.desc(), barcamps.c.id.desc())
    )
    return await all_as(Barcamp, db, query)


async def organiser_names(db: AsyncConnection) -> list[str]:
    """The names of all accounts on this server, the oldest first."""
    return list(await db.scalars(select(organisers.c.name).order_by(organisers.c.id)))


async def any_findable(db: AsyncConnection) -> bool:
    """Whether any event's results are open to search engines."""
    c = barcamps.c
    opened = c.findable.is_(True), c.results_for == "everybody", c.rehearses == ""
    return bool(await db.scalar(select(exists().where(*opened))))
