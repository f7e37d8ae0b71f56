"""Whether a wall's result has the words of a card."""

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")


def quotes(result: str, card: str) -> bool:
    """Word by word, whatever stands between them. A card of one word says too little to be found again."""
    words = _words(card)
    return " " in words and f" {words} " in f" {_words(result)} "


@lru_cache(16384)
def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
