"""Templates and static files: where they stand, in the checkout or in the wheel, and one Jinja environment."""

import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from barcamp import i18n, prose
from barcamp.hyphens import breaking

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The packaged copy first (an installed wheel), else the checkout beside the package."""
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


@lru_cache(maxsize=1)
def environment() -> Environment:
    """One for the whole process, since it takes a second to compile all templates."""
    env = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=static, sentence=i18n.sentence, locale=i18n.current)
    env.filters.update(clock=i18n.clock, long_day=i18n.long_day, short_day=i18n.short_day, number=i18n.number)
    env.filters.update(date_and_time=i18n.date_and_time)
    env.filters.update(linked=prose.linked, markdown=prose.markdown, breaking=_breaking)
    env.filters["drawing"] = Markup  # charts are our own SVG
    return env


def _breaking(text: str) -> str:
    """In German, where words are long."""
    return breaking(text) if i18n.current().startswith("de") else text


@lru_cache(maxsize=512)
def static(path: str) -> str:
    """The address of a static file, with its content's hash so that it may be cached for ever."""
    digest = hashlib.sha256((folder("static") / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={digest}"
