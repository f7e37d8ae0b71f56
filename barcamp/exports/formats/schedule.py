"""The plan for conference apps: schedule.xml and schedule.json, the formats of c3voc (frab, pretalx).

Both say the same: each day, its rooms, in each its appointments, with plenary items in a room of their own. What begins
after midnight belongs to the day before.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from barcamp import __version__
from barcamp.exports.book.agenda import Appointment, agenda, guid_of, length, local, origin
from barcamp.exports.book.tree import Day
from barcamp.exports.charset import address, in_one_line, printable
from barcamp.kernel.barcamp import last_of
from barcamp.kernel.night import DAY
from barcamp.text.i18n import gettext as _

SCHEMA = "https://c3voc.de/schedule/schema.json"
_STEP = "00:05"


def write_xml(day: Day) -> bytes:
    root = Element("schedule")
    SubElement(root, "generator", {"name": "barcamp", "version": __version__})
    _add(root, "version", str(day.revision))
    event = SubElement(root, "conference")
    base = address(day.event.url)
    _add(event, "title", in_one_line(day.event.name))
    _add(event, "acronym", _acronym(day))
    _add(event, "start", day.event.day.isoformat())
    _add(event, "end", day.event.last_day.isoformat())
    _add(event, "days", str(day.event.days))
    _add(event, "timeslot_duration", _STEP)
    if base:
        _add(event, "base_url", base)
        _add(event, "url", base)
    _add(event, "time_zone_name", day.event.timezone)
    rooms = _rooms(day)
    for at in range(day.event.days):
        first, last = _span(day, at)
        times = {"date": _date(day, at), "start": first.isoformat(), "end": last.isoformat(), "index": str(at + 1)}
        sheet = SubElement(root, "day", times)
        for room, items in rooms.items():
            place = SubElement(sheet, "room", {"name": room, "guid": guid_of(day, "room", room)})
            for item in items:
                if item.day == at:
                    _add_event(place, day, room, item)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def write_json(day: Day) -> bytes:
    base = address(day.event.url)
    seats = {in_one_line(name): places for name, places in day.rooms}
    rooms = _rooms(day)
    conference: dict[str, object] = {
        "acronym": _acronym(day),
        "title": in_one_line(day.event.name),
        "start": day.event.day.isoformat(),
        "end": day.event.last_day.isoformat(),
        "daysCount": day.event.days,
        "timeslot_duration": _STEP,
        "rooms": [
            {"name": room, "guid": guid_of(day, "room", room), "capacity": seats.get(room)} for room in rooms
        ],
        "days": [_sheet(day, at, rooms) for at in range(day.event.days)],
    }  # fmt: skip
    if "/" in day.event.timezone or day.event.timezone == "UTC":
        conference["time_zone_name"] = day.event.timezone
    if base:
        conference["url"] = base
    schedule: dict[str, object] = {"version": str(day.revision), "conference": conference}
    if base:
        schedule["base_url"] = base
    tree = {"$schema": SCHEMA, "generator": {"name": "barcamp", "version": __version__}, "schedule": schedule}
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _sheet(day: Day, at: int, rooms: Mapping[str, Sequence[Appointment]]) -> dict[str, object]:
    first, last = _span(day, at)
    return {
        "index": at + 1,
        "date": _date(day, at),
        "day_start": first.isoformat(),
        "day_end": last.isoformat(),
        "rooms": {room: [_event(day, room, item) for item in items if item.day == at] for room, items in rooms.items()},
    }


def _date(day: Day, at: int) -> str:
    return last_of(day.event.day, at + 1).isoformat()


def _add_event(place: Element, day: Day, room: str, item: Appointment) -> None:
    event = SubElement(place, "event", {"id": str(item.number), "guid": item.guid})
    _add(event, "room", room)
    _add(event, "title", item.title)
    _add(event, "subtitle", item.organisation)
    _add(event, "type", item.kind)
    _add(event, "date", item.starts.isoformat())
    _add(event, "start", f"{item.starts:%H:%M}")
    _add(event, "duration", _duration(item))
    _add(event, "abstract", _("Repeat") if item.repeat else "")
    _add(event, "slug", _slug(day, item))
    _add(event, "track", "")
    people = SubElement(event, "persons")
    for host in item.hosts:
        _add(people, "person", host).set("id", str(zlib.crc32(host.encode()) or 1))
    _add(event, "language", day.event.language)
    _add(event, "description", printable(item.description))
    SubElement(event, "links")
    if item.url:
        _add(event, "url", item.url)


def _event(day: Day, room: str, item: Appointment) -> dict[str, object]:
    return {
        "id": item.number,
        "guid": item.guid,
        "room": room,
        "title": item.title,
        "subtitle": item.organisation,
        "type": item.kind,
        "date": item.starts.isoformat(),
        "start": f"{item.starts:%H:%M}",
        "end": item.ends.isoformat(),
        "duration": _duration(item),
        "abstract": _("Repeat") if item.repeat else "",
        "slug": _slug(day, item),
        "track": None,
        "persons": [{"name": host} for host in item.hosts],
        "language": day.event.language,
        "description": printable(item.description),
        "links": [],
        "url": item.url or f"urn:uuid:{item.guid}",
    }


def _rooms(day: Day) -> dict[str, list[Appointment]]:
    """The rooms in the order of the event, including empty ones; first the one for plenary items."""
    found: dict[str, list[Appointment]] = {}
    items = agenda(day)
    if any(item.kind == "plenary" for item in items):
        found[_("Everybody")] = []
    for name, _seats in day.rooms:
        found.setdefault(in_one_line(name), [])
    for item in items:
        found.setdefault(_("Everybody") if item.kind == "plenary" else item.room, []).append(item)
    return found


def _span(day: Day, at: int) -> tuple[datetime, datetime]:
    items = [item for item in agenda(day) if item.day == at]
    if not items:
        return local(day, at * DAY), local(day, (at + 1) * DAY - 1)
    return min((item.starts for item in items), key=_real), max((item.ends for item in items), key=_real)


def _real(at: datetime) -> datetime:
    """The length that really passes: two times of one zone are compared by their clocks, which repeat an hour in one
    night."""
    return at.astimezone(UTC)


def _acronym(day: Day) -> str:
    return origin(day).lower()


def _slug(day: Day, item: Appointment) -> str:
    """A slug made of names that stay, not of the title, which may be changed."""
    return f"{_acronym(day)}-{item.kind}-{item.name.partition('-')[2]}"


def _duration(item: Appointment) -> str:
    minutes = int(length(item) / timedelta(minutes=1))
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child
