"""What people wrote, as HTML: links in cards, Markdown in results, and never anything that acts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barcamp.exports.report.blocks import Paragraph
from barcamp.exports.report.richtext import markdown as printed
from barcamp.text.prose import MOST, linked, markdown, page, plain
from tests.markup import parse
from tests.text.naughty import STRINGS


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Siehe https://example.org/a_(b). Danke", ["https://example.org/a_(b)"]),
        ("(http://example.org), (siehe https://example.org/x)", ["http://example.org", "https://example.org/x"]),
        ("HTTPS://Example.org/?a=1&b=2#c", ["HTTPS://Example.org/?a=1&b=2#c"]),
        ("javascript:alert(1) ftp://example.org https:// http://.", []),
        ('https://example.org/"onmouseover="alert(1)', ["https://example.org/"]),
    ],
)
def test_addresses_are_links_and_nothing_else_is(text: str, addresses: list[str]):
    page = parse(linked(text))
    assert [link["href"] for link in page.all("a")] == addresses
    assert {link["rel"] for link in page.all("a")} <= {"noreferrer"}
    assert [element.tag for element in page if element.tag not in ("a", "")] == []


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://example.org", "example.org"),
        ("http://example.org:8080/a?b#c", "example.org:8080"),
        ("https://example.org?next=//evil.example", "example.org"),
        ("https://example.org#@evil.example", "example.org"),
        ("https://bank.example@evil.example/bank.example", "evil.example"),
        ("https://bank.example%2f@evil.example", "evil.example"),
        ("https://evil.example\\@bank.example", "evil.example"),
        ("https://[2001:db8::1]:443/x", "[2001:db8::1]:443"),
    ],
)
def test_a_link_of_a_card_opens_apart_and_shows_where_it_leads(address: str, host: str):
    drawn = parse(linked(f"Siehe {address} und <b>mehr</b>", "in einem neuen Tab"))
    [link] = drawn.all("a")
    assert (link["href"], link["target"], link["rel"]) == (address, "_blank", "noopener noreferrer")
    assert (link["aria-label"], link.text) == (f"{address}, in einem neuen Tab", address)
    assert [each.text for each in drawn.all("strong")] == [host]
    assert drawn.all("b") == []
    assert drawn.text == f"Siehe {address} und <b>mehr</b>"


@pytest.mark.parametrize("text", STRINGS)
def test_a_link_that_opens_apart_adds_no_words_and_no_other_element(text: str):
    drawn = parse(f"<p>{linked(text, 'neu')}</p>")
    assert {element.tag for element in drawn} <= {"", "p", "a", "strong"}
    assert "".join(drawn.text.split()) == "".join(text.split())


@pytest.mark.parametrize("text", STRINGS)
def test_a_card_reads_as_it_was_typed(text: str):
    drawn = parse(f"<p>{linked(text)}</p>")
    assert {element.tag for element in drawn} <= {"", "p", "a"}
    assert "".join(drawn.text.split()) == "".join(text.split())


def test_a_result_has_emphasis_lists_quotes_and_links():
    drawn = markdown("Erst **fragen**,\ndann *planen*: https://example.org/x_y_z.\n\n- eins\n- zwei\n\n> Zitat")
    assert [element.tag for element in parse(drawn) if element.tag] == [
        "p", "strong", "br", "em", "a", "ul", "li", "li", "blockquote", "p",
    ]  # fmt: skip
    assert [link["href"] for link in parse(drawn).all("a")] == ["https://example.org/x_y_z"]


@pytest.mark.parametrize(
    "text",
    [
        "# Titel", "Titel\n===", "<b>fett</b>", "![Bild](https://example.org/x.png)", "[x](javascript:alert(1))",
        "| a | b |\n|---|---|\n| 1 | 2 |", "***", "<https://example.org>", "[x](data:text/html,x)", "&lt;script&gt;",
    ],
)  # fmt: skip
def test_what_a_result_may_not_hold_stays_text(text: str):
    tags = {element.tag for element in parse(markdown(text))}
    assert tags <= {"", "p", "br", "a", "strong", "em"}
    assert {link["href"].partition(":")[0] for link in parse(markdown(text)).all("a")} <= {"https"}


@pytest.mark.parametrize("text", [*STRINGS, "[" * 2000, "*a " * 660, ">" * 2000, "`" * 1999, "[" * (MOST + 1)])
def test_no_string_makes_a_result_act(text: str):
    allowed = {"", "p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "code", "blockquote"}
    for element in parse(markdown(text)):
        assert element.tag in allowed
        assert not {name for name in element.attributes if name.startswith("on") or name == "style"}


def test_a_star_within_a_word_stays_one():
    drawn = markdown("Die *Bürger*innen* und **Vertreter*innen** der Orte, a*b*c")
    assert parse(drawn).text == "Die Bürger*innen und Vertreter*innen der Orte, a*b*c"
    (paragraph,) = printed("Bürger*innen, Vertreter*innen")
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.words] == ["Bürger*innen, Vertreter*innen"]


def test_a_result_as_running_text_has_no_marks():
    assert plain("Erst **fragen**.\n\n- dann <planen>\n- und handeln") == "Erst fragen. dann <planen> und handeln"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("- [x](https://example.org)", 1),
        ("https://example.org", 1),
        ("Siehe https://example.org", 0),
        ("- a\n- https://a.de.", 0),
    ],
)
def test_a_line_that_is_nothing_but_a_link_says_so(text: str, alone: int):
    assert len(parse(markdown(text)).all("a", class_="alone")) == alone


def test_a_page_has_paragraphs_headings_lists_and_addresses():
    text = "Eins\nzwei\n\n## Drei\n- https://example.org/a.\n- <script>\n- a@example.org, (b@c.example.org)"
    assert str(parse(page(text))) == str(
        parse(
            "<p>Eins<br>zwei</p><h2>Drei</h2>"
            '<ul><li><a href="https://example.org/a" rel="noreferrer">https://example.org/a</a>.</li>'
            "<li>&lt;script&gt;</li>"
            '<li><a href="mailto:a@example.org" rel="noreferrer">a@example.org</a>, '
            '(<a href="mailto:b@c.example.org" rel="noreferrer">b@c.example.org</a>)</li></ul>'
        )
    )


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# A\n# B", ["h2", "h2"]),
        ("### A\n# B\n### C", ["h3", "h2", "h3"]),
        ("# A\n## B\n### C\n#### D", ["h2", "h3", "h4", "h4"]),
        ("#A\n\nB\n===", ["p", "p", "br"]),
    ],
)
def test_headings_of_a_page_follow_its_title_without_a_gap(text: str, tags: list[str]):
    assert [element.tag for element in parse(page(text)) if element.tag] == tags


def test_a_page_links_to_where_it_says_and_nowhere_else():
    drawn = page("[a](https://x.example) [b](mailto:b@x.example) <c@x.example> [d](javascript:1) https://e@x.example/")
    assert [(link["href"], link.text) for link in parse(drawn).all("a")] == [
        ("https://x.example", "a"), ("mailto:b@x.example", "b"), ("mailto:c@x.example", "c@x.example"),
        ("https://e@x.example/", "https://e@x.example/"),
    ]  # fmt: skip
    assert "[d](javascript:1)" in parse(drawn).text


def test_a_page_may_be_longer_than_a_result():
    assert len(parse(page("## Absatz\n\nText\n\n" * MOST)).all("h2")) == MOST


PIECES = st.sampled_from(
    [
        *"<>\"'&#*_`[]()!\\/:@. \n-=x1", "<script>", "<b onclick=x>", "](", "javascript:", "mailto:", "&#x6a;",
        "data:text/html,", "https://a.example", "a@b.example", "\n\n# ", "\n- ", "\n> ", "](<", "<!--", "&lt;",
        "\x00", "\u202e",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)))
def test_nothing_typed_becomes_an_element_or_an_attribute_beyond_the_allowed(text: str):
    allowed = {"", "p", "br", "strong", "em", "s", "ul", "ol", "li", "a", "code", "blockquote"}
    for drawn, tags, schemes in (
        (markdown(text), allowed, {"http", "https"}),
        (page(text), allowed | {"h2", "h3", "h4"}, {"http", "https", "mailto"}),
    ):
        for element in parse(drawn):
            assert element.tag in tags
            assert set(element.attributes) <= {"a": {"href", "rel", "class"}, "ol": {"start"}}.get(element.tag, set())
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", "".join(element.get("href").split()), re.IGNORECASE)
            assert scheme is None or scheme[1].lower() in schemes
