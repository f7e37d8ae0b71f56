"""Moments as screens count down to them: in milliseconds, as browsers count, since in the night of a clock change the
day's minutes do not measure duration."""

from dataclasses import dataclass
from datetime import datetime

from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import instant
from barcamp.queries.plan.moment import Moment


@dataclass(frozen=True)
class Instant:
    """For templates, of one event: a minute of its day → milliseconds."""

    barcamp: Barcamp

    def __call__(self, minute: int) -> int:
        return milliseconds(instant(self.barcamp, minute))


def next_change(barcamp: Barcamp, moment: Moment) -> int | None:
    """The moment at which what is running is over or the next thing begins."""
    return Instant(barcamp)(moment.next_change) if moment.next_change is not None else None


def milliseconds(at: datetime) -> int:
    return int(at.timestamp()) * 1000
