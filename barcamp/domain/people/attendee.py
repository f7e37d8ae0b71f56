"""People who are there, and the badge by which their device is recognised."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, exists, false, insert, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.organiser import organisers
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Outside
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

attendees = Table(
    "attendee",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("organisation", String(100), nullable=False),
    Column("role", Integer, nullable=False),
    Column("joined_at", UTCDateTime, nullable=False),
    Column("erased_at", UTCDateTime),  # on request; the name is gone from then on
    Column("removed_at", UTCDateTime),  # with many others, see crowd.py; not part of the event until that is undone
    # Came to take part. People invited to moderate are here to work, unless they join as everybody does.
    Column("guest", Boolean, nullable=False, server_default=true()),
    # Takes part from elsewhere: said only where the event is hybrid, see plan/whereabouts.py. Whoever is erased remains
    # counted, there or here.
    Column("online", Boolean, nullable=False, server_default=false()),
)

# The device keeps a random token in a cookie; only its SHA-256 is stored here.
badges = Table(
    "badge",
    metadata,
    Column("device", String(64), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), nullable=False, index=True),
    Column("given_at", UTCDateTime, nullable=False),
    Column("moderates", Boolean, nullable=False, server_default=false()),  # as soon as its person moderates
)

# Devices of people who were removed: they stay out until they are let in by hand, see entry.py.
kept_out = Table(
    "kept_out",
    metadata,
    Column("device", String(64), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True, index=True),
)

Name = Annotated[str, Line(60)]
Organisation = Annotated[str, Line(100, least=0)]


async def name_tag(turn: Turn, person: int) -> Mapping[str, Any]:
    """The name and organisation of a person, as they are shown."""
    query = select(attendees.c.name, attendees.c.organisation).where(attendees.c.id == person)
    return dict((await turn.db.execute(query)).mappings().one())


class Leave(Command):
    """Signs this device out. The person stays, with topics and notes."""

    by = Role.ATTENDEE
    own_route: ClassVar[bool] = True
    even_archived: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"device"})
    device: str

    async def perform(self, turn: Turn) -> Done:
        found = await turn.db.execute(
            badges.delete().where(
                badges.c.device == self.device,
                badges.c.barcamp_id == turn.barcamp.id,
                badges.c.attendee_id == turn.attendee_id,
            )
        )
        if not found.rowcount:
            raise Outside("attendee.join_first")
        return Done.of(Changed.rights())


async def wearer(turn: Turn, device: str) -> int | None:
    """The person that this device belongs to here."""
    here = badges.c.device == device, badges.c.barcamp_id == turn.barcamp.id
    query = select(badges.c.attendee_id).join(attendees, attendees.c.id == badges.c.attendee_id)
    return await turn.db.scalar(query.where(*here, attendees.c.removed_at.is_(None)))


async def stays_out(turn: Turn, device: str) -> bool:
    """Whether the owner of this device was removed and nobody has let them in again."""
    away = exists().where(
        badges.c.device == device, badges.c.barcamp_id == turn.barcamp.id,
        attendees.c.id == badges.c.attendee_id, attendees.c.removed_at.is_not(None),
    )  # fmt: skip
    out = exists().where(kept_out.c.device == device, kept_out.c.barcamp_id == turn.barcamp.id)
    return bool(await turn.db.scalar(select(away | out)))


async def has_device(turn: Turn, person: int) -> bool:
    """Whether a person has a device of their own to act with."""
    return bool(await turn.db.scalar(select(exists().where(badges.c.attendee_id == person))))


async def keep_out(turn: Turn, person: int) -> None:
    """Keeps out the devices of somebody who is being removed."""
    theirs = select(badges.c.device, badges.c.barcamp_id).where(badges.c.attendee_id == person)
    known = exists().where(kept_out.c.device == badges.c.device, kept_out.c.barcamp_id == badges.c.barcamp_id)
    await turn.db.execute(insert(kept_out).from_select(["device", "barcamp_id"], theirs.where(~known)))


async def roles_of(db: AsyncConnection, people: Collection[int]) -> dict[int, tuple[int, Role]]:
    """Maps each person to the event they belong to and what they may do there. Anyone who was erased or removed is left
    out."""
    if not people:
        return {}
    query = select(attendees.c.id, attendees.c.barcamp_id, attendees.c.role).where(
        attendees.c.id.in_(people), attendees.c.erased_at.is_(None), attendees.c.removed_at.is_(None)
    )
    return {row.id: (row.barcamp_id, Role(row.role)) for row in await db.execute(query)}


async def wearers(db: AsyncConnection, barcamp_id: int, devices: Collection[str]) -> dict[str, int]:
    """Maps each device to the person it belongs to in this event."""
    if not devices:
        return {}
    here = badges.c.barcamp_id == barcamp_id, badges.c.device.in_(devices)
    query = select(badges.c.device, badges.c.attendee_id).where(*here)
    return {row.device: row.attendee_id for row in await db.execute(query)}


async def register(turn: Turn, name: str, organisation: str, role: Role, *, online: bool = False) -> int:
    return await turn.add(
        attendees, barcamp_id=turn.barcamp.id, name=name, organisation=organisation, role=int(role),
        joined_at=turn.now, guest=role < Role.MODERATOR, online=online and turn.barcamp.hybrid,
    )  # fmt: skip


async def give_badge(turn: Turn, device: str, attendee_id: int, *, moderates: bool = False) -> None:
    """Makes this device this person's here, whoever's it was before."""
    await turn.db.execute(badges.delete().where(badges.c.device == device, badges.c.barcamp_id == turn.barcamp.id))
    await turn.db.execute(
        insert(badges).values(
            device=device, barcamp_id=turn.barcamp.id, attendee_id=attendee_id, given_at=turn.now, moderates=moderates
        )
    )


async def name_of(db: AsyncConnection, actor: Actor) -> str:
    """The name of the person who acts; for an organiser who did not join, the name of the account."""
    if actor.attendee_id is None:
        account = select(organisers.c.name).where(organisers.c.id == actor.organiser_id)
        return (await db.scalar(account) or "")[:60]
    name = await db.scalar(select(attendees.c.name).where(attendees.c.id == actor.attendee_id))
    if name is None:
        raise Outside("attendee.join_first")
    return name
