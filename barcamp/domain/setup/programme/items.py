"""From what a file tells to sessions of this event: on its clock and among its days, or a sentence why not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from barcamp.domain.plan.room import for_all, same
from barcamp.domain.setup.programme.calendars import read_calendar
from barcamp.domain.setup.programme.decoding import text_of
from barcamp.domain.setup.programme.schedule_json import read_json
from barcamp.domain.setup.programme.schedule_xml import read_xml
from barcamp.domain.setup.programme.tables import read_table
from barcamp.domain.setup.programme.told import Source, Told
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import as_clock, refuse_missing_times
from barcamp.kernel.night import DAY, MORNING
from barcamp.kernel.refused import BadRequest, Refused
from barcamp.kernel.strings import Line, Text
from barcamp.text.mending import in_one_line, mended

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAMES, LONGEST_ID, LONGEST_ROOM = 140, 800, 200, 200, 60
_LONGEST = 12 * 60  # minutes of a session


class Item(msgspec.Struct, frozen=True):
    """One session of a fixed programme. Times are minutes since midnight of the event's first day; `day` is the one it
    belongs to, 0 for the first. `number` is its place in the file."""

    number: int
    id: str
    title: str
    people: str
    room: str
    starts: int
    ends: int
    day: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one session of a file: an item, or why there is none, and what was assumed. With `skipped`, it
    does not matter."""

    number: int
    title: str
    item: Item | None = None
    why: Refused | None = None
    skipped: bool = False
    marks: tuple[Refused, ...] = ()
    doubts: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    kind: str
    lines: tuple[Outcome, ...]
    seats: dict[str, int]
    marks: tuple[Refused, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(line.item for line in self.lines if line.item is not None)


def read_programme(data: bytes, camp: Barcamp) -> Programme:
    """Reads a file, or what was pasted. Raises Refused for what is no programme at all."""
    text, marks = text_of(data)
    source = _source(text, camp)
    if not source.told:
        raise Refused("programme.empty").beside("file")
    lines = _alike([_line(told, camp) for told in source.told])
    return Programme(source.kind, tuple(lines), source.seats, (*marks, *source.marks))


def _source(text: str, camp: Barcamp) -> Source:
    start = text.lstrip()[:200]
    if not start:
        raise Refused("programme.empty").beside("file")
    if start.startswith("<"):
        if "<html" in start.lower():
            raise Refused("programme.web_page").beside("file")
        return read_xml(text)
    if start.startswith(("{", "[")):
        return read_json(text, camp.language)
    if start.upper().startswith("BEGIN:VCALENDAR"):
        return read_calendar(text)
    return read_table(text, camp)


def _line(told: Told, camp: Barcamp) -> Outcome:
    title = in_one_line(told.title)
    line = Outcome(told.number, title[:LONGEST_TITLE], marks=told.marks)
    if told.why is not None:
        return replace(line, why=told.why, skipped=told.why.key == "programme.cancelled")
    if not title:
        return replace(line, why=Refused("programme.no_title"))
    assert told.starts is not None
    assert told.ends is not None
    if same(told.room) in for_all():
        return replace(line, why=Refused("programme.for_all"), skipped=True)
    if not told.room.strip():
        return replace(line, why=Refused("programme.no_room"))
    try:
        starts, ends, marks = _minutes(told.starts, told.ends, camp)
        day = _day(told, starts, camp)
        refuse_missing_times(camp, starts, ends)
        item, shortened = _item(told, starts, ends, day)
    except Refused as why:
        return replace(line, why=why)
    return replace(line, item=item, marks=(*told.marks, *marks, *shortened))


def _minutes(starts: datetime, ends: datetime, camp: Barcamp) -> tuple[int, int, tuple[Refused, ...]]:
    """On the clock of the event. Raises Refused for what has no length, or a length that no session has."""
    there = starts
    marks: tuple[Refused, ...] = ()
    try:
        if starts.tzinfo is not None:
            starts = starts.astimezone(camp.zone)
            if there.replace(tzinfo=None) != starts.replace(tzinfo=None):
                marks = (Refused("programme.other_zone", there=f"{there:%H:%M}", here=f"{starts:%H:%M}"),)
        if ends.tzinfo is not None:
            ends = ends.astimezone(camp.zone)
        first, last = (_minute(at, camp) for at in (starts, ends))
    except (OverflowError, ValueError):
        raise Refused("programme.outside", day="?") from None
    if last <= first:
        raise Refused("programme.ends_before", starts=as_clock(first), ends=as_clock(last))
    if last - first > _LONGEST:
        raise Refused("programme.too_long", hours=_LONGEST // 60)
    return first, last, marks


def _minute(at: datetime, camp: Barcamp) -> int:
    return (at.date() - camp.day).days * DAY + at.hour * 60 + at.minute


def _day(told: Told, starts: int, camp: Barcamp) -> int:
    """The day it belongs to: what begins after midnight belongs to the evening before, if the file says so or no other
    day is left. Raises Refused for a time outside of the event's days."""
    day = starts // DAY
    before = told.day is not None and (told.day - camp.day).days == day - 1
    if starts % DAY < MORNING and (before or day == camp.days):
        day -= 1
    if not 0 <= day < camp.days:
        at = camp.day + timedelta(days=max(min(starts // DAY, 100_000), -100_000))
        raise Refused("programme.outside", day=f"{at:%d.%m.%Y}")
    return day


def _item(told: Told, starts: int, ends: int, day: int) -> tuple[Item, tuple[Refused, ...]]:
    marks: list[Refused] = []
    title, names = in_one_line(told.title), ", ".join(filter(None, map(in_one_line, told.people)))
    text, room = mended(told.description).strip(), " ".join(in_one_line(told.room).split())
    if len(room) > LONGEST_ROOM:
        raise Refused("programme.room_long", most=LONGEST_ROOM)
    if len(title) > LONGEST_TITLE or len(names) > LONGEST_NAMES or len(text) > LONGEST_TEXT:
        marks.append(Refused("programme.shortened"))
    item = Item(
        told.number, in_one_line(told.id)[:LONGEST_ID], _short(title, LONGEST_TITLE), _short(names, LONGEST_NAMES),
        room,
        starts, ends, day, _short(text, LONGEST_TEXT),
    )  # fmt: skip
    return checked(item), tuple(marks)


def checked(item: Item) -> Item:
    """The item with clean texts. Raises Refused for one that no reader would have made."""
    if not (0 <= item.starts < item.ends <= item.starts + _LONGEST and item.starts < 9 * DAY and 0 <= item.day < 8):
        raise BadRequest("request.bad")
    return msgspec.structs.replace(
        item,
        id=Line(LONGEST_ID, least=0).clean(item.id),
        title=Line(LONGEST_TITLE).clean(item.title),
        people=Line(LONGEST_NAMES, least=0).clean(item.people),
        room=Line(LONGEST_ROOM).clean(item.room),
        description=Text(LONGEST_TEXT, least=0).clean(item.description),
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _alike(lines: Iterable[Outcome]) -> list[Outcome]:
    """Refuses what a file tells twice: an id that stands twice in it, unless the two say the same."""
    done: list[Outcome] = []
    ids: dict[str, Item] = {}
    for line in lines:
        item = line.item
        if item is not None and item.id:
            first = ids.setdefault(item.id, item)
            if first is not item:
                twin = msgspec.structs.replace(item, number=first.number) == first
                why = (
                    Refused("paste.twice")
                    if twin
                    else Refused("programme.same_id", title=first.title, number=first.number)
                )
                line = replace(line, item=None, why=why, skipped=twin)
        done.append(line)
    return done


__all__ = ["Item", "Outcome", "Programme", "checked", "read_programme"]
