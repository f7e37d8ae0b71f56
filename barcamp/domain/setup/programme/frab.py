"""A session as schedule.xml and schedule.json both tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from barcamp.domain.setup.programme.told import Told, date_of, length, moment, zone_named
from barcamp.kernel.refused import Refused
from barcamp.text.hours import minute_of

_MORNING = time(4)  # what begins before it belongs to the day before, unless the file says otherwise


def day_changes(typed: str) -> time:
    minute = minute_of(typed.strip()[:5]) if typed.strip() else None
    return _MORNING if minute is None else time(minute // 60, minute % 60)


def session(
    number: int,
    facts: Mapping[str, str],
    people: Iterable[str],
    room: str,
    day: str,
    zone: str,
    change: time = _MORNING,
) -> Told:
    """`facts` are its texts by name. `day` is the date of the sheet on which it stands, `zone` the one that the file
    names for all of its times."""
    told = Told(
        number,
        facts.get("title", "").strip(),
        (facts.get("guid") or facts.get("id") or "").strip(),
        tuple(name.strip() for name in people if name.strip()),
        room.strip(),
        description=(facts.get("description") or facts.get("abstract") or "").strip(),
        day=date_of(day),
    )
    starts = moment(facts.get("date", "")) or _on_the_day(date_of(day), facts.get("start", ""), change)
    if starts is None:
        return replace(told, why=Refused("programme.no_time"))
    lasts = length(facts.get("duration", ""))
    ends = moment(facts.get("end", "")) or (starts + lasts if lasts else None)
    if ends is None:
        return replace(told, why=Refused("programme.no_length"))
    if starts.tzinfo is None and zone and (known := zone_named(zone)):
        starts, ends = starts.replace(tzinfo=known), ends if ends.tzinfo else ends.replace(tzinfo=known)
    elif starts.tzinfo is None and zone:
        told = replace(told, marks=(Refused("programme.zone_unknown", zone=zone[:40]),))
    return replace(told, starts=starts, ends=ends)


def _on_the_day(day: date | None, typed: str, change: time) -> datetime | None:
    minute = minute_of(typed.strip())
    if day is None or minute is None:
        return None
    at = time(minute // 60, minute % 60)
    return datetime.combine(day + timedelta(days=at < change), at)
