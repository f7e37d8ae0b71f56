"""Places where a long German word may be broken, for browsers without a dictionary: `Wirt|schafts|för|de|rungs|…`.

By the sound of the next syllable: as many of the consonants as can begin one go to the next line (Fach|kräf|te). What
begins or ends a part of a compound however it sounds stands in _PARTS.
"""

import re
from functools import lru_cache

LONG = 15  # letters from which a word is broken at all
NEAREST = 4  # letters that stay together at either end
SOFT_HYPHEN = "\u00ad"

_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
_VOWEL = "aeiouyäöü"
_BEGINNING = (
    "schl|schm|schn|schr|schw|sch|str|spr|spl|st|sp|ch|ck|ph|th|qu|pf|zw|bl|br|dr|fl|fr|gl|gr|kl|kn|kr|pl|pr|tr"
)
_SYLLABLE = re.compile(rf"(?<=[{_VOWEL}])[^{_VOWEL}]*?(?=(?:{_BEGINNING}|[^{_VOWEL}])[{_VOWEL}])", re.IGNORECASE)
_PARTS = re.compile(rf"(?:stadt|landes|markt|zusammen)(?=.)|ver(?=[{_VOWEL}])", re.IGNORECASE)


def breaking(text: str) -> str:
    """The text with soft hyphens in its long words."""
    return _WORD.sub(lambda word: _broken(word[0]), text)


@lru_cache(maxsize=4096)
def _broken(word: str) -> str:
    parts = [(found.start(), found.end()) for found in _PARTS.finditer(word)]
    found_at: dict[int, int] = {}
    for found in _SYLLABLE.finditer(word):
        found_at.setdefault(found.start(), found.end())
    places = {place + (word[place - 1 : place + 1].lower() == "ck") for place in found_at.values()}
    # Inside of a part, and one letter before its end, nothing else is a place.
    places = {place for place in places if not any(start < place < end for start, end in parts)} | {e for _, e in parts}
    kept = sorted(place for place in places if NEAREST <= place <= len(word) - NEAREST)
    return SOFT_HYPHEN.join(word[start:end] for start, end in zip([0, *kept], [*kept, len(word)], strict=True))
