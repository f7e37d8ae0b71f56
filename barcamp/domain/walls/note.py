"""Notes: short cards that anybody puts on a wall, changes and takes off again. A next step says who and until when."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import func, select, update

from barcamp.domain.walls.lane import last, next_position, notes, part_with, put
from barcamp.domain.walls.section import section_for
from barcamp.domain.walls.silence.lanes import is_silent, sealed, waiting
from barcamp.domain.walls.wall import open_wall, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound, Refused
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits
from barcamp.text.until import read_until, written_until

MOST_NOTES = 5_000  # on a wall
MOST_IN_EVENT = 20_000

Words = Annotated[str, Text(500)]
WORDS = frozenset({"text", "who", "until"})  # of a card


class WriteNote(Command):
    """Puts a card on a wall; where it is silent, the card is sealed. `section` 0 lets the wall decide; `until` is a day
    or free text."""

    by = Role.ATTENDEE
    waits = Waits("Note", near="notes", new=True)
    wall: str
    text: Words
    section: int = 0
    who: Annotated[str, Line(120, least=0)] = ""
    until: Annotated[str, Line(60, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        await _refuse_a_flood(turn, str(wall))
        section = await section_for(turn, wall, self.section)
        until, due = read_until(self.until, turn.barcamp.day)
        row = {
            "barcamp_id": turn.barcamp.id, "wall": str(wall), "section_id": section, "author_id": turn.attendee_id,
            "text": self.text, "who": self.who, "until": until, "due": due, "written_at": turn.now,
        }  # fmt: skip
        if await is_silent(turn, str(wall), section):
            await turn.add(sealed, **row)
            return Done(frozenset({Changed.silence(str(wall))}), secret=WORDS)
        made = await turn.add(notes, **row, position=await next_position(turn, str(wall)))
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
        return await change_note(turn, note, self.section, None, **values)


class WithdrawNote(Command):
    """Takes a note off its wall: one's own, or any as a moderator."""

    by = Role.ATTENDEE
    waits = Waits("Note taken back", near="notes")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note, hidden=True)
        if turn.actor.role < Role.MODERATOR and note.author_id != turn.attendee_id:
            raise NotAllowed("note.not_yours")
        stay = await part_with(turn, note)
        await turn.db.execute(update(notes).where(notes.c.id == note.id).values(withdrawn_at=turn.now))
        return Done.of(Changed.note(note.wall, note.id), *_of_hidden(note), *stay)


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


async def change_note(turn: Turn, note: Any, section: int = 0, group: str | None = None, **values: object) -> Done:
    """Writes the values; puts it last in another group or, unless it is 0, another section. Outside its group a card
    stands for itself."""
    to = note.section_id
    if section and section != to:
        to = await section_for(turn, wall_named(note.wall), section)
        group = group or ""
    name: str = note.grouped if group is None else group
    moved = await put(turn, note, to, name, last) if (to, name) != (note.section_id, note.grouped) else []
    if values:
        await turn.db.execute(update(notes).where(notes.c.id == note.id).values(**values))
    return Done.of(Changed.note(note.wall, note.id), *moved, *_of_hidden(note))


async def _refuse_a_flood(turn: Turn, wall: str) -> None:
    """Sealed cards count, as they all will come there."""
    of_wall, sealed_here = notes.c.wall == wall, sealed.c.wall == wall
    counted = select(func.count(), func.count().filter(of_wall))
    here, on_wall = (await turn.db.execute(counted.where(notes.c.barcamp_id == turn.barcamp.id))).one()
    kept = select(func.count(), func.count().filter(sealed_here)).where(sealed.c.barcamp_id == turn.barcamp.id, waiting)
    more, more_on_wall = (await turn.db.execute(kept)).one()
    if on_wall + more_on_wall >= MOST_NOTES:
        raise Refused("note.too_many", most=MOST_NOTES)
    if here + more >= MOST_IN_EVENT:
        raise Refused("note.too_many_in_event", most=MOST_IN_EVENT)


def _of_hidden(note: Any) -> list[Changed]:
    return [Changed.hidden()] if note.hidden_at else []
