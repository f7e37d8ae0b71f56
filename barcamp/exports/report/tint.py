"""The event's accent on paper: one dark colour to write and draw with, and one pale colour to put under words."""

from dataclasses import replace

from barcamp.exports.report.blocks import Block, Chart, Document

DARK, PALE = "#14555a", "#e3ecec"  # the house's own colours, in which everything is made first


def tinted(document: Document, accent: str) -> Document:
    """The same document in that colour, `#rrggbb`; unchanged if the event has none."""
    if not accent:
        return document
    # Imported late: reports are made by a process of their own, which without an accent needs nothing of the domain.
    from barcamp.domain.event.accent import faces

    face = faces(accent).light
    blocks = tuple(_tinted(block, face.accent, face.soft) for block in document.blocks)
    return replace(document, blocks=blocks, dark=face.accent, pale=face.soft)


def _tinted(block: Block, dark: str, pale: str) -> Block:
    if not isinstance(block, Chart):
        return block
    svg, narrow = (
        drawn.replace(f'"{DARK}"', f'"{dark}"').replace(f'"{PALE}"', f'"{pale}"') for drawn in (block.svg, block.narrow)
    )
    return replace(block, svg=svg, narrow=narrow)
