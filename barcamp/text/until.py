"""Until when: a day as people type it, or words that name no day."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?")


def read_until(typed: str, day: date) -> tuple[date | None, str]:
    """A day, or the words where they name none. Without a year it is the next such day from `day` on.

    >>> read_until("30.6.", date(2026, 6, 13)), read_until("vor den Ferien", date(2026, 6, 13))
    ((datetime.date(2026, 6, 30), ''), (None, 'vor den Ferien'))
    """
    if found := _ISO.fullmatch(typed):
        year, month, number = (int(part) for part in found.groups())
        return _day(year, month, number, typed)
    if found := _DOTS.fullmatch(typed):
        number, month = int(found[1]), int(found[2])
        if found[3]:
            return _day(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, number, typed)
        this, _ = _day(day.year, month, number, typed)
        return (this, "") if this and this >= day else _day(day.year + 1, month, number, typed)
    return None, typed


def _day(year: int, month: int, number: int, typed: str) -> tuple[date | None, str]:
    try:
        return date(year, month, number), ""
    except ValueError:
        return None, typed


def written_until(day: date | None, words: str) -> str:
    """The day or the words as the form has them, and as `read_until` reads them in every language."""
    return day.strftime("%d.%m.%Y") if day else words
