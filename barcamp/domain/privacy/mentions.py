"""People named in texts: where a name stands in what somebody typed, and what may stand in its place.

A field that says who ("Wer") is about people, so a first or last name alone is found there as well. Other texts are
searched only for whole names of at least two words: a name that is an ordinary word (Rose, Markt) would mangle them.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from barcamp.text.i18n import gettext as _
from barcamp.text.i18n import speaking

_BETWEEN = r"[\s\u00a0._]+"
_TITLES = r"(?:(?:Frau|Herrn?|Fr\.|Hr\.|Dr\.|Prof\.|Mrs?\.?|Ms\.?)\s+)*"
_WORD = re.compile(r"[^\W_]+")
_DOT = "\u0307"  # what remains of the dot of a Turkish İ in lower case
_ALIKE = str.maketrans({_DOT: None, "ı": "i"})  # as case-insensitive searches treat them
_PARTICLES = {"von", "vom", "van", "der", "den", "de", "del", "di", "da", "zu", "zur", "und", "and", "dr", "prof",
              "frau", "herr", "mr", "mrs", "ms"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands in the place of a name: of one person, of something that belongs to them, of several people
    together."""

    one: str
    ones: str
    several: str
    joined: str  # words that stand between people, as a pattern


def instead(locale: str) -> Instead:
    with speaking(locale):
        # Translators: after it, what belongs to the person: “a person’s team”.
        ones = _("a person’s")
        # Translators: every word that may stand between two people, parted by strokes.
        joined = _("and|with")
        return Instead(_("a person"), ones, _("several people"), "|".join(map(re.escape, joined.split("|"))))


class Names:
    """Names of people who are not to be named, each (name, organisation), next to those who may be (`shown`).

    A first name that two people share, one of each kind, is left alone. With `alone`, a name of one word is found in
    every text, too: for people who look at what is found. `organisations`: put a person's organisation in place of the
    name.
    """

    def __init__(
        self,
        hidden: Iterable[tuple[str, str]],
        shown: Collection[str] = (),
        language: str = "de",
        *,
        alone: bool = False,
        organisations: bool = True,
    ) -> None:
        self._says = instead(language)
        may = {_key(name) for name in shown if name.strip()}
        whole: dict[str, set[str]] = {}
        parts: dict[str, set[str]] = {}
        for name, organisation in hidden:
            said = organisation.strip() if organisations else ""
            if not (key := _key(name)) or key in may:
                continue
            whole.setdefault(key, set()).add(said)
            for part in _parts(name):
                if part not in may:
                    parts.setdefault(part, set()).add(said)
        long = {key: said for key, said in whole.items() if " " in key}
        self._anywhere = whole if alone else long
        self._in_who = {**parts, **whole}
        self._text, self._text_marks = _pattern(self._anywhere, may), _marks(self._anywhere)
        self._who, self._who_marks = _pattern(self._in_who, may), _marks(self._in_who)

    def __bool__(self) -> bool:
        return bool(self._in_who)

    def is_one(self, text: str) -> bool:
        """Whether a text says nothing but the name of one of them."""
        return _key(text) in self._in_who

    def in_who(self, text: str) -> str:
        """A field that says who, without these people's names."""
        return self._replaced(self._who, self._in_who, text) if _any_of(self._who_marks, text) else text

    def in_text(self, text: str) -> str:
        return self._replaced(self._text, self._anywhere, text) if _any_of(self._text_marks, text) else text

    def _replaced(self, pattern: re.Pattern[str], known: dict[str, set[str]], text: str) -> str:
        def said(found: re.Match[str]) -> str:
            organisations = known.get(_key(found["name"]))
            if organisations is None:
                return found[0]
            if len(organisations) == 1 and (only := next(iter(organisations))):
                return only
            return self._says.ones if found["of"] and not found["mail"] else self._says.one

        replaced = pattern.sub(said, text)
        return text if replaced == text else self._smoothed(replaced, known)

    def _smoothed(self, text: str, known: dict[str, set[str]]) -> str:
        """The text with nobody twice: an organisation that stood behind its person, or several people in a row."""
        for organisation in {said for all_said in known.values() for said in all_said if said}:
            twice = re.escape(organisation)
            text = re.sub(
                rf"{twice}(?:\s*[,/]\s*{twice}|\s*\(\s*{twice}\s*\))", organisation.replace("\\", r"\\"), text
            )
        one, between = re.escape(self._says.one), rf"\s*(?:[,;/&+]|\b(?:{self._says.joined})\b)\s*"
        return re.sub(rf"{one}(?:{between}{one})+", self._says.several, text)


def _pattern(known: Collection[str], may: Collection[str]) -> re.Pattern[str]:
    """Names, longest first, so that a name that may stand is not taken for a shorter one that may not."""
    if not known:
        return re.compile(r"(?!)")
    ways = {key: _BETWEEN.join(map(_written, key.split())) for key in {*known, *may}}
    turned = [
        rf"{_written(last)},\s*{_BETWEEN.join(map(_written, first))}"
        for *first, last in (key.split() for key in {*known, *may})
        if first
    ]
    names = "|".join(sorted((*ways.values(), *turned), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w@]){_TITLES}(?P<name>{names})(?P<of>['’]?s|['’])?(?P<mail>@[\w.-]+)?(?!\w)", re.IGNORECASE
    )


def _written(word: str) -> str:
    return re.escape(word).replace("i", f"(?:i{_DOT}?|İ)")


def _marks(known: Collection[str]) -> frozenset[str]:
    """Words of which a text must contain one to name anybody: most contain none, and need no search for a thousand
    names."""
    words = [word for key in known for word in (*_words(key)[:1], *_words(key.split()[-1])[:1])]
    return frozenset(words) | {f"{word}s" for word in words}


def _any_of(marks: frozenset[str], text: str) -> bool:
    return not marks.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().translate(_ALIKE))


def _key(name: str) -> str:
    """One spelling for each name: “Stein, Vera” and “vera.stein” are Vera Stein."""
    last, comma, first = name.partition(",")
    if comma and first.strip():
        name = f"{first} {last}"
    return " ".join(re.split(_BETWEEN, name.strip().lower().translate(_ALIKE))).strip()


def _parts(name: str) -> set[str]:
    """The first and the last word of a name, if they can be names."""
    words = [word.strip(".,;:()[]\"'") for word in re.split(r"[\s\u00a0]+", re.split(r"[(,;/]", name)[0])]
    named = [word for word in words if len(word) > 1 and word[:1].isalpha() and word.lower() not in _PARTICLES]
    return {_key(named[0]), _key(named[-1])} if named else set()
