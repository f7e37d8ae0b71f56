"""Times as people write them: 9:30, 9.30 Uhr, 14 Uhr 30, 15h45, 1:00 PM, ab 9, 9–10 Uhr; alone, and before a title."""

import re
from dataclasses import dataclass

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of the day. `rest` is what follows; `sure` is False if the number may not be a time (9 Thesen), `half`
    says whether the half of the day was given."""

    starts: int
    ends: int | None
    rest: str = ""
    sure: bool = True
    half: bool = False


def _time(n: int) -> str:
    digits = rf"(?P<h{n}>\d{{1,2}})"
    minutes = rf"(?:\s?:\s?|\.)(?P<m{n}>\d{{2}})(?:[:.]\d{{2}})?|h(?P<k{n}>\d{{2}})|\s?uhr\s(?P<u{n}>[0-5]\d)"
    return (
        rf"(?:{digits}(?:{minutes})?|(?P<w{n}>[0-2]\d[0-5]\d))"
        rf"(?:\s*(?P<half{n}>[ap])\.?\s?m(?:\.|(?!\w))|\s*(?P<unit{n}>uhr|h)(?!\w))?"
    )


_BEFORE = r"\s*(?P<before>ab|um|von|gegen|ca\.?|from|at|starting at)?\s*"
_AFTER = r"(?!\w|[:.]\d)(?P<dot>\.)?(?P<rest>.*)"
_START = re.compile(_BEFORE + _time(1) + _AFTER, re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(
    _BEFORE + _time(1) + r"\s*(?:-|–|—|‑|−|/|bis|to|until)\s*" + _time(2) + _AFTER, re.IGNORECASE | re.DOTALL
)
_BETWEEN = re.compile(r"^[\s:,|\-–—‑−/•>]+")
_TIME_LEFT = re.compile(r"\d{1,2}[:.]\d{2}(?!\d|[.:]\d)|\d{1,2}h\d{2}|\d\s?uhr\b|\d\s?[ap]\.?m\b", re.IGNORECASE)


def read_hours(text: str) -> Hours | None:
    """A span, or a start, at the beginning of the text; None if there is none."""
    if found := _SPAN.fullmatch(text):
        return _of_span(found)
    found = _START.fullmatch(text)
    return None if found is None else _of_start(found)


def minute_of(text: str) -> int | None:
    """The minute, if the text is a time and nothing else."""
    found = read_hours(text)
    return None if found is None or found.ends is not None or found.rest else found.starts


def has_time_in_it(text: str) -> bool:
    return _TIME_LEFT.search(text) is not None


def _of_span(found: re.Match[str]) -> Hours | None:
    one, two = found["half1"], found["half2"]
    ends = _minute(found, 2, two or one)
    starts = _minute(found, 1, one or two)
    if starts is None or ends is None or _is_date(found, 2):
        return None
    if two and not one and starts >= ends:  # 11:30–1:00 PM
        starts = _minute(found, 1, _other(two))
    if one and not two and ends <= (starts or 0):  # 11:00 AM–1:00
        ends = _minute(found, 2, _other(one))
    if starts is None or ends is None:
        return None
    rest = _BETWEEN.sub("", found["rest"]).strip()
    sure = not rest or _is_time(found, 2) or (_is_time(found, 1) and bool(found["m1"] and found["m2"]))
    return Hours(starts, ends, rest, sure, bool(one or two))


def _of_start(found: re.Match[str]) -> Hours | None:
    starts = _minute(found, 1, found["half1"])
    if starts is None or _is_date(found, 1):
        return None
    rest = _BETWEEN.sub("", found["rest"]).strip()
    sure = not rest or _is_time(found, 1) or bool(found["before"])
    return Hours(starts, None, rest, sure, bool(found["half1"]))


def _is_time(found: re.Match[str], n: int) -> bool:
    return any(found[f"{part}{n}"] for part in ("m", "k", "u", "half", "unit"))


def _is_date(found: re.Match[str], n: int) -> bool:
    """Whether it is a date: 12.12. is a day."""
    return bool(found["dot"]) and bool(found[f"m{n}"]) and not found[f"unit{n}"] and not found[f"half{n}"]


def _other(half: str) -> str:
    return "p" if half.lower() == "a" else "a"


def _minute(found: re.Match[str], n: int, half: str | None) -> int | None:
    if digits := found[f"w{n}"]:  # 0930
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        hour, minute = int(found[f"h{n}"]), int(found[f"m{n}"] or found[f"k{n}"] or found[f"u{n}"] or 0)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if (hour, minute) == (24, 0):
        return 0
    return hour * 60 + minute if hour < 24 and minute < 60 else None
