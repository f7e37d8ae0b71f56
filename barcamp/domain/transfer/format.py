"""The parts of an event that are carried to another server, and how a row is written down for the way: with the ids it
had.

Every table with a `barcamp_id` belongs to the event (see deletion.py); LEFT names those that stay behind, and why.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, LargeBinary, String, Table

from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.refused import Refused
from barcamp.kernel.shapes import is_array, is_object

LEFT = {
    "badge": "people come as names, without their devices",
    "link": "a link opens one server only",
    "followed": "a link opens one server only",
    "kept_out": "people come as names, without their devices",
    "guest": "the list of guests is for the office that invited them",
    "knock": "who waits to be let in waits on the day itself",
    "calendar_link": "a link opens one server only",
    "revision": "undoing is for the day itself",
    "note_move": "undoing is for the day itself",
    "silent_lane": "a silent round is for the day itself",
    "sealed_note": "nobody reads what is sealed before it is revealed; how many there are is said",
    "time_wish": "a silent round is for the day itself",
    "glance": "what somebody has looked at is for the day itself; how many have seen a topic comes along",
    "proposal": "a proposal is for the day itself",
    "edition": "a series belongs to its organiser; it is carried by name",
    "origin": "is what the ids in the archive already say",
    "origin_id": "is what the ids in the archive already say",
}
_FIRST = ("attendee", "room", "slot", "topic")
# The server's owner and address, what was public there, and what the projector showed that day.
_NEVER = {
    "barcamp_id", "organiser_id", "address", "of", "findable",
    "scene", "scene_wall", "scene_until", "exhibit", "on_stage", "stage_until", "entry_busy",
}  # fmt: skip
_WALLS = {
    ("note", "wall"), ("photo", "wall"), ("wall", "name"), ("section", "wall"), ("breadth", "wall"),
    ("past_vote", "wall"),
}  # fmt: skip
_SESSIONS = {("plan_version", "cells"), ("plan_version", "changes")}
_NOUNS_OF_A_SESSION = {"topic": "topic", "root": "topic", "room_id": "room", "slot_id": "slot"}
_NOUN_OF_A_WALL = {"t": "topic", "s": "slot"}
_WALL = re.compile(r"[ts]\d{1,9}|e|")
_LONGEST = 200_000  # characters of a text without a limit of its own


def carried() -> list[Table]:
    """The tables in an order in which rows that are pointed to come first; names of walls point as well."""
    found = [table for table in metadata.sorted_tables if "barcamp_id" in table.c and table.name not in LEFT]
    return sorted(found, key=lambda table: _FIRST.index(table.name) if table.name in _FIRST else len(_FIRST))


def numbered(table: Table) -> bool:
    """Whether the database gives the table's rows numbers by which other rows refer to them."""
    return "id" in table.c and table.c.id.autoincrement is not False and table.name != "barcamp"


@dataclass(slots=True)
class Ids:
    """Translates between the ids of two servers in one direction, per table. `other` says what becomes of an id that
    was never noted; `there` are the ids of things that still exist, where names of things that are gone may turn up."""

    known: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    other: Callable[[str, int], int] = lambda noun, number: number
    there: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    def of(self, noun: str, number: int) -> int:
        found = self.known.get(noun, {}).get(number)
        return self.other(noun, number) if found is None else found

    def of_old(self, noun: str, number: int) -> int:
        """The id of something that may be gone by now; its number then means nothing."""
        if number in self.known.get(noun, {}) or number in self.there.get(noun, ()):
            return self.of(noun, number)
        return number


def unknown(noun: str, number: int) -> int:
    """For the way in: refuses whatever points to something that did not come along."""
    raise Refused("archive.broken", where=f"{noun} {number}")


def written(table: Table, row: Mapping[str, object], ids: Ids, blobs: dict[str, bytes]) -> dict[str, object]:
    """One row as JSON can hold it. Bytes go into `blobs` under their SHA-256."""
    return {
        column.name: _written(column, row[column.name], ids, blobs)
        for column in table.c
        if column.name not in _NEVER and (column.name != "id" or numbered(table))
    }


def read(table: Table, told: Mapping[str, object], ids: Ids, blobs: Mapping[str, bytes]) -> dict[str, object]:
    """The row again, checked column by column; without its own id. Raises Refused."""
    if not is_object(told) or set(told) - {column.name for column in table.c}:
        raise Refused("archive.broken", where=table.name)
    values: dict[str, object] = {}
    for column in table.c:
        if column.name in _NEVER or column.name == "id":
            continue
        if column.name in told:
            values[column.name] = _read(column, told[column.name], ids, blobs)
        elif not column.nullable and column.server_default is None:
            raise Refused("archive.broken", where=f"{table.name}.{column.name}")
    return values


def _written(column: Column[Any], value: object, ids: Ids, blobs: dict[str, bytes]) -> object:
    name = (column.table.name, column.name)
    match value:
        case None:
            return None
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case b"":
            return ""
        case bytes():
            digest = hashlib.sha256(value).hexdigest()
            blobs[digest] = value
            return digest
        case str() if name in _WALLS:
            return _wall(value, ids)
        case str() if name in _SESSIONS:
            return _sessions(json.loads(value), ids)
        case int() if noun := _noun(column):
            return ids.of(noun, value)
        case _:
            return value


def _read(column: Column[Any], told: object, ids: Ids, blobs: Mapping[str, bytes]) -> object:
    name, kind = (column.table.name, column.name), column.type
    broken = Refused("archive.broken", where=".".join(name))
    if told is None:
        if not column.nullable:
            raise broken
        return None
    if name in _SESSIONS:
        try:
            return json.dumps(_sessions(told, ids), ensure_ascii=False, separators=(",", ":"))
        except (TypeError, ValueError, AttributeError):
            raise broken from None
    match kind, told:
        case Boolean(), bool():
            return told
        case LargeBinary(), str() if told in blobs or not told:
            return blobs[told] if told else b""
        case Integer(), int() if not isinstance(told, bool) and abs(told) < 2 ** (
            63 if isinstance(kind, BigInteger) else 31
        ):
            return ids.of(noun, told) if (noun := _noun(column)) else told
        case ((UTCDateTime() | Date()), str()):
            return _when(kind, told, broken)
        case String(), str() if len(told) <= (kind.length or _LONGEST) and _speakable(told):
            return _wall(told, ids) if name in _WALLS else told
        case _:
            raise broken


def _when(kind: object, told: str, broken: Refused) -> datetime | date:
    try:
        when = datetime.fromisoformat(told) if isinstance(kind, UTCDateTime) else date.fromisoformat(told)
    except ValueError:
        raise broken from None
    if isinstance(when, datetime) and when.tzinfo is None:
        raise broken
    return when


def _noun(column: Column[Any]) -> str:
    """The table whose ids the column holds."""
    if column.name == "id":
        return column.table.name
    return next((key.column.table.name for key in column.foreign_keys if key.column.name == "id"), "")


def _wall(name: str, ids: Ids) -> str:
    if not _WALL.fullmatch(name):
        raise Refused("archive.broken", where="wall")
    noun = _NOUN_OF_A_WALL.get(name[:1])
    return f"{name[0]}{ids.of_old(noun, int(name[1:]))}" if noun else name


def _sessions(told: object, ids: Ids) -> object:
    """Translates the ids in published sessions, including those inside of changes; topics and rooms may be gone
    by now."""
    if is_array(told):
        return [_sessions(item, ids) for item in told]
    if is_object(told):
        return {
            key: ids.of_old(noun, value)
            if (noun := _NOUNS_OF_A_SESSION.get(key)) and isinstance(value, int)
            else _sessions(value, ids)
            for key, value in told.items()
        }
    return told


def _speakable(text: str) -> bool:
    return "\0" not in text and text == text.encode("utf-8", "replace").decode()
