"""Where the day stands: what is running, what is over, what comes next."""

from dataclasses import dataclass

from barcamp.kernel.night import DAY
from barcamp.queries.plan.plan import Cell, Plan, Row


@dataclass(frozen=True, slots=True)
class On:
    """What is on, of one row and until the minute `ends`: something for everybody or sessions not planned yet, which
    have no cells, or sessions."""

    row: Row
    ends: int
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the day stands at `minute`: rows that are running, and the next one. `last` is the last day that has rows.
    `changing`: sessions are over, and people go to the rooms of the next row. `on`: what is on, sessions apart that
    end at different times; a single one may last longer than its row, or less."""

    minute: int
    running: tuple[Row, ...]
    upcoming: Row | None
    over: frozenset[int]
    last: int = 0
    changing: bool = False
    on: tuple[On, ...] = ()

    @property
    def soon(self) -> Row | None:
        """The next row, if the day has begun and nothing is running."""
        return None if self.running or self.ahead else self.upcoming

    @property
    def then(self) -> Row | None:
        """The next row, if it comes after something that is running, or on another day."""
        return self.upcoming if self.running or self.ahead else None

    @property
    def next_change(self) -> int | None:
        """The minute at which what is running now is over or, in a gap, the next thing begins."""
        if self.running:
            return min(row.until for row in self.running)
        return self.upcoming.starts if self.upcoming else None

    @property
    def ahead(self) -> int:
        """In how many days the next row's day is; 0 once it has begun."""
        return max(0, (self.upcoming.day if self.upcoming else 0) - self.minute // DAY)

    @property
    def day(self) -> int:
        """The day of which screens show the plan, 0 for the first: that of what is running, else of what comes next,
        else the last one that had something."""
        rows = [*self.running, *(each.row for each in self.on)]
        return rows[0].day if rows else self.upcoming.day if self.upcoming else self.last

    @property
    def mark(self) -> str:
        """A text that changes exactly when what is running, next or over changes, or what its day is called."""
        running = ".".join(str(row.id) for row in self.running)
        aside = ".".join(str(cell.topic.id) for cell in self.aside if cell.topic)
        ended = ".".join(map(str, self.ended))
        upcoming = self.upcoming.id if self.upcoming else 0
        return f"{self.ahead}:{running}-{upcoming}{'c' * self.changing}~{aside}-{ended}"

    @property
    def aside(self) -> list[Cell]:
        """Sessions that are on and end at another time than others of their row."""
        return [cell for each in self.on if each.ends != each.row.until for cell in each.cells]

    def aside_in(self, row: Row) -> tuple[int, ...]:
        """Those of a row, by their ids."""
        mine = [cell.topic.id for cell in row.sessions if cell.topic]
        return tuple(cell.topic.id for cell in self.aside if cell.topic and cell.topic.id in mine)

    @property
    def ended(self) -> list[int]:
        """Sessions of running rows that ended before these."""
        cells = [cell.topic for row in self.running for cell in row.sessions if cell.topic]
        return [topic.id for topic in cells if topic.ends is not None and topic.ends <= self.minute]


def moment(plan: Plan, minute: int) -> Moment:
    """A row runs until its sessions end, and is over with its time; between the two, rooms are changed."""
    running = tuple(row for row in plan.rows if row.starts <= minute < row.until)
    upcoming = next((row for row in plan.rows if row.starts > minute), None)
    over = frozenset(row.id for row in plan.rows if max(row.ends, *_ends(row)) <= minute)
    last = max((row.day for row in plan.rows), default=0)
    changing, on = not running and _changing(plan, upcoming, minute), _on(plan, minute)
    return Moment(minute, running, upcoming, over, last, changing, on)


def _ends(row: Row) -> list[int]:
    return [row.until, *(cell.topic.ends or 0 for cell in row.sessions if cell.topic)]


def _on(plan: Plan, minute: int) -> tuple[On, ...]:
    found: list[On] = []
    for row in plan.rows:
        if row.starts > minute:
            continue
        if not row.sessions:
            found += [On(row, row.until)] if minute < row.until else []
        for ends in sorted({end for end in _ends(row)[1:] if end > minute}):
            cells = tuple(cell for cell in row.sessions if cell.topic and cell.topic.ends == ends)
            found.append(On(row, ends, cells))
    return tuple(found)


def _changing(plan: Plan, upcoming: Row | None, minute: int) -> bool:
    """Whether the next row begins no later after the end of sessions than it takes to change rooms."""
    if upcoming is None or not plan.changeover:
        return False
    since = upcoming.starts - plan.changeover
    return any(row.day == upcoming.day and not row.plenary and since <= row.until <= minute for row in plan.rows)
