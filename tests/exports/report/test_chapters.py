"""The sessions in the report: cards with points stand in the order of these."""

from datetime import UTC, datetime

from barcamp.exports.book.tree import Card, Chapter, Section
from barcamp.exports.report.blocks import Bullets, Heading, Paragraph
from barcamp.exports.report.chapters import _chapter
from barcamp.text import i18n

AT = datetime(2026, 6, 13, 9, tzinfo=UTC)


def told(*points: int | None) -> list[tuple[str, str]]:
    """Words and what stands beside them, of cards A, B, C, … with so many points."""
    cards = tuple(
        Card(number, name, "", AT, dots=dots) for number, (name, dots) in enumerate(zip("ABCDEF", points, strict=False))
    )
    chapter = Chapter("session", "t1", "Brot", sections=(Section("insights", "", cards),))
    with i18n.speaking("de"):
        [bullets] = [each for each in _chapter(chapter, "a") if isinstance(each, Bullets)]
    return [("".join(piece.text for piece in item.words), item.aside) for item in bullets.items]


def test_the_most_points_come_first_and_ties_are_said():
    assert told(1, 3, 0, 1, None) == [
        ("B", "3 Punkte"),
        ("A", "1 Punkt (gleichauf)"),
        ("D", "1 Punkt (gleichauf)"),
        ("C", "0 Punkte"),
        ("E", ""),
    ]


def test_without_a_vote_cards_stand_in_the_order_in_which_they_were_written():
    assert [name for name, _ in told(None, None, None)] == ["A", "B", "C"]
    assert told(0, 0) == [("A", "0 Punkte"), ("B", "0 Punkte")], "nobody is tied without points"


def test_what_was_asked_stands_below_the_name_of_its_section():
    card = Card(1, "Pflegende", "", AT)
    sections = (
        Section("own", "Zielgruppen", (card,), "Wen\nerreichen wir?"),
        Section("own", "Maßnahmen", (card,)),
    )
    with i18n.speaking("de"):
        blocks = list(_chapter(Chapter("event", "e", "Kick-off", sections=sections), "a"))
    said = [
        each.text if isinstance(each, Heading) else "".join(piece.text for piece in each.words)
        for each in blocks
        if isinstance(each, Heading | Paragraph)
    ]
    assert said == ["Kick-off", "Zielgruppen", "Wen erreichen wir?", "Maßnahmen"]
