"""A programme as a calendar (ICS, RFC 5545): each event of it is a session. Lines that are none are passed over, for
which icalendar would refuse the whole file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from barcamp.domain.setup.programme.told import Source, Told, within_limits, zone_named
from barcamp.kernel.refused import Refused

_ESCAPED = re.compile(r"\\([\\;,nN])")
_NAME = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:]*))*):(.*)', re.DOTALL)
_LASTS = re.compile(r"P(?:(\d{1,2})W)?(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?)?")


@dataclass(frozen=True, slots=True)
class _Property:
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value).strip()


def read_calendar(text: str) -> Source:
    return Source("ics", within_limits(_session(at, each) for at, each in enumerate(_events(text), 1)))


def _events(text: str) -> Iterator[dict[str, list[_Property]]]:
    """The properties of each event, by name; those of reminders within it are left out."""
    inside: list[str] = []
    event: dict[str, list[_Property]] = {}
    # Only at line breaks: other separators are part of what somebody wrote.
    for line in re.split(r"\r\n?|\n", re.sub(r"(?:\r\n?|\n)[ \t]", "", text)):
        found = _NAME.fullmatch(line.strip())
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            inside.append(value.upper())
            event = {} if inside[-1] == "VEVENT" else event
        elif name == "END" and inside:
            if inside.pop() == "VEVENT":
                yield event
        elif inside and inside[-1] == "VEVENT":
            pairs = (each.partition("=") for each in found[2].split(";") if each)
            told = {key.upper(): value.strip('"') for key, _, value in pairs}
            event.setdefault(name, []).append(_Property(told, value))


def _session(number: int, event: dict[str, list[_Property]]) -> Told:
    def text(name: str) -> str:
        return event[name][0].text if name in event else ""

    people = [each.parameters.get("CN", "") for name in ("ORGANIZER", "ATTENDEE") for each in event.get(name, ())]
    again = text("RECURRENCE-ID")
    marks: list[Refused] = [Refused("programme.repeats")] if "RRULE" in event else []
    starts, ends = _when(event, "DTSTART", marks), _when(event, "DTEND", marks)
    lasts = _LASTS.fullmatch(text("DURATION")) if text("DURATION") else None
    if starts and ends is None and lasts:
        weeks, days, hours, minutes = (int(part or 0) for part in lasts.groups())
        ends = starts + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    why = None
    if text("STATUS").upper() == "CANCELLED":
        why = Refused("programme.cancelled")
    elif starts is None:
        why = Refused("programme.all_day") if "DTSTART" in event else Refused("programme.no_time")
    elif ends is None:
        why = Refused("programme.no_length")
    return Told(
        number, text("SUMMARY"), text("UID") + (f"/{again}" if again else ""), tuple(filter(None, people)),
        text("LOCATION"), starts, ends, text("DESCRIPTION"), why=why, marks=tuple(marks),
    )  # fmt: skip


def _when(event: dict[str, list[_Property]], name: str, marks: list[Refused]) -> datetime | None:
    """A moment; without a zone if it is the clock on the wall, or if its zone is not known. None for a whole day."""
    if name not in event:
        return None
    found = event[name][0]
    value = found.value.strip()
    try:
        at = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        return None
    if value.endswith("Z"):
        return at.replace(tzinfo=zone_named("UTC"))
    named = found.parameters.get("TZID", "")
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # few servers ever read a calendar

    zone = zone_named(WINDOWS_TO_OLSON.get(named, named))
    if named and zone is None and not marks:
        marks.append(Refused("programme.zone_unknown", zone=named[:40]))
    return at.replace(tzinfo=zone)
