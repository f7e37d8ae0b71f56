"""The event that a command acts in, as it stands: a value that every turn carries."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Barcamp:
    id: int
    code: str
    organiser_id: int
    name: str
    place: str
    day: date
    timezone: str
    language: str
    tone: str
    phase: str
    pitching_open: bool
    interest_open: bool
    announcement: str
    announced_at: datetime | None
    created_at: datetime
    archived_at: datetime | None
    scene: str
    scene_wall: str
    scene_until: datetime | None
    exhibit: str
    projector_look: str
    on_stage: int | None
    stage_until: datetime | None
    feedback_on: bool
    delete_on: date
    organiser_name: str
    contact: str
    funding: str
    accent: str
    ticked: str
    rehearses: str
    clock_shift: int
    points: int
    blind: bool
    results_for: str
    findable: bool
    entry_open: bool
    video_link: str
    entry_busy: datetime | None
    held: str  # site, online or hybrid
    days: int = 1  # how many in a row, from `day` on
    changeover: int = 0  # minutes in which people change rooms

    def alike(self, other: "Barcamp") -> bool:
        """Whether requests need not read the event again. How busy its entry is changes with everybody who comes, and
        does not count."""
        return replace(self, entry_busy=None) == replace(other, entry_busy=None)

    @property
    def last_day(self) -> date:
        return last_of(self.day, self.days)

    @property
    def dates(self) -> list[date]:
        """Each of its days."""
        return [last_of(self.day, number) for number in range(1, self.days + 1)]

    @property
    def dated(self) -> date | None:
        """The first day, where times of day have to say which day is meant: `speaking` is told."""
        return self.day if self.days > 1 else None

    @property
    def hybrid(self) -> bool:
        """Whether some people come to the place and others take part from elsewhere. Only then anybody is asked."""
        return self.held == "hybrid"

    @property
    def feedback_open(self) -> bool:
        """Whether people are asked how the day was. Like the other rounds, this does not consider the archive."""
        return self.feedback_on and self.phase == "closing"

    @property
    def interest_hidden(self) -> bool:
        """Whether counts of interest are still hidden from everybody: they are until the round is closed."""
        return self.blind and self.interest_open and not self.archived

    @property
    def stage_mark(self) -> int:
        """A number that differs whenever the clock on stage is set anew; 0 while none runs."""
        return int(self.stage_until.timestamp()) % 86_400 + 1 if self.stage_until else 0

    @property
    def archived(self) -> bool:
        return self.archived_at is not None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def last_of(first: date, days: int) -> date:
    """The last of so many days in a row, as far as the calendar goes."""
    return date.fromordinal(min(first.toordinal() + days - 1, date.max.toordinal()))
