"""Where the day stands: what is running, what is over, what comes next."""

from dataclasses import dataclass

from barcamp.kernel.night import DAY
from barcamp.queries.plan.plan import Plan, Row


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the day stands at `minute`: rows that are running, and the next one. `last` is the last day that has rows.
    `changing`: sessions are over, and people go to the rooms of the next row."""

    minute: int
    running: tuple[Row, ...]
    upcoming: Row | None
    over: frozenset[int]
    last: int = 0
    changing: bool = False

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
        return self.running[0].day if self.running else self.upcoming.day if self.upcoming else self.last

    @property
    def mark(self) -> str:
        """A text that changes exactly when what is running, next or over changes, or what its day is called."""
        running = ".".join(str(row.id) for row in self.running)
        return f"{self.ahead}:{running}-{self.upcoming.id if self.upcoming else 0}{'c' * self.changing}"


def moment(plan: Plan, minute: int) -> Moment:
    """A row runs until its sessions end, and is over with its time; between the two, rooms are changed."""
    running = tuple(row for row in plan.rows if row.starts <= minute < row.until)
    upcoming = next((row for row in plan.rows if row.starts > minute), None)
    over = frozenset(row.id for row in plan.rows if row.ends <= minute)
    last = max((row.day for row in plan.rows), default=0)
    return Moment(minute, running, upcoming, over, last, not running and _changing(plan, upcoming, minute))


def _changing(plan: Plan, upcoming: Row | None, minute: int) -> bool:
    """Whether the next row begins no later after the end of sessions than it takes to change rooms."""
    if upcoming is None or not plan.changeover:
        return False
    since = upcoming.starts - plan.changeover
    return any(row.day == upcoming.day and not row.plenary and since <= row.until <= minute for row in plan.rows)
