"""Long German words are broken where syllables end; short ones and what is no word are left alone."""

import pytest

from barcamp.text.hyphens import NEAREST, SOFT_HYPHEN, breaking

WORDS = (
    "Wirt-schafts-för-de-rungs-ge-sell-schaft",
    "Stadt-mar-ke-ting-ge-nos-sen-schaft",
    "Auftakt-ver-an-stal-tung",
    "Betriebs-ver-ein-ba-rung",
    "Digi-ta-li-sie-rungs-stra-te-gien",
    "Donau-dampf-schiff-fahrts-ge-sell-schaft",
    "Innen-stadt-ent-wick-lung",
    "Zwischen-nut-zungs-ver-ein-ba-rung",
    "Stra-ßen-bahn-hal-te-stellen",
    "Zusammen-ar-beits-ver-trag",
)


@pytest.mark.parametrize("wanted", WORDS)
def test_a_long_word_is_broken_between_syllables(wanted: str):
    assert breaking(wanted.replace("-", "")).replace(SOFT_HYPHEN, "-") == wanted


@pytest.mark.parametrize("word", ["a" * 40, "b" * 40, "ab" * 200, "Ääääääääääääääääßßß", "Straßenbahnhaltestellen"])
def test_no_letter_is_lost_and_the_ends_stay_together(word: str):
    parts = breaking(word).split(SOFT_HYPHEN)
    assert "".join(parts) == word
    assert len(parts) == 1 or min(len(parts[0]), len(parts[-1])) >= NEAREST


@pytest.mark.parametrize("text", ["Runder Tisch", "Vertreter:innen", "https://example.org/x", "", "Zusammenkunft"])
def test_what_is_not_long_is_left_alone(text: str):
    assert breaking(text) == text
