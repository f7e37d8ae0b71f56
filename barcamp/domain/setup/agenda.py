"""Reading a pasted agenda: the time slots it names, for everybody or for sessions."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from barcamp.domain.setup.agenda_days import by_day, by_days
from barcamp.domain.setup.pasted import SLOTS, Read, Row, alike, table, taken
from barcamp.kernel.clock import span
from barcamp.kernel.night import DAY, EVENING, MORNING
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Line
from barcamp.text.hours import has_time_in_it, minute_of, read_hours
from barcamp.text.weekdays import read_day

# What agendas call rows of sessions: these have no title.
_SESSIONS = re.compile(
    r"(?:barcamp[- ]?)?sessions?(?:[- ]?(?:runde|slot|phase|block))?n?\s*(?:\d+|[ivx]+|[a-h])?", re.I
)
_YES = {"ja", "j", "x", "1", "yes", "y", "true", "wahr", "alle", "plenum"}
_NO = {"nein", "n", "0", "no", "false", "falsch", "-", "–", "session", "sessions"}


def read_slots(text: str, day: date | None = None, days: int = 1) -> list[Read]:
    """The slots of an agenda. `values`: starts and ends in minutes since midnight of the event's first day, title
    (empty: sessions) and, of several days, the day, 0 for the first. Of an agenda for more days than the event has,
    the rows of the others are left out."""
    rows = table(text, SLOTS, _commas)
    lines: list[Read] = []
    if days == 1:
        lines = _of_day(by_day(rows, day))
    else:
        for at, of_day in enumerate(by_days(rows, day, days)):
            lines += [line if line.values is None else _on(line, line.values, at) for line in _of_day(of_day)]
        lines.sort(key=lambda line: line.number)
    return _beside(alike(lines, lambda slot: (slot["starts"], slot["ends"], slot["title"])))


def _of_day(rows: list[Row | Read]) -> list[Read]:
    lines = [row if isinstance(row, Read) else taken(row, _slot) for row in _titled(rows)]
    return _ended(_in_order(_halved(lines)))


def _on(line: Read, values: dict[str, Any], day: int) -> Read:
    midnight = day * DAY
    times = {"starts": midnight + values["starts"], "ends": midnight + values["ends"], "day": day}
    return replace(line, values={**values, **times})


def _commas(lines: list[str]) -> bool:
    """Whether commas stand between columns: only if times stand alone before them; „9 Uhr Begrüßung, Kaffee“ is one
    title."""
    timed = [line for line in lines if read_hours(line.partition(",")[0]) or read_day(line)]
    first = [read_hours(line.partition(",")[0]) for line in timed]
    return bool(timed) and all("," in line for line in timed) and all(each is None or not each.rest for each in first)


def _titled(rows: list[Row | Read]) -> list[Row | Read]:
    """Joins a time with the title on the line below it."""
    done: list[Row | Read] = []
    for row in rows:
        before = done[-1] if done else None
        if isinstance(row, Row) and isinstance(before, Row) and _is_time_alone(before) and _is_title_alone(row):
            title = row.cells["starts"]
            done[-1] = replace(
                before, cells={**before.cells, "title": title, "below": title}, typed=f"{before.typed} · {title}"
            )
        else:
            done.append(row)
    return done


def _is_time_alone(row: Row) -> bool:
    found = read_hours(row.cells.get("starts", ""))
    return found is not None and not found.rest and not row.cells.get("title") and "plenary" not in row.cells


def _is_title_alone(row: Row) -> bool:
    return set(row.cells) == {"starts"} and read_hours(row.cells["starts"]) is None and not row.left


# One row


def _slot(row: Row) -> Read:
    cells = _time_first(row.cells)
    first, end, title = cells.get("starts", ""), cells.get("ends", ""), cells.get("title", "")
    found = read_hours(first)
    if found is None:
        raise Refused("paste.time", typed=(first or title)[:40])
    starts, ends = found.starts, found.ends
    others = [found.rest, title]
    both = read_hours(f"{first} – {end}") if ends is None and not found.rest and minute_of(end) is not None else None
    if both is not None and both.ends is not None:
        starts, ends = both.starts, both.ends
    elif ends is None and end and (later := read_hours(end)) is not None and later.ends is None and not title:
        raise Refused("paste.time", typed=end[:40])
    else:
        others.insert(1, end)
    words = [each for each in others if each]
    read = Read(row.number, row.typed)
    if "below" in cells:
        read = read.marked("title", Refused("paste.title_below"))
    if len(words) > 1:
        read = read.marked("title", Refused("paste.left_over", what=" · ".join(words[1:])[:120]))
    read, title = _title(read, words[0] if words else "", cells.get("plenary", "").casefold())
    if not found.sure:
        read = read.marked("starts", Refused("paste.time_unsure", typed=first[:40]), doubt=True)
    values = {
        "starts": starts,
        "ends": ends,
        "title": Line(120, least=0).clean(title),
        "half": found.half or _half(end),
    }
    return replace(read, values=values)


def _time_first(cells: dict[str, str]) -> dict[str, str]:
    """Puts the times first: without headings the title may stand before them."""
    title, starts, ends = (cells.get(column, "") for column in ("starts", "ends", "title"))
    found = read_hours(starts)
    if read_hours(title) or not found or found.rest or (ends and (found.ends is not None or minute_of(ends) is None)):
        return cells
    return {**cells, "starts": starts, "ends": ends, "title": title}


def _half(end: str) -> bool:
    found = read_hours(end)
    return found is not None and found.half


def _title(read: Read, title: str, for_all: str) -> tuple[Read, str]:
    if for_all in _NO or (for_all not in _YES and _SESSIONS.fullmatch(title)):
        return (read.marked("title", Refused("paste.sessions", title=title[:60])) if title else read), ""
    if for_all in _YES and not title:
        raise Refused("paste.no_title")
    if has_time_in_it(title):
        read = read.marked("title", Refused("paste.time_in_title", title=title[:60]), doubt=True)
    return read, title


# All rows together


def _each(lines: list[Read], step: Callable[[Read, dict[str, Any], dict[str, Any] | None], Read]) -> list[Read]:
    """Applies `step` to every slot, with its fields and those of the one before."""
    done: list[Read] = []
    before: dict[str, Any] | None = None
    for line in lines:
        if line.values is not None:
            line = step(line, dict(line.values), before)
            before = line.values or before
        done.append(line)
    return done


def _halved(lines: list[Read]) -> list[Read]:
    """Reads the other times when some say AM or PM: one that says neither may mean either, so the next such time is
    taken, and marked as a doubt."""
    told = any(line.values and line.values["half"] for line in lines)

    def step(line: Read, slot: dict[str, Any], before: dict[str, Any] | None) -> Read:
        half = slot.pop("half")
        if told and not half and slot["starts"] <= 12 * 60 + 59:
            if before and slot["starts"] < before["starts"] and slot["starts"] + 12 * 60 >= before["starts"]:
                slot["starts"] += 12 * 60
                slot["ends"] = slot["ends"] and (slot["ends"] + 12 * 60) % DAY
            line = line.marked("starts", Refused("paste.half"), doubt=True)
        return replace(line, values=slot)

    return _each(lines, step)


def _in_order(lines: list[Read]) -> list[Read]:
    """Puts a row that begins before the one above it after midnight, at night; by day it is a doubt."""

    def step(line: Read, slot: dict[str, Any], before: dict[str, Any] | None) -> Read:
        if before is None or slot["starts"] >= before["starts"]:
            return line
        over = before["ends"] is not None and before["ends"] < before["starts"]
        if slot["starts"] < MORNING and (before["starts"] >= EVENING or over):
            slot["starts"] += DAY
            line = line.marked("starts", Refused("paste.after_midnight"))
        else:
            line = line.marked("starts", Refused("paste.earlier"), doubt=True)
        return replace(line, values=slot)

    return _each(lines, step)


def _ended(lines: list[Read]) -> list[Read]:
    """Gives a row without an end the start of the next one."""
    done: list[Read] = []
    for at, line in enumerate(lines):
        if line.values is None:
            done.append(line)
            continue
        values = dict(line.values)
        if values["ends"] is None:
            following = next((later.values for later in lines[at + 1 :] if later.values is not None), None)
            if following is None:
                done.append(Read(line.number, line.typed, why=Refused("paste.no_end")))
                continue
            values["ends"] = following["starts"] % DAY
            line = line.marked("ends", Refused("paste.until_next"))
        done.append(_spanned(line, values))
    return done


def _spanned(line: Read, values: dict[str, Any]) -> Read:
    after = values["starts"] >= DAY
    try:
        starts, ends = span(values["starts"] % DAY, values["ends"] % DAY)
    except Refused as why:
        return Read(line.number, line.typed, why=why)
    values["starts"], values["ends"] = starts + DAY * after, ends + DAY * after
    return replace(line, values=values)


def _beside(lines: list[Read]) -> list[Read]:
    """Marks a doubt: running at the same time as an earlier line is possible, but seldom meant."""
    done: list[Read] = []
    for line in lines:
        earlier = [each.values for each in done if each.values]
        other = next((each for each in earlier if line.values and _overlap(line.values, each)), None)
        done.append(line.marked("starts", _same_time(other)) if other else line)
    return done


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one["starts"] < other["ends"] and other["starts"] < one["ends"]


def _same_time(slot: dict[str, Any]) -> Refused:
    said = "–".join(f"{minute // 60 % 24:02}:{minute % 60:02}" for minute in (slot["starts"], slot["ends"]))
    return Refused("slot.same_time", what=f"{said} {slot['title']}".strip())
