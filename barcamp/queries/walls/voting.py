"""The vote with points of a wall: how many have voted while it is open, and what came of it once it is closed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.dots import past_votes_with_points, points_on
from barcamp.domain.walls.wall import Wall, walls
from barcamp.queries.walls.notes import Note, WholeWall

LARGE = 3  # places that are shown large
MOST_LARGE = 5  # cards there, when several share a place


@dataclass(frozen=True, slots=True)
class Voting:
    """`points` per person, 0 where there was no vote. `voters` are people (queries/event/figures.py) who have given at
    least one, `people` all there are. `given`: there are points, also of others. `number` says which vote of the wall
    it is, `before` whether there is another that can be brought back."""

    wall: str
    points: int = 0
    open: bool = False
    voters: int = 0
    people: int = 0
    given: bool = False
    number: int = 0
    before: bool = False

    @property
    def state(self) -> str:
        return "" if not self.points else "open" if self.open else "closed"


@dataclass(frozen=True, slots=True)
class Rank:
    """A card with points. `tied`: others have as many; they share the place."""

    place: int
    note: Note
    points: int
    tied: bool
    large: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """`without`: how many cards have no points. `next_section` is where next steps stand, 0 where this wall has no such
    section."""

    ranks: tuple[Rank, ...]
    without: int
    next_section: int

    @property
    def most(self) -> int:
        return self.ranks[0].points if self.ranks else 0


async def load_voting(db: AsyncConnection, barcamp_id: int, wall: Wall, people: int) -> Voting:
    """Two queries at most."""
    before = past_votes_with_points(barcamp_id, str(wall)).exists()
    query = select(walls.c.points, walls.c.dots_closed_at, walls.c.vote, before.label("before")).where(
        walls.c.barcamp_id == barcamp_id, walls.c.name == str(wall)
    )
    row = (await db.execute(query)).first()
    if row is None or not row.points:
        return Voting(str(wall), people=people)
    gave = points_on(barcamp_id, str(wall)).subquery()
    counted = select(func.count(), func.count().filter(attendees.c.guest))
    people_who_gave = gave.join(attendees, attendees.c.id == gave.c.attendee_id)
    given, voters = (await db.execute(counted.select_from(people_who_gave))).one()
    is_open = row.dots_closed_at is None
    return Voting(str(wall), row.points, is_open, voters, people, bool(given), row.vote, row.before)


def ranking_of(wall: WholeWall) -> Ranking | None:
    """The most points first, of as many the oldest card; None unless a vote was held and is closed."""
    if not wall.points or wall.dots_open:
        return None
    voted = [(note.dots, note) for note in wall.notes if note.dots is not None]
    given = sorted(((points, note) for points, note in voted if points), key=lambda each: (-each[0], each[1].id))
    scores = [points for points, _ in given]
    places = [scores.index(points) + 1 for points in scores]
    last = max((place for place in places if place <= LARGE and _up_to(places, place) <= MOST_LARGE), default=0)
    ranks = (
        Rank(place, note, points, scores.count(points) > 1, place <= last)
        for place, (points, note) in zip(places, given, strict=True)
    )
    section = next((each.id for each in wall.sections if each.kind == "next" and each.offered), 0)
    return Ranking(tuple(ranks), len(voted) - len(given), section)


def _up_to(places: list[int], place: int) -> int:
    return sum(each <= place for each in places)
