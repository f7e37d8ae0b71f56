"""Names in texts: found as words of their own, as far as a field is about people, and nothing else is mangled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barcamp.domain.privacy.mentions import Names

ULM = "Stadt Ulm"
HIDDEN = (("Vera Stein", ULM), ("Carla", ""), ("Hans", ""), ("Rose Markt", ""))
NAMES = Names(HIDDEN, ("Vera Klein", "Max Muster"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Carla", "eine Person"),
        ("Vera Stein", ULM),
        ("vera stein", ULM),
        ("Stein, Vera", ULM),
        ("Frau Stein", ULM),
        ("Vera (Stadt Ulm)", ULM),
        ("Vera Stein, Stadt Ulm", ULM),
        ("vera.stein@ulm.example", ULM),
        ("Vera und Carla", f"{ULM} und eine Person"),
        ("Carla, Hans & Rose", "mehrere Personen"),
        ("Carla und Hans mit dem Amt", "mehrere Personen mit dem Amt"),
        ("Carlas Team", "einer Person Team"),
        ("Hans’ Team", "einer Person Team"),
        ("Vera Klein", "Vera Klein"),
        ("Max Muster und Vera Klein", "Max Muster und Vera Klein"),
        ("Marketing-Team", "Marketing-Team"),
        ("Versand, Carlack", "Versand, Carlack"),
        ("Vertreter*innen", "Vertreter*innen"),
        ("", ""),
    ],
)
def test_a_field_that_says_who(typed: str, said: str):
    assert NAMES.in_who(typed) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Vera Stein fragt Carla auf dem Markt.", f"{ULM} fragt Carla auf dem Markt."),
        ("Die Rose vom Markt", "Die Rose vom Markt"),
        ("Rose Markts Idee", "einer Person Idee"),
        ("Stein auf Stein", "Stein auf Stein"),
    ],
)
def test_in_other_texts_only_whole_names_are_found(typed: str, said: str):
    assert NAMES.in_text(typed) == said


def test_whoever_looks_at_what_is_found_finds_names_of_one_word_too():
    names = Names([("Carla", "")], alone=True, organisations=False)
    assert names.in_text("Carla fragt nach, Carlack nicht.") == "eine Person fragt nach, Carlack nicht."


def test_a_first_name_that_two_share_is_not_named_unless_it_is_all_that_somebody_is_called():
    assert Names([("Vera Stein", "")], ["Vera Klein"]).in_who("Vera") == "eine Person"
    assert Names([("Vera Stein", "")], ["Vera"]).in_who("Vera") == "Vera"
    assert Names([("Vera", "")], ["Vera"]).in_who("Vera") == "Vera"


def test_two_of_one_name_from_two_places_are_a_person():
    assert Names([("Vera", "Stadt A"), ("Vera", "Stadt B")]).in_who("Vera") == "eine Person"


def test_in_english():
    assert Names([("Vera", "")], language="en").in_who("Vera’s team") == "a person’s team"
    assert Names([("Vera", ""), ("Bo", "")], language="en").in_who("Vera and Bo") == "several people"


def test_a_name_is_a_name_and_no_pattern():
    odd = r"A.*\1 (B|C) [x]"
    names = Names([(odd, r"\g<0> & Co")])
    assert names.in_who("Anna und Berta") == "Anna und Berta"
    assert names.in_who(f"{odd}, Berta") == r"\g<0> & Co, Berta"


def test_nobody_to_hide_changes_nothing():
    assert not Names([("", "Stadt Ulm")])
    assert Names([]).in_text("Vera Stein") == "Vera Stein"


PEOPLE = ("İlkay Yıldız", "Vera Meier-Schulz", "Hans", "Dr. H.-P. Müller", "Rose Markt", "Anna-Lena", "Straße Weiß")
FORMS = st.sampled_from([
    *PEOPLE, *(name.upper() for name in PEOPLE), *(name.lower() for name in PEOPLE), "ilkay yildiz",
    "Meier-Schulz, Vera", "vera_meier-schulz@ulm.example", "Hans’", "Rose Markts", "Vera", "Schulz", "Hansa", "Brot",
    "_Hans", "@Hans",
])  # fmt: skip


@given(st.lists(FORMS), st.sampled_from([" ", ", ", ".", "\n", "_", "-"]), st.booleans())
def test_a_text_is_only_passed_over_where_it_names_nobody(words: list[str], between: str, alone: bool):
    names = Names([(name, "") for name in PEOPLE], alone=alone)
    text = between.join(words)
    assert names.in_text(text) == names._replaced(names._text, names._anywhere, text)
    assert names.in_who(text) == names._replaced(names._who, names._in_who, text)


@pytest.mark.parametrize("typed", ["İlkay Yıldız", "ilkay yıldız", "İLKAY YILDIZ", "Ilkay Yildiz", "Yıldız, İlkay"])
def test_a_turkish_name_is_found_however_its_dots_are_written(typed: str):
    assert Names([("İlkay Yıldız", "")]).in_text(f"Mit {typed} reden") == "Mit eine Person reden"
