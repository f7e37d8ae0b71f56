"""From what people typed to words in a paper: addresses become links, and Markdown of results becomes pieces."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from barcamp.exports.blocks import Block, Bullets, Item, Paragraph, Span, Words
from barcamp.exports.letters import address, in_one_line, printable
from barcamp.prose import keeping_stars

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}»“”\"'’*_"
_MARKDOWN = keeping_stars(MarkdownIt("commonmark", {"html": False}))


def line(text: str) -> Words:
    """Plain text on one line."""
    return linked(in_one_line(text))


def lines(text: str) -> Words:
    """Plain text with its line breaks."""
    return linked(printable(text).strip())


def linked(text: str, *, bold: bool = False, italic: bool = False) -> Words:
    found: list[Span] = []
    end = 0
    for match in _LINK.finditer(text):
        shown = match[0].rstrip(_TRAILING)
        target = address(shown)
        if not target:
            continue
        found += [Span(text[end : match.start()], bold, italic), Span(shown, bold, italic, target)]
        end = match.start() + len(shown)
    found.append(Span(text[end:], bold, italic))
    return tuple(span for span in found if span.text)


def markdown(text: str) -> tuple[Block, ...]:
    """Paragraphs and lists; headings in it become bold lines, pictures their descriptions, HTML stays text."""
    blocks: list[Block] = []
    items: list[Item] = []
    depth, heading = 0, False
    for token in _MARKDOWN.parse(printable(text)):
        if token.type.startswith("heading"):
            heading = token.nesting == 1
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if not depth and items:
                blocks.append(Bullets(tuple(items)))
                items = []
        elif token.type in ("inline", "fence", "code_block"):
            words = _inline(token, heading) if token.type == "inline" else (Span(token.content.rstrip("\n")),)
            if not words:
                continue
            if depth:
                items.append(Item(words))
            else:
                blocks.append(Paragraph(words))
    return tuple(blocks)


def plain(text: str) -> str:
    """What Markdown says, for cells and calendars: a line for each paragraph and item, addresses behind their words."""
    said: list[str] = []
    for block in markdown(text):
        if isinstance(block, Paragraph):
            said.append(_said(block.words))
        elif isinstance(block, Bullets):
            said += [f"– {_said(item.words)}" for item in block.items]
    return "\n".join(said)


def _said(words: Words) -> str:
    return "".join(f"{w.text} ({w.link})" if w.link and w.link != address(w.text) else w.text for w in words)


def _inline(token: Token, heading: bool) -> Words:
    found: list[Span] = []
    bold, italic, link = heading, False, ""
    for child in token.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                bold = heading or child.nesting == 1
            case "em_open" | "em_close":
                italic = child.nesting == 1
            case "link_open":
                link = address(str(child.attrs.get("href", "")))
            case "link_close":
                link = ""
            case "softbreak":
                found.append(Span(" ", bold, italic, link))
            case "hardbreak":
                found.append(Span("\n", bold, italic))
            case _ if child.content:
                found += [Span(child.content, bold, italic, link)] if link else linked(
                    child.content, bold=bold, italic=italic
                )  # fmt: skip
    return tuple(found)
