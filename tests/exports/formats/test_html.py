"""The report as one HTML file, read by html5lib."""

import base64
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from barcamp.exports.charset import printable
from barcamp.exports.formats import html
from tests.exports.days import full_day
from tests.exports.reading import DAYS, each_day, printed, printed_anew, squeezed, told

SVG = "{http://www.w3.org/2000/svg}"


def parsed(name: str) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(printed(html.write, name).decode())


def words(root: Element) -> str:
    return squeezed("".join(root.itertext()))


@each_day()
def test_it_is_valid_and_everything_that_was_typed_is_in_it(name: str):
    seen = words(parsed(name))
    assert [text for text in told(DAYS[name]()) if squeezed(printable(text)) not in seen] == []


@each_day()
def test_it_needs_nothing_else_and_runs_nothing(name: str):
    root = parsed(name)
    assert [
        each.tag for each in root.iter() if each.tag in ("script", "link", "iframe", "object", "base", "form")
    ] == []
    assert {key for each in root.iter() for key in each.attrib if key.lower().startswith("on")} == set()
    assert [
        each.get("src", "")[:11] for each in root.iter("img") if not each.get("src", "").startswith("data:image/")
    ] == []
    assert [
        a.get("href") for a in root.iter("a") if not a.get("href", "").startswith(("#", "http://", "https://"))
    ] == []


@each_day()
def test_every_link_within_it_leads_somewhere_and_no_name_is_used_twice(name: str):
    names = [each.get("id") for each in parsed(name).iter() if each.get("id")]
    assert len(names) == len(set(names))
    assert {a.get("href", "")[1:] for a in parsed(name).iter("a") if a.get("href", "").startswith("#")} - set(
        names
    ) == set()


@each_day()
def test_headings_leave_out_no_level(name: str):
    levels = [int(each.tag[1]) for each in parsed(name).iter() if each.tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1


def test_photos_are_in_it_as_they_are_with_their_words():
    shown = {img.get("alt"): img.get("src", "") for img in parsed("full").iter("img")}
    for chapter in DAYS["full"]().chapters:
        for picture in chapter.pictures:
            assert base64.b64decode(shown[picture.description].partition(",")[2]) == picture.data


def test_a_drawing_has_a_title_a_sentence_and_a_table_of_its_numbers():
    root = parsed("full")
    figures = [each for each in root.iter("figure") if each.get("class") == "chart"]
    for size in ("broad", "narrow"):
        shown = [each for figure in figures for each in figure.findall(f"div[@class='{size}']")]
        assert len(shown) == len(figures)
        assert [each.findtext(f"{SVG}svg/{SVG}title") for each in shown] == [
            "Interesse je Thema", "Interesse im Lauf des Tages", "Was dieselben Personen wollten", "Nutzung der Räume",
        ]  # fmt: skip
        assert [each.findtext(f"{SVG}svg/{SVG}desc") for each in shown] == [
            each.findtext("figcaption") for each in figures
        ]
    tables = [each for each in root.iter("details") if each.get("class") == "data"]
    charts = full_day().charts
    numbers = [len(charts.per_topic), len(charts.over_day), len(charts.together), len(charts.rooms)]
    assert [len(each.findall(".//tbody/tr")) for each in tables] == numbers


@pytest.mark.parametrize(("locale", "language"), [("de-sie", "de"), ("en", "en")])
def test_it_says_which_language_it_is_in(locale: str, language: str):
    root = html5lib.parse(printed(html.write, "empty", locale).decode(), namespaceHTMLElements=False)
    assert root.get("lang") == language


def test_the_same_day_gives_the_same_bytes():
    assert printed(html.write) == printed_anew(html.write)
