"""Turning what people typed into words of a document: addresses become links, and Markdown of results becomes pieces,
both as walls show them (prose.py)."""

from markdown_it.token import Token

from barcamp.exports.charset import address, in_one_line, printable
from barcamp.exports.report.blocks import Block, Bullets, Item, Paragraph, Span, Words
from barcamp.text import prose


def line(text: str) -> Words:
    """Plain text on one line."""
    return linked(in_one_line(text))


def lines(text: str) -> Words:
    """Plain text with its line breaks."""
    return linked(printable(text).strip())


def linked(text: str) -> Words:
    return tuple(Span(part, link=address(part) if is_address else "") for part, is_address in prose.parts(text))


def markdown(text: str) -> tuple[Block, ...]:
    """Paragraphs and lists; what is neither stays what was typed, as on the wall."""
    text = printable(text)
    if len(text) > prose.MOST:
        return (Paragraph((Span(text),)),)
    blocks: list[Block] = []
    items: list[Item] = []
    depth = 0
    for token in prose.parser().parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if not depth and items:
                blocks.append(Bullets(tuple(items)))
                items = []
        elif token.type == "inline" and (words := _inline(token)):
            if depth:
                items.append(Item(words))
            else:
                blocks.append(Paragraph(words))
    return tuple(blocks)


def plain(text: str) -> str:
    """What Markdown says, for cells and calendars: a line for each paragraph and item, addresses after their words."""
    said: list[str] = []
    for block in markdown(text):
        if isinstance(block, Paragraph):
            said.append(_said(block.words))
        elif isinstance(block, Bullets):
            said += [f"– {_said(item.words)}" for item in block.items]
    return "\n".join(said)


def _said(words: Words) -> str:
    return "".join(f"{w.text} ({w.link})" if w.link and w.link != address(w.text) else w.text for w in words)


def _inline(token: Token) -> Words:
    found: list[Span] = []
    bold, italic, link = 0, 0, ""  # depth of emphasis, which may be nested
    for child in token.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                link = address(str(child.attrs.get("href", "")))
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                found.append(Span("\n", bold > 0, italic > 0))
            case _:
                found += [Span(child.content, bold > 0, italic > 0, link)] if child.content else []
    return tuple(found)
