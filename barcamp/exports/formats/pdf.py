"""The report as PDF. What is said comes from report.py; how it looks stands in report.typ."""

import re
from pathlib import Path
from typing import Any

from barcamp.exports.book.tree import Day, Picture
from barcamp.exports.charset import in_one_line
from barcamp.exports.formats import typesetter
from barcamp.exports.formats.glyphs import BOX, shown
from barcamp.exports.pictures import for_paper
from barcamp.exports.report import blocks, captions
from barcamp.exports.report.blocks import Block, Document, Words
from barcamp.exports.report.report import compose
from barcamp.text import i18n
from barcamp.text.i18n import gettext as _

SOURCE = Path(__file__).with_name("report.typ")
_SPACELESS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"  # Typst breaks these
_LONG = re.compile(rf"[^\s{_SPACELESS}]{{41,}}")
_SIGN = r"\S[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0d7f\u200c\u200d]*"
_STEP = re.compile(f"(?:{_SIGN}){{8}}(?=\\S)")
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


def write(day: Day) -> bytes:
    """The report as PDF. Raises Refused("pack.format_missing") if the extra `reports` is not installed."""
    return render(compose(day))


def render(document: Document) -> bytes:
    files: dict[str, bytes] = {}
    data = {
        "title": document.title,
        "subject": document.subject,
        "author": document.author,
        "language": i18n.spoken().code,
        "region": i18n.spoken().tag.rpartition("-")[2].lower(),
        "facts": [breaking(fact) for fact in document.facts],
        "marks": document.marks,
        "funding": breaking(document.funding),
        "dark": document.dark,
        "pale": document.pale,
        "logos": [{**_picture(logo, files), "high": _height(logo)} for logo in document.logos],
        "blocks": [_block(block, files) for block in document.blocks],
        "contents": _("Contents") if document.contents else "",
        "one_page": document.one_page,
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "missing": _("This picture could not be shown here."),
        "remark": _("This file could not be made to conform to PDF/UA; it has tags all the same."),
    }
    data["boxes"] = _about_boxes(data)
    return typesetter.set_pdf(SOURCE.read_bytes(), data, files, document.made_at)


def _about_boxes(data: dict[str, Any]) -> str:
    """A sentence about the characters that are missing, if any are."""
    if BOX not in shown(repr(data)):
        return ""
    return _("Characters that the letters of this file lack are shown as □. Other formats have them.")


def _block(block: Block, files: dict[str, bytes]) -> dict[str, Any]:
    match block:
        case blocks.Heading(level, text, anchor):
            said = {"level": level, "text": breaking(text), "anchor": anchor}
        case blocks.Paragraph(words, tone):
            said = {"words": _words(words), "tone": tone}
        case blocks.Bullets(items):
            said = {
                "items": [
                    {"words": _words(item.words), "aside": breaking(item.aside), "key": item.key} for item in items
                ]
            }
        case blocks.Table():
            said = _table(block)
        case blocks.Numbers(pairs):
            said = {"pairs": pairs}
        case blocks.Chart():
            name = f"chart-{len(files)}.svg"
            files[name], words = typesetter.without_words(block.svg)
            said = {"file": name, "words": words, "units": block.width, "says": breaking(block.says)}
            said["alt"] = f"{block.title}. {in_one_line(block.says)}"
        case blocks.Photos(pictures):
            said = {"pictures": [_picture(picture, files) for picture in pictures]}
    return {"kind": block.kind, **said}


def _table(table: blocks.Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "heads": table.heads,
        "rows": [[_words(cell) for cell in row] for row in table.rows],
        "widths": table.widths,
        "numbers": sorted(table.numbers),
    }


def _picture(picture: Picture, files: dict[str, bytes]) -> dict[str, Any]:
    small = for_paper(picture)
    name = ""
    if small:
        name = f"picture-{len(files)}.{_ENDINGS[small.media_type]}"
        files[name] = small.data
    said = {"alt": captions.alternative(picture), "caption": breaking(captions.caption(picture))}
    return {"file": name, **said, "ratio": small.width / max(1, small.height) if small else 1}


def _height(logo: Picture) -> str:
    """A height at which logos look equally large: a wide one is lower than a square one."""
    return f"{min(14.0, 40.0 * logo.height / max(1, logo.width)):.2f}mm"


def _words(words: Words) -> list[dict[str, Any]]:
    return [{"text": breaking(s.text), "bold": s.bold, "italic": s.italic, "link": s.link} for s in words]


def breaking(text: str) -> str:
    """Text in which words that are too long for a line may be broken anywhere, but not within a character."""
    return _LONG.sub(lambda word: _STEP.sub("\\g<0>\u200b", word[0]), text)
