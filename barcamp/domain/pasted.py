"""Reads tables copied from Excel or typed: what each line says of a room or a time slot, or why it says nothing.

Columns stand between tabs (the clipboard of Excel), semicolons (a German CSV) or commas. A first row of headings says
which column is which; without one they are taken in the order of the form.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from barcamp.domain.base import Invalid, Refused
from barcamp.domain.clock import span
from barcamp.domain.text import Line

DEFAULT_SEATS = 20

_HEADINGS = {
    "name": "raum raumname name bezeichnung room",
    "capacity": "plätze platz kapazität sitzplätze personen anzahl größe capacity seats size",
    "features": "ausstattung technik merkmale equipment features",
    "video_link": "videolink video link url zoom meeting videokonferenz",
    "starts": "beginn start von uhrzeit zeit ab begins starts from time",
    "ends": "ende bis end ends until to",
    "title": "titel programmpunkt programm was inhalt thema title what agenda",
    "plenary": "plenum alle plenary everybody",
}
_KNOWN = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_ROOMS, _SLOTS = ("name", "capacity", "features", "video_link"), ("starts", "ends", "title", "plenary")
_CLOCK = r"(\d{1,2})(?:\s*[:.]\s*(\d{2})(?:[:.]\d{2})?)?\s*(?:uhr|h)?"
_SPAN = re.compile(rf"\s*{_CLOCK}\s*(?:-|–|—|bis|to)\s*{_CLOCK}(?!\w|[:.]\d)\s*[:,|]?\s*(.*)", re.IGNORECASE)
_START = re.compile(rf"\s*(?:ab\s+)?{_CLOCK}(?!\w|[:.]\d)\s*[,|]?\s*(.*)", re.IGNORECASE)
_SEATS = re.compile(r"(?:ca\.?|max\.?|bis)?\s*(\d{1,3}(?:[.']?\d{3})|\d+)(?:,0+)?\s*(?:[a-zäöü. ]+)?", re.IGNORECASE)
# Rows of sessions as agendas call them: they stand without a title.
_SESSIONS = re.compile(
    r"(?:barcamp[- ]?)?sessions?(?:[- ]?(?:runde|slot|phase|block))?n?\s*(?:\d+|[ivx]+|[a-h])?", re.I
)
_YES = {"ja", "j", "x", "1", "yes", "y", "true", "wahr", "alle", "plenum"}
_NO = {"nein", "n", "0", "no", "false", "falsch", "-", "–", "session", "sessions"}


@dataclass(frozen=True, slots=True)
class Read:
    """One line, by its number in what was pasted. `values` are the fields of the room or slot; without them `why` says
    what cannot be understood, or with `skipped` why the line does not matter. `note` says what was assumed."""

    number: int
    typed: str
    values: dict[str, Any] | None = None
    why: Refused | None = None
    skipped: bool = False
    note: Refused | None = None


def read_rooms(text: str) -> list[Read]:
    """`values`: name, capacity, features, video_link."""
    return _alike(_read(text, _ROOMS, _room), lambda room: room["name"].casefold())


def read_slots(text: str) -> list[Read]:
    """`values`: starts and ends in minutes since midnight, title (empty: sessions)."""
    rows = _alike(_ended(_read(text, _SLOTS, _slot)), lambda slot: (slot["starts"], slot["ends"], slot["title"]))
    return _beside(rows)


def understood(lines: Sequence[Read]) -> list[dict[str, Any]]:
    """The fields of all lines. Raises Refused when there is one that cannot be understood, or nothing at all."""
    for line in lines:
        if line.why is not None and not line.skipped:
            raise Refused("paste.not_understood", number=line.number)
    found = [line.values for line in lines if line.values is not None]
    if not found:
        raise Refused("paste.nothing")
    return found


def _read(
    text: str, columns: tuple[str, ...], take: Callable[[dict[str, str]], tuple[dict, Refused | None]]
) -> list[Read]:
    found: list[Read] = []
    order: tuple[str, ...] | None = None
    for number, cells in _rows(text):
        typed = " · ".join(cell for cell in cells if cell)
        if not typed:
            continue
        if order is None:
            order = _heading(cells, columns)
            if order is not None:
                found.append(Read(number, typed, why=Refused("paste.heading"), skipped=True))
                continue
            order = columns
        try:
            values, note = take(_by_column(cells, order))
        except Invalid as why:
            found.append(Read(number, typed, why=next(iter(why.fields.values()))))
        except Refused as why:
            found.append(Read(number, typed, why=why))
        else:
            found.append(Read(number, typed, values, note=note))
    return found


def _rows(text: str) -> list[tuple[int, list[str]]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").lstrip("\ufeff")
    delimiter = next((each for each in "\t;" if each in plain), "," if _commas(plain) else "\t")
    reader = csv.reader(plain.split("\n"), delimiter=delimiter, strict=False)
    return [(reader.line_num, [" ".join(cell.split()) for cell in row]) for row in reader]


def _commas(text: str) -> bool:
    """Whether commas stand between columns, and not within „Beamer, Mikrofon“."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and len({line.count(",") for line in lines}) == 1 and lines[0].count(",") > 0


def _heading(cells: list[str], columns: tuple[str, ...]) -> tuple[str, ...] | None:
    known = [_KNOWN.get(re.sub(r"[^a-zäöüß]", "", cell.casefold())) for cell in cells]
    if not {column for column in known if column in columns} or any(re.search(r"\d", cell) for cell in cells):
        return None
    return tuple(column if column in columns else "" for column in known)


def _by_column(cells: list[str], order: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, cell in zip(order, cells, strict=False):
        if column and cell:
            found.setdefault(column, cell)
    return found


def _room(cells: dict[str, str]) -> tuple[dict[str, Any], Refused | None]:
    values = {column: cells.get(column, "") for column in _ROOMS}
    for column in ("capacity", "features"):  # an address is one wherever it stands
        if values[column].startswith(("https://", "http://")) and not values["video_link"]:
            values["video_link"], values[column] = values[column], ""
    note = None
    if not values["capacity"]:
        seats, note = DEFAULT_SEATS, Refused("paste.no_seats", seats=DEFAULT_SEATS)
    else:
        number = _SEATS.fullmatch(values["capacity"])
        if number is None:
            raise Refused("paste.seats", typed=values["capacity"][:40])
        seats = int(re.sub(r"\D", "", number[1]))
    if not 1 <= seats <= 10_000:
        raise Refused("room.capacity")
    if values["video_link"] and not values["video_link"].startswith(("https://", "http://")):
        raise Refused("room.video_link")
    name = Line(60).clean(values["name"])
    features = Line(200, least=0).clean(values["features"])
    link = Line(400, least=0).clean(values["video_link"])
    return {"name": name, "capacity": seats, "features": features, "video_link": link}, note


def _slot(cells: dict[str, str]) -> tuple[dict[str, Any], Refused | None]:
    first, title = cells.get("starts", ""), cells.get("title", "")
    if span := _SPAN.fullmatch(first):  # „9.00–9.45 Uhr“ in one cell, perhaps with the title behind
        starts, ends = _minutes(span[1], span[2]), _minutes(span[3], span[4])
        rest = [span[5], cells.get("ends", ""), title]
        title = next((each for each in rest if each), "")
    elif start := _START.fullmatch(first):
        starts, ends = _minutes(start[1], start[2]), None
        end = cells.get("ends", "")
        if found := _START.fullmatch(end):
            if found[3]:
                raise Refused("paste.time", typed=end[:40])
            ends = _minutes(found[1], found[2])
        title = title or start[3] or ("" if found else end)
    else:
        raise Refused("paste.time", typed=(first or title)[:40])
    for_all = cells.get("plenary", "").casefold()
    note = None
    if for_all in _NO or (for_all not in _YES and _SESSIONS.fullmatch(title)):
        if title:
            note = Refused("paste.sessions", title=title[:60])
        title = ""
    elif for_all in _YES and not title:
        raise Refused("paste.no_title")
    return {"starts": starts, "ends": ends, "title": Line(120, least=0).clean(title)}, note


def _minutes(hours: str, rest: str | None) -> int:
    hour, minute = int(hours), int(rest or 0)
    if (hour, minute) == (24, 0):
        return 0
    if hour > 23 or minute > 59:
        raise Refused("paste.time", typed=f"{hours}:{rest or '00'}")
    return hour * 60 + minute


def _ended(lines: list[Read]) -> list[Read]:
    """Without an end, a row lasts until the next one begins."""
    done: list[Read] = []
    for at, line in enumerate(lines):
        if line.values is None:
            done.append(line)
            continue
        values, note = dict(line.values), line.note
        if values["ends"] is None:
            following = next((later.values for later in lines[at + 1 :] if later.values is not None), None)
            if following is None:
                done.append(Read(line.number, line.typed, why=Refused("paste.no_end")))
                continue
            values["ends"], note = following["starts"], note or Refused("paste.until_next")
        try:
            values["starts"], values["ends"] = span(values["starts"], values["ends"])
        except Refused as why:
            done.append(Read(line.number, line.typed, why=why))
            continue
        done.append(replace(line, values=values, note=note))
    return done


def _beside(lines: list[Read]) -> list[Read]:
    """What runs at the same time as an earlier line is possible, but seldom meant."""
    done: list[Read] = []
    for line in lines:
        earlier = [each.values for each in done if each.values]
        other = next((each for each in earlier if line.values and _overlap(line.values, each)), None)
        done.append(replace(line, note=_same_time(other)) if other and not line.note else line)
    return done


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one["starts"] < other["ends"] and other["starts"] < one["ends"]


def _same_time(slot: dict[str, Any]) -> Refused:
    said = "–".join(f"{minute // 60 % 24:02}:{minute % 60:02}" for minute in (slot["starts"], slot["ends"]))
    return Refused("slot.same_time", what=f"{said} {slot['title']}".strip())


def _alike(lines: list[Read], key: Callable[[dict[str, Any]], object]) -> list[Read]:
    """What stands there twice counts once."""
    seen: set[object] = set()
    done: list[Read] = []
    for line in lines:
        if line.values is None:
            done.append(line)
        elif (this := key(line.values)) in seen:
            done.append(Read(line.number, line.typed, why=Refused("paste.twice"), skipped=True))
        else:
            seen.add(this)
            done.append(line)
    return done
