"""The round through the walls of a day: what a projector can show, and what a results round shows page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from barcamp.domain.moderation.projector import REST
from barcamp.queries.plan.plan import Plan
from barcamp.queries.walls.notes import WholeWall


@dataclass(frozen=True, slots=True)
class Stop:
    """One wall. `starts` is in minutes since midnight; a session that is held twice stands at its first time."""

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
class Page:
    """What one wall says in a results round. `number` is its place among all pages; 0 for one without a result."""

    wall: WholeWall
    number: int

    @property
    def begins(self) -> Literal["result", "key", "next steps"]:
        """The part of it that comes first; the result, even if nothing was written down."""
        if self.wall.result or not _tells(self.wall):
            return "result"
        return "key" if self.wall.key else "next steps"

    @property
    def halved(self) -> bool:
        """Whether more than one card is beside the result."""
        return bool(self.wall.key) + len(self.wall.next_steps) > 1


@dataclass(frozen=True, slots=True)
class Round:
    """A results round: the walls that have something to say, in the order of the day, and the sessions that do not.
    `onscreen` names the wall at which it stays, REST its last page; empty while it runs. `only` is that wall, if there
    is one."""

    walls: tuple[WholeWall, ...]
    missing: tuple[Stop, ...]
    onscreen: str = ""
    only: WholeWall | None = None

    @property
    def shown(self) -> list[Page]:
        """The walls on the projector; none on its last page."""
        if self.only is not None:
            return [Page(self.only, 0 if self.at is None else self.at + 1)]
        if self.onscreen and self.missing:
            return []
        return [Page(wall, number) for number, wall in enumerate(self.walls, 1)]

    @property
    def left(self) -> tuple[Stop, ...]:
        """The sessions without a result that it names: after all others, or on their page alone."""
        return self.missing if self.stops and self.only is None else ()

    @property
    def stops(self) -> list[tuple[str, str | None]]:
        """The names and titles of all pages; the last page has no title."""
        said: list[tuple[str, str | None]] = [(wall.name, wall.heading) for wall in self.walls]
        return said + ([(REST, None)] if self.missing and self.walls else [])

    @property
    def at(self) -> int | None:
        """The page at which it stays; None while it runs, or at a session without a result."""
        return next((index for index, (name, _) in enumerate(self.stops) if name == self.onscreen), None)

    @property
    def back(self) -> tuple[str, str | None] | None:
        return self.stops[self.at - 1] if self.at else None

    @property
    def on(self) -> tuple[str, str | None] | None:
        """The page after this one; the first if no page was chosen."""
        return next(iter(self.stops[0 if self.at is None else self.at + 1 :]), None)


def results_round(plan: Plan, walls: Iterable[WholeWall], onscreen: str, only: WholeWall | None = None) -> Round:
    named = {wall.name: wall for wall in walls}
    stops = [stop for stop in rounds(plan) if stop.wall in named]
    told = [stop.wall for stop in stops if _tells(named[stop.wall])]
    missing = tuple(stop for stop in stops if stop.wall not in told and stop.wall.startswith("t"))
    return Round(tuple(named[name] for name in told), missing, onscreen, only)


def _tells(wall: WholeWall) -> bool:
    return bool(wall.result or wall.key or wall.next_steps)
