"""A language that nobody speaks, for what a third one would find: every letter accented, a third longer, three plurals
by Polish rules. A number is followed by the sign of the form that was chosen for it: `5③`."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from barcamp.text import catalogues

CODE = "pl"
PLURALS = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
FORMS = "①②③"
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTED = "áƀćđéƒǵĥíĵķłḿńóṕɋŕśťúṽẃẋýź"
_LETTERS = str.maketrans(_PLAIN + _PLAIN.upper(), _ACCENTED + "ÁɃĆĐÉƑǴĤÍĴĶŁḾŃÓṔɊŔŚŤÚṼẂẊÝŹ")
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;|\{\w+\}|https?://\S+)")


def write_catalogue(folder: Path) -> None:
    """Writes `pl.po`: all that barcamp says."""
    with (catalogues.FOLDER / "barcamp.pot").open("rb") as file:
        said = read_po(file)
    with (catalogues.FOLDER / "en.po").open("rb") as file:
        english = {message.id: message.string for message in read_po(file) if message.id}
    catalogue = Catalog(locale=CODE)
    for message in said:
        if message.id:
            meant = english.get(message.id, message.id)
            catalogue.add(message.id, _three(*meant) if isinstance(meant, tuple) else accented(str(meant)))
    with (folder / f"{CODE}.po").open("wb") as file:
        write_po(file, catalogue)


def form(n: int) -> str:
    """The sign that follows a number, told without the rule above."""
    few = str(n)[-1] in "234" and str(n)[-2:-1] != "1"
    return "①" if n == 1 else "②" if few else "③"


def accented(text: str) -> str:
    pieces = _KEPT.split(text)
    made = "".join(piece if at % 2 else piece.translate(_LETTERS) for at, piece in enumerate(pieces))
    return made + "ẃ" * (len(text) // 3 if " " in text else 0)


def _three(singular: str, plural: str) -> tuple[str, ...]:
    forms = zip((singular, plural, plural), FORMS, strict=True)
    return tuple(accented(said).replace("%(num)s", f"%(num)s{sign}") for said, sign in forms)
