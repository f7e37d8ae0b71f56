"""The report as PDF, read by pypdf."""
# pyright: reportIndexIssue=false, reportOptionalSubscript=false

import hashlib
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pypdf
import pytest
import typst

from barcamp.exports.book.tree import Charts
from barcamp.exports.formats import glyphs, pdf, typesetter
from barcamp.exports.formats.glyphs import families, shown
from barcamp.exports.report import charts
from barcamp.kernel.refused import Refused
from barcamp.text import i18n
from tests.exports.naughty import NAUGHTY
from tests.exports.reading import DAYS, each_day, printed, printed_anew, squeezed, told

# Signs of several parts: pypdf gives the parts in another order, or twice.
UNREADABLE = {text for text in NAUGHTY if {"\u0351", "\u0e35"} & set(text)}


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


@lru_cache
def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in read(content).pages]


def words(content: bytes) -> str:
    return squeezed("".join(pages(content)))


def structure(reader: pypdf.PdfReader) -> Iterator[Any]:
    """Every element of the tag tree, in order."""
    rest = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while rest:
        node = rest.pop(0).get_object()
        if not isinstance(node, dict):
            continue
        yield node
        below = node.get("/K", [])
        below = below.get_object() if hasattr(below, "get_object") else below
        rest = [*(below if isinstance(below, list) else [below]), *rest]


def says_ua(reader: pypdf.PdfReader) -> bool:
    return b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


@each_day()
def test_it_is_tagged_pdf_ua_in_german(name: str):
    reader = read(printed(pdf.write, name))
    root = reader.trailer["/Root"]
    assert says_ua(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@each_day()
def test_everything_that_was_typed_can_be_read_in_letters_that_there_are(name: str):
    seen = words(printed(pdf.write, name))
    texts = set(told(DAYS[name]())) - UNREADABLE
    assert [text for text in texts if squeezed(shown(text)) not in seen] == []


def test_headings_tables_lists_and_figures_have_their_tags():
    tags = [node.get("/S") for node in structure(read(printed(pdf.write)))]
    day = DAYS["full"]()
    assert tags.count("/H1") == 1
    assert tags.count("/H3") == 6 + sum(1 for chapter in day.chapters if not chapter.empty)
    assert tags.count("/Table") == 3
    assert tags.count("/TH") == 4 + 4 + 6
    assert {"/TOC", "/TOCI", "/L", "/LI", "/Link"} <= set(tags)


def test_every_drawing_and_photo_has_words_for_those_who_cannot_see_it():
    figures = [node for node in structure(read(printed(pdf.write))) if node.get("/S") == "/Figure"]
    said = [str(node.get("/Alt", "")) for node in figures]
    photos = [picture.description for chapter in DAYS["full"]().chapters for picture in chapter.pictures]
    assert said[:2] == ["Europäische Union", "Land Nordrhein-Westfalen"]
    assert [text.split(".")[0] for text in said[-4:]] == [
        "Interesse je Thema", "Interesse im Lauf des Tages", "Was dieselben Personen wollten", "Nutzung der Räume",
    ]  # fmt: skip
    assert said[2:-4] == photos


def test_every_page_has_its_number_of_how_many():
    found = pages(printed(pdf.write))
    many = len(found)
    assert many > 10
    assert [n for n, page in enumerate(found, 1) if f"Seite {n} von {many}" not in page] == []


def test_it_speaks_english_too():
    reader = read(printed(pdf.write, "empty", "en"))
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert "Page 1 of" in reader.pages[0].extract_text()


def test_the_same_day_gives_the_same_bytes_dated_when_the_day_was():
    one = printed(pdf.write)
    assert one == printed_anew(pdf.write)
    assert read(one).metadata["/CreationDate"] == "D:20260613153000Z"


def test_what_the_letters_lack_is_shown_as_a_box_and_said():
    hostile, plain = words(printed(pdf.write, "hostile")), words(printed(pdf.write))
    sentence = squeezed("Zeichen, die es in der Schrift dieser Datei nicht gibt, stehen als □.")
    assert (sentence in hostile, sentence in plain) == (True, False)


def test_a_letter_that_is_missing_after_all_costs_the_standard_but_not_the_report(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typesetter, "shown", lambda text: text)
    day = DAYS["empty"]()
    with i18n.speaking("de-sie"):
        content = pdf.write(replace(day, event=replace(day.event, name="𒀀𒁀")))
    reader = read(content)
    assert not says_ua(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert squeezed("entspricht nicht ganz dem Standard PDF/UA") in words(content)


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typesetter, "find_spec", lambda _name: None)
    with pytest.raises(Refused) as refusal:
        printed_anew(pdf.write, "empty")
    assert refusal.value.key == "pack.format_missing"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Grüße – „so“", "Grüße – „so“"), ("e\u0301", "é"), ("日本", "日本"), ("a🎉b", "a🎉b"), ("👩\u200d👧", "👩👧"),
        ("हिन्दी", "हिन्दी"), ("𒀀𒁀 a", "□ a"), ("👍🏿", "👍"), ("می\u200cخواهم", "می\u200cخواهم"), ("a\u200cb", "ab"),
        ("ශ්\u200dරී", "ශ්\u200dරී"), ("한국어", "한국어"), ("Ж\u093f", "Ж"), ("क\u0e34", "क"), ("\n\u0301", "\n\u0301"),
        ("5 ㎏", "5 ㎏"), ("⼒", "力"), ("a\u202eb\u00a0c", "ab\u00a0c"), ("a\x00b", "ab"), ("Κόσμε", "Κόσμε"),
    ],
)  # fmt: skip
def test_letters_are_replaced_only_where_there_are_none(typed: str, seen: str):
    assert shown(typed) == seen


def test_every_letter_that_is_said_to_be_there_is_there_upright_bold_and_stressed():
    own = pdf.SOURCE.read_text().split("#let said")[0]
    points = sorted({n for runs in families().values() for first, last in runs for n in range(first, last + 1)})
    lines = ["".join(map(chr, points[n : n + 200])) for n in range(0, len(points), 200)]
    assert len(points) > 40_000
    assert sets_as_ua(own, [line for line in lines if line.strip()])


def test_marks_of_one_script_on_letters_of_another_do_not_cost_the_standard():
    own = pdf.SOURCE.read_text().split("#let said")[0]
    letters = [chr(n) for runs in families().values() for first, last in runs for n in range(first, last + 1)]
    marks = [letter for letter in letters if unicodedata.category(letter).startswith("M")]
    draw = Random(5)
    mixed = ["".join(draw.choice(draw.choice((marks, letters))) for _ in range(50)) for _ in range(500)]
    assert not sets_as_ua(own, mixed, seen=str)
    assert sets_as_ua(own, mixed)


def sets_as_ua(own: str, lines: list[str], seen: Callable[[str], str] = shown) -> bool:
    """Whether Typst finds a letter for everything, upright, bold and stressed."""
    source = own + "#for line in doc.lines { [#line #strong(line) #emph(line) #strong(emph(line))\n\n] }"
    about = {
        "title": "t",
        "author": "",
        "subject": "",
        "dark": "#000",
        "pale": "#fff",
        "page": "",
        "funding": "",
        "one_page": False,
    }
    data = {**about, "language": "de", "region": "de", "lines": [seen(line) for line in lines]}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "document.json").write_text(json.dumps({**data, **typesetter.asked()}))
        (Path(folder) / "main.typ").write_text(source)
        (Path(folder) / "drawn.typ").write_bytes(typesetter.DRAWN.read_bytes())
        try:
            typst.compile(
                str(Path(folder) / "main.typ"), font_paths=[str(each) for each in glyphs.folders()],
                ignore_system_fonts=True, pdf_standards="ua-1",
            )  # fmt: skip
        except typst.TypstError:
            return False
    return True


def test_long_words_are_broken_between_signs_and_only_where_typst_would_not():
    assert pdf.breaking("W" * 41).count("\u200b") == 5
    assert pdf.breaking("กำ" * 60) == "กำ" * 60
    assert pdf.breaking("日" * 99) == "日" * 99
    assert "\u200b\u0301" not in pdf.breaking("x\u0301" * 60)


def test_what_a_chart_says_in_foreign_scripts_is_set_in_letters_that_there_are():
    topics = ("हिन्दी में", "Marktplatz مرحبا", "日本語 und ồ", "বাংলা ਪੰਜਾਬੀ")
    day = replace(DAYS["empty"](), charts=Charts(per_topic=tuple((topic, 3) for topic in topics)))
    with i18n.speaking("de-sie"):
        content = pdf.write(day)
    assert says_ua(read(content))
    assert {"NotoSansDevanagari", "NotoSansArabic", "DroidSansFallback", "NotoSansBengali"} <= fonts(content)
    drawing, words = typesetter.without_words(charts.bars("T", "S", [("Ich & Du", 1)])[0])
    assert b"<text" not in drawing
    assert [(word["text"], word["bold"]) for word in words] == [("Ich & Du", False), ("1", True)]


def fonts(content: bytes) -> set[str]:
    names = (str(name) for page in read(content).pages for name in fonts_of(page))
    return {name.partition("+")[2].partition("-")[0] for name in names}


def fonts_of(page: Any) -> list[Any]:
    return [font.get_object()["/BaseFont"] for font in page["/Resources"].get("/Font", {}).values()]


def test_the_letters_are_the_ones_whose_origin_is_told():
    own, world = glyphs.folders()
    for folder in (own, world):
        told = re.findall(
            r"^(\S+)\n  .*\n  sha256 ([0-9a-f]{64})$", (folder / "VERSIONS.txt").read_text(), re.MULTILINE
        )
        assert dict(told) == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.ttf")}
        assert (folder / "LICENSE.txt").is_file()
    assert (world / "LICENSE-DroidSansFallback.txt").is_file()


def test_without_the_letters_of_the_world_the_report_stays_one(monkeypatch: pytest.MonkeyPatch):
    def forget() -> None:
        for each in (glyphs.families, glyphs.having, glyphs._plain, glyphs._letter):
            each.cache_clear()

    monkeypatch.setattr(glyphs, "folders", lambda: [glyphs.FONTS])
    monkeypatch.setattr(typesetter, "folders", lambda: [glyphs.FONTS])
    forget()
    try:
        assert shown("Grüße, Κόσμε, Мир, 日本") == "Grüße, Κόσμε, Мир, □"
        day = DAYS["empty"]()
        with i18n.speaking("de-sie"):
            content = pdf.write(replace(day, event=replace(day.event, name="Grüße an Κόσμε und 日本")))
        assert says_ua(read(content))
        assert squeezed("stehen als □") in words(content)
    finally:
        monkeypatch.undo()
        forget()
