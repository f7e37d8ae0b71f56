"""Arranging cards: groups and the key insight. For moderators, the hosts of the topic and the note keeper."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from sqlalchemy import select, update

from barcamp.domain.walls.lane import note_moves, write
from barcamp.domain.walls.may_arrange import must_arrange
from barcamp.domain.walls.note import change_note, load_note, notes
from barcamp.domain.walls.photos.hung import hung_in, on_wall_of
from barcamp.domain.walls.wall import open_wall, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class GroupNote(Editor):
    """Puts a card into the group of that name, and into another section if one is given; without a name, takes
    it out."""

    chosen: ClassVar[frozenset[str]] = frozenset({"section"})
    by = Role.ATTENDEE
    waits = Waits("Group", near="notes")
    note: int
    group: Annotated[str, Line(60, least=0)] = ""
    section: int = 0

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        note = await load_note(turn, self.note)
        await must_arrange(turn, wall_named(note.wall))
        return {"group": note.grouped, **({"section": note.section_id or 0} if self.section else {})}

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await must_arrange(turn, wall_named(note.wall))
        if self.group == note.grouped and self.section in (0, note.section_id):
            return Done()
        return await change_note(turn, note, self.section, self.group)


class RenameGroup(Command):
    """Renames a group within its section; taking the name of another group merges the two."""

    by = Role.ATTENDEE
    waits = Waits("Group", near="notes")
    wall: str
    section: int
    group: Annotated[str, Line(60)]
    name: Annotated[str, Line(60)]

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        await must_arrange(turn, wall)
        section, here = self.section or None, (notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == str(wall))
        pile = notes.c.section_id == section, notes.c.grouped == self.group
        changed = await turn.db.execute(update(notes).where(*here, *pile).values(grouped=self.name))
        hung = [row for row in await hung_in(turn, str(wall), section) if row.grouped == self.group]
        for photo in hung:
            await write(turn, photo.id, grouped=self.name)
        if not changed.rowcount and not hung:
            raise NotFound("group.gone")
        renamed = note_moves.c.section_id == section, note_moves.c.grouped == self.group
        cards, hanging = select(notes.c.id).where(*here), await on_wall_of(turn, str(wall))
        on_wall = note_moves.c.note_id.in_(cards) | note_moves.c.note_id.in_(hanging)
        await turn.db.execute(update(note_moves).where(*renamed, on_wall).values(grouped=self.name))
        return Done.of(Changed.cards(str(wall)), *([Changed.photos(str(wall))] if hung else []))


class MarkKey(Command):
    """Makes a card the key insight of its wall; there is only one, so any other loses the mark."""

    by = Role.ATTENDEE
    waits = Waits("Key insight", near="notes")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await must_arrange(turn, wall_named(note.wall))
        marked = notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == note.wall, notes.c.key
        before = (await turn.db.scalars(select(notes.c.id).where(*marked))).all()
        await turn.db.execute(update(notes).where(*marked).values(key=False))
        await turn.db.execute(update(notes).where(notes.c.id == note.id).values(key=True))
        return Done.of(*(Changed.note(note.wall, each) for each in {*before, note.id}))


class UnmarkKey(Command):
    by = Role.ATTENDEE
    waits = Waits("Key insight", near="notes")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await must_arrange(turn, wall_named(note.wall))
        return await change_note(turn, note, key=False)
