"""What came of a vote with points: in the book, and in every format that tells of walls."""

import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from barcamp.domain.walls.dots import ShowSelection
from barcamp.domain.walls.wall import Wall
from barcamp.exports.book.outcome import Outcome
from barcamp.exports.book.tree import Day
from barcamp.exports.formats import csv_tables, docx, html, markdown, pdf, xlsx
from barcamp.text import i18n
from tests.cast import Cast
from tests.exports.book.telling import told
from tests.exports.formats.test_pdf import words
from tests.exports.reading import squeezed
from tests.queries.walls.test_selection import vote

# By points A, B and C come first; whoever wanted D alone is in none of them.
VOTES = [*["ABC"] * 5, *["D"] * 3, "E"]


async def outcome(cast: Cast, **choice: bool) -> Outcome | None:
    day = await told(cast, **choice)
    return next(chapter for chapter in day.chapters if chapter.wall == str(Wall("e"))).outcome


@pytest.fixture
async def day(cast: Cast) -> Day:
    await vote(cast, *VOTES)
    await cast.does(cast.max, ShowSelection(wall="e", number=3))
    return await told(cast)


async def test_the_ranking_is_told_once_the_vote_is_closed_and_the_selection_once_it_is_shown(cast: Cast):
    assert await outcome_of_nothing(cast) is None
    cards = await vote(cast, *VOTES)
    found = await outcome(cast)
    assert found
    assert [(rank.text, rank.place, rank.points, rank.tied) for rank in found.ranks] == [
        ("A", 1, 5, True), ("B", 1, 5, True), ("C", 1, 5, True), ("D", 4, 3, False), ("E", 5, 1, False),
    ]  # fmt: skip
    assert [rank.text for rank in found.first] == ["A", "B", "C"]
    assert found.selection == ()
    await cast.does(cast.max, ShowSelection(wall="e", number=3))
    found = await outcome(cast)
    assert found
    assert {each.id for each in found.selection} >= {cards["A"], cards["D"]}
    assert await outcome(cast, votes=False) is None


async def outcome_of_nothing(cast: Cast) -> Outcome | None:
    return next((chapter.outcome for chapter in (await told(cast)).chapters if chapter.wall == "e"), None)


async def test_why_a_card_is_in_it_counts_nobody_in_groups_of_fewer_than_three(cast: Cast):
    await vote(cast, "AB", "AC", "D", "D", "D", "E")
    await cast.does(cast.max, ShowSelection(wall="e", number=2))
    found = await outcome(cast)
    assert found
    assert {each.text: each.why for each in found.selection}["A"].startswith("Sie hat Punkte bekommen.")


@pytest.mark.parametrize("name", ["markdown", "html", "docx", "pdf"])
def test_every_report_has_both(day: Day, name: str):
    read = {
        "markdown": lambda: markdown.write(day).decode(),
        "html": lambda: html.write(day).decode(),
        "docx": lambda: ZipFile(io.BytesIO(docx.write(day))).read("word/document.xml").decode(),
        "pdf": lambda: words(pdf.write(day)),
    }
    with i18n.speaking("de"):
        text = squeezed(read[name]())
    [chapter] = [each for each in day.chapters if each.outcome]
    assert chapter.outcome
    for said in ("Die meisten Punkte", "Platz 1", "Auswahl, die alle vertritt"):
        assert squeezed(said) in text, said
    if name != "docx":  # whose words are cut into runs
        for each in chapter.outcome.selection:
            assert squeezed(each.why) in text


def test_tables_have_all_places_and_those_in_the_selection(day: Day):
    with i18n.speaking("de"):
        sheet = load_workbook(io.BytesIO(xlsx.write(day)))["Abstimmungen mit Punkten"]
        lines = csv_tables.write(day, excel=False)["votes.csv"].decode().splitlines()
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows[0] == ("Notizwand", "Platz", "Notiz", "Punkte", "Auswahl", "Warum")
    assert [row[1:4] for row in rows[1:]] == [(1, "A", 5), (1, "B", 5), (1, "C", 5), (4, "D", 3), (5, "E", 1)]
    assert [row[2] for row in rows if row[4] == 1] == ["A"]
    assert len(lines) == 6
