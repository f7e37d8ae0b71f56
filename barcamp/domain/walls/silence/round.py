"""The round as moderators run it: it begins with or without a clock, and whoever needs more time asks for it. The clock
only says how long it is; what was written stays sealed until a moderator reveals it."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from barcamp.domain.walls.section import load_sections, sections_of
from barcamp.domain.walls.silence.lanes import forget_wishes, silent_lanes, silent_on, time_wishes
from barcamp.domain.walls.wall import Wall, open_wall
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_MINUTES = 120


class BeginSilence(Command):
    """Makes a section silent, 0 for all of the wall: what is written there from now on only its author sees. `minutes`
    0 is without a clock. Sections that are silent already stay so, under the same clock."""

    by = Role.MODERATOR
    waits = Waits("Write unseen", near="notes")
    wall: str
    section: int = 0
    minutes: int = 5

    async def perform(self, turn: Turn) -> Done:
        if not 0 <= self.minutes <= MOST_MINUTES:
            raise Refused("silence.minutes", most=MOST_MINUTES)
        wall = await open_wall(turn, self.wall)
        silent = await silent_on(turn, str(wall))
        fresh = [section for section in await self._sections(turn, wall) if section not in silent]
        if not fresh:
            return Done()
        row = {"barcamp_id": turn.barcamp.id, "wall": str(wall), "began_at": turn.now}
        await turn.db.execute(insert(silent_lanes), [{**row, "section_id": section} for section in fresh])
        until = turn.now + timedelta(minutes=self.minutes) if self.minutes else None
        return await _run_until(turn, str(wall), until)

    async def _sections(self, turn: Turn, wall: Wall) -> list[int | None]:
        offered: list[int | None] = [
            each.id for each in sections_of(await load_sections(turn.db, turn.barcamp.id), str(wall))
        ]
        if not self.section:
            return offered or [None]
        if self.section not in offered:
            raise NotFound("section.gone")
        return [self.section]


class GiveTime(Command):
    """So many minutes more for everybody, from now on if the time was over. Where no clock ran, one runs from now."""

    by = Role.MODERATOR
    waits = Waits("One minute more", near="notes")
    wall: str
    minutes: int = 1

    async def perform(self, turn: Turn) -> Done:
        wall, silent = await _silent(turn, self.wall)
        until = max([turn.now, *filter(None, silent.values())]) + timedelta(minutes=self.minutes)
        if self.minutes < 1 or until - turn.now > timedelta(minutes=MOST_MINUTES):
            raise Refused("silence.minutes", most=MOST_MINUTES)
        return await _run_until(turn, wall, until)


class AskForTime(Command):
    """Says that somebody needs more time; nobody learns who. It is for a moderator to give it, to everybody."""

    by = Role.ATTENDEE
    waits = Waits("I need more time", near="notes")
    wall: str

    async def perform(self, turn: Turn) -> Done:
        wall, silent = await _silent(turn, self.wall)
        if not any(silent.values()):
            raise Refused("silence.no_clock")
        row = {"barcamp_id": turn.barcamp.id, "wall": wall, "attendee_id": turn.attendee_id}
        mine = select(time_wishes.c.wall).filter_by(**row)
        if (await turn.db.execute(mine)).first() is not None:
            return Done()
        await turn.db.execute(insert(time_wishes).values(**row))
        return Done.of(Changed.silence(wall))


async def _silent(turn: Turn, name: str):
    """The wall of this name, which is silent now, and until when each of its sections is."""
    wall = str(await open_wall(turn, name))
    silent = await silent_on(turn, wall)
    if not silent:
        raise Refused("silence.over")
    return wall, silent


async def _run_until(turn: Turn, wall: str, until: datetime | None) -> Done:
    """Sets the clock, or takes it away; who asked for time before has it now."""
    here = silent_lanes.c.barcamp_id == turn.barcamp.id, silent_lanes.c.wall == wall
    await turn.db.execute(update(silent_lanes).where(*here).values(until=until))
    await forget_wishes(turn, wall)
    return Done.of(Changed.silence(wall))
