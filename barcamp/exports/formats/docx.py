"""Documents as Word files: real heading styles, contents field, repeated header rows, alt texts, language.

python-docx is an extra; if it is missing, that is said.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC
from importlib.util import find_spec
from typing import TYPE_CHECKING

from barcamp.exports.book.tree import Day, Picture
from barcamp.exports.charset import in_one_line
from barcamp.exports.formats import docx_parts, docx_xml, typesetter
from barcamp.exports.pictures import for_paper
from barcamp.exports.report import blocks, captions, charts
from barcamp.exports.report.blocks import Block
from barcamp.exports.report.report import compose
from barcamp.exports.report.tint import DARK, PALE
from barcamp.kernel.refused import Refused
from barcamp.text import i18n
from barcamp.text.i18n import gettext as _

if TYPE_CHECKING:
    from docx.document import Document

_UNDER_TITLE = "#4f81bd"  # the line that python-docx's own template draws there
_BY_ITSELF = (12.0, 9.0)  # how wide and high a single photo may be, in centimetres
_WIDE_CM, _HIGHEST_CM, _LOWEST_CM = 16.2, 8.0, 1.0  # a photo on a single page
_PT_PER_CM = 28.35
_LINE_PT, _PAGE_PT = 16.2 * _PT_PER_CM, 24.5 * _PT_PER_CM  # how long a line is, and how much fits on a page
_TONES = {"facts": "Small Print", "lead": "Lead", "gap": "Gap", "result": "Result", "interim": "Interim Mark"}


def write(day: Day) -> bytes:
    """The document as a Word file. Raises Refused("pack.format_missing") if the extra `reports` is not installed."""
    return render(compose(day))


def render(composed: blocks.Document) -> bytes:
    if find_spec("docx") is None:
        raise Refused("pack.format_missing")
    import docx

    document = docx.Document()
    language = i18n.spoken().tag
    docx_xml.dress(document, language)
    _describe(document, composed, language)
    _footer(document, composed)
    if composed.one_page:
        docx_xml.tighten(document)
    _front(document, composed)
    single = _on_one_page(composed) if composed.one_page else _BY_ITSELF
    for number, block in enumerate(composed.blocks):
        _block(document, block, number, single)
    return _settled(docx_parts.parts(document), composed)


def _describe(document: "Document", composed: blocks.Document, language: str) -> None:
    about = document.core_properties
    about.title, about.subject, about.author = composed.title[:250], composed.subject, composed.author[:250]
    about.last_modified_by, about.comments, about.keywords = composed.author[:250], "", ""
    about.language = language
    about.created = about.modified = composed.made_at.astimezone(UTC).replace(tzinfo=None)


def _footer(document: "Document", composed: blocks.Document) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.style = "Footer"
    if composed.one_page:
        line.add_run(composed.funding)
        return
    if composed.funding:
        line.add_run(f"{composed.funding}\n")
    before, between = (_("Page %(page)s of %(pages)s") % {"page": "\0", "pages": "\1"}).split("\0")
    between, after = between.split("\1")
    line.add_run(before)
    docx_xml.field(line, "PAGE", "1")
    line.add_run(between)
    docx_xml.field(line, "NUMPAGES", "1")
    line.add_run(after)


def _front(document: "Document", composed: blocks.Document) -> None:
    if composed.logos:
        line = docx_xml.paragraph(document, "Normal")
        for logo in composed.logos:
            _picture(line, logo, wide=2.4 if composed.one_page else 4.0, high=1.4)
            line.add_run("  ")
    docx_xml.paragraph(document, "Subtitle", composed.subject)
    docx_xml.paragraph(document, "Title", composed.title)
    for fact in composed.facts:
        docx_xml.paragraph(document, "Fact", fact)
    for mark in composed.marks:
        docx_xml.paragraph(document, "Interim Mark", mark)
    if composed.funding and not composed.one_page:
        docx_xml.paragraph(document, "Normal", composed.funding)
    if composed.contents:
        docx_xml.paragraph(document, "TOC Heading", _("Contents"))
        docx_xml.contents(document, [block for block in composed.blocks if isinstance(block, blocks.Heading)])
        document.add_page_break()


def _block(document: "Document", block: Block, number: int, single: tuple[float, float]) -> None:
    match block:
        case blocks.Heading(level, text, anchor):
            docx_xml.bookmarked(docx_xml.paragraph(document, f"Heading {level}", text), anchor, number)
        case blocks.Paragraph(words, tone):
            said = docx_xml.paragraph(document, _TONES.get(tone, "Normal"))
            said.paragraph_format.keep_with_next = True if tone == "leads on" else None
            docx_xml.write(said, words)
        case blocks.Bullets(items):
            for item in items:
                line = docx_xml.paragraph(document, "List Bullet")
                if item.key:
                    line.add_run(f"{item.key}: ").bold = True
                docx_xml.write(line, item.words)
                if item.aside:
                    docx_xml.xml(line.add_run(f" ({item.aside})")).style = "SmallWords"
        case blocks.Table():
            docx_xml.table(document, block)
        case blocks.Numbers(pairs):
            rows = tuple(((blocks.Span(name),), (blocks.Span(many, bold=True),)) for name, many in pairs)
            heads = (_("What"), _("How many"))
            docx_xml.table(document, blocks.Table(_("Figures"), heads, rows, (70, 30), frozenset({1})))
        case blocks.Chart():
            _chart(document, block)
        case blocks.Photos(pictures):
            _photos(document, pictures, single)


def _on_one_page(composed: blocks.Document) -> tuple[float, float]:
    """How wide and high the photo may be: what is left of the page, as far as that can be told without Word."""

    def high(text: str, size: float, below: float) -> float:
        return len(charts.folded(text, _LINE_PT, 99, size)) * size * 1.25 + below

    used = high(composed.title, 20, 30) + sum(high(fact, 11.5, 2) for fact in composed.facts)
    used += 45 * -(-len(composed.logos) // 5) + sum(high(mark, 11, 8) for mark in composed.marks)
    used += high(composed.funding, 9, 0)
    for block in composed.blocks:
        match block:
            case blocks.Heading(_level, text):
                used += high(text, 14, 14)
            case blocks.Paragraph(words):
                used += high(blocks.plain(words), 11, 8)
            case blocks.Bullets(items):
                said = (line for item in items for line in f"{blocks.plain(item.words)} {item.aside}".split("\n"))
                used += sum(high(line, 11, 4) for line in said)
            case blocks.Photos(pictures):
                used += sum(high(captions.caption(picture), 9, 14) for picture in pictures)
            case _:
                continue
    return _WIDE_CM, min(_HIGHEST_CM, max(_LOWEST_CM, (_PAGE_PT - used) / _PT_PER_CM))


def _photos(document: "Document", pictures: Sequence[Picture], single: tuple[float, float]) -> None:
    """Two photos side by side; a single one stands in the text, larger."""
    if len(pictures) == 1:
        places = [(docx_xml.paragraph(document, "Picture"), docx_xml.paragraph(document, "Caption"))]
        wide, high = single
    else:
        places, wide, high = docx_xml.side_by_side(document, len(pictures)), 7.7, 6
    for (line, below), picture in zip(places, pictures, strict=True):
        shown = _picture(line, picture, wide, high)
        missing = "" if shown else _("This picture could not be shown here.")
        below.add_run(" – ".join(filter(None, (captions.caption(picture), missing))))


def _chart(document: "Document", chart: blocks.Chart) -> None:
    """A chart as a picture with its sentence; as a table if nothing can draw it."""
    drawn = typesetter.chart_pixels(chart.svg, chart.width)
    if drawn is None:
        docx_xml.paragraph(document, "Normal", chart.says)
        docx_xml.table(document, chart.table)
        return
    line = docx_xml.paragraph(document, "Picture")
    docx_xml.pictured(line, drawn, f"{chart.title}. {in_one_line(chart.says)}", wide=16.0)
    docx_xml.paragraph(document, "Caption", chart.says)


def _picture(line: "docx_xml.Line", picture: Picture, wide: float | None = None, high: float | None = None) -> bool:
    """Adds a picture within `wide` × `high` centimetres, in its own proportions. Returns whether it could be shown."""
    small = for_paper(picture)
    if small is None or not small.width or not small.height:
        return False
    if wide and high and small.width / small.height >= wide / high:
        high = None
    elif wide and high:
        wide = None
    return docx_xml.pictured(line, small.data, captions.alternative(picture), wide=wide, high=high)


def _settled(parts: dict[str, bytes], composed: blocks.Document) -> bytes:
    """One file, with the same moment for everything in it, so that the same day gives the same bytes; and in the
    event's colours, in place of the house's that styles, links and tables name."""
    colours = ((DARK, composed.dark), (PALE, composed.pale), (_UNDER_TITLE, composed.dark))
    house = [(f'"{old[1:].upper()}"'.encode(), f'"{new[1:].upper()}"'.encode()) for old, new in colours]
    at = max(composed.made_at.astimezone(UTC).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as settled:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            if name.endswith((".jpg", ".png")):  # these do not get smaller
                entry.compress_type = zipfile.ZIP_STORED
            content = parts[name]
            for old, new in house if name.endswith(".xml") else ():
                content = content.replace(old, new)
            settled.writestr(entry, content)
    return out.getvalue()
