"""Leichte Sprache keeps its rules (DIN SPEC 33429), as far as they can be counted, on all that somebody reads who
joins, takes part and takes the results home; also in what the catalogues behind it say, since it is easy enough."""

import re

import pytest

from barcamp.text import i18n
from tests.house.language.words import extracted, translations

# Where it speaks: the rest is for those who moderate and organise.
SPEAKS = re.compile(
    r"templates/(?:help|join|phone|results)/|templates/notes/(?!tools)|templates/(?:error|frame|guard|live)\.html|"
    r"templates/macros/(?:back|copy|form|language|legal|mentions|outbox|photos|wall)\.html|"
    r"templates/legal/(?:frame|privacy)\.html|"
    r"templates/own/(?:data|door_sign|erased|frame|home|leave|offer|offline|topics/topic)\.html|"
    r"templates/forms/\w+/(?:add-photo|angle|count-heads|describe-photo|edit-note|edit-offer|edit-topic|give-feedback|"
    r"group-note|join|open-link|pitch-topic|put-up-offer|rename|rename-group|show-interest-in-offer|wishes|write-note|"
    r"write-result)\.html"
)
WORDS, LETTERS = 12, 16  # of a sentence, of a word
SENTENCES = re.compile(r"[.!?:\n]+(?:\s|$)")
WORD = re.compile(r"[\w·-]+")
# A long word that everybody knows from elsewhere, or that is a name.
KNOWN = {"Veranstaltung", "Benachrichtigung"}
BANNED = {
    "passive or future": r"\b(?:wird|werden|wurde|wurden|worden)\b",
    "subjunctive": r"\b(?:würde|könnte|sollte|möge|wäre|hätte|dürfte|müsste)\w*\b",
    "genitive": r"\b(?:des|dessen|deren|eines)\b|\bwegen der\b",
    "abbreviation": r"\b(?:z\. ?B|Min|usw|etc|bzw|ca|Nr|Std|evtl|ggf|inkl)\b",
    "du": r"\b(?:du|dir|dich|dein\w*|euch|euer|eure\w*)\b",
    "semicolon or brackets": r"[;()–]",
    "man": r"\bman\b",
    "a number in letters": r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\b",
}


def broken(said: str) -> list[str]:
    """The rules that it breaks."""
    plain = re.sub(r"%\(\w+\)s|\{\w+\}|https?://\S*|E-Mail-Adresse", "x", said)
    found = [rule for rule, pattern in BANNED.items() if re.search(pattern, plain)]
    for sentence in SENTENCES.split(plain):
        words = WORD.findall(sentence)
        if len(words) > WORDS:
            found.append(f"{len(words)} words: {sentence}")
        if sentence.count(",") > 1:
            found.append(f"commas: {sentence}")
        found += [word for word in words if max(map(len, word.split("·"))) > LETTERS and word not in KNOWN]
    return found


def read_here() -> set[tuple[str, ...]]:
    return {
        message if isinstance(message, tuple) else (message,)
        for place, message, _ in extracted()
        if SPEAKS.match(place)
    }


def test_whoever_takes_part_reads_easy_sentences():
    wrong = {}
    assert len(read_here()) > 450
    with i18n.speaking("de-leicht"):
        for message in read_here():
            for n in (1, 2):
                said = i18n.ngettext(*message, n) if len(message) == 2 else i18n.gettext(message[0])
                if rules := broken(said):
                    wrong[said] = rules
    assert wrong == {}


def test_all_that_its_catalogue_says_is_easy():
    said = [form for forms in translations("de-leicht").values() for form in forms]
    assert {form: rules for form in said if (rules := broken(form))} == {}


@pytest.mark.parametrize(
    "said",
    [
        "Das Thema wird gesammelt.",
        "Sie könnten hier schreiben.",
        "Das Ende des Tages.",
        "Zum Beispiel z. B. hier.",
        "Tippe du hier.",
        "Eins; zwei.",
        "Dies ist ein Satz, der viel zu lang ist und noch lange nicht aufhört.",
        "Die Interessenabfragerunde",
        "Es sind zwei.",
    ],
)
def test_what_is_hard_to_read_is_noticed(said: str):
    assert broken(said)


@pytest.mark.parametrize("said", ["Die Notiz·wand ist hier.", "Tippen Sie auf den Stern.\nDann sind Sie dabei."])
def test_what_is_easy_is_left_alone(said: str):
    assert broken(said) == []
