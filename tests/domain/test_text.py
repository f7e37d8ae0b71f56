"""What people may type."""

import pytest

from barcamp.domain.base import Refused
from barcamp.domain.text import Line, Text

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
@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u00a0\u2003", "\u200b", "\u200d\ufeff", "\u2060 \u200e"])
def test_text_without_anything_to_see_is_empty(rule: Line | Text, typed: str):
    assert _refusal(rule, typed).key == "text.empty"


@pytest.mark.parametrize("rule", [Line(5, least=0), Text(5, least=0)])
def test_optional_text_may_be_empty(rule: Line | Text):
    assert rule.clean("  ") == ""


@pytest.mark.parametrize("rule", [Line(10), Text(10)])
@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_and_half_characters_are_refused(rule: Line | Text, bad: str):
    assert rule.clean("ab") == "ab"
    assert _refusal(rule, f"a{bad}b").key == "text.control"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\t"])
def test_a_line_is_one_line(break_: str):
    assert _refusal(Line(10), f"a{break_}b").key == "text.control"


def test_a_text_keeps_its_lines_whatever_system_typed_them():
    assert Text(20).clean("a\nb\r\nc\rd\te") == "a\nb\nc\nd\te"


def _refusal(rule: Line | Text, typed: str) -> Refused:
    with pytest.raises(Refused) as caught:
        rule.clean(typed)
    return caught.value
