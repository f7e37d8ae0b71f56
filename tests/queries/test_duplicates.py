"""Hints at topics that may mean the same: what is found, and what is left alone."""

import pytest

from barcamp.demo.script import TOPICS
from barcamp.queries.duplicates import MOST, likely_pairs, stems_of

ALIKE = [
    ("Innenstadtbelebung", "Belebung der Innenstadt"),
    ("Lebendige Innenstädte", "Wie gelingt Innenstadtbelebung?"),
    ("Fachkräfte gewinnen", "Fachkraeftegewinnung in der Verwaltung"),
    ("KI in der Verwaltung", "KI für die Verwaltung: Was geht?"),
    ("Leerstand in der Innenstadt", "Umgang mit Leerständen"),
    ("Social Media mit kleinem Team", "Social Media für Kommunen"),
    ("Vertreter*innen im Ausland", "Vertreter:innen im Ausland"),
    ("Wirtschaftsförderungsgesellschaft gründen", "Braucht es eine Wirtschaftsförderungsgesellschaft?"),
    ("Öffnungszeiten", "Oeffnungszeiten abstimmen"),
    ("Finding young staff", "How do we find young staff?"),
]
DIFFERENT = [
    ("Wochenmarkt: vom Stand zum Treffpunkt", "Marke oder Logo? Stadtmarke mit wenig Geld"),
    ("Fachkräfte gewinnen", "Innenstadt beleben"),
    ("Was tun gegen Leerstand?", "Was tun gegen Müll?"),
    ("Wie geht es weiter?", "Wie geht das?"),
    ("Radwege", "Radio"),
    ("Neue Ideen für die Stadt", "Erfahrungen unserer Kommunen"),
    ("مرحبا بالعالم", "Innenstadt"),
    ("", "Innenstadt"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_may_mean_the_same_is_found(one: str, other: str):
    assert likely_pairs({1: one, 2: other, 3: "Ganz anderes Feld"}) == [(1, 2)]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_means_something_else_is_left_alone(one: str, other: str):
    assert likely_pairs({1: one, 2: other}) == []


def test_the_topics_of_the_demo_day_bring_few_hints():
    pairs = likely_pairs(dict(enumerate(pitch.title for pitch in TOPICS)))
    assert len(pairs) <= 2, [(TOPICS[one].title, TOPICS[other].title) for one, other in pairs]


def test_a_word_that_everybody_uses_says_nothing():
    titles = {
        number: f"Tourismus {word}"
        for number, word in enumerate(["Rad", "Bad", "Wald", "Burg", "See", "Hof", "Tal", "Berg", "Weg"])
    }
    assert likely_pairs(titles) == []


def test_there_are_never_more_than_anybody_reads():
    assert len(likely_pairs(dict.fromkeys(range(40), "Innenstadt"))) <= MOST


def test_stems_are_plain_words():
    assert stems_of("Lebendige Innenstädte: Was zieht?") == stems_of("lebendiger INNENSTAEDTE, zieht")
