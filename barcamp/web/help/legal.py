"""The server's own pages: help, imprint, privacy, accessibility. What the operator wrote, else what is true of every
server.

A file `imprint.de.md` in the data folder replaces the imprint in German, `privacy.en.md` the privacy page in English.
"""

import re
from datetime import date
from pathlib import Path

from litestar import Response, get
from litestar.di import NamedDependency
from markupsafe import Markup, escape

from barcamp.text import languages
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

CHECKED = date(2026, 11, 25)  # when what the accessibility page says was last compared with the pages
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:)]|[\w.+-]+@[\w-]+\.[\w.-]*\w)")


@get(["/help", "/{code:str}/help"])
async def help_page(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response:
    """Within an event it speaks in the event's language and tone, and leads back to it."""
    return pages.show(ctx, visitor, "help/page.html")


@get("/imprint")
async def imprint(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response:
    return _show(ctx, visitor, "imprint")


@get("/privacy")
async def privacy(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response:
    return _show(ctx, visitor, "privacy")


@get("/accessibility")
async def accessibility(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response:
    return _show(ctx, visitor, "accessibility")


def _show(ctx: AppContext, visitor: Visitor, name: str) -> Response:
    written = _written(ctx.settings.data, name, languages.of(visitor.locale).code)
    return pages.show(
        ctx, visitor, f"legal/{name}.html",
        own_words=Markup(paragraphs(written)) if written else "",
        operator=ctx.settings.operator, contact=ctx.settings.contact,
        enforcement=ctx.settings.enforcement, checked=CHECKED,
    )  # fmt: skip


def _written(folder: Path, name: str, language: str) -> str:
    """In the visitor's language, else in another one; an imprint in one language is better than none."""
    for spoken in dict.fromkeys((language, *languages.of_events())):
        file = folder / f"{name}.{spoken}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8", errors="replace")
    return ""


def paragraphs(text: str) -> str:
    """HTML of plain text: empty lines part paragraphs, `#` makes a heading, `-` a list; addresses become links."""
    made = []
    for block in re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n")):
        lines = [line.strip() for line in block.split("\n")]
        if lines[0].startswith("#"):
            made.append(f"<h2>{_linked(lines.pop(0).lstrip('# '))}</h2>")
        if lines and all(line.startswith(("- ", "* ")) for line in lines):
            made.append("<ul>" + "".join(f"<li>{_linked(line[2:])}</li>" for line in lines) + "</ul>")
        elif lines:
            made.append("<p>" + "<br>".join(map(_linked, lines)) + "</p>")
    return "\n".join(made)


def _linked(line: str) -> str:
    """Every second piece is an address."""
    pieces = _ADDRESS.split(line)
    return "".join(_link(piece) if at % 2 else str(escape(piece)) for at, piece in enumerate(pieces))


def _link(address: str) -> str:
    target = address if "://" in address else f"mailto:{address}"
    return f'<a href="{escape(target)}" rel="noreferrer">{escape(address)}</a>'
