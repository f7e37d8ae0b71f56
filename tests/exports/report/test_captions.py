"""What stands under a photo and what is read out in its place: never the name of a file."""

from dataclasses import replace

import pytest

from barcamp.exports.book.tree import Day, Figures
from barcamp.exports.formats import docx, html, markdown, press
from barcamp.exports.report import captions
from barcamp.exports.report.blocks import Numbers
from barcamp.exports.report.report import compose
from barcamp.text import i18n
from tests.exports.days import empty_day, full_day, picture

SAID = {
    ("Flipchart", "Kim"): ("Flipchart (Kim)", "Flipchart"),
    ("Flipchart", ""): ("Flipchart", "Flipchart"),
    ("", "Kim"): ("Kim", "Foto ohne Beschreibung"),
    ("", ""): ("", "Foto ohne Beschreibung"),
    ("IMG_1234.jpg", ""): ("", "Foto ohne Beschreibung"),
    ("WhatsApp Image 2026-06-13 at 10.11.12 (1).jpeg", ""): ("", "Foto ohne Beschreibung"),
    ("IMG_1234.HEIC", "Kim"): ("Kim", "Foto ohne Beschreibung"),
    ("Ergebnis: Mitte.png, dann Rand", ""): ("Ergebnis: Mitte.png, dann Rand", "Ergebnis: Mitte.png, dann Rand"),
}


@pytest.mark.parametrize(("typed", "said"), SAID.items(), ids=repr)
def test_a_caption_is_what_somebody_said_and_never_a_file_name(typed: tuple[str, str], said: tuple[str, str]):
    photo = picture(1, *typed)
    with i18n.speaking("de"):
        assert (captions.caption(photo), captions.alternative(photo)) == said


def undescribed() -> Day:
    first, *others = full_day(notes=6, photos=1).chapters
    shown = replace(first, pictures=(picture(71), picture(72, "IMG_1234.jpg"), picture(73, "Flipchart", "Kim")))
    return replace(empty_day(), chapters=(shown, *others))


def test_no_report_names_a_file_under_a_photo():
    with i18n.speaking("de"):
        document = compose(undescribed())
        written = markdown.render(document), html.write(undescribed()).decode(), str(docx.render(document))
    for report in written:
        assert [name for name in ("photo-71", "IMG_1234", "photo-72") if name in report] == []


def test_one_of_something_is_one_in_words_too():
    one = Figures(people=1, organisations=1, topics=1, interests=1, sessions=1, notes=1, next_steps=1, pictures=1)
    day = replace(empty_day(), figures=one)
    with i18n.speaking("de"):
        [numbers] = [block for block in compose(day).blocks if isinstance(block, Numbers)]
        lead = press.write_markdown(day).decode()
    assert [name for name, _ in numbers.pairs] == [
        "Person", "Organisation", "Thema", "Interesse", "Session", "Notiz", "Nächster Schritt", "Foto",
    ]  # fmt: skip
    assert "1 Person aus 1 Organisation gekommen" in lead
