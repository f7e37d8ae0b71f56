"""The tables as a workbook and as CSV, read by readers that did not write them."""

import csv
import io
import re
from dataclasses import replace
from datetime import datetime, time

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from barcamp.exports.book.tree import Day, Edition
from barcamp.exports.charset import printable
from barcamp.exports.formats import csv_tables, xlsx
from barcamp.exports.formats.csv_tables import harmless
from barcamp.exports.formats.tables import tables
from barcamp.exports.report.blocks import Numbers
from barcamp.exports.report.blocks import Table as Series
from barcamp.exports.report.report import compose
from barcamp.text import i18n
from tests.exports.days import NAUGHTY, empty_day, full_day, hostile_day

SHEETS = [
    "Zahlen",
    "Themen",
    "Sessions",
    "Notizen",
    "Abstimmungen mit Punkten",
    "Nächste Schritte",
    "Mitmach-Angebote",
    "Rückmeldung",
    "Weggelassen",
]
STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


def book(day: Day) -> Workbook:
    with i18n.speaking("de"):
        return load_workbook(io.BytesIO(xlsx.write(day)))


def rows(day: Day, name: str, *, excel: bool) -> list[list[str]]:
    with i18n.speaking("de"):
        content = csv_tables.write(day, excel=excel)[f"{name}.csv"]
    text = content.decode("utf-8-sig" if excel else "utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if excel else ","))


def test_the_workbook_has_a_sheet_for_everything():
    assert book(full_day()).sheetnames == SHEETS


def test_a_sheet_has_a_head_that_stays_and_filters():
    sheet = book(full_day())["Sessions"]
    assert [cell.value for cell in sheet[1]] == [
        "Beginn", "Ende", "Raum", "Session", "Anbietende", "Interesse", "Anwesende", "Notizen",
        "Fotos", "Wiederholung", "Ergebnis",
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A2", "A1:K46", 46)
    assert sheet.column_dimensions["D"].width > 40


def test_numbers_are_numbers_and_times_are_times():
    sheets_ = book(full_day())
    first = [cell.value for cell in sheets_["Sessions"][2]]
    assert first[:9] == [
        time(9), time(9, 35), "Großer Saal", "Junge Fachkräfte finden und halten: ein Erfahrungsbericht", "Kim",
        31, 12, 14, 2,
    ]  # fmt: skip
    step = [cell.value for cell in sheets_["Nächste Schritte"][2]]
    assert step[2] == datetime(2026, 7, 1)
    note = [cell.value for cell in sheets_["Notizen"][2]]
    assert note[4] == datetime(2026, 6, 13, 12, 30)
    assert [row[1].value for row in sheets_["Zahlen"].iter_rows(min_row=7)] == [34, 27, 52, 412, 45, 600, 86, 60]


def test_no_cell_of_the_workbook_is_a_formula():
    sheets_ = book(hostile_day())
    kinds = {cell.data_type for sheet in sheets_ for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n", "d"}
    titles = {cell.value for cell in sheets_["Themen"]["A"]}
    assert {NAUGHTY[0], NAUGHTY[1], NAUGHTY[2], NAUGHTY[3], NAUGHTY[12]} <= titles


def test_what_was_typed_comes_back_but_for_what_no_file_can_hold():
    assert [cell.value for cell in book(hostile_day())["Themen"]["A"]][1 : len(NAUGHTY) + 1] == [
        printable(bad) for bad in NAUGHTY
    ]
    assert printable("a\x00b\x07c\x1bd\x7fe \ud800\r\n🎉") == "abcde \n🎉"


@pytest.mark.parametrize("excel", [True, False])
def test_no_cell_of_a_csv_begins_a_formula(excel: bool):
    day = hostile_day()
    for table in tables(day):
        for row in rows(day, table.name, excel=excel)[1:]:
            assert [cell for cell in row if _computes(cell)] == []
    assert rows(day, "topics", excel=excel)[1][0] == "'" + NAUGHTY[0]


@pytest.mark.parametrize("excel", [True, False])
def test_nor_when_it_is_cut_at_the_wrong_separator(excel: bool):
    day = hostile_day()
    with i18n.speaking("de"):
        content = csv_tables.write(day, excel=excel)["notes.csv"].decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content, newline=""), delimiter="," if excel else ";", quoting=csv.QUOTE_NONE):
        assert [cell for cell in row if _computes(cell)] == []


def _computes(cell: str) -> bool:
    return bool(STARTS_A_FORMULA.match(cell)) and not re.fullmatch(r"-?\d+([.,]\d+)?|-{3}", cell)


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "  '=1+1"),
        ("-5", "'-5"),
        ("a;=cmd", "a;'=cmd"),
        ("a,+cmd", "a,'+cmd"),
        ("a\n=cmd", "a\n'=cmd"),
        ("Liste:\n- Mehl\n- Salz", "Liste:\n- Mehl\n- Salz"),
        ("3 - 2 = 1, oder?", "3 - 2 = 1, oder?"),
        ("＝cmd", "'＝cmd"),
        ("\tTab", "'\tTab"),
        ("1 + 1", "1 + 1"),
    ],
)
def test_only_what_begins_a_formula_gets_an_apostrophe(typed: str, there: str):
    assert harmless(typed) == there


def test_csv_for_a_german_excel_and_for_programs():
    day = full_day()
    with i18n.speaking("de"):
        german, plain = csv_tables.write(day, excel=True), csv_tables.write(day, excel=False)
    assert list(german) == list(plain) == [f"{table.name}.csv" for table in tables(day)]
    assert german["figures.csv"].startswith(b"\xef\xbb\xbf")
    assert not plain["figures.csv"].startswith(b"\xef\xbb\xbf")
    assert rows(day, "next-steps", excel=True)[1][2] == "01.07.2026"
    assert rows(day, "next-steps", excel=False)[1][2] == "2026-07-01"
    assert rows(day, "feedback", excel=True)[1] == ["Hat sich der Tag gelohnt?", "0", "1", "2", "10", "15", "4,39"]
    assert rows(day, "feedback", excel=False)[1] == ["Hat sich der Tag gelohnt?", "0", "1", "2", "10", "15", "4.39"]
    assert len(rows(day, "notes", excel=False)) == 601


def test_an_empty_day_is_only_heads():
    assert [len(rows(empty_day(), table.name, excel=True)) for table in tables(empty_day())] == [14, *[1] * 8]
    assert book(empty_day()).sheetnames == SHEETS


def test_the_same_day_gives_the_same_bytes():
    with i18n.speaking("de"):
        assert xlsx.write(full_day()) == xlsx.write(full_day())


def test_a_result_stands_in_its_cell_without_the_marks_of_markdown():
    day = full_day()
    typed = "**Drei** Ziele:\n\n- Eins\n- [Zwei](https://example.org/a)\n\nEnde *bald*, siehe https://example.org/b."
    chapters = (replace(day.chapters[0], result=typed), *day.chapters[1:])
    with i18n.speaking("de-sie"):
        table = next(table for table in tables(replace(day, chapters=chapters)) if table.name == "sessions")
    assert table.rows[0][-1] == (
        "Drei Ziele:\n– Eins\n– Zwei (https://example.org/a)\nEnde bald, siehe https://example.org/b."
    )


def test_what_was_left_out_is_an_empty_figure_and_never_a_nought():
    day = full_day()
    figures = replace(day.figures, interests=None, pictures=None)
    cards = tuple(replace(card, support=None) for card in day.chapters[0].sections[0].cards)
    sections = (replace(day.chapters[0].sections[0], cards=cards),)
    chapters = (replace(day.chapters[0], interest=None, photos=None, pictures=(), sections=sections),)
    there = Edition(1, "Vorher", day.event.day, 3, 2, 1, None, 1, 4)
    less = replace(day, figures=figures, editions=(there, there), chapters=chapters)
    with i18n.speaking("de-sie"):
        found = {table.name: table for table in tables(less)}
        blocks = compose(less).blocks
        files = csv_tables.write(less, excel=False)
    figures_told = {str(row[0]): row[1] for row in found["figures"].rows}
    assert (figures_told["Interessen"], figures_told["Fotos"]) == (None, None)
    labels = {label for label, _ in next(block for block in blocks if isinstance(block, Numbers)).pairs}
    assert "Personen" in labels
    assert not {"Interessen", "Fotos"} & labels
    heads, first = list(csv.reader(io.StringIO(files["sessions.csv"].decode())))[:2]
    assert [first[heads.index(name)] for name in ("Interesse", "Fotos")] == ["", ""]
    assert {row[5] for row in found["notes"].rows} == {None}
    [series] = [block for block in blocks if isinstance(block, Series) and block.heads[0] == "Veranstaltung"]
    assert ["".join(span.text for span in cell) for cell in series.rows[0]][1:] == ["3", "2", "1", "", "1", "4"]
