"""Hints at topics that may mean the same: what is found, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barcamp.demo.content.topics import TOPICS
from barcamp.queries.topics.duplicates import MOST, _alike, likely, stems_of

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
async def test_what_may_mean_the_same_is_found(one: str, other: str):
    titles = {1: one, 2: other, 3: "Ganz anderes Feld"}
    assert [await likely(topic, titles) for topic in titles] == [[2], [1], []]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
async def test_what_means_something_else_is_left_alone(one: str, other: str):
    assert await likely(1, {1: one, 2: other}) == []


async def test_the_topics_of_the_demo_day_bring_few_hints():
    titles = dict(enumerate(pitch.title for pitch in TOPICS))
    pairs = {frozenset({one, other}) for one in titles for other in await likely(one, titles)}
    assert len(pairs) <= 2, [[titles[each] for each in pair] for pair in pairs]


async def test_a_word_that_everybody_uses_says_nothing():
    titles = {
        number: f"Tourismus {word}"
        for number, word in enumerate(["Rad", "Bad", "Wald", "Burg", "See", "Hof", "Tal", "Berg", "Weg"])
    }
    assert [await likely(topic, titles) for topic in titles] == [[]] * len(titles)


async def test_there_are_never_more_than_anybody_reads():
    assert await likely(7, dict.fromkeys(range(8), "Innenstadt")) == [0, 1, 2, 3, 4, 5]


async def test_a_changed_title_changes_the_hints():
    titles = {1: "Leerstand in der Innenstadt", 2: "Umgang mit Leerständen", 3: "Radwege"}
    assert await likely(1, titles) == [2]
    assert await likely(1, titles | {2: "Radwege bauen"}) == []
    assert await likely(3, titles | {2: "Radwege bauen"}) == [2]


WORDS = st.sampled_from(
    [
        "innenstadt",
        "belebung",
        "innenstadtbelebung",
        "beleben",
        "lebendig",
        "leben",
        "markt",
        "marke",
        "wochenmarkt",
        "ki",
    ]
)


@given(st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=8))
async def test_the_short_way_finds_what_comparing_each_word_with_each_finds(titles: list[list[str]]):
    """The short way leaves most words aside without a look at mine."""
    said = {number: stems_of(" ".join(words)) for number, words in enumerate(titles)}
    mine = said[0]
    expected = []
    for topic, theirs in said.items():
        if topic == 0 or not mine or not theirs:
            continue
        shared = sum(any(_alike(one, other) for other in theirs) for one in mine) / len(mine)
        again = sum(any(_alike(one, other) for other in mine) for one in theirs) / len(theirs)
        smaller, larger = (shared, again) if len(mine) <= len(theirs) else (again, shared)
        alone = min(len(mine), len(theirs)) == 1 and max(len(mine), len(theirs)) > 3
        likeness = min(smaller, larger) if alone else 0.6 * smaller + 0.4 * larger
        if likeness >= 0.5:
            expected.append((-likeness, topic))
    found = await likely(0, {number: " ".join(words) for number, words in enumerate(titles)})
    assert found == [topic for _, topic in sorted(expected)][:MOST]


def test_stems_are_plain_words():
    assert stems_of("Lebendige Innenstädte: Was zieht?") == stems_of("lebendiger INNENSTAEDTE, zieht")
