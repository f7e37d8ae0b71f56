"""Locale and tone of a visitor. Templates speak English msgids; refusals are keys; catalogues turn both into sentences.

A locale is a language in a form of address: `de` (du), `de-sie` (only where the address differs from `de`), `de-leicht`
(what is said more simply), `en` (only the sentences of keys). `languages.py` lists them.
"""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.numbers import format_decimal

from barcamp.text.catalogues import translations
from barcamp.text.languages import LANGUAGES, Language, asked_for, in_tone, locales, of

_QUOTED, _FACT = re.compile(r"„[^“”]*[“”]|“[^”]*”|«[^»]*»"), re.compile(r"%\((\w+)\)s")
_PAIR = re.compile(r'„[^„“”"]*[“”]|“[^„“”"]*”|"[^„“”"]*"')
_DAY = 24 * 60
_TIMES = frozenset({"time", "old_time", "better"})  # facts of a sentence
_current: ContextVar[str] = ContextVar("locale", default="de")
# The first day of an event of several, of which times of day are told; None for an event of one day.
_dated: ContextVar[date | None] = ContextVar("dated", default=None)


def current() -> str:
    return _current.get()


def spoken() -> Language:
    return of(_current.get())


@contextmanager
def speaking(locale: str, dated: date | None = None) -> Generator[None]:
    """Says everything in that locale and, of an event of several days that is `dated` from the first, every time of
    day with its weekday."""
    tokens = _current.set(locale), _dated.set(dated)
    try:
        yield
    finally:
        _current.reset(tokens[0])
        _dated.reset(tokens[1])


def choose(wanted: str | None, accept: str, default: str, tone: str) -> str:
    """The visitor's own choice, else the barcamp's language; without a barcamp, what the browser asks for."""
    language = next((code for code in (wanted, default) if code in LANGUAGES), None) or asked_for(accept)
    return in_tone(language, tone)


def gettext(msgid: str) -> str:
    return _quoting(translations(_current.get()).gettext(msgid)) if msgid else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    return _quoting(translations(_current.get()).ngettext(singular, plural, n))


def everywhere(msgid: str) -> set[str]:
    """How it is said in each language, for input that people may have typed in any of them."""
    return {str(translations(locale).gettext(msgid)) for locale in locales()}


def sentence(key: str, **facts: object) -> str:
    """The sentence of a key. Its facts are filled in as plain text, parts of numbers as the language writes them; a
    fact called `num` chooses the plural."""
    said, num = translations(_current.get()), facts.get("num")
    template = said.ngettext(key, key, num) if isinstance(num, int) else key
    if template == key:
        template = said.gettext(key)
    filled = {name: number(fact) if isinstance(fact, float) else fact for name, fact in facts.items()}
    return _quoting(template) % filled if facts else template.replace("%%", "%")


def nested(template: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts of a sentence; those that stand between quotation marks have their own marks made single, as the
    language writes them: „Die Session ‚Leerstand‘“."""
    inside = _quoted(template)
    if not inside:
        return facts
    marks = spoken().within
    return {
        name: _within(fact, *marks) if name in inside and isinstance(fact, str) else fact
        for name, fact in facts.items()
    }


class _Quoting(str):
    """A sentence that puts what it is filled with between quotation marks."""

    __slots__ = ()

    def __mod__(self, facts: Any) -> str:
        return str.__mod__(self, nested(self, facts))


def _quoting(template: str) -> str:
    return _Quoting(template) if _quoted(template) else template


@lru_cache(maxsize=4096)
def _quoted(template: str) -> frozenset[str]:
    """The facts that stand between quotation marks."""
    spans = _QUOTED.findall(template) if "%(" in template else ()
    return frozenset(name for span in spans for name in _FACT.findall(span))


def _within(text: str, opening: str, closing: str) -> str:
    """Turns pairs of double marks of any kind into single ones; an unpaired mark stays."""
    return _PAIR.sub(lambda pair: f"{opening}{pair[0][1:-1]}{closing}", text)


def hour(minutes: int) -> str:
    """Minutes since midnight of the event's first day as a 24-hour time, where it is clear which day is meant; past
    midnight it starts again at 00:00."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def clock(minutes: int) -> str:
    """The same with the weekday before it, if the event has several days: `Sa 10:00`."""
    first = _dated.get()
    return hour(minutes) if first is None else f"{weekday(_after(first, minutes // _DAY))} {hour(minutes)}"


def timed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a sentence in which those that are minutes are told as times, so that they fit after a preposition:
    `10:00 (Sa)`."""
    minutes = {name: told for name, told in facts.items() if name in _TIMES and isinstance(told, int)}
    return {**facts, **{name: _on_its_day(told) for name, told in minutes.items()}}


def _on_its_day(minutes: int) -> str:
    first = _dated.get()
    return hour(minutes) if first is None else f"{hour(minutes)} ({weekday(_after(first, minutes // _DAY))})"


def span(starts: int, ends: int) -> str:
    """From when to when, with the weekday, if any, before the first of both."""
    return f"{clock(starts)}–{hour(ends)}"


def weekday(day: date) -> str:
    """The short name of its weekday: `Sa`."""
    return format_date(day, "ccc", locale=_babel_locale())


def _after(first: date, days: int) -> date:
    return date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))


def long_day(day: date | datetime) -> str:
    return format_date(day, "full", locale=_babel_locale())


def named_day(day: date) -> str:
    """A day of an event of several: `Samstag, 13. Juni`."""
    locale = _babel_locale()
    return f"{format_date(day, 'EEEE', locale=locale)}, {format_skeleton('MMMMd', day, locale=locale)}"


def short_day(day: date) -> str:
    return format_date(day, "medium", locale=_babel_locale())


def days(first: date, last: date) -> str:
    """From which day to which, or the one day: `Samstag, 13. Juni 2026`, `Sa., 13. – So., 14. Juni 2026`."""
    if first == last:
        return long_day(first)
    told = format_interval(first, last, "yMMMEd", locale=_babel_locale())
    return told.replace("\u2009", " ")  # thin spaces, which not every font has


def coming(day: date, ahead: int, minute: int) -> str:
    """When the next thing begins: `day` is the event's first, and `ahead` says in how many days that is."""
    if ahead > 1:
        then = long_day(_after(day, minute // _DAY))
        return gettext("On %(day)s, at %(time)s") % {"day": then, "time": hour(minute)}
    begins = gettext("Tomorrow, at %(time)s") if ahead else gettext("Next, at %(time)s")
    return begins % {"time": hour(minute)}


def by_when(until: date | None, words: str, *, at_length: bool = False) -> str:
    """When a next step is to be done: by a day, or in the words that were typed instead, which say “by” themselves."""
    if until is None:
        return words
    return gettext("until %(day)s") % {"day": long_day(until) if at_length else short_day(until)}


def date_and_time(at: datetime, timezone: str) -> str:
    """A moment as the clocks of that zone show it."""
    return format_datetime(at, "short", tzinfo=ZoneInfo(timezone), locale=_babel_locale())


def number(value: float) -> str:
    return format_decimal(value, locale=_babel_locale())


def _babel_locale() -> Locale:
    return Locale.parse(spoken().tag, sep="-")
