"""The dot-vote of a wall: a number of points per person, several on one card if they like, blind until it is closed.

While it is open, nothing reveals how many points a card has: no region is touched, and queries do not count.
"""

from sqlalchemy import Column, ForeignKey, Integer, Table, delete, func, insert, select, update

from barcamp.domain.walls.note import load_note, notes
from barcamp.domain.walls.wall import on_record, open_wall, record, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_POINTS = 20

dots = Table(
    "dot",
    metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
)


class OpenDots(Command):
    """Opens the vote, or opens it again: points that were given stay."""

    by = Role.MODERATOR
    waits = Waits("Vote with points", near="notes")
    wall: str
    points: int = 5

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.points <= MOST_POINTS:
            raise Refused("dots.points", most=MOST_POINTS)
        wall = await open_wall(turn, self.wall)
        await record(turn, wall, points=self.points, dots_closed_at=None)
        return Done.of(Changed.wall(str(wall)))


class CloseDots(Command):
    by = Role.MODERATOR
    waits = Waits("Vote with points", near="notes")
    wall: str

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        if row is None or not row.points or row.dots_closed_at is not None:
            return Done()
        await record(turn, wall, dots_closed_at=turn.now)
        return Done.of(Changed.wall(str(wall)), Changed.cards(str(wall)))


class PlaceDot(Command):
    by = Role.ATTENDEE
    waits = Waits("Point", near="notes", mine="+dots")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        points = await _points(turn, note.wall)
        if await _given(turn, note.wall) >= points:
            raise Refused("dots.none_left", num=points)
        mine = dots.c.note_id == note.id, dots.c.attendee_id == turn.attendee_id
        more = await turn.db.execute(update(dots).where(*mine).values(number=dots.c.number + 1))
        if not more.rowcount:
            row = {"note_id": note.id, "attendee_id": turn.attendee_id, "barcamp_id": turn.barcamp.id, "number": 1}
            await turn.db.execute(insert(dots).values(row))
        return Done()


class TakeDot(Command):
    """Takes one point back."""

    by = Role.ATTENDEE
    waits = Waits("Point taken back", near="notes", mine="-dots")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await _points(turn, note.wall)
        mine = dots.c.note_id == note.id, dots.c.attendee_id == turn.attendee_id
        await turn.db.execute(update(dots).where(*mine).values(number=dots.c.number - 1))
        await turn.db.execute(delete(dots).where(*mine, dots.c.number <= 0))
        return Done()


async def _points(turn: Turn, wall: str) -> int:
    row = await on_record(turn, wall_named(wall))
    if row is None or not row.points or row.dots_closed_at is not None:
        raise Refused("dots.closed")
    return row.points


async def _given(turn: Turn, wall: str) -> int:
    """How many of one's points lie on cards of this wall; those on cards that are gone have come back."""
    query = (
        select(func.coalesce(func.sum(dots.c.number), 0))
        .join(notes, notes.c.id == dots.c.note_id)
        .where(
            dots.c.attendee_id == turn.attendee_id,
            notes.c.barcamp_id == turn.barcamp.id,
            notes.c.wall == wall,
            notes.c.withdrawn_at.is_(None),
            notes.c.hidden_at.is_(None),
        )
    )
    return await turn.db.scalar(query) or 0
