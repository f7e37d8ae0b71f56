"""A programme as a table: CSV, or copied from Excel. The first line says which column is which; a heading that is not
known leaves its column out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from barcamp.domain.setup.cells import Cells, read_cells
from barcamp.domain.setup.programme.told import Source, Told, length, moment, within_limits
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import Refused
from barcamp.text.hours import read_hours
from barcamp.text.weekdays import Named, read_day

_HEADINGS = {
    "id": "id guid uid kennung nummer nr code",
    "title": "titel thema vortrag name session proposaltitle title talk event subject",
    "people": "wer referent referentin referierende referentinnen referenten sprecher sprecherin speaker speakers "
    "speakernames vortragende leitung personen persons people host hosts",
    "room": "raum ort saal room location roomname",
    "day": "tag datum wochentag day date startdate",
    "starts": "beginn start von uhrzeit zeit ab begins starts from time starttime",
    "ends": "ende bis end ends until to endtime",
    "duration": "dauer duration length minuten minutes",
    "description": "beschreibung inhalt text abstract description",
}
_KNOWN = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[;\n/]|,(?!\s*(?:Dr|Prof)\b))\s*")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}),?\s+(\d{1,2}:\d{2})(?::\d{2})?")


def read_table(text: str, camp: Barcamp) -> Source:
    """Raises Refused for a table without headings that say what is a title and what a time."""
    lines = read_cells(text, lambda lines: bool(lines) and "," in lines[0])
    if not lines:
        raise Refused("programme.empty").beside("text")
    order = [_KNOWN.get(re.sub(r"[^a-zäöüß]", "", cell.casefold()), "") for cell in lines[0].cells]
    if "title" not in order or "starts" not in order:
        raise Refused("programme.headings").beside("text")
    lost = [cell for cell, column in zip(lines[0].cells, order, strict=True) if cell and not column]
    marks = (Refused("paste.no_column", what=", ".join(lost)[:120]),) if lost else ()
    return Source("table", within_limits(_session(line, order, camp) for line in lines[1:]), marks=marks)


def _session(line: Cells, order: list[str], camp: Barcamp) -> Told:
    cells: dict[str, str] = {}
    for cell, column in zip(line.cells, order, strict=False):
        if cell and column:
            cells.setdefault(column, cell)
    people = tuple(name for name in _BETWEEN_PEOPLE.split(cells.get("people", "")) if name)
    told = Told(
        line.number, cells.get("title", ""), cells.get("id", ""), people, cells.get("room", ""),
        description=cells.get("description", ""),
    )  # fmt: skip
    if not told.title:
        return replace(told, why=Refused("programme.no_title"))
    return _timed(told, cells, camp)


def _timed(told: Told, cells: Mapping[str, str], camp: Barcamp) -> Told:
    first, last = cells.get("starts", ""), cells.get("ends", "")
    if whole := _moment(first):
        ends = _moment(last) or _later(whole, last) or _after(whole, cells)
        return replace(told, starts=whole, ends=ends, why=None if ends else Refused("programme.no_length"))
    day = _day(cells.get("day", ""), camp)
    if day is None:
        typed = cells.get("day", "")
        return replace(
            told, why=Refused("programme.no_such_day", typed=typed[:40]) if typed else Refused("programme.which_day")
        )
    found = read_hours(first)
    if found is None:
        return replace(told, why=Refused("paste.time", typed=first[:40]) if first else Refused("programme.no_time"))
    starts = _at(day, found.starts)
    ends = _later(starts, last) if found.ends is None else _past(starts, _at(day, found.ends))
    ends = ends or _after(starts, cells)
    return replace(told, starts=starts, ends=ends, day=day, why=None if ends else Refused("programme.no_length"))


def _moment(typed: str) -> datetime | None:
    if found := _GERMAN.fullmatch(typed.strip()):
        day, month, year, clock = found.groups()
        return moment(f"{year}-{int(month):02}-{int(day):02}T{clock:>05}")
    return moment(typed)


def _later(starts: datetime, typed: str) -> datetime | None:
    """An end that is only a time: on the same day, or after midnight."""
    found = read_hours(typed)
    return (
        None
        if found is None or found.rest
        else _past(starts, starts.replace(hour=found.starts // 60, minute=found.starts % 60))
    )


def _past(starts: datetime, ends: datetime) -> datetime:
    return ends if ends > starts else ends + timedelta(days=1)


def _after(starts: datetime, cells: Mapping[str, str]) -> datetime | None:
    lasts = length(re.sub(r"\s*(?:min\w*\.?|h)$", "", cells.get("duration", "").strip(), flags=re.IGNORECASE))
    return starts + lasts if lasts else None


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60))


def _day(typed: str, camp: Barcamp) -> date | None:
    """The day that is meant, which may be none of the event's; None if nobody can know."""
    if not typed:
        return camp.day if camp.days == 1 else None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    found = read_day(typed)
    if found is None:
        return None
    return _named(found[0], camp)


def _named(named: Named, camp: Barcamp) -> date | None:
    if named.number is not None:
        return camp.dates[named.number - 1] if 1 <= named.number <= camp.days else None
    return next((day for day in camp.dates if named.is_(day)), None)
