"""What tests read documents with."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest

from barcamp.exports.book.tree import Day
from barcamp.text import i18n
from tests.exports.days import empty_day, full_day, hostile_day

DAYS: dict[str, Callable[[], Day]] = {
    "full": lambda: full_day(photos=6, bytes_each=3_000),
    "hostile": hostile_day,
    "empty": empty_day,
}


def each_day() -> pytest.MarkDecorator:
    """The test once for each of the sample days, by name."""
    return pytest.mark.parametrize("name", sorted(DAYS))


def printed_anew(write: Callable[[Day], bytes], name: str = "full", locale: str = "de-sie") -> bytes:
    with i18n.speaking(locale):
        return write(DAYS[name]())


def printed(write: Callable[[Day], bytes], name: str = "full", locale: str = "de-sie") -> bytes:
    """Once, however many tests look at it."""
    return _once(write, name, locale)


_once = lru_cache(printed_anew)


def squeezed(text: str) -> str:
    """Without white space and without what nobody sees: documents fold lines as they like."""
    return re.sub("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+", "", text)


def told(day: Day) -> Iterator[str]:
    """Texts of the day that every report has: titles, results, cards, next steps, and the rest of what was typed."""
    for chapter in day.chapters:
        if not chapter.empty:
            yield chapter.title
            for section in chapter.sections:
                yield from (card.text for card in section.cards)
            yield from (picture.description for picture in chapter.pictures)
    yield from (step.text for step in day.next_steps)
    yield from (topic.title for topic in day.leftovers)
    yield from (offer.title for offer in day.offers)
    yield from day.left_out
    yield from day.organisations
