"""The plan as a calendar (RFC 5545): for everybody, or the sessions of one person.

Times are clock times with the event's real zone, which people's calendars show as such; its rules for the year of the
event come along, so that nothing has to be looked up.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from barcamp.exports.book.agenda import Appointment, agenda
from barcamp.exports.book.tree import Day
from barcamp.exports.charset import in_one_line, printable
from barcamp.text.i18n import gettext as _

_MARKS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write(day: Day) -> bytes:
    return _calendar(day, in_one_line(day.event.name), agenda(day))


def plan_of(day: Day, walls: Collection[str]) -> bytes:
    """Only the sessions on these walls, and the plenary items, which are for everybody."""
    mine = [item for item in agenda(day) if item.kind == "plenary" or item.wall in walls]
    return _calendar(day, _("%(name)s: my sessions") % {"name": in_one_line(day.event.name)}, mine)


def _calendar(day: Day, name: str, items: list[Appointment]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//barcamp//plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{day.event.timezone}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        *_zone(day),
    ]
    for item in items:
        lines += _event(day, item)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def _event(day: Day, item: Appointment) -> Iterator[str]:
    zone = day.event.timezone
    yield "BEGIN:VEVENT"
    yield f"UID:{item.name}@barcamp"
    yield f"SEQUENCE:{day.revision}"
    yield f"DTSTAMP:{_utc(day.made_at)}"
    yield f"LAST-MODIFIED:{_utc(day.made_at)}"
    yield f"DTSTART;TZID={zone}:{item.starts:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={zone}:{item.ends:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(item.title)}"
    if item.room or day.event.place:
        yield f"LOCATION:{_text(', '.join(filter(None, [item.room, in_one_line(day.event.place)])))}"
    if words := _description(item):
        yield f"DESCRIPTION:{_text(words)}"
    if item.url:
        yield f"URL:{item.url}"
    kind = _("Plenary") if item.kind == "plenary" else _("Session")
    yield f"CATEGORIES:{_text(kind)}"
    yield "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _description(item: Appointment) -> str:
    hosts = ", ".join(item.hosts) + (f" ({item.organisation})" if item.hosts and item.organisation else "")
    return "\n\n".join(filter(None, [hosts, item.description.strip(), item.video_link]))


def _zone(day: Day) -> Iterator[str]:
    """The zone's rules in the year of the event: the offset it begins with, and each change."""
    zone = ZoneInfo(day.event.timezone)
    first = datetime(day.event.day.year, 1, 1, tzinfo=UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{day.event.timezone}"
    yield from _rule(zone, first - timedelta(days=400), first)
    for hour in range(366 * 24):
        before, after = first + timedelta(hours=hour), first + timedelta(hours=hour + 1)
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield from _rule(zone, before, _change(zone, before, after))
    yield "END:VTIMEZONE"


def _rule(zone: ZoneInfo, before: datetime, at: datetime) -> Iterator[str]:
    """From `at` the offset is that of `at`; RFC 5545 wants the beginning in the clock time before it."""
    old, new = before.astimezone(zone).utcoffset() or timedelta(), at.astimezone(zone).utcoffset() or timedelta()
    kind = "DAYLIGHT" if at.astimezone(zone).dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{(at + old).replace(tzinfo=None):%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset(old)}"
    yield f"TZOFFSETTO:{_offset(new)}"
    yield f"TZNAME:{at.astimezone(zone).tzname()}"
    yield f"END:{kind}"


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The minute in which the offset changes, between the two."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = (before + (after - before) / 2).replace(second=0)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after


def _offset(much: timedelta) -> str:
    minutes = int(much.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(typed: str) -> str:
    return printable(typed).replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n").translate(_MARKS)


def _folded(line: str) -> str:
    """At most 75 bytes a line, never in the middle of a character; the next begins with a space."""
    out, room = [], 75
    for letter in line:
        size = len(letter.encode())
        if size > room:
            out.append("\r\n ")
            room = 74
        out.append(letter)
        room -= size
    return "".join(out) + "\r\n"
