"""Rule 9: every string has German (du and Sie) and English; a refusal carries a key, never a sentence."""

import ast
import re

import pytest

from barcamp.cli import main
from tests.house.language.words import (
    catalogue,
    forms_of,
    msgids,
    refusal_keys,
    refusals_that_cannot_be_followed,
    translations,
)
from tests.house.sources import ROOT, calls, modules

# Words by which German addresses people as du: pronouns, verbs of the second person, and imperatives.
_PRONOUNS = r"du|dir|dich|dein\w*|euch|euer|eure\w*"
_VERBS = r"bist|hast|kannst|willst|möchtest|musst|darfst|sollst|wirst|siehst|findest|weißt|brauchst|machst|gehst"
_IMPERATIVES = (
    r"tippe?|wähle?|gib|scanne|schreibe?|öffne|zeige?|lade|warte|versuche?|sende|melde|prüfe?|probiere?|"
    r"schau\w?|nimm|klicke?|komm|geh|speichere|kopiere|lies|nenne|schicke?|drücke?|merke|lass|trage?|setze?|"
    r"benutze|verwende|lege|stelle|wirf|sieh|bestätige|entscheide|erzähle?|bleib|stimme?|sammle|ziehe?|lösche"
)
# With a capital an imperative stands at the beginning of a sentence; elsewhere it is a noun.
DU = re.compile(
    rf"(?<!\w)(?:(?i:{_PRONOUNS}|{_VERBS})|{_IMPERATIVES})(?!\w)"
    rf"|(?:^|[.!?:…]\s+)(?i:{_IMPERATIVES})(?!\w)"
)
FORMAL = ("de-sie", "de-leicht")
GERMAN = ("de", *FORMAL)
NAMES = (*GERMAN, "en")
LISTED = re.compile(r"""["']de["'][^}%]*["']en["']|["']en["'][^}%]*["']de["']""")


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_is_said_without_signs_that_only_scripts_fill_in(name: str):
    said = {key: translations(name)[key] for key in refusal_keys().keys() & translations(name).keys()}
    assert said
    assert [form for forms in said.values() for form in forms if re.search(r"\{\w+\}", form)] == []


@pytest.mark.parametrize("name", ["en", "de"])
def test_every_refusal_has_a_sentence(name: str):
    said = translations(name)
    missing = [f"{key}  ({place})" for key, place in sorted(refusal_keys().items()) if key not in said]
    assert missing == []


def test_languages_are_listed_in_one_place():
    """A new language is a row there, and nothing else has to be found."""
    lists = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Compare)
    here = {
        f"barcamp/{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, lists)
        and {"de", "en"} <= {part.value for part in ast.iter_child_nodes(node) if isinstance(part, ast.Constant)}
    }
    templates = {file.name for file in (ROOT / "templates").rglob("*.html") if LISTED.search(file.read_text("utf-8"))}
    assert LISTED.search("""{% for each in ["de", "en"] %}""")
    assert {place.partition(":")[0] for place in here} == {"barcamp/text/languages.py"}
    assert templates == set()


def test_every_refusal_can_be_read_as_a_key():
    assert {"role.moderator", "topic.gone", "request.bad", "cell.taken"} <= set(refusal_keys())
    assert refusals_that_cannot_be_followed() == []


def test_every_string_is_found_by_those_who_look_for_it():
    """Not so within an f-string: what stands there is in no template for translators."""
    wanted, found = ("_", "gettext", "ngettext", "forms"), msgids()
    said = {
        (call.args[0].value, f"{path}:{call.lineno}")
        for path, tree in modules().items()
        for name, call in calls(tree)
        if name in wanted and call.args and isinstance(call.args[0], ast.Constant)
    }
    assert len(said) > 300
    assert [f"{msgid!r}  ({place})" for msgid, place in said if msgid not in found] == []


def test_every_string_has_german():
    german = translations("de")
    assert "Withdraw" in msgids()
    assert [f"{msgid!r}  ({place})" for msgid, place in msgids().items() if msgid not in german] == []


def test_a_plural_has_all_its_forms():
    for name in NAMES:
        plurals = [message for message in catalogue(name) if message.pluralizable]
        assert [message.id for message in plurals if len(forms_of(message)) != 2 or not all(forms_of(message))] == []
    assert [message.id for message in catalogue("de") if message.pluralizable]


@pytest.mark.parametrize(
    "text", ["Wähle ein Thema.", "Das ist deins", "Kannst du", "Bitte tippe hier", "Gut. Warte", "für euch"]
)
def test_german_that_says_du_is_noticed(text: str):
    assert DU.search(text)


@pytest.mark.parametrize("text", ["Wählen Sie aus.", "Dauer", "Industrie", "Warten Sie", "zu viele Versuche", "Tippen"])
def test_german_that_does_not_say_du_is_left_alone(text: str):
    assert not DU.search(text)


def test_what_says_du_has_a_form_with_sie():
    formal = translations("de-sie")
    du = {msgid: forms for msgid, forms in translations("de").items() if any(map(DU.search, forms))}
    assert du
    assert [f"{msgid!r}: {' / '.join(forms)}" for msgid, forms in du.items() if msgid not in formal] == []


@pytest.mark.parametrize("name", FORMAL)
def test_what_is_said_with_sie_never_says_du(name: str):
    wrong = [
        f"{msgid!r}: {' / '.join(forms)}" for msgid, forms in translations(name).items() if any(map(DU.search, forms))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", FORMAL)
def test_a_catalogue_says_only_what_those_behind_it_do_not(name: str):
    german = translations("de") | (translations("de-sie") if name != "de-sie" else {})
    same = [msgid for msgid, forms in translations(name).items() if german.get(msgid) in (None, forms)]
    assert same == []


@pytest.mark.parametrize("name", FORMAL)
def test_sie_has_as_many_forms_as_du(name: str):
    """Otherwise a plural would be looked up in the catalogue behind it."""
    german = translations("de")
    assert [msgid for msgid, forms in translations(name).items() if len(forms) != len(german[msgid])] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogues_hold_nothing_that_is_not_said(name: str):
    said = set(refusal_keys()) | set(msgids())
    ids = [message.id[0] if message.pluralizable else message.id for message in catalogue(name) if message.id]
    assert [msgid for msgid in ids if msgid not in said] == []
    assert list(catalogue(name).obsolete) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_translation_is_fuzzy_or_empty(name: str):
    done = translations(name)
    ids = [message.id[0] if message.pluralizable else message.id for message in catalogue(name) if message.id]
    assert [msgid for msgid in ids if msgid not in done] == []


@pytest.mark.parametrize("name", GERMAN)
def test_a_translation_names_the_same_facts(name: str):
    fact = re.compile(r"%\((\w+)\)")
    english = translations("en")
    wrong = []
    for msgid, forms in translations(name).items():
        wanted = {found for form in english.get(msgid, (msgid,)) for found in fact.findall(form)} - {"num"}
        named = [set(fact.findall(form)) - {"num"} for form in forms]
        wrong += [f"{msgid!r}: {form}" for form, facts in zip(forms, named, strict=True) if facts != wanted]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_sent_to_a_command_line(name: str):
    """Screens are read in offices; commands stand in the operator's documents. Only whoever forgot a password is told
    what to pass on."""
    commands = "|".join(main.commands)
    asked = re.compile(rf"\bbarcamp (?:{commands})\b")
    said = [form for forms in translations(name).values() for form in forms]
    assert [form for form in said if asked.search(form)] == []
    templates = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "templates").rglob("*.html")}
    assert [name for name, text in templates.items() if asked.search(text)] == ["sign_in.html"]
