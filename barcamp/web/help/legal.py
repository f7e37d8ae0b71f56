"""The server's own pages: help, imprint, privacy, accessibility. They show what the operator wrote, or else what is
true of every server.

A file `imprint.de.md` in the data folder replaces the imprint in German, `privacy.en.md` the privacy page in English.
It is Markdown, read like results of sessions, and may have headings.
"""

from datetime import date
from pathlib import Path
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from barcamp.queries.people.guests import has_guests
from barcamp.text import languages, prose
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

CHECKED = date(2026, 11, 25)  # when the accessibility page was last compared with the pages


@get(["/help", "/{code:str}/help"])
async def help_page(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    """The help page. Within an event it uses the event's language and tone, and leads back to it."""
    return pages.show(ctx, visitor, "help/page.html")


@get("/imprint")
async def imprint(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    return _show(ctx, visitor, "imprint")


@get("/privacy")
async def privacy(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    async with ctx.db.reading() as db:
        listed = await has_guests(db)
    return _show(ctx, visitor, "privacy", listed=listed)


@get("/accessibility")
async def accessibility(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    return _show(ctx, visitor, "accessibility")


def _show(ctx: AppContext, visitor: Visitor, name: str, *, listed: bool = False) -> Response[Any]:
    """`listed`: whether any event of this server has a list of guests."""
    written = _written(ctx.settings.data, name, languages.of(visitor.locale).code)
    return pages.show(
        ctx, visitor, f"legal/{name}.html",
        own_words=prose.page(written), listed=listed,
        operator=ctx.settings.operator, contact=ctx.settings.contact,
        enforcement=ctx.settings.enforcement, checked=CHECKED,
    )  # fmt: skip


def _written(folder: Path, name: str, language: str) -> str:
    """What the operator wrote, in the visitor's language or else in another one; an imprint in any language is better
    than none."""
    for spoken in dict.fromkeys((language, *languages.of_events())):
        file = folder / f"{name}.{spoken}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8", errors="replace")
    return ""
