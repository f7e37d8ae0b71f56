"""Support: one per person and card. It shows what many people stand behind."""

from sqlalchemy import Column, ForeignKey, Integer, Table, delete, insert, select

from barcamp.domain.walls.note import load_note
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

supports = Table(
    "support",
    metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("given_at", UTCDateTime, nullable=False),
)


class SupportNote(Command):
    by = Role.ATTENDEE
    waits = Waits("Support", near="notes", mine="+supports")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        mine = supports.c.note_id == note.id, supports.c.attendee_id == turn.attendee_id
        if await turn.db.scalar(select(supports.c.note_id).where(*mine)) is not None:
            return Done()
        row = {"note_id": note.id, "attendee_id": turn.attendee_id, "barcamp_id": turn.barcamp.id}
        await turn.db.execute(insert(supports).values(**row, given_at=turn.now))
        return Done.of(Changed.note(note.wall, note.id))


class UnsupportNote(Command):
    by = Role.ATTENDEE
    waits = Waits("Support taken back", near="notes", mine="-supports")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        mine = supports.c.note_id == note.id, supports.c.attendee_id == turn.attendee_id
        gone = await turn.db.execute(delete(supports).where(*mine))
        return Done.of(Changed.note(note.wall, note.id)) if gone.rowcount else Done()
