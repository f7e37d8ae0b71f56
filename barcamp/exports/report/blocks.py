"""The pieces of a document. It is composed once; each format then prints the same pieces in the same order."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from barcamp.exports.book.tree import Picture


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style. `link` is an http address or, with a # before it, an anchor of the same document."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Words = tuple[Span, ...]


def plain(words: Words) -> str:
    return "".join(span.text for span in words)


@dataclass(frozen=True, slots=True)
class Heading:
    kind: ClassVar[str] = "heading"
    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `tone` is empty, facts (small print under a heading), interim (a mark to be seen), result, lead, gap
    (to be filled), or leads on (stays with what follows)."""

    kind: ClassVar[str] = "paragraph"
    words: Words
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list. `aside` says who and how many, in small print; `key` is what a wall marked as its insight."""

    words: Words
    aside: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first row is repeated on every page, the first column names its row. `numbers` are columns of
    numbers, `widths` the columns' shares."""

    kind: ClassVar[str] = "table"
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Figures to be read from afar: what is counted, and how many."""

    kind: ClassVar[str] = "numbers"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `svg` is `width` × `height` units, `narrow` the same chart for phones; `says` is its content in a
    sentence, and `table` has every number in it."""

    kind: ClassVar[str] = "chart"
    title: str
    svg: str
    width: int
    height: int
    says: str
    table: Table
    narrow: str


@dataclass(frozen=True, slots=True)
class Photos:
    kind: ClassVar[str] = "photos"
    pictures: tuple[Picture, ...]


Block = Heading | Paragraph | Bullets | Table | Numbers | Chart | Photos


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document. `facts` are the lines under the title, `marks` what must be seen first (interim); `made_at`
    dates the file."""

    title: str
    subject: str
    author: str
    made_at: datetime
    facts: tuple[str, ...]
    marks: tuple[str, ...]
    logos: tuple[Picture, ...]
    funding: str
    blocks: tuple[Block, ...]
    contents: bool = True
    one_page: bool = False  # what is said fits one page, and a photo takes what is left of it
    dark: str = "#14555a"  # the event's accent, see tint.py
    pale: str = "#e3ecec"
