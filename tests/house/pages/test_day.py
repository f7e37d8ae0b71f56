"""Rule 11 of the house: the demo day loads, and every export of it is valid."""

import json
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from barcamp.demo import full_day
from barcamp.domain.event.barcamp import load_by_code
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.tree import Day
from barcamp.exports.formats import markdown
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.text import i18n
from tests.cast import Cast
from tests.gathering import GatheredFile
from tests.markup import parse


@dataclass(frozen=True, slots=True)
class Downloads:
    day: Day
    files: dict[str, bytes]


@pytest.fixture(scope="module", params=[False, True], ids=["running", "archived"])
async def downloads(
    gathered_file: GatheredFile, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Downloads:
    """What the demo day is as a book and in every format."""

    async def printed(cast: Cast) -> Downloads:
        code = await full_day(cast.ctx, attendees=12, archived=request.param)
        async with cast.ctx.db.reading() as db:
            camp = await load_by_code(db, code)
            assert camp is not None
            with i18n.speaking("de-sie"):
                day = await load_day(db, camp, cast.clock(), Choice())
                return Downloads(day, {name: entry.write(day) for name, entry in DOWNLOADS.items()})

    _, downloads = await gathered_file.after(tmp_path_factory.mktemp("day"), printed)
    return downloads


def told(day: Day) -> list[str]:
    """Titles of the sessions, plenary items and charts that have a part of their own."""
    return [" ".join(chapter.title.split()) for chapter in day.chapters if not chapter.empty]


async def test_every_format_is_known_here(downloads: Downloads):
    """A new format is checked here or in tests/exports as well."""
    assert set(downloads.files) == {
        "one-page.pdf", "one-page.docx", "e-mail.txt", "report.pdf", "report.docx", "report.html", "report.md",
        "press.docx", "press.md", "data.xlsx", "csv.zip", "plan.ics", "schedule.xml", "schedule.json", "event.json",
    }  # fmt: skip
    assert {name for name, content in downloads.files.items() if not content} == set()
    assert len(told(downloads.day)) >= 6
    assert downloads.day.figures.notes >= 10


async def test_json_says_everything(downloads: Downloads):
    tree, day = json.loads(downloads.files["event.json"]), downloads.day
    assert tree["final"] == day.final
    assert [chapter["title"] for chapter in tree["chapters"]] == [chapter.title for chapter in day.chapters]
    for session, chapter in zip(tree["chapters"], day.chapters, strict=True):
        written = [card["text"] for section in session["sections"] for card in section["cards"]]
        assert written == [card.text for section in chapter.sections for card in section.cards]
    assert tree["figures"]["people"] == day.figures.people


async def test_markdown_has_a_heading_for_every_session(downloads: Downloads):
    text = downloads.files["report.md"].decode()
    headings = [(len(depth), title) for depth, title in re.findall(r"^(#+) (.+)$", text, re.MULTILINE)]
    assert [depth for depth, _ in headings].count(1) == 1
    at, end = headings.index((2, "Sessions")), headings.index((2, "Alle nächsten Schritte"))
    assert [title for depth, title in headings[at:end] if depth == 3] == [
        markdown.plain(t) for t in told(downloads.day)
    ]
    assert all(after - before <= 1 for (before, _), (after, _) in pairwise(headings))


async def test_the_page_is_sound_and_needs_nothing_else(downloads: Downloads):
    page = parse(downloads.files["report.html"].decode())
    others = ("chart-", "insights", "threads", "counted")
    sections = [h3.text for h3 in page.all("h3") if not h3.attributes["id"].startswith(others)]
    assert sections == told(downloads.day)
    for element in page:
        assert element.tag not in ("script", "link", "iframe", "object", "base")
        assert not {name for name in element.attributes if name.startswith("on")}
    for image in page.all("img"):
        assert image.attributes["src"].startswith("data:image/")
    (style,) = page.all("style")
    css = "".join(child for child in style.children if isinstance(child, str))
    assert "url(" not in css
    assert "@import" not in css
