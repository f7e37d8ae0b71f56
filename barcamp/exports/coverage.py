"""What the letters of the PDF can show. The rest is replaced, so that no title can stop a report from being printed."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "□"
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc", "Zl", "Zp", "Sk")


@lru_cache(maxsize=1)
def covered() -> frozenset[str]:
    """From fonts/covered.txt: what our letters and the two families that Typst brings along can show."""
    found = set("\n\u200b")  # a place to break has no letter
    for word in (FONTS / "covered.txt").read_text(encoding="ascii").split():
        first, _, last = word.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def shown(text: str) -> str:
    """The text in letters that there are: é for what is composed of e and ´, nothing for what cannot be seen anyway,
    one □ for a run of what is missing."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if covered().issuperset(composed):
        return composed
    return re.sub(f"{BOX}+", BOX, "".join(map(_letter, composed)))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    if letter in covered():
        return letter
    if letter in "\t\u2028\u2029\u00a0" or unicodedata.category(letter) == "Zs":
        return " "
    if unicodedata.category(letter) in _INVISIBLE or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return ""
    plain = unicodedata.normalize("NFKD", letter)
    kept = "".join(part for part in plain if part in covered())
    return kept if kept and plain != letter else BOX
