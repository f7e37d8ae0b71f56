"""The report for Word, read as the XML it is, and by LibreOffice where that is present."""
# pyright: reportAttributeAccessIssue=false

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pypdf
import pytest
from lxml import etree

from barcamp.exports.charset import printable
from barcamp.exports.formats import docx, press, typesetter
from barcamp.kernel.refused import Refused
from barcamp.text import i18n
from tests.exports.days import full_day
from tests.exports.reading import DAYS, each_day, printed, printed_anew, squeezed, told
from tests.presence import absent

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@lru_cache
def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def styled(document: etree._Element) -> list[tuple[str, str]]:
    """Each paragraph's style and words."""
    return [
        (style.get(f"{W}val", "") if (style := line.find(f"{W}pPr/{W}pStyle")) is not None else "", words(line))
        for line in document.iter(f"{W}p")
    ]


@each_day()
def test_everything_that_was_typed_is_in_it(name: str):
    seen = squeezed("".join(words(line) for line in part(printed(docx.write, name)).iter(f"{W}p")))
    assert [text for text in told(DAYS[name]()) if squeezed(printable(text)) not in seen] == []


@each_day()
def test_every_part_of_it_is_sound_xml_and_every_relation_leads_somewhere(name: str):
    content = printed(docx.write, name)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        names = set(package.namelist())
        for file in names:
            if file.endswith((".xml", ".rels")):
                etree.fromstring(package.read(file))
    relations = part(content, "word/_rels/document.xml.rels")
    inner = {each.get("Target", "") for each in relations if each.get("TargetMode") != "External"}
    assert {f"word/{target}" for target in inner if not target.startswith(("/", ".."))} - names == set()
    used = {each.get(f"{R}id") for each in part(content).iter(f"{W}hyperlink") if each.get(f"{R}id")}
    assert used <= {each.get("Id") for each in relations}
    outer = [each.get("Target", "") for each in relations if each.get("TargetMode") == "External"]
    assert [target for target in outer if not target.startswith(("http://", "https://"))] == []


def test_headings_have_the_styles_of_headings():
    lines = styled(part(printed(docx.write)))
    day = DAYS["full"]()
    assert [text for style, text in lines if style == "Title"] == [day.event.name]
    assert [text for style, text in lines if style == "Heading2"] == [
        "Auf einen Blick", "Sessions", "Alle nächsten Schritte", "Sessionplan", "Themen, für die keine Zeit war",
        "Angebote zum Mitmachen", "Rückmeldung", "Beteiligte Organisationen", "Zahlen", "Was hier fehlt, und warum",
    ]  # fmt: skip
    assert [text for style, text in lines if style == "Heading3"] == [
        "Kernaussagen",
        *(c.title for c in day.chapters if not c.empty), "Interesse je Thema", "Interesse im Lauf des Tages",
        "Was dieselben Personen wollten", "Nutzung der Räume", "Wie gezählt wurde",
    ]  # fmt: skip


def test_every_style_that_is_used_is_there():
    content = printed(docx.write)
    there = {style.get(f"{W}styleId") for style in part(content, "word/styles.xml").iter(f"{W}style")}
    used = {each.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for each in part(content).iter(W + kind)}
    assert used - there == set()


def test_a_contents_field_lists_all_headings_and_links_to_them():
    document = part(printed(docx.write))
    assert [(each.text or "").strip() for each in document.iter(f"{W}instrText")] == ['TOC \\o "2-3" \\h \\z \\u']
    lines = styled(document)
    entries = [text for style, text in lines if style in ("toc2", "toc3")]
    assert entries == [text for style, text in lines if style in ("Heading2", "Heading3")]
    marks = [each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")} - {None} - set(marks) == set()


@each_day()
def test_every_field_that_begins_ends(name: str):
    content = printed(docx.write, name)
    for xml in (part(content), part(content, "word/footer1.xml")):
        kinds = [each.get(f"{W}fldCharType") for each in xml.iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_every_table_repeats_its_first_row_and_only_that():
    tables = list(part(printed(docx.write)).iter(f"{W}tbl"))
    assert len(tables) == 4
    for table in tables:
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads == [True] + [False] * (len(heads) - 1)


# In the order of the standard (ISO/IEC 29500-1, 17.4.59 and 17.4.69), which Word insists on.
ORDER = ("tblStyle", "tblW", "tblBorders", "tblLayout", "tblLook", "tblCaption")


def test_a_table_says_how_it_looks_in_the_order_of_the_standard():
    for properties in part(printed(docx.write)).iter(f"{W}tblPr"):
        assert tuple(each.tag.removeprefix(W) for each in properties) == ORDER
    for properties in part(printed(docx.write)).iter(f"{W}tcPr"):
        assert [each.tag.removeprefix(W) for each in properties] in (["tcW"], ["tcW", "shd"])


@each_day()
def test_every_picture_has_words_for_those_who_cannot_see_it(name: str):
    said = [each.get("descr", "") for each in part(printed(docx.write, name)).iter(f"{WP}docPr")]
    assert [text for text in said if not text.strip()] == []
    pictures = sum(len(chapter.pictures) for chapter in DAYS[name]().chapters) + len(DAYS[name]().event.logos)
    assert len(said) == pictures + (0 if name == "empty" else 4)


@pytest.mark.parametrize(("locale", "language"), [("de-sie", "de-DE"), ("en", "en-GB")])
def test_it_says_which_language_it_is_in(locale: str, language: str):
    content = printed(docx.write, "empty", locale)
    assert {each.get(f"{W}val") for each in part(content, "word/styles.xml").iter(f"{W}lang")} == {language}
    assert part(content, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}language") == language


def test_the_footer_counts_pages():
    footer = part(printed(docx.write), "word/footer1.xml")
    assert [(each.text or "").strip() for each in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert words(footer).endswith("Seite 1 von 1")


def test_the_same_day_gives_the_same_bytes():
    assert printed(docx.write) == printed_anew(docx.write)


def test_where_nothing_can_draw_charts_are_tables(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typesetter, "there", lambda: False)
    assert len(list(part(printed_anew(docx.write)).iter(f"{W}tbl"))) == 4 + 4


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(docx, "find_spec", lambda _name: None)
    with pytest.raises(Refused) as refusal:
        printed_anew(docx.write, "empty")
    assert refusal.value.key == "pack.format_missing"


def test_libreoffice_turns_it_into_pdf_without_complaint(tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        absent("libreoffice", "LibreOffice is not installed.")
    for name in DAYS:
        (tmp_path / f"{name}.docx").write_bytes(printed(docx.write, name))
        (tmp_path / f"{name}-press.docx").write_bytes(printed(press.write_docx, name))
    files = sorted(map(str, tmp_path.glob("*.docx")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert "Error" not in done.stdout + done.stderr
    assert len(list(tmp_path.glob("*.pdf"))) == len(files)
    report = pypdf.PdfReader(tmp_path / "full.pdf")
    pages = [page.extract_text() for page in report.pages]
    assert 20 <= len(pages) <= 120
    assert "21. Runder Tisch Stadtmarketing" in pages[0]
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]
    day, seen = DAYS["full"](), squeezed("".join(pages))
    assert [
        chapter.title for chapter in day.chapters if not chapter.empty and squeezed(chapter.title) not in seen
    ] == []


def test_photos_are_in_it_once_and_as_they_are():
    with zipfile.ZipFile(io.BytesIO(printed(docx.write))) as package:
        media = [info for info in package.infolist() if info.filename.endswith((".jpg", ".png"))]
        contents = [package.read(info) for info in media]
    assert len(media) == len(set(contents)) > 4
    assert {info.compress_type for info in media} == {zipfile.ZIP_STORED}


def test_photos_of_a_session_stand_two_in_a_row_that_no_page_breaks():
    day = full_day(notes=45, photos=3, bytes_each=2_000)
    pictures = tuple(picture for chapter in day.chapters for picture in chapter.pictures)
    with i18n.speaking("de-sie"):
        document = part(docx.write(replace(day, chapters=(replace(day.chapters[0], pictures=pictures),))))
    rows = [row for row in document.iter(f"{W}tr") if next(row.iter(f"{WP}inline"), None) is not None]
    assert [len(list(row.iter(f"{WP}inline"))) for row in rows] == [2, 1]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    said = [words(cell) for row in rows for cell in row.iter(f"{W}tc")]
    assert said == [*(f"{picture.description} ({picture.author})" for picture in pictures), ""]
