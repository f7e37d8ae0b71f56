"""The report as Markdown, read by markdown-it."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from barcamp.exports.charset import printable
from barcamp.exports.formats import markdown
from tests.exports.days import full_day
from tests.exports.naughty import NAUGHTY
from tests.exports.reading import DAYS, each_day, printed, squeezed, told

READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def read(text: str) -> str:
    """The words in it, as somebody sees them who looks at it in a reader."""
    return html.unescape(re.sub(r"<[^>]+>", "", READER.render(text)))


@each_day()
def test_everything_that_was_typed_is_seen_as_it_was_typed(name: str):
    seen = squeezed(read(printed(markdown.write, name).decode()))
    assert [text for text in told(DAYS[name]()) if squeezed(printable(text)) not in seen] == []


@each_day()
def test_nothing_that_was_typed_becomes_html_or_a_picture(name: str):
    kinds = {token.type for token in READER.parse(printed(markdown.write, name).decode())}
    inline = {
        child.type for token in READER.parse(printed(markdown.write, name).decode()) for child in token.children or ()
    }
    assert kinds & {"html_block", "fence", "code_block", "hr"} == set()
    assert inline & {"html_inline", "image", "code_inline"} == set()


@pytest.mark.parametrize("text", NAUGHTY)
def test_one_line_of_text_stays_one_paragraph_of_it(text: str):
    line = " ".join(printable(text).split())
    tokens = READER.parse(markdown.plain(line))
    assert [token.type for token in tokens if token.nesting >= 0] == ["paragraph_open", "inline"]
    assert read(markdown.plain(line)).strip() == line


def test_headings_come_in_the_order_of_the_report():
    text = printed(markdown.write).decode()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Auf einen Blick", "Sessions", "Alle nächsten Schritte", "Sessionplan", "Themen, für die keine Zeit war",
        "Angebote zum Mitmachen", "Rückmeldung", "Beteiligte Organisationen", "Zahlen", "Was hier fehlt, und warum",
    ]  # fmt: skip


def test_a_table_has_as_many_cells_in_every_row():
    rows: list[int] = []
    for token in READER.parse(printed(markdown.write, "hostile").decode()):
        if token.type == "tr_open":
            rows.append(0)
        elif token.type in ("th_open", "td_open"):
            rows[-1] += 1
        elif token.type == "table_close":
            assert len(set(rows)) == 1
            rows = []


def test_next_steps_are_listed_by_person_and_then_by_day():
    text = printed(markdown.write).decode()
    rows = re.findall(r"^\| (.+?) \| .+? \| (.*?) \| .+ \|$", text[text.index("## Alle nächsten") :], re.MULTILINE)
    people = [who for who, _ in rows[2:] if who in {step.who or "–" for step in full_day().next_steps}]
    assert people == [*sorted(p for p in people if p != "–"), *(p for p in people if p == "–")]
    first = [until for who, until in rows[2:] if who == people[0] and until[:1].isdigit()]
    assert first == sorted(first, key=lambda day: day.split(".")[::-1])
    assert len(first) > 1


def test_an_interim_state_says_so_and_a_final_one_does_not():
    assert "> **Zwischenstand vom" in printed(markdown.write, "empty").decode()
    assert "Zwischenstand" not in printed(markdown.write, "full").decode()


def test_the_report_speaks_english_too():
    assert "## Topics nobody got to" in printed(markdown.write, locale="en").decode()
