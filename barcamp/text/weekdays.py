"""Days as agendas name them: Samstag, Sa, Saturday, 5.12., 2026-12-05, Samstag, 5. Dezember 2026, Tag 2."""

import re
from dataclasses import dataclass
from datetime import date

_WEEK = (
    "montag monday mon mo", "dienstag tuesday tues tue di", "mittwoch wednesday wed mi",
    "donnerstag thursday thurs thu do", "freitag friday fri fr",
    "samstag sonnabend saturday sat sa", "sonntag sunday sun so",
)  # fmt: skip
_YEAR = (
    "januar january jan", "februar february feb", "märz march mär mar", "april apr", "mai may", "juni june jun",
    "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
    "dezember december dez dec",
)  # fmt: skip
_WEEKDAY = {word: at for at, words in enumerate(_WEEK) for word in words.split()}
_MONTH = {word: at + 1 for at, words in enumerate(_YEAR) for word in words.split()}
_COUNT = {"erster": 1, "zweiter": 2, "dritter": 3, "first": 1, "second": 2, "third": 3}


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_NAMED = re.compile(
    rf"(?:(?P<weekday>{_any(_WEEKDAY)})\b\.?\s*(?:,\s*)?(?:den\s+|the\s+)?)?"
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<day1>\d{1,2})\.\s?(?P<month1>\d{1,2})\.(?:\s?\d{4}|\d{2}(?![\d:.]))?"
    rf"|(?P<day2>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<month2>{_any(_MONTH)})\b\.?(?:,?\s+\d{{4}})?"
    rf"|(?P<month3>{_any(_MONTH)})\.?\s+(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    rf"|(?:tag|day)\s*(?P<number>\d{{1,2}})\b|(?P<count>{_any(_COUNT)})\s+(?:tag|day)\b)?\s*[:,|–-]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A day by its date, its weekday or its number among the days; `label` as it was written."""

    label: str
    weekday: int | None = None
    at: tuple[int, int] | None = None  # day and month
    number: int | None = None

    @property
    def which(self) -> tuple[object, ...]:
        """A key that is the same for the same day, however often it is named."""
        if self.at:
            return self.at
        return ("week", self.weekday) if self.weekday is not None else (self.number,)

    def is_(self, day: date) -> bool:
        if self.at:
            return self.at == (day.day, day.month)
        return self.weekday == day.weekday() if self.weekday is not None else self.number == 1


def read_day(text: str) -> tuple[Named, str] | None:
    """The day with which the text begins, and what follows it."""
    found = _NAMED.match(text)
    if found is None or not found[0].strip(" :,|–-"):
        return None
    label, rest = found[0].strip(" :,|–-"), text[found.end() :]
    weekday = found["weekday"]
    when = _date(found)
    if when and not (1 <= when[0] <= 31 and 1 <= when[1] <= 12):
        return None
    number = int(found["number"]) if found["number"] else _COUNT.get((found["count"] or "").lower())
    return Named(label, _WEEKDAY[weekday.lower()] if weekday else None, when, number), rest


def _date(found: re.Match[str]) -> tuple[int, int] | None:
    for n in ("", "1", "2", "3"):
        if found[f"day{n}"]:
            month = found[f"month{n}"].lower()
            return int(found[f"day{n}"]), _MONTH[month] if month in _MONTH else int(month)
    return None
