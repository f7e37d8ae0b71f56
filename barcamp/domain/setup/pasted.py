"""Reading tables copied from Excel or typed: what each line says of a room or a time slot, or why it says nothing.

A first row of headings says which column is which; without one, columns are taken in the order of the form. An
assumption is noted beside its cell; anything ambiguous is a doubt, and is taken only after somebody has looked.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from barcamp.domain.event.barcamp import LONGEST_LINK
from barcamp.domain.plan.room import apart, for_all, refuse_a_strange_room, same
from barcamp.domain.setup.cells import Cells, read_cells
from barcamp.kernel.refused import Invalid, Refused
from barcamp.kernel.strings import Address, Line

DEFAULT_SEATS = 20
ROOMS = ("name", "capacity", "features", "video_link")
SLOTS = ("starts", "ends", "title", "plenary", "day")
_HEADINGS = {
    "name": "raum raumname name bezeichnung room",
    "capacity": "plätze platz kapazität sitzplätze personen anzahl größe capacity seats size",
    "features": "ausstattung technik merkmale equipment features",
    "video_link": "videolink video link url zoom meeting videokonferenz",
    "starts": "beginn start von uhrzeit zeit ab begins starts from time",
    "ends": "ende bis end ends until to",
    "title": "titel programmpunkt programm was inhalt thema title what agenda",
    "plenary": "plenum alle plenary everybody",
    "day": "tag datum wochentag day date",
}
_KNOWN = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_SEATS = re.compile(
    r"(?:ca\.?|circa|max\.?|bis(?: zu)?|up to)?\s*(\d{1,3}(?:[.']?\d{3})|\d+)(?:,0+)?\s*"
    r"(?P<what>(?:sitz|steh)?(?:plätze|platz)|pl\.?|personen|person|pers\.?|pax|tn|teilnehmer\w*|teilnehmende|leute|menschen|"
    r"stühle|seats?|people|persons?|chairs?)?(?P<more>\s+\D+|[a-zäöü]\D*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read:
    """One line, by its number in what was pasted. `values` are the fields of the room or slot; without them `why` says
    what cannot be understood, or with `skipped` why the line does not matter. `marks` say per field what was assumed;
    `doubts` are the fields that somebody has to confirm."""

    number: int
    typed: str
    values: dict[str, Any] | None = None
    why: Refused | None = None
    skipped: bool = False
    marks: Mapping[str, Refused] = field(default_factory=dict[str, Refused])
    doubts: frozenset[str] = frozenset()

    @property
    def note(self) -> Refused | None:
        """The first of the marks."""
        return next(iter(self.marks.values()), None)

    def marked(self, column: str, says: Refused, *, doubt: bool = False) -> "Read":
        """Marks a cell. Its first mark stays, but a doubt replaces a mere mark."""
        if column in self.marks and (column in self.doubts or not doubt):
            return self
        doubts = self.doubts | {column} if doubt else self.doubts
        return replace(self, marks={**self.marks, column: says}, doubts=doubts)


def read_rooms(text: str, there: Collection[str] = ()) -> list[Read]:
    """The rooms of a table. `values`: name, capacity, features, video_link. Rooms that are `there` already stay as they
    are."""
    known = {same(name) for name in there}
    return [
        Read(line.number, line.typed, why=Refused("paste.there"), skipped=True)
        if line.values and same(line.values["name"]) in known
        else line
        for line in alike(_each(table(text, ROOMS, commas_anywhere), _room), lambda room: same(room["name"]))
    ]


def understood(lines: Sequence[Read], *, looked: bool = False) -> list[dict[str, Any]]:
    """The fields of all lines. Raises Refused if a line cannot be understood, if there is nothing at all, or if nobody
    has `looked` at what is uncertain."""
    for line in lines:
        if line.why is not None and not line.skipped:
            raise Refused("paste.not_understood", number=line.number)
    found = [line.values for line in lines if line.values is not None]
    if not found:
        raise Refused("paste.nothing")
    doubted = [line.number for line in lines if line.doubts]
    if doubted and not looked:
        raise Refused("paste.doubts", number=doubted[0])
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A line by its columns; `left` is what has none."""

    number: int
    typed: str
    cells: dict[str, str]
    left: tuple[str, ...] = ()


def table(text: str, columns: tuple[str, ...], commas: Callable[[list[str]], bool]) -> list[Row | Read]:
    """The rows, and what their headings said."""
    found: list[Row | Read] = []
    order: tuple[str, ...] | None = None
    for line in read_cells(text, commas):
        if order is None:
            order = _heading(line.cells, columns)
            if order is not None:
                found.append(_of_heading(line, order))
                continue
            order = columns[:4]
        found.append(_row(line, order))
    return found


def commas_anywhere(lines: list[str]) -> bool:
    """Whether commas stand between columns, and not just within „Beamer, Mikrofon“."""
    return len({line.count(",") for line in lines}) == 1 and lines[0].count(",") > 0


def alike(lines: Iterable[Read], key: Callable[[dict[str, Any]], object]) -> list[Read]:
    """Marks lines that repeat an earlier one: an exact repeat is skipped; the same name with something else beside it
    is a doubt."""
    seen: dict[object, dict[str, Any]] = {}
    done: list[Read] = []
    for line in lines:
        this = None if line.values is None else key(line.values)
        if line.values is None or this not in seen:
            done.append(line)
        elif {**seen[this], "name": ""} == {**line.values, "name": ""}:
            done.append(Read(line.number, line.typed, why=Refused("paste.twice"), skipped=True))
        else:
            done.append(line.marked("name", Refused("paste.same_name"), doubt=True))
        if line.values is not None:
            seen.setdefault(this, line.values)
    return done


def _heading(cells: list[str], columns: tuple[str, ...]) -> tuple[str, ...] | None:
    known = [_KNOWN.get(re.sub(r"[^a-zäöüß]", "", cell.casefold())) for cell in cells]
    if not {column for column in known if column in columns} or any(re.search(r"\d", cell) for cell in cells):
        return None
    return tuple(column if column in columns else "" for column in known)


def _of_heading(line: Cells, order: tuple[str, ...]) -> Read:
    lost = [cell for cell, column in zip(line.cells, order, strict=False) if cell and not column]
    read = Read(line.number, line.typed, why=Refused("paste.heading"), skipped=True)
    return read.marked("more", Refused("paste.no_column", what=", ".join(lost)[:120])) if lost else read


def _row(line: Cells, order: tuple[str, ...]) -> Row:
    """A line by its columns. Cells under headings that we have no field for are not left over: the headings explain
    them."""
    cells: dict[str, str] = {}
    left: list[str] = []
    for at, cell in enumerate(line.cells):
        column = order[at] if at < len(order) else "left"
        if (cell and column in cells) or (cell and column == "left"):
            left.append(cell)
        elif cell and column:
            cells[column] = cell
    return Row(line.number, line.typed, cells, tuple(left))


def _each(rows: Iterable[Row | Read], take: Callable[[Row], Read]) -> list[Read]:
    return [row if isinstance(row, Read) else taken(row, take) for row in rows]


def taken(row: Row, take: Callable[[Row], Read]) -> Read:
    """What `take` makes of a line, or why it cannot."""
    try:
        read = take(row)
    except Invalid as why:
        return Read(row.number, row.typed, why=next(iter(why.fields.values())))
    except Refused as why:
        return Read(row.number, row.typed, why=why)
    if row.left:
        return read.marked("more", Refused("paste.left_over", what=" · ".join(row.left)[:120]))
    return read


def _room(row: Row) -> Read:
    cells = {column: row.cells.get(column, "") for column in ROOMS}
    for column in ("capacity", "features"):  # an address can be told as one wherever it stands
        if cells[column].startswith(("https://", "http://")) and not cells["video_link"]:
            cells["video_link"], cells[column] = cells[column], ""
    read = Read(row.number, row.typed)
    seats = DEFAULT_SEATS
    if not cells["capacity"]:
        read = read.marked("capacity", Refused("paste.no_seats", seats=DEFAULT_SEATS))
    else:
        number = _SEATS.fullmatch(cells["capacity"])
        if number is None:
            raise Refused("paste.seats", typed=cells["capacity"][:40])
        seats = int(re.sub(r"\D", "", number[1]))
        if number["more"] and number["more"].strip():
            read = read.marked("capacity", Refused("paste.seats_unsure", typed=cells["capacity"][:40]), doubt=True)
    name, features = Line(60).clean(cells["name"]), Line(200, least=0).clean(cells["features"])
    video_link = Address(LONGEST_LINK).clean(cells["video_link"])
    refuse_a_strange_room(seats)
    if same(name) in for_all():
        [called] = apart([name])
        read = read.marked("name", Refused("room.for_all", name=name, called=called), doubt=True)
    if re.fullmatch(r"[\d\s.,]+", name):
        read = read.marked("name", Refused("paste.name_unsure", typed=name), doubt=True)
    return replace(read, values={"name": name, "capacity": seats, "features": features, "video_link": video_link})
