"""Links that let somebody in: a person's own, for another device, and invitations to moderate.

Tokens are stored as SHA-256 only, so none can be shown a second time. An invitation is shown again by giving it one
more token: every address that was ever sent keeps working, all of them end together, and reading the database, a backup
or an archive still lets nobody in. (A sealed copy, or tokens derived from a secret, would need a key beside the
database in every process and in every backup.)
"""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from sqlalchemy import Column, ColumnElement, ForeignKey, Integer, String, Table, func, insert, or_, select, update

from barcamp.domain.people.attendee import (
    Organisation,
    attendees,
    badges,
    give_badge,
    kept_out,
    register,
    stays_out,
    wearer,
)
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound, Refused, WrongRole
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

PERSONAL_LASTS = timedelta(days=1)
INVITATION_LASTS = timedelta(days=60)
MOST_PERSONAL = 10  # of one person that work at the same time

links = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id")),  # set: this person; empty: invites to moderate
    Column("label", String(60), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("revoked_at", UTCDateTime),
    Column("devices", Integer, nullable=False, server_default="0"),  # the devices that came by a personal link
    Column("again_of", Integer, ForeignKey("link.id")),  # the invitation to which this is one more address
)

# Who came by which invitation; if it was shown again, its first address.
followed = Table(
    "followed",
    metadata,
    Column("link_id", Integer, ForeignKey("link.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("at", UTCDateTime, nullable=False),
)


class MakePersonalLink(Command):
    """Makes a link to the same person for another device, valid for one day. Raises Refused if too many work already,
    and on a device that may do less than its person: the link would give more."""

    by = Role.ATTENDEE
    own_route: ClassVar[bool] = True
    even_archived: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token"})
    token: str

    async def perform(self, turn: Turn) -> Done:
        role = await turn.db.scalar(select(attendees.c.role).where(attendees.c.id == turn.attendee_id))
        if role is not None and turn.actor.role < Role(role):
            raise WrongRole("role.other_device")
        working = select(func.count()).where(*_works(turn), links.c.attendee_id == turn.attendee_id)
        if (await turn.db.scalar(working) or 0) >= MOST_PERSONAL:
            raise Refused("link.many", most=MOST_PERSONAL)
        return Done(made=await _add(turn, self.token, turn.now + PERSONAL_LASTS, attendee_id=turn.attendee_id))


class EndPersonalLink(Command):
    """Ends a personal link: nobody can come by it any more. Devices that came by it stay."""

    by = Role.ATTENDEE
    even_archived: ClassVar[bool] = True
    link: int

    async def perform(self, turn: Turn) -> Done:
        mine = links.c.id == self.link, links.c.attendee_id == turn.attendee_id, *_works(turn)
        if not (await turn.db.execute(update(links).where(*mine).values(revoked_at=turn.now))).rowcount:
            raise NotFound("link.gone")
        return Done()


class InviteModerator(Command):
    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token"})
    token: str
    label: Annotated[str, Line(60, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        return Done(made=await _add(turn, self.token, turn.now + INVITATION_LASTS, label=self.label))


class ShowInvitation(Command):
    """Makes one more address of an invitation that still works, for as long as it does."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token"})
    token: str
    link: int

    async def perform(self, turn: Turn) -> Done:
        query = select(links.c.label, links.c.expires_at).where(*_works(turn), links.c.id == self.link)
        first = (await turn.db.execute(query.where(links.c.attendee_id.is_(None), links.c.again_of.is_(None)))).first()
        if first is None:
            raise NotFound("link.gone")
        return Done(made=await _add(turn, self.token, first.expires_at, label=first.label, again_of=self.link))


class RevokeLink(Command):
    """Revokes an invitation, by any of its addresses. Whoever came through it stays; nobody else can come."""

    by = Role.ORGANISER
    even_archived: ClassVar[bool] = True
    link: int

    async def perform(self, turn: Turn) -> Done:
        if not await _revoke(turn, [self.link]):
            raise NotFound("link.gone")
        return Done()


class EndModerating(Command):
    """Makes a moderator an attendee again; what they did stays. The invitation they came by ends as well, since it
    would make them a moderator again. It may go on for others who have it."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    attendee: int
    invitation_ends: bool = True

    async def perform(self, turn: Turn) -> Done:
        moderating = attendees.c.barcamp_id == turn.barcamp.id, attendees.c.role == int(Role.MODERATOR)
        result = await turn.db.execute(
            update(attendees)
            .where(attendees.c.id == self.attendee, *moderating)
            .values(role=int(Role.ATTENDEE), guest=True)
        )
        if not result.rowcount:
            raise NotFound("attendee.gone")
        await turn.db.execute(update(badges).where(badges.c.attendee_id == self.attendee).values(moderates=False))
        if self.invitation_ends:
            came_by = select(followed.c.link_id).where(followed.c.attendee_id == self.attendee)
            await _revoke(turn, list((await turn.db.execute(came_by)).scalars()))
        return Done.of(Changed.people(), Changed.rights())


class OpenLink(Command):
    """Follows a link on this device: as the person it belongs to, or as a moderator who gives a name.

    A device that is already somebody here becomes a moderator as that person. If `fresh` is given, it identifies a
    device that begins to moderate from then on, in all events: a token somebody else held before does not moderate.
    That person's other devices do not moderate either, until they have followed a link as well.
    """

    by = Role.ANYONE
    raises: ClassVar[bool] = True
    own_route: ClassVar[bool] = True
    even_archived: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token", "device", "fresh"})
    token: str
    device: str
    fresh: str = ""
    name: Annotated[str, Line(60, least=0)] = ""
    organisation: Organisation = ""

    async def perform(self, turn: Turn) -> Done:
        link = (
            await turn.db.execute(
                select(links).where(links.c.token == self.token, links.c.barcamp_id == turn.barcamp.id)
            )
        ).first()
        if link is None or link.revoked_at is not None or link.expires_at < turn.now:
            raise NotFound("link.gone")
        if await stays_out(turn, self.device):
            raise NotAllowed("entry.kept_out")
        if link.attendee_id is not None:
            if await turn.db.scalar(select(attendees.c.removed_at).where(attendees.c.id == link.attendee_id)):
                raise NotFound("link.gone")
            return await self._as_person(turn, link.id, link.attendee_id)
        known = await wearer(turn, self.device)
        if known is None:
            if not self.name:
                raise Refused("link.name_first")
            known = await register(turn, self.name, self.organisation, Role.MODERATOR)
        elif await _rises(turn, known):
            mine = update(links).where(links.c.attendee_id == known, *_works(turn))
            await turn.db.execute(mine.values(revoked_at=turn.now))  # made by a device that may not be theirs
        await give_badge(turn, self.device, known, moderates=True)
        await self._renew(turn)
        await _remember(turn, link.again_of or link.id, known)
        return Done.of(Changed.people(), made=known)

    async def _as_person(self, turn: Turn, link_id: int, person: int) -> Done:
        was = await wearer(turn, self.device)
        theirs = select(attendees.c.role).where(attendees.c.id == person)
        moderates = (await turn.db.execute(theirs)).scalar_one() >= Role.MODERATOR
        await give_badge(turn, self.device, person, moderates=moderates)
        if moderates:
            await self._renew(turn)
        if was != person:
            here = update(links).where(links.c.id == link_id)
            await turn.db.execute(here.values(devices=links.c.devices + 1))
        facts = () if was in (None, person) else (Changed.rights(),)  # the screens of whoever it was before
        return Done.of(*facts, made=person)

    async def _renew(self, turn: Turn) -> None:
        if self.fresh:
            for table in (badges, kept_out):
                await turn.db.execute(update(table).where(table.c.device == self.device).values(device=self.fresh))


async def _rises(turn: Turn, person: int) -> bool:
    """Makes them a moderator; returns whether they were not one before."""
    attends = attendees.c.id == person, attendees.c.role < int(Role.MODERATOR)
    return bool((await turn.db.execute(update(attendees).where(*attends).values(role=int(Role.MODERATOR)))).rowcount)


def _works(turn: Turn) -> tuple[ColumnElement[bool], ...]:
    return links.c.barcamp_id == turn.barcamp.id, links.c.revoked_at.is_(None), links.c.expires_at >= turn.now


async def _revoke(turn: Turn, ids: list[int]) -> int:
    """Revokes an invitation with all its other addresses; returns how many ended."""
    firsts = select(func.coalesce(links.c.again_of, links.c.id)).where(links.c.id.in_(ids))
    of_them = or_(links.c.id.in_(firsts), links.c.again_of.in_(firsts))
    ours = links.c.barcamp_id == turn.barcamp.id, links.c.revoked_at.is_(None)
    return (await turn.db.execute(update(links).where(of_them, *ours).values(revoked_at=turn.now))).rowcount


async def _remember(turn: Turn, link_id: int, attendee_id: int) -> None:
    known = await turn.db.scalar(
        select(followed.c.at).where(followed.c.link_id == link_id, followed.c.attendee_id == attendee_id)
    )
    if known is None:
        values = {"link_id": link_id, "attendee_id": attendee_id, "barcamp_id": turn.barcamp.id, "at": turn.now}
        await turn.db.execute(insert(followed).values(**values))


async def _add(
    turn: Turn,
    token: str,
    expires_at: datetime,
    attendee_id: int | None = None,
    label: str = "",
    again_of: int | None = None,
) -> int:
    return await turn.add(
        links,
        token=token,
        barcamp_id=turn.barcamp.id,
        attendee_id=attendee_id,
        label=label,
        made_at=turn.now,
        expires_at=expires_at,
        again_of=again_of,
    )
