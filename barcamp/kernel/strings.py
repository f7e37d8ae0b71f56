"""What people may type: a line, a longer text or an address, kept as typed but for the white space around it and for
what other programs left in it."""

import unicodedata
from dataclasses import dataclass

from barcamp.kernel.refused import Unreadable
from barcamp.text.mending import in_one_line, mended
from barcamp.text.pasted_address import address_in

_LONGEST_PASTED = 20_000  # an invitation with all its telephone numbers
_BLANK = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}  # letters without a shape, and Braille without a dot


@dataclass(frozen=True, slots=True)
class Line:
    """One line of plain text, up to `most` characters."""

    most: int
    least: int = 1

    def clean(self, typed: str) -> str:
        return _clean(in_one_line(typed), self.least, self.most)


@dataclass(frozen=True, slots=True)
class Text:
    """Several lines of plain text, up to `most` characters. Tabs become spaces, except in pasted `tables`."""

    most: int
    least: int = 1
    tables: bool = False

    def clean(self, typed: str) -> str:
        return _clean(mended(typed, tables=self.tables), self.least, self.most)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that begins with https://, up to `most` characters, or nothing; it is taken out of what was pasted
    around it, which may be longer."""

    most: int
    least: int = 0

    def clean(self, typed: str) -> str:
        text = _clean(mended(typed, tables=True), self.least, _LONGEST_PASTED)
        address = address_in(text)
        if text and not address:
            raise Unreadable("text.address")
        return _clean(address, 0, self.most)


Rule = Line | Text | Address


def words(typed: str) -> tuple[str, ...]:
    """What stands between commas, each item once, whatever its case: `Beamer, beamer,Flipchart` are two."""
    found: dict[str, str] = {}
    for word in typed.split(","):
        if kept := " ".join(word.split()):
            found.setdefault(kept.casefold(), kept)
    return tuple(found.values())


def _clean(typed: str, least: int, most: int) -> str:
    kept = typed.strip()
    if any(unicodedata.category(character) == "Cs" for character in kept):
        raise Unreadable("text.control")
    if len(kept) < least:
        raise Unreadable("text.empty")
    if least and not any(_can_be_seen(character) for character in kept):
        raise Unreadable("text.unseen")
    if len(kept) > most:
        raise Unreadable("text.long", most=most, length=len(kept))
    return kept


def _can_be_seen(character: str) -> bool:
    """Whether a character is visible: not so for spaces of every kind, marks that only affect their neighbours, and
    accents without a letter."""
    kind = unicodedata.category(character)
    return kind not in ("Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Cc") and character not in _BLANK
