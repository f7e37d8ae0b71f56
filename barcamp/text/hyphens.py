"""Places where a long German word may be broken, for browsers without a dictionary: `Wirt|schafts|för|de|rungs|…`.

It uses the patterns of pyphen, which know what compounds are made of. They are read when the first long word comes
(half a second, 26 MB), by a server before it lets anybody in; commands that show no such word do without.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

LONG = 15  # letters that a word must have to be broken at all
NEAREST = 4  # letters that stay together at either end
SOFT_HYPHEN = "\u00ad"

_WORD = re.compile(rf"https?://\S+|[^\W\d_]{{{LONG},}}", re.IGNORECASE)
_BEGINS = re.compile(r"[^aeiouyäöü](?=[aeiouyäöü])|s(?=ch|t|p)", re.IGNORECASE)


def breaking(text: str) -> str:
    """The text with soft hyphens in its long words; a hyphen within an address would be taken for a part of it."""
    return _WORD.sub(lambda word: word[0] if "://" in word[0] else _broken(word[0]), text)


@lru_cache(maxsize=1)
def patterns() -> "Pyphen":
    """The patterns for German."""
    from pyphen import Pyphen

    return Pyphen(lang="de_DE")


@lru_cache(maxsize=4096)
def _broken(word: str) -> str:
    found = [int(place) for place in patterns().positions(word)]
    patterns().hd.cache.clear()  # pyphen's cache would remember every word that anybody ever typed
    kept = [place for place in _with_no_letter_alone(word, found) if NEAREST <= place <= len(word) - NEAREST]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise([0, *kept, len(word)]))


def _with_no_letter_alone(word: str, places: list[int]) -> list[int]:
    """The places without letters left alone, as the patterns sometimes leave them. A single letter goes to the syllable
    that it begins (Kranken|h|aus), else to the one before it (Zucke|r|bäcker); several go two by two
    (Zusamme|n|a|r|beit)."""
    kept: list[int] = []
    for run in _runs(places):
        if len(run) == 2 and _BEGINS.match(word, run[0]):
            kept.append(run[0])
        else:
            kept += run[::-2][::-1]
    return kept


def _runs(places: list[int]) -> list[list[int]]:
    """Runs of single letters: the places from each to the next."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] == 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
