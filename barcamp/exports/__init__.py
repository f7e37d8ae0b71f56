"""One neutral tree (book), one small file per format. Everything that leaves the house on paper or as a file."""

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment

from barcamp.exports import markdown, page, record
from barcamp.exports.book import Book


@dataclass(frozen=True, slots=True)
class Format:
    media_type: str
    write: Callable[[Book, Environment], str]


# File ending → format. One more format is one more file here and one more row.
FORMATS: dict[str, Format] = {
    "html": Format("text/html; charset=utf-8", page.write),
    "md": Format("text/markdown; charset=utf-8", markdown.write),
    "json": Format("application/json; charset=utf-8", record.write),
}
