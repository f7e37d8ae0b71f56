"""Templates: where they are, in the checkout or in the wheel, and one Jinja environment."""

import re
from collections.abc import MutableMapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from barcamp.rendering.assets import data_address, folder, static, within
from barcamp.text import i18n, prose
from barcamp.text.hyphens import breaking
from barcamp.text.languages import LANGUAGES, of_events
from barcamp.text.plurals import forms, plural_rule


class Templates(Environment):
    """Jinja's own, with types for what templates are given besides what a page hands them."""

    globals: dict[str, Any]
    filters: dict[str, Any]
    newstyle_gettext: bool

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own, where a template has none beside: whoever imports a macro compares theirs with its own
        each time, which takes longer than most macros where that is a chain of dictionaries."""
        return super().make_globals(d) if d else self.globals


@lru_cache(maxsize=1)
def environment() -> Templates:
    """The environment, one for the whole process, since it takes a second to compile all templates."""
    env = Templates(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", _FlushLeft],
        auto_reload=False,
    )
    env.newstyle_gettext = True
    env.globals.update(gettext=_gettext, ngettext=_ngettext)  # like Jinja's, but with quotation marks within others
    env.globals.update(
        by_when=i18n.by_when,
        coming=i18n.coming,
        static=static,
        style=_style,
        script=_script,
        drawn=data_address,
        sentence=i18n.sentence,
        locale=i18n.current,
        spoken=i18n.spoken,
        languages=LANGUAGES,
        event_languages=of_events,
        forms=forms,
        plural_rule=plural_rule,
        dev=False,  # set by `make dev`
    )
    env.filters.update(clock=i18n.clock, hour=i18n.hour, timed=i18n.timed, days=_days)
    env.filters.update(
        long_day=i18n.long_day,
        named_day=i18n.named_day,
        weekday=i18n.weekday,
        short_day=i18n.short_day,
        number=i18n.number,
    )
    env.filters.update(date_and_time=i18n.date_and_time)
    env.filters.update(linked=prose.linked, markdown=prose.markdown, breaking=breaking)
    env.filters["drawing"] = Markup  # charts are our own SVG
    return env


class _Lasting(Protocol):
    @property
    def day(self) -> date: ...

    @property
    def last_day(self) -> date: ...


def _days(event: _Lasting) -> str:
    return i18n.days(event.day, event.last_day)


def _gettext(msgid: str, /, **facts: Any) -> Markup:
    return _filled(i18n.gettext(msgid), facts)


def _ngettext(singular: str, plural: str, number: int, /, **facts: Any) -> Markup:
    return _filled(i18n.ngettext(singular, plural, number), {"num": number, **facts})


def _filled(template: str, facts: dict[str, Any]) -> Markup:
    return Markup(template) % i18n.nested(template, facts)


class _FlushLeft(Extension):
    """Removes the indentation of templates, which only people read. Values keep theirs."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def _style(path: str) -> Markup:
    return Markup(f"<style>{within(path)}</style>")


def _script(path: str) -> Markup:
    return Markup(f"<script>{within(path)}</script>")
