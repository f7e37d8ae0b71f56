"""What python-docx offers no call for: fields, bookmarks, links, header rows, descriptions of pictures, the look."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from barcamp.exports.formats import docx_parts
from barcamp.exports.report import blocks

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

_DARK, _SOFT, _PALE, _WARM = "14555A", "55606A", "E3ECEC", "FDEEDD"
_FONT = "Calibri"
_FEW_ROWS = 12  # keeps together on one page
_FEW_COLUMNS = 5


def dress(document: "Document", language: str) -> None:
    """Sets the page, the fonts and styles, and the document's language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    page.top_margin = page.bottom_margin = Cm(2.2)
    styles: Any = document.styles
    for name, based, size, colour in (
        ("Fact", "Normal", 11.5, None), ("Small Print", "Normal", 9, _SOFT), ("Gap", "Normal", 11, None),
        ("Result", "Normal", 11, None), ("Lead", "Normal", 13, None),
        ("Interim Mark", "Normal", 11, None), ("Picture", "Normal", 11, None), ("Cell", "Normal", 9.5, None),
        ("TOC Heading", "Normal", 17, _DARK), ("toc 2", "Normal", 11, None), ("toc 3", "Normal", 10, None),
    ):  # fmt: skip
        style = (
            styles[name]
            if name in [s.name for s in styles]
            else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name.startswith("toc"))
        )
        style.base_style = styles[based]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour) if colour else None
    small = styles.add_style("Small Words", WD_STYLE_TYPE.CHARACTER)
    small.font.size, small.font.color.rgb = Pt(9), RGBColor.from_string(_SOFT)
    for name, size in (("Normal", 11), ("Title", 26), ("Subtitle", 12), ("Caption", 9), ("Footer", 9),
                       ("Heading 1", 20), ("Heading 2", 17), ("Heading 3", 13), ("Heading 4", 11)):  # fmt: skip
        style = styles[name]
        style.font.name, style.font.size, style.font.italic = _FONT, Pt(size), False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name.startswith(("Heading", "Title")):
            style.font.color.rgb = RGBColor.from_string(_DARK)
        elif name in ("Subtitle", "Caption", "Footer"):
            style.font.color.rgb, style.font.bold = RGBColor.from_string(_SOFT), False
    for name, before, after in (("Normal", 0, 6), ("Fact", 0, 2), ("Heading 2", 24, 8), ("Heading 3", 16, 4),
                                ("Heading 4", 10, 3), ("List Bullet", 0, 3), ("Caption", 0, 10), ("toc 2", 6, 0),
                                ("toc 3", 0, 0), ("Cell", 2, 2)):  # fmt: skip
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(before), Pt(after)
    styles["toc 3"].paragraph_format.left_indent = Cm(0.6)
    styles["Picture"].paragraph_format.keep_with_next = styles["Small Print"].paragraph_format.keep_with_next = True
    _shade(styles["Interim Mark"].element.get_or_add_pPr(), _WARM)
    _shade(styles["Result"].element.get_or_add_pPr(), _PALE)
    _shade(styles["Gap"].element.get_or_add_pPr(), _PALE)
    styles["Interim Mark"].font.bold = True
    for spoken in styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), language)


def tighten(document: "Document") -> None:
    """Less room above headings: what the document says is to fit one page."""
    from docx.shared import Pt

    styles: Any = document.styles
    styles["Heading 2"].paragraph_format.space_before = styles["Heading 2"].paragraph_format.space_after = Pt(6)
    styles["Heading 2"].font.size, styles["Title"].font.size = Pt(14), Pt(20)


def paragraph(document: "Document", style: str, text: str = "") -> "Line":
    """A paragraph in a style that dress() knows, by the style's id: looking it up by name takes longer than all the
    rest."""
    line = document.add_paragraph()
    xml(line).style = style.replace(" ", "")
    if text:
        line.add_run(text)
    return line


def write(line: "Line", words: blocks.Words) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for span in words:
        run = line.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None
        if not span.link:
            continue
        link = _element("w:hyperlink", history="1")
        if span.link.startswith("#"):
            link.set(qn("w:anchor"), _mark(span.link[1:]))
        else:
            link.set(qn("r:id"), line.part.relate_to(span.link, _HYPERLINK, is_external=True))
        run.font.color.rgb = RGBColor.from_string(_DARK)
        run.font.underline = not span.link.startswith("#")
        xml(run).getparent().replace(xml(run), link)
        link.append(xml(run))


def table(document: "Document", piece: blocks.Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    together = len(piece.rows) <= _FEW_ROWS
    narrow = len(piece.heads) > _FEW_COLUMNS
    grid = document.add_table(rows=0, cols=len(piece.heads), style="Table Grid")
    grid.autofit = False
    heads = tuple((blocks.Span(head, bold=True),) for head in piece.heads)
    widths = [Cm(16.2 * width / sum(piece.widths)) for width in piece.widths]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate((heads, *piece.rows)):
        line = grid.add_row()
        cells = line.cells
        xml(line).get_or_add_trPr().append(_element("w:cantSplit"))
        if not number:
            xml(line).get_or_add_trPr().append(_element("w:tblHeader"))
        for n, (cell, words) in enumerate(zip(cells, row, strict=True)):
            cell.width = widths[n]
            words_of = cell.paragraphs[0]
            xml(words_of).style = "Cell"
            write(words_of, words)
            if together and number < len(piece.rows):
                words_of.paragraph_format.keep_with_next = True
            if narrow and not number:  # the headings of narrow columns are words that cannot be broken
                for run in words_of.runs:
                    run.font.size = Pt(8)
            if n in piece.numbers:
                words_of.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if not number:
                _shade(xml(cell).get_or_add_tcPr(), _PALE)
    properties = xml(grid).tblPr
    properties.find(qn("w:tblLayout")).addprevious(_borders())  # Word insists on this order
    properties.append(_element("w:tblCaption", val=piece.title))
    for look in properties.iter(qn("w:tblLook")):
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "1")
    document.add_paragraph()


def side_by_side(document: "Document", many: int) -> list[tuple["Line", "Line"]]:
    """Places for so many pictures, two in a row that no page breaks: a line for each and one for what is below it."""
    from docx.shared import Cm

    grid = document.add_table(rows=0, cols=2)
    grid.autofit = False
    places: list[tuple[Line, Line]] = []
    for _row in range((many + 1) // 2):
        row = grid.add_row()
        xml(row).get_or_add_trPr().append(_element("w:cantSplit"))
        for cell in row.cells:
            cell.width = Cm(8.1)
            line, below = cell.paragraphs[0], cell.add_paragraph()
            xml(line).style, xml(below).style = "Picture", "Caption"
            places.append((line, below))
    return places[:many]


def pictured(line: "Line", data: bytes, says: str, wide: float | None = None, high: float | None = None) -> bool:
    """A picture in the line, so many centimetres wide or high, with a description for people who cannot see it."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError

    try:
        drawn = docx_parts.picture(line, data, wide, high)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return False
    drawn.docPr.set("descr", says)
    drawn.docPr.set("name", says[:60])
    return True


def bookmarked(line: "Line", anchor: str, number: int) -> None:
    if anchor:
        xml(line).insert(
            1 if xml(line).pPr is not None else 0, _element("w:bookmarkStart", id=str(number), name=_mark(anchor))
        )
        xml(line).append(_element("w:bookmarkEnd", id=str(number)))


def field(line: "Line", code: str, shown: str) -> None:
    """A field in a line, with what it shows until Word computes it."""
    for part in (_char("begin"), _instruction(code), _char("separate")):
        xml(line.add_run()).append(part)
    line.add_run(shown)
    xml(line.add_run()).append(_char("end"))


def contents(document: "Document", headings: Iterable[blocks.Heading]) -> None:
    """A contents field of the second and third level that shows its entries, as links, before anybody updates it."""
    told = [heading for heading in headings if heading.level in (2, 3) and heading.anchor]
    line = None
    for number, heading in enumerate(told):
        line = paragraph(document, f"toc {heading.level}")
        if not number:
            for part in (_char("begin"), _instruction('TOC \\o "2-3" \\h \\z \\u'), _char("separate")):
                xml(line.add_run()).append(part)
        write(line, (blocks.Span(heading.text, link=f"#{heading.anchor}"),))
    if line is not None:
        xml(line.add_run()).append(_char("end"))


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def xml(thing: Any) -> Any:
    """The element behind a part of a document. python-docx keeps it under a private name, and has no types for what one
    does with it, which is lxml's."""
    return thing._element


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _char(kind: str) -> Any:
    return _element("w:fldChar", fldCharType=kind)


def _instruction(code: str) -> Any:
    element = _element("w:instrText")
    element.text = f" {code} "
    return element


def _borders() -> Any:
    """Lines below rows and nothing else."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines = {"val": "single", "sz": "4", "space": "0", "color": "B8BFC4"}
        borders.append(_element(f"w:{side}", **(lines if side in ("bottom", "insideH") else {"val": "nil"})))
    return borders


def _shade(properties: Any, colour: str) -> None:
    properties.append(_element("w:shd", val="clear", color="auto", fill=colour))


def _mark(anchor: str) -> str:
    """A bookmark's name: these begin with a letter and have no dashes."""
    return "b_" + anchor.replace("-", "_")[:36]
