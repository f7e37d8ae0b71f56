"""Languages that nobody speaks, for what another one would find: every letter accented, a third longer, and plurals
that are none of ours: three by Polish rules, four by those of Upper Sorbian, whose code has three letters. A number is
followed by the sign of the form that was chosen for it: `5③`."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from barcamp.text import catalogues, plurals
from barcamp.text.languages import LANGUAGES, Language

FORMS = "①②③④"
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTED = "áƀćđéƒǵĥíĵķłḿńóṕɋŕśťúṽẃẋýź"
_LETTERS = str.maketrans(_PLAIN + _PLAIN.upper(), _ACCENTED + "ÁɃĆĐÉƑǴĤÍĴĶŁḾŃÓṔɊŔŚŤÚṼẂẊÝŹ")
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;|\{\w+\}|https?://\S+)")


@dataclass(frozen=True, slots=True)
class Speech:
    """`rule` as a catalogue's head has it; `of` tells the place of a number's form without that rule."""

    language: Language
    rule: str
    of: Callable[[int], int]

    @property
    def code(self) -> str:
        return self.language.code

    def form(self, n: int) -> str:
        """The sign that follows a number."""
        return FORMS[self.of(n)]

    @property
    def signs(self) -> set[str]:
        return {self.form(n) for n in range(200)}


def _polish(n: int) -> int:
    few = str(n)[-1] in "234" and str(n)[-2:-1] != "1"
    return 0 if n == 1 else 1 if few else 2


def _sorbian(n: int) -> int:
    return {"01": 0, "02": 1, "03": 2, "04": 2}.get(f"{n:02}"[-2:], 3)


POLISH = Speech(
    Language("Śṕéáḱ", "pl-PL", within="‚’"),
    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    _polish,
)
SORBIAN = Speech(
    Language("Ŕéć", "hsb-DE", within="‚‘"),
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    _sorbian,
)


@contextmanager
def spoken_too(speech: Speech, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speech]:
    """One row more, and its catalogue beside ours: all that a language takes."""
    shutil.copytree(catalogues.FOLDER, folder)
    write_catalogue(speech, folder)
    with monkeypatch.context() as patch:
        patch.setattr(catalogues, "FOLDER", folder)
        patch.setitem(LANGUAGES, speech.code, speech.language)
        _forget()
        yield speech
    _forget()


def _forget() -> None:
    catalogues.translations.cache_clear()
    plurals.rule_of.cache_clear()


def write_catalogue(speech: Speech, folder: Path) -> None:
    """All that barcamp says."""
    with (catalogues.FOLDER / "barcamp.pot").open("rb") as file:
        said = read_po(file)
    with (catalogues.FOLDER / "en.po").open("rb") as file:
        english = {message.id: message.string for message in read_po(file) if message.id}
    catalogue = Catalog(locale=speech.code)
    catalogue.mime_headers = [*catalogue.mime_headers, ("Plural-Forms", speech.rule)]
    assert catalogue.plural_forms == speech.rule.rstrip()
    for message in said:
        if message.id:
            meant = english.get(message.id, message.id)
            form = _forms(speech, *meant) if isinstance(meant, tuple) else accented(str(meant))
            catalogue.add(message.id, form)
    with (folder / f"{speech.code}.po").open("wb") as file:
        write_po(file, catalogue)


def accented(text: str) -> str:
    pieces = _KEPT.split(text)
    made = "".join(piece if at % 2 else piece.translate(_LETTERS) for at, piece in enumerate(pieces))
    return made + "ẃ" * (len(text) // 3 if " " in text else 0)


def _forms(speech: Speech, singular: str, plural: str) -> tuple[str, ...]:
    signs = sorted(speech.signs)
    said = (singular, *(plural for _ in signs[1:]))
    return tuple(
        re.sub(r"(%\(num\)s|\{n\})", rf"\g<1>{sign}", accented(form)) for form, sign in zip(said, signs, strict=True)
    )
