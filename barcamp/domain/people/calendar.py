"""Links by which a calendar app reads one person's sessions. They open nothing else, and only their SHA-256 is
stored."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, insert

from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.turn import Done, Turn

calendar_links = Table(
    "calendar_link",
    metadata,
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("made_at", UTCDateTime, nullable=False),
)


class MakeCalendarLink(Command):
    """Makes a person's calendar link; a new one ends the one before."""

    by = Role.ATTENDEE
    own_route: ClassVar[bool] = True
    even_archived: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token"})
    token: str

    async def perform(self, turn: Turn) -> Done:
        who = turn.attendee_id
        await turn.db.execute(delete(calendar_links).where(calendar_links.c.attendee_id == who))
        await turn.db.execute(
            insert(calendar_links).values(
                attendee_id=who, barcamp_id=turn.barcamp.id, token=self.token, made_at=turn.now
            )
        )
        return Done()
