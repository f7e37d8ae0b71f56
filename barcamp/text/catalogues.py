"""Catalogues as the standard library's gettext reads them, made of the .po files when they are first asked for."""

from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from barcamp.text.languages import behind

FOLDER = Path(__file__).parent / "locale"


@lru_cache(maxsize=32)
def translations(locale: str) -> GNUTranslations:
    """What a locale says, and behind it what others say in its place. Plurals follow the rule in the catalogue's head.
    Entries that are fuzzy or lack a form do not count as translated."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (FOLDER / f"{locale}.po").open("rb") as file:
        catalogue = read_po(file)
    for message in list(catalogue):
        if isinstance(message.string, tuple) and not all(message.string):
            catalogue.delete(message.id)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    said = GNUTranslations(compiled)
    if other := behind(locale):
        said.add_fallback(translations(other))
    return said


def plural_of(locale: str, n: int) -> int:
    """Which of a locale's forms goes with a number."""
    said: Any = translations(locale)  # the standard library's function for the rule has a name, but no type
    return int(said.plural(n))
