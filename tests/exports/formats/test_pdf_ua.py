"""What PDF/UA-1 (ISO 14289-1) asks of the report's structure, looked at by a reader that did not write it."""
# pyright: reportIndexIssue=false, reportOptionalMemberAccess=false, reportAttributeAccessIssue=false

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pypdf
from pypdf.generic import ContentStream

from barcamp.exports.formats import pdf
from tests.exports.reading import each_day, printed, squeezed

STANDARD = set(
    re.findall(
        r"\w+",
        "Document Part Sect Div P Span H1 H2 H3 H4 H5 H6 L LI Lbl LBody TOC TOCI Reference Link Table THead TBody "
        "TFoot TR TH TD Figure Caption BlockQuote NonStruct Note Code Formula",
    )
)


@lru_cache
def read(name: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed(pdf.write, name)))


def tree(reader: pypdf.PdfReader) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every element of the tag tree in reading order, with the tags above it."""
    rest: list[tuple[Any, tuple[str, ...]]] = [(reader.trailer["/Root"]["/StructTreeRoot"], ())]
    while rest:
        node, above = rest.pop(0)
        node = node.get_object()
        if not isinstance(node, dict):
            continue
        tag = str(node.get("/S", ""))[1:]
        if tag:
            yield node, above
        below = node.get("/K", [])
        below = below.get_object() if hasattr(below, "get_object") else below
        rest = [(each, (*above, tag)) for each in (below if isinstance(below, list) else [below])] + rest


def attribute(node: Any, name: str) -> str:
    """Of an element: its attributes are one dictionary or several."""
    owned = node.get("/A", [])
    owned = owned.get_object() if hasattr(owned, "get_object") else owned
    several = [each.get_object() for each in (owned if isinstance(owned, list) else [owned])]
    return next((str(each[name]) for each in several if isinstance(each, dict) and name in each), "")


def tagged(reader: pypdf.PdfReader, tag: str) -> list[Any]:
    return [node for node, _ in tree(reader) if node.get("/S") == f"/{tag}"]


@each_day()
def test_its_title_is_shown_and_its_language_said(name: str):
    reader = read(name)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/MarkInfo"].get("/Suspects", False)) == "False"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "de-DE"
    assert (reader.metadata.title or "").strip()
    assert {page.get("/Tabs") for page in reader.pages if page.get("/Annots")} <= {"/S"}


@each_day()
def test_every_tag_is_a_standard_one_or_stands_for_one(name: str):
    reader = read(name)
    roles = reader.trailer["/Root"]["/StructTreeRoot"].get("/RoleMap", {})
    found = {str(node["/S"]) for node, _ in tree(reader)}
    assert {str(roles.get(tag, tag))[1:] for tag in found} - STANDARD == set()


@each_day()
def test_everything_on_a_page_is_tagged_or_marked_as_decoration(name: str):
    reader = read(name)
    loose = []
    for number, page in enumerate(reader.pages, 1):
        depth = 0
        for _, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"f", b"f*", b"B", b"sh") and not depth:
                loose.append((number, operator))
        assert depth == 0
    assert loose == []


@each_day()
def test_headings_begin_at_the_first_level_and_skip_none(name: str):
    levels = [
        int(str(node["/S"])[2])
        for node, _ in tree(read(name))
        if str(node["/S"])[1:] in STANDARD & {f"H{n}" for n in range(1, 7)}
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []


@each_day()
def test_every_figure_has_words_and_every_table_has_a_head_with_scope(name: str):
    reader = read(name)
    assert [node for node in tagged(reader, "Figure") if not str(node.get("/Alt", "")).strip()] == []
    heads = tagged(reader, "TH")
    assert [node for node in heads if attribute(node, "/Scope") not in ("/Column", "/Row")] == []
    tables = [node for node, above in tree(reader) if node["/S"] == "/TH" and "Table" in above]
    assert len(tables) == len(heads)
    assert len(tagged(reader, "Table")) == len(tagged(reader, "THead"))


@each_day()
def test_lists_and_tables_are_put_together_as_they_must_be(name: str):
    inside = {
        "LI": "L",
        "LBody": "LI",
        "TR": ("THead", "TBody", "TFoot", "Table"),
        "TD": "TR",
        "TH": "TR",
        "TOCI": "TOC",
    }
    wrong = [
        (str(node["/S"]), above[-1])
        for node, above in tree(read(name))
        if (wanted := inside.get(str(node["/S"])[1:])) and above[-1] not in wanted
    ]
    assert wrong == []


@each_day()
def test_every_link_says_where_it_leads_and_has_its_tag(name: str):
    reader = read(name)
    links = [
        annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    assert [link for link in links if not str(link.get("/Contents", "")).strip() or "/StructParent" not in link] == []
    tags = tagged(reader, "Link")
    assert bool(tags) == bool(links)


@each_day()
def test_every_letter_comes_along_and_can_be_copied(name: str):
    fonts: dict[str, Any] = {}
    for page in read(name).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts[str(font.get_object()["/BaseFont"])] = font.get_object()
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])


def test_its_bookmarks_are_its_headings():
    def titles(outline: list[Any]) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield squeezed(str(entry.title))

    reader = read("full")
    marked = list(titles(reader.outline))
    assert len(marked) == len(tagged(reader, "H2")) + len(tagged(reader, "H3")) - 1  # the contents list itself is none
    first, last = squeezed("Auf einen Blick"), "Zahlen"
    assert [title for title in marked if title in (first, "Sessionplan", last)] == [first, "Sessionplan", last]
