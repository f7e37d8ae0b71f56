"""What a file tells of each session, before anybody asks whether it fits the event."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from barcamp.kernel.refused import Refused

MOST = 2_000  # sessions of a fixed programme
_LONGEST_ZONE = 60  # characters of a name


@dataclass(frozen=True, slots=True)
class Told:
    """One session of a file, by its `number` in it. `id` is what it is called there. Times without a zone are the
    event's own. `day` is the one that it belongs to, if the file says so. `why`: it cannot be read; `marks`: what was
    assumed."""

    number: int
    title: str
    id: str = ""
    people: tuple[str, ...] = ()
    room: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    description: str = ""
    day: date | None = None
    why: Refused | None = None
    marks: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file. `seats` of rooms, by name, where it says some; `marks` are about the file as a whole."""

    kind: str
    told: tuple[Told, ...] = ()
    seats: dict[str, int] = field(default_factory=dict[str, int])
    marks: tuple[Refused, ...] = ()


def within_limits(found: Iterable[Told]) -> tuple[Told, ...]:
    """All of them. Raises Refused if they are too many for one event."""
    told = tuple(found)
    if len(told) > MOST:
        raise Refused("programme.too_many", number=len(told), most=MOST)
    return told


def zone_named(name: str) -> ZoneInfo | None:
    """A time zone; None for a name that nobody knows."""
    name = name.strip()
    if not name or len(name) > _LONGEST_ZONE or name.startswith(("/", ".")):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def moment(typed: str) -> datetime | None:
    """A date with a time as files write it, 2026-06-13T10:00:00+02:00 or 2026-06-13 10:00; None for anything else."""
    text = typed.strip()
    if len(text) < 12:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def date_of(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip()[:10])
    except ValueError:
        return None


def length(typed: str) -> timedelta | None:
    """A duration as files write it: 00:45, 1:30:00, or minutes alone; None for anything else, and for none."""
    parts = typed.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    minutes = numbers[0] if len(numbers) == 1 else numbers[0] * 60 + numbers[1]
    return timedelta(minutes=minutes) if 0 < minutes <= 24 * 60 else None
