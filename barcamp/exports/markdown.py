"""The summary as Markdown. What people typed stays text: its marks are escaped."""

import re

from jinja2 import Environment

from barcamp.exports.book import Book, Chapter
from barcamp.i18n import clock, long_day
from barcamp.i18n import gettext as _

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def write(book: Book, env: Environment) -> str:
    camp = book.barcamp
    lines = [f"# {plain(camp.name)}", ""]
    lines += [f"{long_day(camp.day)}" + (f", {plain(camp.place)}" if camp.place else ""), ""]
    if not book.final:
        lines += [f"*{_('Interim state: the day is still running.')}*", ""]
    lines += [*_figures(book), f"## {_('Session plan')}", "", *_plan(book)]
    lines += [f"## {_('Sessions')}", ""]
    for chapter in book.chapters:
        lines += _chapter(chapter)
    if book.unplaced:
        lines += [f"## {_('Topics without a session')}", ""]
        lines += [f"- {plain(card.title)} ({_interest(card.interest)})" for card in book.unplaced] + [""]
    if book.left_out:
        lines += [
            f"## {_('Sessions without notes')}",
            "",
            *[f"- {plain(title)}" for title in book.left_out],
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def plain(text: str) -> str:
    """Text so that Markdown shows it as it was typed."""
    escaped = _MARKS.sub(r"\\\1", text.replace("&", "&amp;"))
    return "\n".join(
        _LIST_START.sub(
            lambda m: f"{m[1]}\\{m[2]}" if not m[2][0].isdigit() else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line
        )
        for line in escaped.split("\n")
    )


def _figures(book: Book) -> list[str]:
    figures = book.figures
    rows = (
        (_("People"), figures.people),
        (_("Organisations"), figures.organisations),
        (_("Topics"), figures.topics),
        (_("Interest shown"), figures.interests),
        (_("Sessions"), figures.sessions),
        (_("Notes"), figures.notes),
    )
    return ["| | |", "|---|---:|", *[f"| {name} | {number} |" for name, number in rows], ""]


def _plan(book: Book) -> list[str]:
    lines = [f"| {_('Time')} | {_('Room')} | {_('Session')} |", "|---|---|---|"]
    for row in book.plan.rows:
        time = f"{clock(row.starts)}–{clock(row.ends)}"
        if row.plenary:
            lines.append(f"| {time} | | {plain(row.title)} |")
        lines += [
            f"| {time} | {plain(cell.room.name)} | {plain(cell.topic.title)} |" for cell in row.sessions if cell.topic
        ]
    return [*lines, ""]


def _chapter(chapter: Chapter) -> list[str]:
    lines = [f"### {plain(chapter.title)}", ""]
    facts = []
    if chapter.starts is not None and chapter.ends is not None:
        facts.append(f"{clock(chapter.starts)}–{clock(chapter.ends)}")
    facts += [plain(fact) for fact in (chapter.place, chapter.host) if fact]
    if chapter.interest is not None:
        facts.append(_interest(chapter.interest))
    lines += [" · ".join(facts), ""] if facts else []
    lines += [plain(chapter.description), ""] if chapter.description else []
    for note in chapter.notes:
        first, *rest = plain(note.text).split("\n")
        lines.append(f"- {first}")
        lines += [f"  {line}" if line else "" for line in rest]
    return [*lines, ""] if chapter.notes else lines


def _interest(number: int) -> str:
    return f"{_('Interest')}: {number}"
