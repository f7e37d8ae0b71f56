"""Of which days the rows of a pasted agenda are: headings, columns and words before the times name them."""

from dataclasses import replace
from datetime import date

from barcamp.domain.setup.pasted import Read, Row
from barcamp.kernel.barcamp import last_of
from barcamp.kernel.refused import Refused
from barcamp.text.hours import read_hours
from barcamp.text.weekdays import Named, read_day


def by_day(rows: list[Row | Read], day: date | None) -> list[Row | Read]:
    """The rows of our day: headings such as „Samstag“ name the day of what follows; rows of other days are left out."""
    named: list[tuple[Row | Read, Named | None]] = []
    current: Named | None = None
    for row in rows:
        if isinstance(row, Row):
            row, of_row, heading = _day_of(row)
            current = of_row or current
            if heading:
                row = Read(row.number, row.typed, why=Refused("paste.day", day=current.label), skipped=True)  # type: ignore[union-attr]
        named.append((row, current))
    days = {each.which: each for row, each in named if each is not None and isinstance(row, Row)}
    if len(days) < 2:
        return [row for row, _ in named]
    ours = next((each for each in days.values() if day and each.is_(day)), next(iter(days.values())))
    return [
        Read(row.number, row.typed, why=Refused("paste.other_day", day=each.label, ours=ours.label), skipped=True)
        if isinstance(row, Row) and each is not None and each.which != ours.which
        else row
        for row, each in named
    ]


def by_days(rows: list[Row | Read], first: date | None, days: int) -> list[list[Row | Read]]:
    """The rows of each of our days. Before any day is named, rows are of the first; a day that is none of ours is left
    out, and told."""
    found: list[list[Row | Read]] = [[] for _ in range(days)]
    at: int | None = 0
    current: Named | None = None
    for row in rows:
        if isinstance(row, Row):
            row, of_row, heading = _day_of(row)
            if of_row is not None:
                current, at = of_row, _which(of_row, first, days)
            if heading and current is not None:
                row = Read(row.number, row.typed, why=Refused("paste.day", day=current.label), skipped=True)
            elif at is None and current is not None:
                row = Read(row.number, row.typed, why=Refused("paste.no_day", day=current.label), skipped=True)
        found[at or 0].append(row)
    return found


def _which(named: Named, first: date | None, days: int) -> int | None:
    """Which of our days is named so, 0 for the first."""
    if named.number is not None:
        return named.number - 1 if 1 <= named.number <= days else None
    ours = [last_of(first, number) for number in range(1, days + 1)] if first else []
    return next((at for at, each in enumerate(ours) if named.is_(each)), None)


def _day_of(row: Row) -> tuple[Row, Named | None, bool]:
    """The day that a line names, taken out of its cells, and whether the line says nothing else."""
    if typed := row.cells.get("day"):
        found = read_day(typed)
        return row, found[0] if found else Named(typed), False
    first = row.cells.get("starts", "")
    found = read_day(first)
    if found is None:
        return row, None, False
    named, rest = found
    others = [column for column in row.cells if column != "starts"]
    if rest and read_hours(rest):
        return replace(row, cells={**row.cells, "starts": rest}), named, False
    if rest:
        return row, None, False
    if not others:
        return row, named, True
    # A column of days without a heading: the other columns move up.
    moved = [row.cells.get(column, "") for column in ("ends", "title", "plenary")]
    if not read_hours(moved[0]):
        return row, None, False
    cells = {column: cell for column, cell in zip(("starts", "ends", "title"), moved, strict=True) if cell}
    return replace(row, cells=cells), named, False
