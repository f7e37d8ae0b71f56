"""One word for one thing on German screens as well, and a German one where there is a good one."""

import re

import pytest

from tests.house.language.words import catalogue

# What is not said, and what is said for it.
INSTEAD = {
    "Konsole": "Regiepult",
    "Slot": "Zeitfenster",
    "Timer": "Uhr",
    "Board": "Notizwand",
    "User": "Person",
    "Teilnehmer": "Teilnehmende",
    "Referenten": "Vortragende",
    "Login": "Anmeldung",
    "Account": "Konto",
    "Setup": "Einrichtung",
    "Backlog": "Themen",
    "Zuspruch": "Zustimmung",
    "Unterstützung": "Zustimmung",
    "Telefon": "Handy",
}
WORD = re.compile(rf"\b(?:{'|'.join(INSTEAD)})s?\b(?!:innen|·)")


@pytest.mark.parametrize("name", ["de", "de-sie", "de-leicht"])
def test_one_german_word_is_said_for_one_thing(name: str):
    said = [
        text
        for each in catalogue(name)
        if each.id
        for text in ([each.string] if isinstance(each.string, str) else each.string or ())
    ]
    assert len(said) > 20
    assert [text for text in said if WORD.search(text)] == []
