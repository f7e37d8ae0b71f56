"""What reports make of what was typed: the same as the wall."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from barcamp.exports.report.blocks import Bullets, Paragraph, Words
from barcamp.exports.report.richtext import lines, markdown
from barcamp.text import prose

PIECES = st.sampled_from([
    "Brot", "backen", " ", "*", "**", "_", "`", "# ", "## ", "> ", "- ", "1. ", "\n", "\n\n", "!", "[", "]", "(", ")",
    "[Plan](https://hohenlinde.example/plan)", "https://de.wiki.example/wiki/Open_Space_(Methode)", "&", "<b>", "~~",
    "https://hohenlinde.example/a_b*c", "Vertreter*innen", "\\", "---", "![Bild](https://hohenlinde.example/b.png)",
    "<https://hohenlinde.example>", "|", "```", "äöü",
])  # fmt: skip
Char = tuple[str, bool, bool, bool]  # the letter; whether it is bold, italic, part of a link


class Chars(HTMLParser):
    """Of a wall's HTML, without spaces."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Char] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        how = ("strong" in self._open, "em" in self._open, "a" in self._open)
        self.found += [(letter, *how) for letter in data if not letter.isspace()]


def letters(words: Words) -> list[Char]:
    return [
        (each, word.bold, word.italic, bool(word.link)) for word in words for each in word.text if not each.isspace()
    ]


@given(st.lists(PIECES, max_size=12).map("".join))
@example("**Brot*_*")  # emphasis in emphasis
def test_a_result_reads_in_the_report_as_on_the_wall(text: str):
    told: list[Char] = []
    for block in markdown(text):
        assert isinstance(block, Paragraph | Bullets)
        for words in [block.words] if isinstance(block, Paragraph) else [item.words for item in block.items]:
            told += letters(words)
    assert told == Chars(prose.markdown(text)).found


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_card_reads_in_the_report_as_on_the_wall(text: str):
    assert letters(lines(text)) == Chars(prose.linked(text)).found


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (
            "Siehe https://de.wiki.example/wiki/Open_Space_(Methode).",
            "https://de.wiki.example/wiki/Open_Space_(Methode)",
        ),
        ("(https://hohenlinde.example/plan)", "https://hohenlinde.example/plan"),
    ],
)
def test_a_bracket_belongs_to_the_address_in_which_it_was_opened(typed: str, address: str):
    assert [word.link for word in lines(typed) if word.link] == [address]
    [paragraph] = markdown(typed)
    assert isinstance(paragraph, Paragraph)
    assert [word.link for word in paragraph.words if word.link] == [address]


def test_a_hash_stays_what_was_typed_and_lines_stay_apart():
    [paragraph] = markdown("# Ergebnis\nZweite Zeile")
    assert isinstance(paragraph, Paragraph)
    assert "".join(word.text for word in paragraph.words) == "# Ergebnis\nZweite Zeile"
