"""A day without the names of those who are not to be named, in any text that anybody wrote."""

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from barcamp.domain.privacy.mentions import Names
from barcamp.exports.book.tree import Day, Event, NextStep, Offer, Picture
from barcamp.kernel.shapes import is_tuple

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")

# Text that nobody typed, what hosts say about themselves, and people who agreed to be reached.
_KEPT: dict[type[object], tuple[str, ...]] = {
    Picture: ("name", "media_type", "data"),
    NextStep: ("who",),  # is about people, and is dealt with as such
    Offer: ("interested",),
}


def without_names(day: Day, names: Names) -> Day:
    return _within(day, names) if names else day


def _walked(thing: object, names: Names) -> object:
    if isinstance(thing, str):
        return names.in_text(thing)
    if is_tuple(thing):
        return tuple(_walked(each, names) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, Event | type):
        return _within(thing, names)
    return thing


def _within(thing: Value, names: Names) -> Value:
    kept = _KEPT.get(type(thing), ())
    values = {field.name: getattr(thing, field.name) for field in fields(thing) if field.name not in kept}
    changed = {name: new for name, value in values.items() if (new := _walked(value, names)) != value}
    if isinstance(thing, Offer) and "link" in changed:
        changed["link"] = ""  # an address with something else in the middle leads nowhere
    return replace(thing, **changed) if changed else thing
