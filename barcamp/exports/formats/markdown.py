"""Documents as Markdown. What people typed stays text: its special characters are escaped. Charts are a sentence and a
table."""

import re

from barcamp.exports.book.tree import Day
from barcamp.exports.report import blocks, captions
from barcamp.exports.report.blocks import Block, Document, Words
from barcamp.exports.report.report import compose
from barcamp.text.i18n import gettext as _

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!$])")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")


def write(day: Day) -> bytes:
    return render(compose(day)).encode()


def render(document: Document) -> str:
    lines = [f"# {plain(document.title)}", ""]
    lines += [f"{plain(document.subject)}", ""] if document.subject else []
    lines += [f"- {plain(fact)}" for fact in document.facts] + [""] * bool(document.facts)
    for mark in document.marks:
        lines += [f"> **{plain(mark)}**", ""]
    for logo in document.logos:
        words = _("Logo: %(description)s") % {"description": plain(logo.description)}
        lines += [f"*{words}*", ""] if logo.description else []
    lines += [f"*{plain(document.funding)}*", ""] if document.funding else []
    for block in document.blocks:
        lines += [*_block(block), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it was typed; lines stay lines."""
    return _lines(_escaped(text))


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text.replace("&", "&amp;"))


def _lines(text: str) -> str:
    return "\n".join(_LINE_START.sub(_unmarked, line.strip()) for line in text.split("\n"))


def _unmarked(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"


def _block(block: Block) -> list[str]:
    match block:
        case blocks.Heading(level, text, _anchor):
            return [f"{'#' * level} {plain(text)}"]
        case blocks.Paragraph(words, tone):
            said = _words(words).split("\n")
            mark = {"gap": "**", "interim": "**", "facts": "*", "lead": ""}.get(tone, "")
            return [mark + "  \n".join(said) + mark]
        case blocks.Bullets(items):
            return [line for item in items for line in _item(item)]
        case blocks.Table():
            return _table(block)
        case blocks.Numbers(pairs):
            return ["| | |", "|---|---:|", *(f"| {_cell(name)} | {many} |" for name, many in pairs)]
        case blocks.Chart():
            return [plain(block.says), "", *_table(block.table)]
        case blocks.Photos(pictures):
            return [f"- {_('Photo')}: {plain(captions.alternative(p))}" + _by(p.author) for p in pictures]


def _item(item: blocks.Item) -> list[str]:
    key = f"**{plain(item.key)}:** " if item.key else ""
    first, *rest = _words(item.words).split("\n")
    rest = [line for line in rest if line]
    aside = f" *({plain(item.aside)})*" if item.aside else ""
    lines = [f"- {key}{first}", *(f"  {line}" for line in rest)]
    return [*(line + "  " for line in lines[:-1]), lines[-1] + aside]


def _by(author: str) -> str:
    return f" ({plain(author)})" if author else ""


def _table(table: blocks.Table) -> list[str]:
    rule = ["---:" if n in table.numbers else "---" for n in range(len(table.heads))]
    rows = [[_cell(_words(cell)) if cell else "" for cell in row] for row in table.rows]
    return ["| " + " | ".join(row) + " |" for row in ([_cell(plain(head)) for head in table.heads], rule, *rows)]


def _cell(text: str) -> str:
    return " ".join(text.split())


def _words(words: Words) -> str:
    return _lines("".join(_span(span) for span in words))


def _span(span: blocks.Span) -> str:
    text = _escaped(span.text)
    if span.link.startswith("http"):
        return f"[{text}](<{span.link}>)"
    marks, core = "**" * span.bold or "*" * span.italic, text.strip()
    return text.replace(core, f"{marks}{core}{marks}", 1) if marks and core else text
