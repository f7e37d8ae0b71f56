"""How walls are divided: the organiser adds, names, moves and removes sections, and says what is asked there."""

from collections.abc import Mapping
from typing import Annotated, Any

from sqlalchemy import delete, func, select, update

from barcamp.domain.walls.breadth.counted import forget_sections
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.photo import leave_section
from barcamp.domain.walls.section import KINDS, WALL_KINDS, load_sections, sections
from barcamp.domain.walls.silence.lanes import is_written_in, keep_silent, leave_sections
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

MOST_SECTIONS = 24  # of all walls together, and on one that has its own

Question = Annotated[str, Line(200, least=0)]


class AddSection(Command):
    """Adds a section at the end; where everything is written unseen, it is, too. `wall_kind` says which walls it is
    for: "" for all without sections of their own, t, s or e."""

    by = Role.ORGANISER
    title: Annotated[str, Line(60)]
    wall_kind: str = ""
    kind: str = "own"
    question: Question = ""

    async def perform(self, turn: Turn) -> Done:
        if self.kind not in KINDS or self.wall_kind not in WALL_KINDS:
            raise Refused("section.kind")
        there = await load_sections(turn.db, turn.barcamp.id)
        if sum(not each.wall for each in there) >= MOST_SECTIONS:
            raise Refused("section.too_many", most=MOST_SECTIONS)
        made = await turn.add(
            sections, barcamp_id=turn.barcamp.id, wall_kind=self.wall_kind, kind=self.kind, title=self.title,
            question=self.question, position=max((each.position for each in there), default=0) + 1,
        )  # fmt: skip
        silent = await keep_silent(turn, there, made)
        return Done.of(Changed.sections(), *map(Changed.silence, silent), made=made)


class RenameSection(Editor):
    """Renames a section and says what is asked there; a question that is not given stays. An empty title restores the
    name that its kind has in every language."""

    by = Role.ORGANISER
    section: int
    title: Annotated[str, Line(60, least=0)] = ""
    question: Annotated[str | None, Line(200, least=0)] = None

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        section = await _load(turn, self.section)
        return {"title": section.title, "question": section.question}

    async def perform(self, turn: Turn) -> Done:
        section = await _load(turn, self.section)
        if not self.title and section.kind == "own":
            raise Refused("section.nameless")
        values = {"title": self.title, "question": section.question if self.question is None else self.question}
        await turn.db.execute(update(sections).where(sections.c.id == section.id).values(**values))
        return Done.of(Changed.sections())


class MoveSection(Command):
    """Moves a section one place up or down among the sections of the same walls."""

    by = Role.ORGANISER
    section: int
    up: bool = True

    async def perform(self, turn: Turn) -> Done:
        section = await _load(turn, self.section)
        every = await load_sections(turn.db, turn.barcamp.id)
        row = [each.id for each in every if (each.wall_kind, each.wall) == (section.wall_kind, section.wall)]
        at = row.index(section.id)
        to = at - 1 if self.up else at + 1
        if not 0 <= to < len(row):
            return Done()
        row[at], row[to] = row[to], row[at]
        for position, each in enumerate(row, 1):
            await turn.db.execute(update(sections).where(sections.c.id == each).values(position=position))
        return Done.of(Changed.sections())


class RemoveSection(Command):
    """Removes a section, if it holds no card and nobody is writing unseen in it."""

    by = Role.ORGANISER
    section: int

    async def perform(self, turn: Turn) -> Done:
        section = await _load(turn, self.section)
        of_it = notes.c.section_id == section.id
        if await turn.db.scalar(select(func.count()).where(of_it, notes.c.withdrawn_at.is_(None))):
            raise Refused("section.in_use")
        if await is_written_in(turn, section.id):
            raise Refused("section.silent")
        await turn.db.execute(update(notes).where(of_it).values(section_id=None))
        await leave_sections(turn, [section.id])
        await forget_sections(turn, [section.id])
        await leave_section(turn, [section.id])
        await turn.db.execute(delete(sections).where(sections.c.id == section.id))
        return Done.of(Changed.sections())


async def _load(turn: Turn, section_id: int) -> Any:
    mine = sections.c.id == section_id, sections.c.barcamp_id == turn.barcamp.id
    row = (await turn.db.execute(select(sections).where(*mine))).first()
    if row is None:
        raise NotFound("section.gone")
    return row
