"""What the report says about the series: its events' figures side by side, and what became of the last next steps."""

import re
from collections.abc import Iterator

from barcamp.exports.book.tree import Day, Edition
from barcamp.exports.report.blocks import Block, Bullets, Heading, Item, Span, Table, Words
from barcamp.exports.report.richtext import line, lines
from barcamp.text.i18n import gettext as _
from barcamp.text.i18n import number, short_day


def series(day: Day) -> Iterator[Block]:
    if len(day.editions) > 1:
        heads = (_("Event"), _("People"), _("Organisations"), _("Topics"), _("Interest"), _("Sessions"), _("Notes"))
        rows: list[tuple[Words, ...]] = []
        for one in day.editions:
            figures = (one.people, one.organisations, one.topics, one.interests, one.sessions, one.notes)
            name = line(f"{_numbered(one)}, {short_day(one.day)}")
            rows.append((name, *(line("" if figure is None else number(figure)) for figure in figures)))
        yield Heading(2, _("The series in figures"), "series")
        yield Table(
            _("The series in figures"), heads, tuple(rows), (24, 12, 18, 11, 12, 12, 11), frozenset(range(1, 7))
        )
    if day.carried:
        yield Heading(2, _("What became of the last next steps"), "carried")
        yield Bullets(
            tuple(
                Item((*lines(text), Span("\n"), *(lines(outcome) or line(_("Nothing has been said about it yet.")))))
                for text, outcome in day.carried
            )
        )


def _numbered(one: Edition) -> str:
    """The event's name with its number in front, unless it has that already; for one that was deleted since, only the
    number."""
    if not one.name:
        return f"{one.number}."
    return one.name if re.match(rf"\W*{one.number}\b", one.name) else f"{one.number}. {one.name}"
