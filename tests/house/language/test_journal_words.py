"""Whatever the journal of an event keeps has words for its organiser, or is kept from everybody, and says so."""

import barcamp.app  # noqa: F401  (whose rooms bring all commands)
from barcamp.kernel.command import COMMANDS
from barcamp.queries.event.audit_words import FORMER, KINDS, TOLD, UNTOLD, kinds, said, sentences
from barcamp.text import i18n

INSIDE = {verb for verb, kind in COMMANDS.items() if not kind.outside}


def test_every_command_of_an_event_is_told_or_kept_from_everybody():
    assert set() == INSIDE - TOLD - UNTOLD
    assert set() == (TOLD | UNTOLD) - INSIDE
    assert set() == TOLD & UNTOLD
    assert sum(map(len, KINDS.values())) == len(TOLD), "each is of one kind"


def test_every_one_that_is_told_has_its_own_sentence_in_every_language():
    for locale in ("de", "de-sie", "en"):
        with i18n.speaking(locale):
            words = sentences()
            assert {verb.partition(" ")[0] for verb in words} == TOLD
            every: dict[str, object] = dict.fromkeys(_FIELDS, True)
            found = [said(verb, told, words) for verb in TOLD for told in ({}, every)]
            assert set(found) == set(words.values())
            assert len(set(words.values())) == len(words)
            assert set(kinds()) == set(KINDS)


def test_what_was_called_something_else_once_is_told_as_it_is_now():
    with i18n.speaking("de"):
        words = sentences()
        assert FORMER.keys() & COMMANDS.keys() == set()
        assert {old: said(old, {}, words) for old in FORMER} == {old: words[now] for old, now in FORMER.items()}


def test_what_nobody_signs_is_told_to_nobody():
    assert {verb for verb in INSIDE if COMMANDS[verb].anonymous} <= UNTOLD


_FIELDS = ("open", "on", "agreed", "online", "text", "here")
