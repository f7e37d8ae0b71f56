"""What people may type."""

import pytest

from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Line, Text

KEPT = [
    "Brot & Salz <script>alert('x')</script>",
    "Moderator*innen, Kolleg:innen, Kund_innen",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "Straße in Łódź, Ωmega, 東京, עברית, ไทย",
    "a \"b\" 'c' {{ d }} {% e %} %(f)s %s \\n",
    "'; DROP TABLE topic; --",
]


@pytest.mark.parametrize("rule", [Line(100), Text(100)])
@pytest.mark.parametrize("typed", KEPT)
def test_text_is_kept_as_typed(rule: Line | Text, typed: str):
    assert rule.clean(typed) == typed


@pytest.mark.parametrize("rule", [Line(10), Text(10)])
def test_white_space_around_is_taken_off(rule: Line | Text):
    assert rule.clean(" \t Brot\u00a0\n ") == "Brot"


@pytest.mark.parametrize("rule", [Line(5), Text(5)])
def test_text_may_be_exactly_as_long_as_allowed(rule: Line | Text):
    assert rule.clean("12345") == "12345"
    assert rule.clean("  12345  ") == "12345"
    why = _refusal(rule, "123456")
    assert (why.key, why.facts) == ("text.long", {"most": 5, "length": 6})


@pytest.mark.parametrize("rule", [Line(5), Text(5)])
@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u00a0\u2003", "\x0b", "\x0c\x1f", "\ufffc"])
def test_text_of_nothing_but_space_is_empty(rule: Line | Text, typed: str):
    assert _refusal(rule, typed).key == "text.empty"


UNSEEN = {
    "zero width": "\u200b", "joiners": "\u200d\ufeff", "marks of direction": "\u2060 \u200e",
    "Hangul without a shape": "\u3164", "Braille without a dot": "\u2800\u2800", "only accents": "\u0301\u0308",
    "soft hyphens": "\u00ad\u00ad", "tags": "\U000e0041\U000e0042", "chosen emoji without one": "\ufe0f",
}  # fmt: skip


@pytest.mark.parametrize("rule", [Line(5), Text(5)])
@pytest.mark.parametrize("typed", UNSEEN.values(), ids=UNSEEN.keys())
def test_text_that_cannot_be_seen_is_refused_as_that(rule: Line | Text, typed: str):
    assert _refusal(rule, typed).key == "text.unseen"


@pytest.mark.parametrize("rule", [Line(5, least=0), Text(5, least=0)])
def test_optional_text_may_be_empty(rule: Line | Text):
    assert rule.clean("  ") == ""


@pytest.mark.parametrize("rule", [Line(10), Text(10), Text(10, tables=True)])
@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x08", "\x1b", "\x7f", "\x81", "\x9d"])
def test_what_only_steers_machines_is_dropped(rule: Line | Text, bad: str):
    assert rule.clean(f"ab cd{bad}e{bad}") == "ab cde"
    assert rule.clean(f"{bad}e") == "e"
    assert _refusal(rule, bad).key == "text.empty"


@pytest.mark.parametrize("rule", [Line(10), Text(10)])
def test_half_characters_are_refused(rule: Line | Text):
    assert _refusal(rule, "a\ud800b").key == "text.control"


# What stands in the clipboard: as one line, as several.
COPIED = {
    "soft break of PowerPoint": ("Leerstand\x0bNahversorgung", "Leerstand Nahversorgung", "Leerstand\nNahversorgung"),
    "new page of a PDF": ("Seite 1\x0cSeite 2", "Seite 1 Seite 2", "Seite 1\nSeite 2"),
    "firm hyphen of Word": ("Co\x1eWorking", "Co-Working", "Co-Working"),
    "optional hyphen of Word": ("Wirtschafts\x1fförderung", "Wirtschaftsförderung", "Wirtschaftsförderung"),
    "word parted by a PDF": ("Innen\x02stadt", "Innenstadt", "Innenstadt"),
    "word parted over two lines": ("Innen\x02\r\nstadt", "Innenstadt", "Innenstadt"),
    "compound parted by a PDF": ("KI\x02Tools", "KI-Tools", "KI-Tools"),
    "line of a mainframe": ("a\x85b", "a b", "a\nb"),
    "separators": ("a\u2028b\u2029c", "a b c", "a\nb\nc"),
    "cells of Excel": ("a\tb", "a b", "a b"),
    "bullet of Word": ("\uf0b7\tPunkt", "• Punkt", "• Punkt"),
    "list further in": ("x\n\t- y", "x - y", "x\n    - y"),
    "old Mac": ("a\rb", "a b", "a\nb"),
    "Windows": ("a \r\n b", "a b", "a \n b"),
    "Windows taken for Latin": ("9\x9611 Uhr, \x84so\x93", "9–11 Uhr, „so“", "9–11 Uhr, „so“"),
    "picture": ("Bild \ufffc hier", "Bild  hier", "Bild  hier"),
    "no characters": ("a\ufffeb\ufdd0c\U0001ffff", "abc", "abc"),
}  # fmt: skip


@pytest.mark.parametrize(("copied", "line", "lines"), COPIED.values(), ids=COPIED.keys())
def test_what_other_programs_leave_in_text_becomes_what_it_looks_like(copied: str, line: str, lines: str):
    assert Line(100).clean(copied) == line
    assert Text(100).clean(copied) == lines
    assert (Line(100).clean(line), Text(100).clean(lines)) == (line, lines)


def test_a_pasted_table_keeps_the_tabs_between_its_cells():
    assert Text(100, tables=True).clean("a\tb\x0bc\r\nd\t") == "a\tb c\nd"
    assert Text(100, tables=True).clean("9 Uhr A\x0b10 Uhr B") == "9 Uhr A\n10 Uhr B"


def _refusal(rule: Line | Text, typed: str) -> Refused:
    with pytest.raises(Refused) as caught:
        rule.clean(typed)
    return caught.value
