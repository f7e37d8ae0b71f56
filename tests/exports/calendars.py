"""Calendars, read by a package that did not write them."""

from datetime import datetime, tzinfo
from typing import Any

import vobject
from vobject.base import Component


def calendar(content: bytes) -> Any:
    """The whole of it: one calendar, and nothing behind it."""
    (found,) = vobject.readComponents(content.decode())
    return found


def events(content: bytes) -> dict[str, Any]:
    """By name, in their order."""
    found = calendar(content).contents.get("vevent", [])
    named = {event.uid.value: event for event in found}
    assert len(named) == len(found)
    return named


def told(event: Any, name: str) -> str:
    """What stands there as text."""
    return str(event.contents[name][0].value)


def at(event: Any, name: str) -> datetime:
    """A time, with its zone."""
    return event.contents[name][0].value


def zone_named(event: Any, name: str) -> str:
    """The zone in which a time is said."""
    return event.contents[name][0].params["X-VOBJ-ORIGINAL-TZID"][0]


def zone(content: bytes) -> tzinfo:
    """The one zone, as its rules make it."""
    (found,) = calendar(content).contents["vtimezone"]
    return found.tzinfo


def changes(content: bytes) -> list[tuple[datetime, str]]:
    """The rules of the zone: when each begins, by the clock before it, and its kind."""
    (found,) = calendar(content).contents["vtimezone"]
    return sorted((at(rule, "dtstart"), rule.name) for rule in found.getChildren() if isinstance(rule, Component))
