"""Pasted text as lines of cells: from Excel (tabs), a German CSV (semicolons), other CSV (commas), a table in a pad
(bars), or typed. Spreadsheets put quotation marks around a cell with a line break in it."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from barcamp.text.mending import mended

_RULE = re.compile(r"[\s|:+=-]*")  # the line beneath the headings of a pad's table
_LIST = re.compile(r"^(?:[-*•▪➢·–]\s+|#+\s+|\d{1,2}\)\s+)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


# Before "und" and the like the hyphen stays: "Turm- und Saalstube".
_HYPHEN = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?!(?:und|oder|bis|sowie|bzw)\b)(?=(\w))")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one line, which may span several if a cell has breaks in it; `number` is that of the first."""

    number: int
    cells: list[str]
    broken: bool = False  # a line break stood in one of them

    @property
    def typed(self) -> str:
        return " · ".join(cell for cell in self.cells if cell)


def read_cells(text: str, commas: Callable[[list[str]], bool]) -> list[Cells]:
    """The lines with anything in them. `commas` says whether commas stand between the columns of these lines."""
    plain = mended(text, tables=True).replace("\u00a0", " ").lstrip("\ufeff")
    between = _between([line for line in plain.split("\n") if line.strip()], commas)
    found: list[Cells] = []
    for number, row in _rows(plain, between):
        cells = [_plain(cell) for cell in row]
        if between == "|":
            cells = cells[not cells[0] : -1 if not cells[-1] else None]
        if any(cells) and not (between == "|" and all(_RULE.fullmatch(cell) for cell in cells)):
            found.append(Cells(number, cells, any("\n" in cell.strip() for cell in row)))
    return found


def _between(lines: list[str], commas: Callable[[list[str]], bool]) -> str:
    """The sign between columns: one that stands in most lines; in a single line it is part of a title."""
    for sign, enough in (("\t", 1), ("|", len(lines) / 2), (";", len(lines) / 2)):
        if sum(sign in line for line in lines) >= max(enough, 1):
            return sign
    return "," if lines and commas(lines) else "\t"


def _rows(text: str, between: str) -> list[tuple[int, list[str]]]:
    try:
        return _split(text, between, strict=True, quoting=csv.QUOTE_MINIMAL)
    except csv.Error:  # quotation marks that somebody typed
        return _split(text, between, strict=False, quoting=csv.QUOTE_NONE)


def _split(text: str, between: str, **how: object) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, **how)  # type: ignore[arg-type]
    found: list[tuple[int, list[str]]] = []
    before = 0
    for row in reader:
        found.append((before + 1, row))
        before = reader.line_num
    return [(number, row) for number, row in found if row]


def _plain(cell: str) -> str:
    """The text on one line, without the marks of lists and of bold type."""
    words = " ".join(_HYPHEN.sub(_joined, cell).split())
    return _STRONG.sub(r"\2", _LIST.sub("", words)).strip()


def _joined(hyphen: re.Match[str]) -> str:
    """Two lines with a word that the line break divided made whole again; before a capital or a figure the hyphen
    stays."""
    return "" if hyphen[1].islower() else "-"
