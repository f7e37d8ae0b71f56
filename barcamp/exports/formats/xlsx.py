"""The tables as one Excel workbook. Numbers are numbers, dates are dates, and nothing that was typed is computed."""

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from barcamp.exports.book.tree import Day
from barcamp.exports.charset import in_one_line, printable
from barcamp.exports.formats.tables import Cell, Table, tables

if TYPE_CHECKING:
    from xlsxwriter import Format, Workbook, Worksheet

LONGEST = 32_767  # characters in a cell, as Excel says
MOST_LINES = 27  # a row can be 409 points high
_LINE = 15.0  # points


def write(day: Day) -> bytes:
    """The workbook, in the current language. The same day gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made_at = day.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": in_one_line(day.event.name), "author": "", "created": made_at})
    looks = {
        "head": book.add_format({"bold": True, "bg_color": "#E4EBF0", "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "plain": book.add_format({"valign": "top"}),
        "date": book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
        "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top", "align": "left"}),
        "clock": book.add_format({"num_format": "hh:mm", "valign": "top", "align": "left"}),
    }
    for table in tables(day):
        _sheet(book, table, looks)
    book.close()
    return out.getvalue()


def _sheet(book: "Workbook", table: Table, looks: dict[str, "Format"]) -> None:
    sheet = book.add_worksheet(table.title[:31])
    for column, (heading, width) in enumerate(table.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, looks["head"])
    for number, row in enumerate(table.rows, 1):
        sheet.set_row(number, _LINE * _lines(table, row))
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _lines(table: Table, row: tuple[Cell, ...]) -> int:
    """How many lines a row's longest cell takes: not every program measures that itself."""
    return max(
        min(MOST_LINES, sum(max(1, -(-len(part) // width)) for part in cell.split("\n")))
        if isinstance(cell, str)
        else 1
        for cell, (_, width) in zip(row, table.columns, strict=True)
    )


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, looks: dict[str, "Format"]) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, looks["plain"])
        case str():
            sheet.write_string(row, column, printable(cell)[:LONGEST], looks["text"])
        case datetime():
            sheet.write_datetime(row, column, cell, looks["moment"])
        case date():
            sheet.write_datetime(row, column, cell, looks["date"])
        case time():
            sheet.write_datetime(row, column, cell, looks["clock"])
        case _:
            sheet.write_number(row, column, cell, looks["plain"])
