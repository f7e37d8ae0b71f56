"""Times of day: wall-clock minutes since midnight of the event's first day, as people type them and as they pass."""

from datetime import UTC, datetime, time, timedelta

from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.night import DAY
from barcamp.kernel.refused import Refused
from barcamp.text.hours import minute_of
from barcamp.text.mending import in_one_line

LONGEST_NIGHT = 12 * 60  # minutes of what ends after midnight; if it is longer, start and end were mixed up


def minutes(typed: str) -> int:
    """Reads a time: `14:30`, as browsers send it, or as people write it: `14 Uhr 30`, `2:30 PM`. Raises Refused."""
    text = in_one_line(typed)
    found = minute_of(text) if text.isascii() and not text.isdigit() else None
    if found is None or text.startswith("24"):
        raise Refused("slot.time")
    return found


def span(starts: int, ends: int) -> tuple[int, int]:
    """From one minute of the day to another; an end before the start is after midnight. Raises Refused."""
    if ends == starts:
        raise Refused("slot.no_length")
    if ends < starts:
        ends += 24 * 60
        if ends - starts > LONGEST_NIGHT:
            raise Refused("slot.ends_before")
    return starts, ends


def now_at(barcamp: Barcamp, at: datetime) -> datetime:
    """The time on the event's clock at this moment; a rehearsal's clock may have been set."""
    return at + timedelta(seconds=barcamp.clock_shift)


def minute_of_day(barcamp: Barcamp, at: datetime) -> int:
    """Minutes of wall-clock time since midnight of the event's first day; negative before it."""
    local = now_at(barcamp, at).astimezone(barcamp.zone)
    days = (local.date() - barcamp.day).days
    return days * 24 * 60 + local.hour * 60 + local.minute


def is_over(barcamp: Barcamp, at: datetime) -> bool:
    """Whether the event's last day and the longest night after it have passed."""
    return minute_of_day(barcamp, at) >= barcamp.days * DAY + LONGEST_NIGHT


def after_the_gap(barcamp: Barcamp, minute: int) -> int | None:
    """The first time that exists after the given one, if that falls into the gap of the night in which clocks go
    forward; else None."""
    step = next((n for n in range(24 * 60) if _exists(barcamp, minute + n)), 0)
    return minute + step if step else None


def _exists(barcamp: Barcamp, minute: int) -> bool:
    days, minute = divmod(minute, 24 * 60)
    shown = datetime.combine(barcamp.day + timedelta(days=days), time(minute // 60, minute % 60), barcamp.zone)
    return shown.astimezone(UTC).astimezone(barcamp.zone).replace(tzinfo=None) == shown.replace(tzinfo=None)


def refuse_missing_times(barcamp: Barcamp, starts: int, ends: int) -> None:
    """Raises Refused for times that no clock will show in that night, naming the field that is meant."""
    for field, minute in (("starts", starts), ("ends", ends)):
        if (then := after_the_gap(barcamp, minute)) is not None:
            raise Refused("slot.no_such_time", time=as_clock(minute), then=as_clock(then)).beside(field)


def as_clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def instant(barcamp: Barcamp, minute: int) -> datetime:
    """The moment at which the event's clocks show that minute of its day; for a minute that comes twice in one night,
    the first."""
    days, minute = divmod(minute, 24 * 60)
    shown = datetime.combine(barcamp.day + timedelta(days=days), time(minute // 60, minute % 60), barcamp.zone)
    return shown.astimezone(UTC) - timedelta(seconds=barcamp.clock_shift)
