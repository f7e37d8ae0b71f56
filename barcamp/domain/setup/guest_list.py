"""The list of guests, pasted or taken from a file as the office has it: what is understood, line by line, and taking it
over as a whole. Only name, organisation, a group and on site or online are ever kept."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.guest import MOST_GUESTS, guests
from barcamp.domain.setup.cells import Cells, read_cells
from barcamp.domain.setup.pasted import Read, Row, commas_anywhere, taken, understood
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn

LONGEST = 200_000  # characters of a list

_COLUMNS = ("name", "organisation", "online", "team")  # without headings
_HEADINGS = {
    "name": "name teilnehmer teilnehmerin teilnehmende teilnehmendername gast person vollständigername guest fullname",
    "last": "nachname familienname zuname lastname surname",
    "first": "vorname rufname firstname",
    "title": "titel akademischertitel title",
    "organisation": "organisation institution einrichtung firma unternehmen kommune gemeinde stadt arbeitgeber "
    "verwaltung company organization municipality",
    "team": "gruppe team tisch workshop group table",
    "online": "teilnahme teilnahmeart ort vorortonline onlinevorort vorortoderonline format online attendance",
}  # fmt: skip
_KNOWN = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_ONLINE = re.compile(r"online|digital|virtuell|remote|zoom|video\w*|ja|yes|x", re.IGNORECASE)
_ON_SITE = re.compile(r"(?:vor ?ort|präsenz|in präsenz|on ?site|in person|nein|no|)", re.IGNORECASE)
_EMPTY = re.compile(r"[\s;,|\"]*")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|\+?[\d /()-]{6,}", re.IGNORECASE)  # no column of ours holds these


@dataclass(frozen=True, slots=True)
class GuestList:
    """What a list says. `new` are those who would be added, `staying` how many are on the list already and not in this
    one, `empty` how many lines have nothing in them."""

    lines: list[Read]
    staying: int = 0
    empty: int = 0
    new: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])


class TakeGuests(Command):
    """Adds those of a pasted list who are new; who is on the list already stays as they are. Nothing is written if a
    line cannot be understood, or if there would be too many. The journal keeps no word of it."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"text"})
    text: Annotated[str, Text(LONGEST, tables=True)]

    async def perform(self, turn: Turn) -> Done:
        found = await read_guests(turn.db, turn.barcamp, self.text)
        refuse_too_many(found)
        new = understood(found.lines)
        await turn.db.execute(insert(guests), [{**row, "barcamp_id": turn.barcamp.id} for row in new])
        return Done.of(Changed.guests(), made=len(new))


def refuse_too_many(found: GuestList) -> None:
    """Raises Refused if the list would become longer than it may be."""
    there = found.staying + sum(line.why is not None and line.why.key == "guest.there" for line in found.lines)
    if there + len(found.new) > MOST_GUESTS:
        raise Refused("guest.many_in_list", most=MOST_GUESTS, number=there + len(found.new)).beside("text")


async def read_guests(db: AsyncConnection, barcamp: Barcamp, text: str) -> GuestList:
    """What the text says beside those who are on the list already."""
    query = select(guests.c.name, guests.c.organisation).where(guests.c.barcamp_id == barcamp.id)
    there = [(row.name, row.organisation) for row in await db.execute(query)]
    lines = _each(read_cells(text, commas_anywhere), barcamp.hybrid)
    return _beside(lines, there, sum(_EMPTY.fullmatch(line) is not None for line in text.strip().splitlines()))


def _beside(lines: list[Read], there: Collection[tuple[str, str]], empty: int) -> GuestList:
    """Marks who is on the list already, who stands in the text twice, and who shares a name with somebody."""
    known = {_same(*each) for each in there}
    names = {_same(name, "") for name, _ in there}
    seen, found, done = set[tuple[str, str]](), set[tuple[str, str]](), list[Read]()
    for line in lines:
        if line.values is None:
            done.append(line)
            continue
        this, called = _same(line.values["name"], line.values["organisation"]), _same(line.values["name"], "")
        if this in seen:
            done.append(Read(line.number, line.typed, why=Refused("guest.twice"), skipped=True))
        elif this in known:
            found.add(this)
            done.append(Read(line.number, line.typed, why=Refused("guest.there"), skipped=True))
        else:
            done.append(line.marked("name", Refused("guest.same_name")) if called in names else line)
        seen.add(this)
        names.add(called)
    new = [line.values for line in done if line.values is not None]
    return GuestList(done, len(known) - len(found), empty, new)


def _same(name: str, organisation: str) -> tuple[str, str]:
    return " ".join(name.casefold().split()), " ".join(organisation.casefold().split())


def _each(lines: list[Cells], hybrid: bool) -> list[Read]:
    done: list[Read] = []
    order: tuple[str, ...] | None = None
    for line in lines:
        if order is None:
            order = _heading(line.cells)
            if order is not None:
                done.append(_of_heading(line, order))
                continue
            order = _COLUMNS
        read = taken(_row(line, order), lambda row: _guest(row, hybrid))
        done.append(read.marked("name", Refused("guest.broken")) if line.broken and read.values else read)
    return done


def _heading(cells: list[str]) -> tuple[str, ...] | None:
    known = [_KNOWN.get(re.sub(r"[^a-zäöüß]", "", cell.casefold()), "") for cell in cells]
    if any(re.search(r"\d", cell) for cell in cells):
        return None
    return tuple(known) if {"name", "last"} & {*known} else None


def _of_heading(line: Cells, order: tuple[str, ...]) -> Read:
    lost = [cell for cell, column in zip(line.cells, order, strict=False) if cell and not column]
    read = Read(line.number, line.typed, why=Refused("paste.heading"), skipped=True)
    return read.marked("more", Refused("guest.not_kept", what=", ".join(lost)[:120])) if lost else read


def _row(line: Cells, order: tuple[str, ...]) -> Row:
    """A line by its columns. What stands under other headings is left out, as the heading says; so are addresses and
    telephone numbers in a list without headings."""
    cells: dict[str, str] = {}
    left: list[str] = []
    plain = line.cells if order is not _COLUMNS else [cell for cell in line.cells if not _ADDRESS.fullmatch(cell)]
    for at, cell in enumerate(plain):
        column = order[at] if at < len(order) else "left"
        if cell and column == "left":
            left.append(cell)
        elif cell and column:
            cells[column] = f"{cells[column]} {cell}" if column in cells else cell
    return Row(line.number, line.typed, cells, tuple(left))


def _guest(row: Row, hybrid: bool) -> Read:
    cells = row.cells
    parts = [cells.get(column, "") for column in ("title", "first", "last")]
    whole = cells.get("name") or " ".join(filter(None, parts))
    if not whole:
        raise Refused("guest.no_name")
    read = Read(row.number, row.typed, {
        "name": Line(60).clean(whole),
        "organisation": Line(100, least=0).clean(cells.get("organisation", "")),
        "team": Line(60, least=0).clean(cells.get("team", "")),
        "online": False,
    })  # fmt: skip
    said = cells.get("online", "")
    assert read.values is not None
    if hybrid and _ONLINE.fullmatch(said):
        read.values["online"] = True
    elif hybrid and not _ON_SITE.fullmatch(said):
        return read.marked("online", Refused("guest.where", typed=said[:40]))
    return read
