"""Whether somebody's name may be published: asked once, changeable to the very end."""

from typing import ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, delete, insert

from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

# People without a row here have not answered, so their names are not published.
consents = Table(
    "consent",
    metadata,
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("agreed", Boolean, nullable=False),
    Column("settled_at", UTCDateTime, nullable=False),
)


class SettleConsent(Command):
    """Allows or forbids one's own name in reports and press releases."""

    by = Role.ATTENDEE
    waits = Waits("Name in the report")
    even_archived: ClassVar[bool] = True
    agreed: bool

    async def perform(self, turn: Turn) -> Done:
        who = turn.attendee_id
        await turn.db.execute(delete(consents).where(consents.c.attendee_id == who))
        await turn.db.execute(
            insert(consents).values(
                attendee_id=who, barcamp_id=turn.barcamp.id, agreed=self.agreed, settled_at=turn.now
            )
        )
        return Done()
