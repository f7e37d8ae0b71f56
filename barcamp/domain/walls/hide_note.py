"""Hiding a card: a moderator says why; from then on only its author sees it, with the reason."""

from typing import Annotated

from sqlalchemy import update

from barcamp.domain.walls.lane import part_with
from barcamp.domain.walls.note import load_note, notes
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class HideNote(Command):
    by = Role.MODERATOR
    waits = Waits("Note hidden", near="notes")
    note: int
    reason: Annotated[str, Line(200)]

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        stay = await part_with(turn, note)
        values = {"hidden_at": turn.now, "hidden_because": self.reason, "key": False}
        await turn.db.execute(update(notes).where(notes.c.id == note.id).values(**values))
        return Done.of(Changed.note(note.wall, note.id), Changed.hidden(), *stay)


class ShowNote(Command):
    by = Role.MODERATOR
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note, hidden=True)
        if note.hidden_at is None:
            return Done()
        values = {"hidden_at": None, "hidden_because": ""}
        await turn.db.execute(update(notes).where(notes.c.id == note.id).values(**values))
        return Done.of(Changed.note(note.wall, note.id), Changed.hidden())
