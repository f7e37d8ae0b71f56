"""Times of the day: wall-clock minutes since midnight of the event's day, as people type them and as they pass."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from barcamp.domain.base import Refused

if TYPE_CHECKING:
    from barcamp.domain.barcamp import Barcamp

LONGEST_NIGHT = 12 * 60  # minutes of what ends after midnight; longer than that, start and end were mixed up


def minutes(typed: str) -> int:
    """`14:30` or `9:5`. Raises Refused."""
    hours, _, rest = typed.strip().partition(":")
    if len(hours) > 2 or len(rest) > 2:
        raise Refused("slot.time")
    if not (hours.isascii() and hours.isdigit() and rest.isascii() and rest.isdigit()):
        raise Refused("slot.time")
    if int(hours) > 23 or int(rest) > 59:
        raise Refused("slot.time")
    return int(hours) * 60 + int(rest)


def span(starts: int, ends: int) -> tuple[int, int]:
    """From one minute of the day to another; an end before the start is after midnight. Raises Refused."""
    if ends == starts:
        raise Refused("slot.no_length")
    if ends < starts:
        ends += 24 * 60
        if ends - starts > LONGEST_NIGHT:
            raise Refused("slot.ends_before")
    return starts, ends


def now_at(barcamp: "Barcamp", at: datetime) -> datetime:
    """What the event's clock shows at this moment: in a rehearsal it was turned."""
    return at + timedelta(seconds=barcamp.clock_shift)


def minute_of_day(barcamp: "Barcamp", at: datetime) -> int:
    """Minutes of wall-clock time since midnight of the event's day; negative before it."""
    local = now_at(barcamp, at).astimezone(barcamp.zone)
    days = (local.date() - barcamp.day).days
    return days * 24 * 60 + local.hour * 60 + local.minute


def instant(barcamp: "Barcamp", minute: int) -> datetime:
    """When the event's clocks show that minute of its day."""
    days, minute = divmod(minute, 24 * 60)
    shown = datetime.combine(barcamp.day + timedelta(days=days), time(minute // 60, minute % 60), barcamp.zone)
    return shown - timedelta(seconds=barcamp.clock_shift)
