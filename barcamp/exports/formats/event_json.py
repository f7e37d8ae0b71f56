"""event.json: the whole day for other programs. Its shape is published as docs/schemas/event.schema.json.

Times of the day are minutes since midnight in the event's zone, moments are UTC. Pictures stand beside it as files.
The way into video rooms is not in it: it is passed on, and they are for those who joined.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from barcamp.exports.book.tree import Day, Picture, Row
from barcamp.kernel.shapes import is_tuple

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMAT, VERSION = "barcamp-event", 6


def write(day: Day) -> bytes:
    tree = {"format": FORMAT, "version": VERSION, **_object(day)}
    return (json.dumps(tree, ensure_ascii=False, indent=1).translate(_HALVES) + "\n").encode()


FOLDERS = ("photos", "logos")
# How many are online, in an event that does not ask; how many people and organisations stand behind something, where
# that is not told; days, where there is one; ids from elsewhere, where there is none.
_UNSAID = (("online", None), ("breadth", ()), ("givers", ""), ("days", 1), ("day", 0), ("guid", ""))
_OF_A_PICTURE = ("id", "media_type", "width", "height", "description", "author")

# Halves of characters have no UTF-8; JSON can only say that there was something.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\\ufffd")


def _object(thing: "DataclassInstance") -> dict[str, object]:
    told = ((field.name, getattr(thing, field.name)) for field in fields(thing))
    return {name: _plain(value) for name, value in told if name != "video_link" and (name, value) not in _UNSAID}


def _plain(value: object) -> object:
    match value:
        case Picture():
            return {
                **{name: getattr(value, name) for name in _OF_A_PICTURE},
                **({"group": value.group} if value.group else {}),
                "file": f"{FOLDERS[value.name.startswith('logo-')]}/{value.name}",
                "sha256": hashlib.sha256(value.data).hexdigest(),
            }  # fmt: skip
        case Row():
            names = ("room", "title", "hosts", "wall")
            sessions = [dict(zip(names, session, strict=True)) for session in value.sessions]
            return {"starts": value.starts, "ends": value.ends, "title": value.title, "wall": value.wall,
                    "sessions": sessions, **({"day": value.day} if value.day else {})}  # fmt: skip
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _ if is_tuple(value):
            return [_plain(item) for item in value]
        case _:
            return _object(value) if is_dataclass(value) and not isinstance(value, type) else value
