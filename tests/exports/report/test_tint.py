"""The event's colour and its logos on paper."""

import io
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from barcamp.domain.event.accent import faces
from barcamp.exports.book.tree import Day, Picture
from barcamp.exports.formats import docx, html
from barcamp.exports.pictures import for_paper
from barcamp.exports.report.blocks import Chart
from barcamp.exports.report.report import compose
from barcamp.exports.report.tint import DARK, PALE
from tests.exports.days import full_day
from tests.pictures import emblem

ACCENT = "#8f2352"


def plain_day() -> Day:
    return full_day(notes=5, photos=1, bytes_each=2_000)


@pytest.fixture
def day() -> Day:
    day = plain_day()
    return replace(day, event=replace(day.event, accent=ACCENT))


def test_a_document_takes_the_event_s_colour_and_its_charts_with_it(day: Day):
    plain, document = compose(plain_day()), compose(day)
    assert (plain.dark, plain.pale) == (DARK, PALE)
    assert (document.dark, document.pale) == (ACCENT, faces(ACCENT).light.soft)
    charts = [block.svg for block in document.blocks if isinstance(block, Chart)]
    assert charts
    assert all(ACCENT in svg and DARK not in svg for svg in charts)


def test_the_page_and_word_have_no_other_colour_of_their_own(day: Day):
    assert f"--dark: {ACCENT};" in html.write(day).decode()
    with zipfile.ZipFile(io.BytesIO(docx.write(day))) as file:
        words = b"".join(file.read(name) for name in file.namelist() if name.endswith(".xml"))
    assert ACCENT[1:].upper().encode() in words
    assert DARK[1:].upper().encode() not in words


def test_a_drawn_logo_becomes_pixels_and_a_broken_one_none():
    drawing = emblem().data
    made = for_paper(Picture(1, "logo-1.svg", "image/svg+xml", drawing, 1000, 500))
    assert made is not None
    assert (made.media_type, Image.open(io.BytesIO(made.data)).size) == ("image/png", (1440, 720))
    assert for_paper(Picture(2, "logo-2.svg", "image/svg+xml", b"<svg", 1000, 500)) is None
