"""The round through the walls of a day: what a projector can show and what a results round goes through."""

from collections.abc import Iterable
from dataclasses import dataclass

from barcamp.domain.moderation.projector import REST
from barcamp.queries.plan.plan import Plan
from barcamp.queries.walls.notes import WallSight


@dataclass(frozen=True, slots=True)
class Stop:
    """One wall. `starts` in minutes since midnight; a session that is held twice stands at its first time."""

    wall: str
    title: str
    starts: int


def rounds(plan: Plan) -> list[Stop]:
    found: dict[str, Stop] = {}
    for row in plan.rows:
        stops = [Stop(row.wall, row.title, row.starts)] if row.plenary else []
        stops += [Stop(cell.topic.wall, cell.topic.title, row.starts) for cell in row.sessions if cell.topic]
        for stop in stops:
            found.setdefault(stop.wall, stop)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Round:
    """A results round: the walls that have something to say, in the order of the day, and the sessions that do not.
    `onscreen` names the wall at which it stays, REST its last page; empty while it goes by itself."""

    walls: tuple[WallSight, ...]
    missing: tuple[Stop, ...]
    onscreen: str = ""

    @property
    def stops(self) -> list[tuple[str, str | None]]:
        """The names and titles of all pages; the last page has no title."""
        said: list[tuple[str, str | None]] = [(wall.name, wall.heading) for wall in self.walls]
        return said + ([(REST, None)] if self.missing and self.walls else [])

    @property
    def at(self) -> int | None:
        """The page at which it stays; None while it goes by itself, or at a session without a result."""
        return next((index for index, (name, _) in enumerate(self.stops) if name == self.onscreen), None)

    @property
    def back(self) -> tuple[str, str | None] | None:
        return self.stops[self.at - 1] if self.at else None

    @property
    def on(self) -> tuple[str, str | None] | None:
        """The page after this one; the first where no page was chosen."""
        return next(iter(self.stops[0 if self.at is None else self.at + 1 :]), None)


def results_round(plan: Plan, walls: Iterable[WallSight], onscreen: str) -> Round:
    named = {wall.name: wall for wall in walls}
    stops = [stop for stop in rounds(plan) if stop.wall in named]
    told = [stop.wall for stop in stops if _tells(named[stop.wall])]
    missing = tuple(stop for stop in stops if stop.wall not in told and stop.wall.startswith("t"))
    return Round(tuple(named[name] for name in told), missing, onscreen)


def _tells(wall: WallSight) -> bool:
    return bool(wall.result or wall.key or wall.next_steps)
