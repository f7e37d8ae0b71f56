"""The day as a list of appointments, from which calendars and conference apps are made."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from barcamp.domain.event.origin import guid_of as named_as
from barcamp.exports.book.tree import Chapter, Day, Row
from barcamp.exports.charset import address, in_one_line


@dataclass(frozen=True, slots=True)
class Appointment:
    """A session or a plenary item. `name` and `number` stay the same whatever is changed; `starts` and `ends` are in
    the event's zone. `wall` is empty if there is none."""

    name: str
    number: int
    kind: str
    wall: str
    title: str
    starts: datetime
    ends: datetime
    room: str = ""
    hosts: tuple[str, ...] = ()
    organisation: str = ""
    description: str = ""
    repeat: bool = False
    video_link: str = ""
    url: str = ""
    day: int = 0
    given: str = ""  # the id that it came with, if it is one that every program takes

    @property
    def guid(self) -> str:
        return self.given or named_as(self.name)


def agenda(day: Day) -> list[Appointment]:
    """The appointments in order of time, then of the plan. A topic that is held twice is two appointments."""
    taken: set[tuple[str, int]] = set()
    found: list[Appointment] = []
    for chapter in day.chapters:
        if chapter.kind == "session" and chapter.starts is not None and chapter.ends is not None:
            time = _time(taken, chapter.wall, chapter.nth)
            found.append(_session(day, chapter, chapter.starts, chapter.ends, time))
    for row in day.plan:
        if row.title:
            wall = row.wall or f"p{row.starts}"  # a row without a wall is identified by when it starts
            found.append(_plenary(day, row, wall, _time(taken, wall)))
    return sorted(found, key=lambda item: (item.starts, item.ends, item.kind != "plenary"))


def origin(day: Day) -> str:
    """The code under which the event was founded; an import may have received another one."""
    return day.event.origin or day.event.code


def local(day: Day, minutes: int) -> datetime:
    """Minutes of the day as clocks on the wall show them, in the event's zone; times that the night of a clock change
    leaves out are moved later by as much."""
    zone = ZoneInfo(day.event.timezone)
    clock = datetime.combine(day.event.day, time()) + timedelta(minutes=minutes)
    return clock.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def length(item: Appointment) -> timedelta:
    """The time that passes, unlike the difference on clocks that are changed in between."""
    return max(item.ends.astimezone(UTC) - item.starts.astimezone(UTC), timedelta())


def guid_of(day: Day, *names: str) -> str:
    return named_as("/".join((origin(day), *names)))


def _time(taken: set[tuple[str, int]], wall: str, least: int = 1) -> int:
    """Which time it is: the session that was pitched is the first, even if it comes after one that was added."""
    time = next(n for n in count(least) if (wall, n) not in taken)
    taken.add((wall, time))
    return time


def _session(day: Day, chapter: Chapter, starts: int, ends: int, time: int) -> Appointment:
    return Appointment(
        name=_name(day, chapter.wall, time),
        number=_number(chapter.wall, time),
        kind="session",
        wall=chapter.wall,
        title=in_one_line(chapter.title),
        starts=local(day, starts),
        ends=local(day, ends),
        room=in_one_line(chapter.room),
        hosts=tuple(in_one_line(host) for host in chapter.hosts if in_one_line(host)),
        organisation=in_one_line(chapter.organisation),
        description=chapter.description,
        repeat=chapter.repeat,
        video_link=address(chapter.video_link),
        url=_url(day, chapter.wall),
        day=chapter.day,
        given=_guid(chapter.guid) if time == 1 else "",
    )


def _guid(told: str) -> str:
    """The id as schedules have it; empty for what is none."""
    try:
        return str(UUID(told)) if told else ""
    except ValueError:
        return ""


def _plenary(day: Day, row: Row, wall: str, time: int) -> Appointment:
    return Appointment(
        name=_name(day, wall, time),
        number=_number(wall, time),
        kind="plenary",
        wall=row.wall,
        title=in_one_line(row.title),
        starts=local(day, row.starts),
        ends=local(day, row.ends),
        video_link=address(day.event.video_link),
        url=_url(day, row.wall),
        day=row.day,
    )


def _name(day: Day, wall: str, time: int) -> str:
    return f"{origin(day)}-{wall}" + (f"-{time}" if time > 1 else "")


def _number(wall: str, time: int) -> int:
    """A positive number for every wall, and only for that: t7 → 21, s7 → 22, p7 → 23; the second time 100
    million more."""
    return max(int(wall[1:]) * 3 + "tsp".index(wall[0]), 1) + (time - 1) * 100_000_000


def _url(day: Day, wall: str) -> str:
    base = address(day.event.url)
    return f"{base}/notes/{wall}" if base and wall and "?" not in base else base
