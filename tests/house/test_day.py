"""Rule 11 of the house: the demo day loads, and every export of it is valid."""

import json
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from barcamp import i18n
from barcamp.demo import full_day
from barcamp.domain.barcamp import load_by_code
from barcamp.exports import FORMATS
from barcamp.exports.book import Book, load_book
from barcamp.web.parts import Parts
from tests.markup import parse


@dataclass(frozen=True, slots=True)
class Papers:
    book: Book
    texts: dict[str, str]


@pytest.fixture(params=[False, True], ids=["running", "archived"])
async def papers(parts: Parts, request: pytest.FixtureRequest) -> Papers:
    """What the demo day is as a book and in every format."""
    code = await full_day(parts, attendees=12, archived=request.param)
    async with parts.db.reading() as db:
        camp = await load_by_code(db, code)
        assert camp is not None
        book = await load_book(db, camp, parts.clock())
    with i18n.speaking("de-sie"):
        texts = {name: form.write(book, parts.env) for name, form in FORMATS.items()}
    return Papers(book, texts)


async def test_every_format_is_known_here(papers: Papers):
    """A new format is checked here as well."""
    assert set(papers.texts) == {"html", "md", "json"}
    assert len(papers.book.chapters) >= 6
    assert sum(len(chapter.notes) for chapter in papers.book.chapters) >= 10


async def test_json_says_everything(papers: Papers):
    tree, book = json.loads(papers.texts["json"]), papers.book
    assert set(tree) == {
        "format", "version", "final", "made_at", "event", "figures", "plan", "sessions", "unplaced_topics",
        "sessions_without_notes",
    }  # fmt: skip
    assert (tree["format"], tree["version"], tree["final"]) == ("barcamp-summary", 1, book.barcamp.archived)
    assert [session["title"] for session in tree["sessions"]] == [chapter.title for chapter in book.chapters]
    for session, chapter in zip(tree["sessions"], book.chapters, strict=True):
        assert [note["text"] for note in session["notes"]] == [note.text for note in chapter.notes]
        assert all(re.fullmatch(r"\d\d:\d\d", session[key]) for key in ("starts", "ends"))
    assert tree["figures"]["people"] == book.figures.people


async def test_markdown_has_a_heading_for_every_session(papers: Papers):
    text, book = papers.texts["md"], papers.book
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    assert [depth for depth, _ in headings].count("#") == 1
    assert [depth for depth, _ in headings].count("###") == len(book.chapters)
    depths = [len(depth) for depth, _ in headings]
    assert all(after - before <= 1 for before, after in pairwise(depths))
    tables = [line for line in text.split("\n") if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} == {3, 4}


async def test_the_page_is_sound_and_needs_nothing_else(papers: Papers):
    page = parse(papers.texts["html"])
    assert [h3.text for h3 in page.all("h3")] == [" ".join(chapter.title.split()) for chapter in papers.book.chapters]
    for element in page:
        assert element.tag not in ("script", "link", "img", "iframe", "object", "base")
        assert not {name for name in element.attributes if name.startswith("on")}
    (style,) = page.all("style")
    css = "".join(child for child in style.children if isinstance(child, str))
    assert "url(" not in css
    assert "@import" not in css
