"""Notes: short cards that anybody puts on a wall, changes and takes off again. A next step says who and until when."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, false, func, select, update
from sqlalchemy import Text as LongText

from barcamp.domain.walls.section import section_for
from barcamp.domain.walls.wall import open_wall, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound, Refused
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits
from barcamp.text.until import read_until, written_until

MOST_NOTES = 5_000  # on a wall
MOST_IN_EVENT = 20_000

notes = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    Column("section_id", Integer, ForeignKey("section.id", name="fk_note_section_id_section"), index=True),
    Column("author_id", Integer, ForeignKey("attendee.id"), nullable=False, index=True),
    Column("text", LongText, nullable=False),
    Column("who", String(120), nullable=False, server_default=""),
    Column("until", Date),
    Column("due", String(60), nullable=False, server_default=""),  # text that was typed instead of a day
    Column("grouped", String(60), nullable=False, server_default=""),  # the name of its group
    Column("key", Boolean, nullable=False, server_default=false()),
    Column("written_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("hidden_at", UTCDateTime),
    Column("hidden_because", String(200), nullable=False, server_default=""),
    Index("ix_note_wall", "barcamp_id", "wall"),
)

Words = Annotated[str, Text(500)]


class WriteNote(Command):
    """Puts a card on a wall. `section` 0 lets the wall decide; `until` is a day or free text."""

    by = Role.ATTENDEE
    waits = Waits("Note", near="notes", new=True)
    wall: str
    text: Words
    section: int = 0
    who: Annotated[str, Line(120, least=0)] = ""
    until: Annotated[str, Line(60, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        counted = select(func.count(), func.count().filter(notes.c.wall == str(wall)))
        here, on_wall = (await turn.db.execute(counted.where(notes.c.barcamp_id == turn.barcamp.id))).one()
        if on_wall >= MOST_NOTES:
            raise Refused("note.too_many", most=MOST_NOTES)
        if here >= MOST_IN_EVENT:
            raise Refused("note.too_many_in_event", most=MOST_IN_EVENT)
        section = await section_for(turn, wall, self.section)
        until, due = read_until(self.until, turn.barcamp.day)
        made = await turn.add(
            notes, barcamp_id=turn.barcamp.id, wall=str(wall), section_id=section, author_id=turn.attendee_id,
            text=self.text, who=self.who, until=until, due=due, written_at=turn.now,
        )  # fmt: skip
        return Done.of(Changed.note(str(wall), made), made=made)


class EditNote(Editor):
    """Changes one's own card. Fields that are not given stay: `section` 0, `who` and `until` None."""

    chosen: ClassVar[frozenset[str]] = frozenset({"section"})
    by = Role.ATTENDEE
    waits = Waits("Note changed", near="notes")
    note: int
    text: Words
    section: int = 0
    who: Annotated[str | None, Line(120, least=0)] = None
    until: Annotated[str | None, Line(60, least=0)] = None

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        note = await load_note(turn, self.note, hidden=True)
        if note.author_id != turn.attendee_id:
            raise NotAllowed("note.not_yours")
        until = written_until(note.until, note.due)
        section = {"section": note.section_id or 0} if self.section else {}
        return {"text": note.text, "who": note.who, "until": until, **section}

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note, hidden=True)
        if note.author_id != turn.attendee_id:
            raise NotAllowed("note.not_yours")
        values: dict[str, object] = {"text": self.text}
        if self.who is not None:
            values["who"] = self.who
        if self.until is not None:
            values["until"], values["due"] = read_until(self.until, turn.barcamp.day)
        return await change_note(turn, note, self.section, **values)


class WithdrawNote(Command):
    """Takes a note off its wall: one's own, or any as a moderator."""

    by = Role.ATTENDEE
    waits = Waits("Note taken back", near="notes")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note, hidden=True)
        if turn.actor.role < Role.MODERATOR and note.author_id != turn.attendee_id:
            raise NotAllowed("note.not_yours")
        await turn.db.execute(update(notes).where(notes.c.id == note.id).values(withdrawn_at=turn.now))
        return Done.of(Changed.note(note.wall, note.id), *_of_hidden(note))


async def load_note(turn: Turn, note_id: int, *, hidden: bool = False) -> Any:
    """The row of a note of this barcamp that has not been withdrawn; hidden ones only if asked for. Raises Refused."""
    query = select(notes).where(
        notes.c.id == note_id, notes.c.barcamp_id == turn.barcamp.id, notes.c.withdrawn_at.is_(None)
    )
    if not hidden:
        query = query.where(notes.c.hidden_at.is_(None))
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise NotFound("note.gone")
    return row


async def change_note(turn: Turn, note: Any, section: int = 0, **values: object) -> Done:
    """Writes the values, and moves the note into another section unless `section` is 0. Outside its group a card stands
    alone."""
    if section and section != note.section_id:
        values = {"grouped": "", **values, "section_id": await section_for(turn, wall_named(note.wall), section)}
    await turn.db.execute(update(notes).where(notes.c.id == note.id).values(**values))
    return Done.of(Changed.note(note.wall, note.id), *_of_hidden(note))


def _of_hidden(note: Any) -> list[Changed]:
    return [Changed.hidden()] if note.hidden_at else []
