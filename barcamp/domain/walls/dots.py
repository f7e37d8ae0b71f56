"""The dot-vote of a wall: a number of points per person, several on one card if they like, blind until it is closed.

While it is open nothing tells how many points a card has: queries do not count them, and only somebody's first point
and the last one that they take back are told, as one person more or less who has voted.

A wall may vote anew: then what the votes before came to is kept aside, under the number of each, and can be brought
back. `dot` has the points of the vote that counts (`wall.vote`) and no others, so that nothing that reads points can
take old ones for new.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, func, insert, literal, select, update

from barcamp.domain.walls.note import load_note, notes
from barcamp.domain.walls.wall import Wall, on_record, open_wall, record, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import BadRequest, Refused
from barcamp.kernel.rows import AnySelect
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_POINTS = 20
SELECTED = range(2, 11)  # cards of a selection
HOW = ("first", "anew", "on")

dots = Table(
    "dot",
    metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
)


# Votes of a wall that do not count, as they stood when another took their place.
past_votes = Table(
    "past_vote",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("wall", String(16), primary_key=True),
    Column("vote", Integer, primary_key=True, autoincrement=False),
    Column("points", Integer, nullable=False),
    Column("closed_at", UTCDateTime, nullable=False),
    Column("selected", Integer, nullable=False, server_default="0"),
)
past_dots = Table(
    "past_dot",
    metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("vote", Integer, primary_key=True, autoincrement=False),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
)


class OpenDots(Command):
    """Opens it, or opens it again: going `on`, the points that were given stay; `anew`, everybody begins with none, and
    what was before is kept aside. As the `first` it does neither: it is refused where there are points already.

    Of those who gave more than everybody has from now on, all come back. While it is open, this changes how many
    everybody has."""

    by = Role.MODERATOR
    waits = Waits("Vote with points", near="notes")
    wall: str
    points: int = 5
    how: str = "on"

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.points <= MOST_POINTS:
            raise Refused("dots.points", most=MOST_POINTS)
        if self.how not in HOW:
            raise BadRequest("request.bad")
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        if self.how != "on" and row is not None and await _are_given(turn, str(wall)):
            if row.dots_closed_at is None and self.how == "anew":
                raise Refused("dots.still_open")
            if row.dots_closed_at is not None and self.how == "first":
                raise Refused("dots.choose")
            if self.how == "anew":
                return await self._anew(turn, wall, row)
        if row is not None and row.points == self.points and row.dots_closed_at is None:
            return Done()
        await record(turn, wall, points=self.points, dots_closed_at=None)
        fewer = row is not None and self.points < row.points and await _give_back(turn, str(wall), self.points)
        return Done.of(Changed.wall(str(wall)), *([Changed.voters(str(wall))] if fewer else []))

    async def _anew(self, turn: Turn, wall: Wall, row: Any) -> Done:
        await _put_aside(turn, wall, row)
        aside = select(func.max(past_votes.c.vote)).where(*_past_of(turn, wall))
        vote = (await turn.db.scalar(aside) or 0) + 1
        await record(turn, wall, points=self.points, dots_closed_at=None, selected=0, vote=vote)
        return _another_counts(str(wall))


class BringBackDots(Command):
    """Has the vote count again that was there before this one, as it was. This one is kept aside in its place, with
    whatever points it has, and can be brought back in the same way."""

    by = Role.MODERATOR
    waits = Waits("Vote with points", near="notes")
    wall: str

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        last = past_votes_with_points(turn.barcamp.id, str(wall)).order_by(past_votes.c.vote.desc()).limit(1)
        past = (await turn.db.execute(last)).first()
        if row is None or past is None:
            raise Refused("dots.none_before")
        await _put_aside(turn, wall, row)
        columns = past_dots.c.note_id, past_dots.c.attendee_id, past_dots.c.barcamp_id, past_dots.c.number
        its_own = past_dots.c.vote == past.vote, past_dots.c.note_id.in_(_cards_of(turn, wall))
        await turn.db.execute(
            insert(dots).from_select([each.name for each in columns], select(*columns).where(*its_own))
        )
        await turn.db.execute(delete(past_dots).where(*its_own))
        await turn.db.execute(delete(past_votes).where(*_past_of(turn, wall), past_votes.c.vote == past.vote))
        await record(
            turn, wall, points=past.points, dots_closed_at=past.closed_at, selected=past.selected, vote=past.vote
        )
        return _another_counts(str(wall))


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
    vote: int = 0  # for which it is meant

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        points = await _points(turn, note.wall, self.vote)
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
    vote: int = 0  # in which it was given

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await _points(turn, note.wall, self.vote, takes=True)
        mine = dots.c.note_id == note.id, dots.c.attendee_id == turn.attendee_id
        await turn.db.execute(update(dots).where(*mine).values(number=dots.c.number - 1))
        gone = await turn.db.execute(delete(dots).where(*mine, dots.c.number <= 0))
        last = gone.rowcount and not await _has_voted(turn, note.wall)
        return Done.of(Changed.voters(note.wall)) if last else Done()


async def _points(turn: Turn, wall: str, vote: int, *, takes: bool = False) -> int:
    """How many everybody has on this wall. Raises Refused, once that vote is over with what that means for the
    point."""
    row = await on_record(turn, wall_named(wall))
    if row is None or not row.points:
        raise Refused("dots.none")
    if row.vote != vote:
        raise Refused("dots.of_another")
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


def past_votes_with_points(barcamp_id: int, wall: str) -> AnySelect:
    """The votes of this wall that are kept aside, without those in which nobody gave any."""
    given = select(past_dots.c.vote).join(notes, notes.c.id == past_dots.c.note_id)
    on_it = notes.c.barcamp_id == barcamp_id, notes.c.wall == wall
    return select(past_votes).where(
        past_votes.c.barcamp_id == barcamp_id, past_votes.c.wall == wall, past_votes.c.vote.in_(given.where(*on_it))
    )


async def _put_aside(turn: Turn, wall: Wall, row: Any) -> None:
    """Keeps the vote that counts under its number, so that another can take its place."""
    await turn.db.execute(
        insert(past_votes).values(
            barcamp_id=turn.barcamp.id, wall=str(wall), vote=row.vote, points=row.points,
            closed_at=row.dots_closed_at or turn.now, selected=row.selected,
        )
    )  # fmt: skip
    here = dots.c.note_id.in_(_cards_of(turn, wall))
    given = select(dots.c.note_id, dots.c.attendee_id, dots.c.barcamp_id, dots.c.number, literal(row.vote)).where(here)
    columns = ["note_id", "attendee_id", "barcamp_id", "number", "vote"]
    await turn.db.execute(insert(past_dots).from_select(columns, given))
    await turn.db.execute(delete(dots).where(here))


def _cards_of(turn: Turn, wall: Wall) -> AnySelect:
    return select(notes.c.id).where(notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == str(wall))


def _past_of(turn: Turn, wall: Wall) -> tuple[Any, ...]:
    return past_votes.c.barcamp_id == turn.barcamp.id, past_votes.c.wall == str(wall)


def _another_counts(wall: str) -> Done:
    return Done.of(Changed.wall(wall), Changed.cards(wall), Changed.voters(wall))


async def _are_given(turn: Turn, wall: str) -> bool:
    return (await turn.db.execute(points_on(turn.barcamp.id, wall).limit(1))).first() is not None


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
