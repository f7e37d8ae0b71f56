"""What the fonts of the PDF can show. Everything else is replaced, so that no title can stop a report from being
printed."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

FONTS = Path(__file__).parents[1] / "fonts"
BOX = "□"
_ANYWHERE = "\n\u200b"  # line ends, and places to break, have no glyph
_JOINERS = "\u200c\u200d"
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc", "Zl", "Zp", "Sk")


def folders() -> list[Path]:
    """Where files of fonts are: those that everybody has, and those for the scripts of the world, of the package
    barcamp-fonts or else of a checkout."""
    spec = find_spec("barcamp_fonts")
    world = Path(spec.origin).parent if spec and spec.origin else FONTS.parents[2] / "fonts" / "barcamp_fonts"
    return [FONTS, world] if world.is_dir() else [FONTS]


@lru_cache(maxsize=1)
def families() -> dict[str, list[tuple[int, int]]]:
    """The families from fonts/covered.txt in the order in which they are tried, with the first and last code points of
    the runs of characters that each has. Only those whose file is there, or which Typst itself brings along."""
    there = {file.name for folder in folders() for file in folder.iterdir()}
    found: dict[str, list[tuple[int, int]]] = {}
    told = (FONTS / "covered.txt").read_text(encoding="ascii")
    for name, file, runs in re.findall(r"\[(.+)\](?: (\S+))?\n([^\[]*)", told):
        if file and file not in there:
            continue
        ends = (run.partition("-") for run in runs.split())
        found[name] = [(int(first, 16), int(last or first, 16)) for first, _, last in ends]
    return found


@lru_cache(maxsize=8192)
def having(letter: str) -> int:
    """A bit for each family that has the character; the first family's is the lowest."""
    point = ord(letter)
    return sum(1 << n for n, runs in enumerate(families().values()) if _within(point, runs))


def shown(text: str) -> str:
    """The text in characters that there are: é for what is composed of e and ´, nothing for what is invisible
    anyway, one □ for a run of what is missing. A mark stays if one family has both the mark and the letter that
    it stands on."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if _plain().issuperset(composed):
        return composed
    return re.sub(f"{BOX}+", BOX, "".join(_letters(composed)))


def _within(point: int, runs: list[tuple[int, int]]) -> bool:
    n = bisect_right(runs, (point, 0x110000)) - 1
    return n >= 0 and runs[n][0] <= point <= runs[n][1]


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """The characters of the first family: nearly every text consists of nothing else."""
    first = next(iter(families().values()))
    return frozenset(_ANYWHERE).union(*(map(chr, range(start, end + 1)) for start, end in first))


def _letters(text: str) -> Iterator[str]:
    able = everything = (1 << len(families())) - 1
    for letter in text:
        if _leans(letter):
            both = able & having(letter)
            if both:
                able = both
                yield letter
        elif kept := _letter(letter):
            able = having(kept[-1]) or everything
            yield kept


def _leans(letter: str) -> bool:
    """Whether it forms one sign with the character before it."""
    return letter in _JOINERS or unicodedata.category(letter)[0] == "M"


@lru_cache(maxsize=8192)
def _letter(letter: str) -> str:
    if letter in _ANYWHERE or having(letter):
        return letter
    if letter in "\t\u2028\u2029\u00a0" or unicodedata.category(letter) == "Zs":
        return " "
    if unicodedata.category(letter) in _INVISIBLE or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return ""
    plain = unicodedata.normalize("NFKD", letter)
    kept = "".join(part for part in plain if having(part))
    return kept if kept and plain != letter else BOX
