"""Dividing one wall: into the sections of a template, those of another wall, or the usual ones. No card is lost, or
comes into a section of another name: what holds cards stays."""

from collections.abc import Sequence
from typing import Annotated, Any

from sqlalchemy import delete, insert, select, update

from barcamp.domain.walls.breadth.counted import forget_sections
from barcamp.domain.walls.lane import note_moves, notes
from barcamp.domain.walls.layout.edit_sections import MOST_SECTIONS
from barcamp.domain.walls.layout.templates import (
    MOST_TEMPLATES,
    Lane,
    lane_templates,
    lanes_of,
    load_own_templates,
    templates,
)
from barcamp.domain.walls.photos.hung import on_wall_of
from barcamp.domain.walls.photos.photo import leave_section
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.section import load_sections, of_one_wall, sections, sections_of
from barcamp.domain.walls.silence.lanes import any_silent, leave_sections
from barcamp.domain.walls.wall import Wall, open_wall
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

MOST_IN_EVENT = 1_000  # sections
USUAL = "usual"  # in place of a template: those of all walls


class ChooseLanes(Command):
    """Divides a wall as a `template` of the house says, or one of the event's `own`, by its name."""

    by = Role.MODERATOR
    wall: str
    template: str = ""
    own: str = ""

    async def perform(self, turn: Turn) -> Done:
        wall = await _free_wall(turn, self.wall)
        if self.template == USUAL:
            return await _as_usual(turn, wall)
        if self.own:
            found = {each.name: each for each in await load_own_templates(turn.db, turn.barcamp.id)}.get(self.own)
        else:
            found = templates(turn.barcamp.language).get(self.template)
        if found is None:
            raise NotFound("lanes.no_template")
        return await _divide(turn, wall, found.lanes)


class CopyLanes(Command):
    """Divides a wall as another one of the event is: names, questions and order; no cards."""

    by = Role.MODERATOR
    wall: str
    source: str

    async def perform(self, turn: Turn) -> Done:
        wall, source = await _free_wall(turn, self.wall), await open_wall(turn, self.source)
        if wall == source:
            return Done()
        every = await load_sections(turn.db, turn.barcamp.id)
        return await _divide(turn, wall, lanes_of(sections_of(every, str(source))))


class KeepLanes(Command):
    """Keeps the sections of a wall as a template of the event's own."""

    by = Role.MODERATOR
    wall: str
    name: Annotated[str, Line(60)]

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        own = await load_own_templates(turn.db, turn.barcamp.id)
        if any(each.name == self.name for each in own):
            raise Refused("lanes.name_taken", name=self.name)
        if len(own) >= MOST_TEMPLATES:
            raise Refused("lanes.too_many_templates", most=MOST_TEMPLATES)
        lanes = lanes_of(sections_of(await load_sections(turn.db, turn.barcamp.id), str(wall)))
        if not lanes:
            raise Refused("lanes.none")
        rows = [
            {"barcamp_id": turn.barcamp.id, "name": self.name, "position": position, **lane._asdict()}
            for position, lane in enumerate(lanes, 1)
        ]
        await turn.db.execute(insert(lane_templates), rows)
        return Done()


class ForgetLanes(Command):
    """Takes a template of the event's own away; walls that were divided by it stay as they are."""

    by = Role.MODERATOR
    name: Annotated[str, Line(60)]

    async def perform(self, turn: Turn) -> Done:
        its = lane_templates.c.barcamp_id == turn.barcamp.id, lane_templates.c.name == self.name
        if not (await turn.db.execute(delete(lane_templates).where(*its))).rowcount:
            raise NotFound("lanes.no_template")
        return Done()


async def _free_wall(turn: Turn, name: str) -> Wall:
    """The wall, unless somebody writes there unseen: their cards would lose the section that keeps them so. Raises
    Refused."""
    wall = await open_wall(turn, name)
    if await any_silent(turn, [str(wall)]):
        raise Refused("lanes.silent")
    return wall


async def _divide(turn: Turn, wall: Wall, wanted: Sequence[Lane]) -> Done:
    every = await load_sections(turn.db, turn.barcamp.id)
    mine = of_one_wall(every, str(wall))
    used = await _used(turn)
    there = {(each.kind, each.title): each.id for each in reversed(mine)}
    kept = {there[lane.kind, lane.title] for lane in wanted if (lane.kind, lane.title) in there}
    staying = [each for each in mine if each.id in used and each.id not in kept]
    _must_fit(len(wanted) + len(staying), len(every) - len(mine))
    for position, lane in enumerate(wanted, 1):
        known = there.pop((lane.kind, lane.title), None)
        values = {**lane._asdict(), "position": position}
        if known is None:
            await turn.add(sections, barcamp_id=turn.barcamp.id, **_belonging(wall), **values)
        else:
            await turn.db.execute(update(sections).where(sections.c.id == known).values(**values))
    for position, each in enumerate(staying, len(wanted) + 1):
        await turn.db.execute(update(sections).where(sections.c.id == each.id).values(position=position))
    await _remove(turn, [each.id for each in mine if each.id not in kept and each.id not in used])
    return await _taken_along(turn, wall)


async def _as_usual(turn: Turn, wall: Wall) -> Done:
    """What all walls have. Where a section with cards is not among these, it stays, and the wall keeps its own."""
    every = await load_sections(turn.db, turn.barcamp.id)
    mine = of_one_wall(every, str(wall))
    own = {each.id for each in mine}
    usual = sections_of([each for each in every if each.id not in own], str(wall))
    names, used = {(each.kind, each.title) for each in usual}, await _used(turn)
    if any(each.id in used and (each.kind, each.title) not in names for each in mine):
        return await _divide(turn, wall, lanes_of(usual))
    done = await _taken_along(turn, wall, usual)
    await _remove(turn, [each.id for each in mine])
    return done


def _belonging(wall: Wall) -> dict[str, str]:
    """The whole event has one wall only, so its kind alone says which."""
    return {"wall_kind": wall.kind, "wall": "" if wall.kind == "e" else str(wall)}


def _must_fit(here: int, elsewhere: int) -> None:
    for many, most in ((here, MOST_SECTIONS), (here + elsewhere, MOST_IN_EVENT)):
        if many > most:
            raise Refused("section.too_many", most=most)


async def _used(turn: Turn) -> set[int]:
    """Sections that hold cards, hidden ones among them."""
    query = select(notes.c.section_id).where(notes.c.barcamp_id == turn.barcamp.id, notes.c.withdrawn_at.is_(None))
    return {number for number in await turn.db.scalars(query.distinct()) if number is not None}


async def _remove(turn: Turn, gone: Sequence[int]) -> None:
    if gone:
        await turn.db.execute(update(notes).where(notes.c.section_id.in_(gone)).values(section_id=None))
        await leave_sections(turn, gone)
        await forget_sections(turn, gone)
        await leave_section(turn, gone)
        await turn.db.execute(delete(sections).where(sections.c.id.in_(gone)))


async def _taken_along(turn: Turn, wall: Wall, into: Sequence[Any] = ()) -> Done:
    """The wall's cards in sections of all walls stand in its own of the same name from now on, in their order."""
    every = await load_sections(turn.db, turn.barcamp.id)
    here = list(into) or sections_of(every, str(wall))
    same = {(each.kind, each.title): each.id for each in reversed(here)}
    changed = [Changed.sections()]
    on_wall, hanging = (
        (notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == str(wall)),
        await on_wall_of(turn, str(wall)),
    )
    for each in every:
        to = same.get((each.kind, each.title))
        if to is None or any(each.id == other.id for other in here):
            continue
        moved = (await turn.db.scalars(select(notes.c.id).where(*on_wall, notes.c.section_id == each.id))).all()
        hung = photos.c.barcamp_id == turn.barcamp.id, photos.c.wall == str(wall), photos.c.section_id == each.id
        if (await turn.db.execute(update(photos).where(*hung).values(section_id=to))).rowcount:
            changed.append(Changed.photos(str(wall)))
        if moved:
            await turn.db.execute(update(notes).where(notes.c.id.in_(moved)).values(section_id=to))
            changed.append(Changed.cards(str(wall)))
        came = note_moves.c.section_id == each.id, note_moves.c.note_id.in_([*moved, *hanging])
        await turn.db.execute(update(note_moves).where(*came).values(section_id=to))
    return Done.of(*changed)
