"""What people may type: a line or a longer text, kept as typed but for the white space around it."""

import unicodedata
from dataclasses import dataclass

from barcamp.domain.base import Invalid, Refused

_ALLOWED_CONTROLS = {"\n", "\t"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of plain text, up to `most` characters."""

    most: int
    least: int = 1

    def clean(self, typed: str) -> str:
        return _clean(typed, self.least, self.most, many_lines=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Several lines of plain text, up to `most` characters."""

    most: int
    least: int = 1

    def clean(self, typed: str) -> str:
        return _clean(typed.replace("\r\n", "\n").replace("\r", "\n"), self.least, self.most, many_lines=True)


def must_have_seen(**known: tuple[str | None, str, str]) -> None:
    """Words never replace words that their writer did not see. Per field: what stood there when the form was opened
    (None: not said), what stands there now, and what shall. Raises Invalid, each refusal with the `current` words.
    """
    newer = {
        name: Refused("text.newer", current=current)
        for name, (seen, current, wanted) in known.items()
        if seen is not None and current not in (seen, wanted)
    }
    if newer:
        raise Invalid(newer)


def words(typed: str) -> tuple[str, ...]:
    """What stands between commas, each once, however it is written: `Beamer, beamer,Flipchart` are two."""
    found: dict[str, str] = {}
    for word in typed.split(","):
        if kept := " ".join(word.split()):
            found.setdefault(kept.casefold(), kept)
    return tuple(found.values())


def _clean(typed: str, least: int, most: int, *, many_lines: bool) -> str:
    kept = typed.strip()
    for character in kept:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cs") and not (many_lines and character in _ALLOWED_CONTROLS):
            raise Refused("text.control")
    if len(kept) < least or (least and not any(_can_be_seen(character) for character in kept)):
        raise Refused("text.empty")
    if len(kept) > most:
        raise Refused("text.long", most=most, length=len(kept))
    return kept


def _can_be_seen(character: str) -> bool:
    """False for spaces of every kind and for marks that only steer their neighbours."""
    return unicodedata.category(character) not in ("Cf", "Zs", "Zl", "Zp")
