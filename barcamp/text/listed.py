"""Lists pasted from other programs: each line is an item, without the bullet or the number that stood before it.
static/js/cards/listed.js does the same in browsers; both are held to tests/js/listed.json."""

import re

_MARKS = (
    "-\u2013\u2014*\u2022\u25e6\u25aa\u25ab\u2023\u25cf\u25cb\u25a0\u25a1\u2610\u2611\u2713\u2714\u27a2\u27a4\xbb\xb7"
)
_SYMBOLS = "\uf0a7\uf0b7\uf0d8"  # of the font Symbol, from which office programs take theirs
_BULLET = re.compile(rf"^(?:[{_MARKS}{_SYMBOLS}](?:\s+|$)|[o\xa7]\t\s*)")
_NUMBER = re.compile(r"^\(?([0-9]{1,3})[.)](?:\s+|$)")
_ENDS = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")


def items(text: str) -> list[str]:
    """The lines that say something. Numbers go where they count from 1 on, so that a single date stays."""
    lines = [line for line in map(str.strip, _ENDS.split(text)) if line]
    counted = _count([int(found[1]) for line in lines if (found := _NUMBER.match(line))])
    bare = [_NUMBER.sub("", line) if counted and _NUMBER.match(line) else _BULLET.sub("", line) for line in lines]
    return [line for line in map(str.strip, bare) if line]


def _count(numbers: list[int]) -> bool:
    """Whether these number a list, or several: each is 1, or follows the one before."""
    before = [0, *numbers]
    return len(numbers) > 1 and all(number in (1, last + 1) for last, number in zip(before, numbers, strict=False))
