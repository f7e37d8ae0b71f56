"""The tables as CSV: for a German Excel (UTF-8 with BOM, semicolons), and plain for programs (UTF-8, commas)."""

import csv
import io
import re
from datetime import date, datetime, time

from barcamp.exports.book.tree import Day
from barcamp.exports.charset import printable
from barcamp.exports.formats.tables import Cell, Table, tables

# Spreadsheets take text with such a beginning for a formula, even after a separator unknown to them. A list in a note
# ("- milk") is left alone if only a line break could make it begin a cell.
_FORMULA = re.compile(
    r"(^[ \u00a0]*|[;,\t])(?=[=+\-@\t\uff1d\uff0b\uff0d\uff20])|(?<=\n)(?=[=@\uff1d\uff20]|[+\-][^ ])"
)


def write(day: Day, *, excel: bool) -> dict[str, bytes]:
    """The files by name, one for each table, in the current language."""
    return {f"{table.name}.csv": file_of(table, excel=excel) for table in tables(day)}


def harmless(text: str) -> str:
    """Text that no spreadsheet computes: an apostrophe precedes whatever would begin a formula."""
    return _FORMULA.sub(lambda found: f"{found[0]}'", printable(text))


def file_of(table: Table, *, excel: bool) -> bytes:
    """One table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([heading for heading, _ in table.columns])
    for row in table.rows:
        writer.writerow([_said(cell, excel) for cell in row])
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _said(cell: Cell, excel: bool) -> str:
    """A value as text: a German Excel reads 13.06.2026 and 4,5 as a date and a number; programs read ISO."""
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M:%S}" if excel else cell.isoformat(sep=" ")
        case date():
            return f"{cell:%d.%m.%Y}" if excel else cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
        case float():
            return str(cell).replace(".", ",") if excel else str(cell)
        case int():
            return str(cell)
