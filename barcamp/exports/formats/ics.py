"""The plan as a calendar (RFC 5545): for everybody, or the sessions of one person, which say where to meet by video.

Times are clock times in the event's real zone, which people's calendars show as such; the zone's rules for the year of
the event are included, so that nothing has to be looked up.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Component,
    Event,
    Parameters,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vText,
    vUri,
)

from barcamp.exports.book.agenda import Appointment, agenda
from barcamp.exports.book.tree import Day
from barcamp.exports.charset import in_one_line, printable
from barcamp.text.i18n import gettext as _

_ASK_AGAIN = timedelta(minutes=15)


def write(day: Day) -> bytes:
    return _calendar(day, in_one_line(day.event.name), agenda(day))


def plan_of(day: Day, walls: Collection[str], now: datetime) -> bytes:
    """Only the sessions on these walls, and the plenary items, which are for everybody; where the day has video rooms,
    with the way into those of items that are not over at `now`."""
    mine = [item for item in agenda(day) if item.kind == "plenary" or item.wall in walls]
    mine = [item if now < item.ends else replace(item, video_link="") for item in mine]
    return _calendar(day, _("%(name)s: my sessions") % {"name": in_one_line(day.event.name)}, mine)


def _calendar(day: Day, name: str, items: list[Appointment]) -> bytes:
    calendar = Calendar()
    _put(calendar, "version", "2.0")
    _put(calendar, "prodid", "-//barcamp//plan//EN")
    _put(calendar, "calscale", "GREGORIAN")
    _put(calendar, "method", "PUBLISH")
    _put(calendar, "x-wr-calname", _text(name))
    _put(calendar, "x-wr-timezone", vText(day.event.timezone))
    _put(calendar, "refresh-interval", _ASK_AGAIN, VALUE="DURATION")
    _put(calendar, "x-published-ttl", vDuration(_ASK_AGAIN))
    calendar.add_component(_zone(day))
    for item in items:
        calendar.add_component(_event(day, item))
    return calendar.to_ical(sorted=False)


def _event(day: Day, item: Appointment) -> Event:
    zone = day.event.timezone
    event = Event()
    _put(event, "uid", item.given or f"{item.name}@barcamp")
    _put(event, "sequence", day.revision)
    _put(event, "dtstamp", day.made_at)
    _put(event, "last-modified", day.made_at)
    _put(event, "dtstart", item.starts.replace(tzinfo=None), TZID=zone)
    _put(event, "dtend", item.ends.replace(tzinfo=None), TZID=zone)
    _put(event, "summary", _text(item.title))
    if item.room or day.event.place:
        _put(event, "location", _text(", ".join(filter(None, [item.room, in_one_line(day.event.place)]))))
    if words := _description(item):
        _put(event, "description", _text(words))
    if item.url:
        _put(event, "url", item.url)
    if item.video_link:  # RFC 7986
        label = _("To the video room")
        _put(event, "conference", vUri(item.video_link), VALUE="URI", FEATURE=("AUDIO", "VIDEO"), LABEL=label)
    _put(event, "categories", [_("Plenary") if item.kind == "plenary" else _("Session")])
    _put(event, "transp", "OPAQUE")
    return event


def _description(item: Appointment) -> str:
    hosts = ", ".join(item.hosts) + (f" ({item.organisation})" if item.hosts and item.organisation else "")
    again = _("Repeat") if item.repeat else ""
    video = f"{_('To the video room')}: {item.video_link}" if item.video_link else ""
    return "\n\n".join(filter(None, [video, again, hosts, item.description.strip()]))


def _zone(day: Day) -> Timezone:
    """The zone's rules in the year of the event: the offset at its beginning, and each change. The package would let
    summer time begin at 03:00, where RFC 5545 wants the clock time before the change."""
    zone = ZoneInfo(day.event.timezone)
    first = datetime(day.event.day.year, 1, 1, tzinfo=UTC)
    rules = Timezone()
    _put(rules, "tzid", day.event.timezone)
    rules.add_component(_rule(zone, first - timedelta(days=400), first))
    for hour in range(366 * 24):
        before, after = first + timedelta(hours=hour), first + timedelta(hours=hour + 1)
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            rules.add_component(_rule(zone, before, _change(zone, before, after)))
    return rules


def _rule(zone: ZoneInfo, before: datetime, at: datetime) -> Component:
    """One rule: from `at` on, the offset is that of `at`; RFC 5545 wants its beginning in the clock time before it."""
    old, new = before.astimezone(zone).utcoffset() or timedelta(), at.astimezone(zone).utcoffset() or timedelta()
    rule = TimezoneDaylight() if at.astimezone(zone).dst() else TimezoneStandard()
    _put(rule, "dtstart", (at + old).replace(tzinfo=None))
    _put(rule, "tzoffsetfrom", old)
    _put(rule, "tzoffsetto", new)
    _put(rule, "tzname", at.astimezone(zone).tzname())
    return rule


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The minute in which the offset changes, between the two."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = (before + (after - before) / 2).replace(second=0)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after


def _put(into: Component, name: str, value: object, **parameters: str | tuple[str, ...]) -> None:
    into.add(name, value, Parameters(parameters))  # pyright: ignore[reportUnknownMemberType]  (leaves `value` open)


def _text(typed: str) -> vText:
    return vText(printable(typed).replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n"))
