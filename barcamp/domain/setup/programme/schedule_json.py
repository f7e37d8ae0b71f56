"""schedule.json (frab, pretalx, this program), and what pretalx's interface gives out: a list of submissions."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from barcamp.domain.setup.programme.frab import session
from barcamp.domain.setup.programme.told import Source, Told, within_limits
from barcamp.kernel.refused import Refused
from barcamp.kernel.shapes import is_array, is_object

_DEEPEST = 60


def read_json(text: str, language: str = "") -> Source:
    """Of what is told in several languages, what is in this one. Raises Refused for what is no schedule."""
    if _too_deep(text):
        raise Refused("programme.no_schedule").beside("file")
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("programme.broken_json").beside("file") from None
    schedule: object = found.get("schedule") if is_object(found) else None
    conference: object = schedule.get("conference") if is_object(schedule) else None
    if is_object(conference) and is_array(conference.get("days")):
        seats = {
            _word(room.get("name")): capacity
            for room in _objects(conference.get("rooms"))
            if isinstance(capacity := room.get("capacity"), int) and 0 < capacity <= 10_000
        }
        return Source("schedule.json", within_limits(_sessions(conference)), seats)
    submissions = found.get("results") if is_object(found) else found
    if is_array(submissions) and any(_is_submission(each) for each in _objects(submissions)):
        return Source("pretalx", within_limits(_submissions(submissions, language)))
    raise Refused("programme.no_schedule").beside("file")


def _too_deep(text: str) -> bool:
    depth = most = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            most = max(most, depth)
        elif letter in "]}":
            depth -= 1
    return most > _DEEPEST


def _sessions(conference: Mapping[str, Any]) -> Iterator[Told]:
    zone, number = _word(conference.get("time_zone_name")), 0
    for day in _objects(conference.get("days")):
        rooms = day.get("rooms")
        for room, events in rooms.items() if is_object(rooms) else ():
            for event in _objects(events):
                number += 1
                facts = {name: _word(value) for name, value in event.items()}
                yield session(number, facts, _people(event.get("persons")), str(room), _word(day.get("date")), zone)


def _is_submission(each: Mapping[str, Any]) -> bool:
    return "code" in each and "title" in each


def _submissions(submissions: object, language: str) -> Iterator[Told]:
    number = 0
    for each in _objects(submissions):
        taken = [slot for slot in [*_objects(each.get("slots")), each.get("slot")] if is_object(slot)] or [{}]
        for at, slot in enumerate(taken):
            number += 1
            facts = {name: _word(each.get(name), language) for name in ("title", "description", "abstract")}
            code = _word(each.get("code"))
            facts |= {"id": f"{code}-{at + 1}" if at else code, "duration": _word(each.get("duration"))}
            facts |= {"date": _word(slot.get("start")), "end": _word(slot.get("end"))}
            yield session(number, facts, _people(each.get("speakers")), _word(slot.get("room"), language), "", "")


def _people(found: object) -> list[str]:
    """The names of persons: pretalx tells them as objects, or as words."""
    names: list[str] = []
    for person in found if is_array(found) else ():
        if is_object(person):
            keys = ("public_name", "full_public_name", "name")
            names.append(next((word for key in keys if (word := _word(person.get(key)))), ""))
        elif isinstance(person, str):
            names.append(person)
    return names


def _objects(found: object) -> list[Mapping[str, Any]]:
    return [each for each in found if is_object(each)] if is_array(found) else []


def _word(value: object, language: str = "") -> str:
    """A text; of one that is told in several languages, that of this language or else the first."""
    if is_object(value):
        if "name" in value:
            return _word(value["name"], language)
        return next((str(value[each]) for each in sorted(value, key=lambda each: each != language) if value[each]), "")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
