"""The dot-vote of a wall: a number of points per person, several on one card if they like, blind until it is closed.

While it is open nothing tells how many points a card has: queries do not count them, and only somebody's first point
and the last one that they take back are told, as one person more or less who has voted.
"""

from sqlalchemy import Column, ForeignKey, Integer, Table, delete, func, insert, select, update

from barcamp.domain.walls.note import load_note, notes
from barcamp.domain.walls.wall import on_record, open_wall, record, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import AnySelect
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_POINTS = 20
SELECTED = range(2, 11)  # cards of a selection

dots = Table(
    "dot",
    metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
)


class OpenDots(Command):
    """Opens it, or opens it again: then the points that were given stay. Of those who gave more than everybody has from
    now on, all come back. While it is open, this changes how many everybody has."""

    by = Role.MODERATOR
    waits = Waits("Vote with points", near="notes")
    wall: str
    points: int = 5

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.points <= MOST_POINTS:
            raise Refused("dots.points", most=MOST_POINTS)
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        if row is not None and row.points == self.points and row.dots_closed_at is None:
            return Done()
        await record(turn, wall, points=self.points, dots_closed_at=None)
        fewer = row is not None and self.points < row.points and await _give_back(turn, str(wall), self.points)
        return Done.of(Changed.wall(str(wall)), *([Changed.voters(str(wall))] if fewer else []))


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


class ShowSelection(Command):
    """Shows, beside the ranking, so many cards that stand for everybody, or none for 0. They are seen as long as the
    ranking is, and only if that has more."""

    by = Role.MODERATOR
    waits = Waits("Selection", near="notes")
    wall: str
    number: int = 0

    async def perform(self, turn: Turn) -> Done:
        if self.number and self.number not in SELECTED:
            raise Refused("selection.number", least=SELECTED[0], most=SELECTED[-1])
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        if row is None or not row.points:
            raise Refused("dots.none")
        if row.selected == self.number:
            return Done()
        await record(turn, wall, selected=self.number)
        return Done.of(Changed.wall(str(wall)))


class PlaceDot(Command):
    by = Role.ATTENDEE
    waits = Waits("Point", near="notes", mine="+dots")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        points = await _points(turn, note.wall)
        if await _given(turn, note.wall) >= points:
            raise Refused("dots.none_left", num=points)
        first = not await _has_voted(turn, note.wall)
        mine = dots.c.note_id == note.id, dots.c.attendee_id == turn.attendee_id
        more = await turn.db.execute(update(dots).where(*mine).values(number=dots.c.number + 1))
        if not more.rowcount:
            row = {"note_id": note.id, "attendee_id": turn.attendee_id, "barcamp_id": turn.barcamp.id, "number": 1}
            await turn.db.execute(insert(dots).values(row))
        return Done.of(Changed.voters(note.wall)) if first else Done()


class TakeDot(Command):
    """Takes one point back."""

    by = Role.ATTENDEE
    waits = Waits("Point taken back", near="notes", mine="-dots")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await _points(turn, note.wall, takes=True)
        mine = dots.c.note_id == note.id, dots.c.attendee_id == turn.attendee_id
        await turn.db.execute(update(dots).where(*mine).values(number=dots.c.number - 1))
        gone = await turn.db.execute(delete(dots).where(*mine, dots.c.number <= 0))
        last = gone.rowcount and not await _has_voted(turn, note.wall)
        return Done.of(Changed.voters(note.wall)) if last else Done()


async def _points(turn: Turn, wall: str, *, takes: bool = False) -> int:
    """How many everybody has on this wall. Raises Refused, once the vote is over with what that means for the point."""
    row = await on_record(turn, wall_named(wall))
    if row is None or not row.points:
        raise Refused("dots.none")
    if row.dots_closed_at is not None:
        raise Refused("dots.counted") if takes else Refused("dots.closed")
    return row.points


def points_on(barcamp_id: int, wall: str) -> AnySelect:
    """Who has how many points on cards of this wall, those that are gone included. Whoever gave points has voted, what
    ever becomes of a card: else a card that is hidden would tell how many had chosen it alone."""
    return (
        select(dots.c.attendee_id, func.sum(dots.c.number).label("number"))
        .join(notes, notes.c.id == dots.c.note_id)
        .where(notes.c.barcamp_id == barcamp_id, notes.c.wall == wall)
        .group_by(dots.c.attendee_id)
    )


async def _has_voted(turn: Turn, wall: str) -> bool:
    mine = points_on(turn.barcamp.id, wall).where(dots.c.attendee_id == turn.attendee_id)
    return (await turn.db.execute(mine)).first() is not None


async def _give_back(turn: Turn, wall: str, most: int) -> bool:
    """All points of those who have more than so many on this wall. Whether there were any."""
    too_many = points_on(turn.barcamp.id, wall).having(func.sum(dots.c.number) > most).subquery()
    here = select(notes.c.id).where(notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == wall)
    theirs = dots.c.attendee_id.in_(select(too_many.c.attendee_id)), dots.c.note_id.in_(here)
    return bool((await turn.db.execute(delete(dots).where(*theirs))).rowcount)


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
