"""Long German words are broken where syllables end; short ones and what is no word are left alone."""

import re
import subprocess
import sys
from itertools import accumulate

import pytest

from barcamp.text.hyphens import LONG, NEAREST, SOFT_HYPHEN, breaking, patterns
from tests.house.sources import ROOT

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
    "Zucker-bä-cker-hand-werk",
    "Kran-ken-haus-ge-sell-schaft",
    "Öffent-lich-keits-ar-beit",
    "Sport-stät-ten-för-de-rung",
    "Zusam-men-ar-beits-ver-trag",
)

# Marked by hand, at every syllable. What patterns do not know: Ma-nage-ment, On-line, Kinder-tages-stätte.
COMPOUNDS = [
    "Wirt-schafts-för-de-rungs-ge-sell-schaft", "Stadt-mar-ke-ting-ge-nos-sen-schaft", "Auf-takt-ver-an-stal-tung",
    "Be-triebs-ver-ein-ba-rung", "Di-gi-ta-li-sie-rungs-stra-te-gie", "Do-nau-dampf-schiff-fahrts-ge-sell-schaft",
    "In-nen-stadt-ent-wick-lung", "Zwi-schen-nut-zungs-ver-ein-ba-rung", "Stra-ßen-bahn-hal-te-stel-le",
    "Zu-sam-men-ar-beits-ver-trag", "Ein-zel-han-dels-ent-wick-lung", "Eh-ren-amts-för-de-rung",
    "Bür-ger-be-tei-li-gung", "Öf-fent-lich-keits-ar-beit", "Ge-mein-de-ent-wick-lung", "Flä-chen-nut-zungs-plan",
    "Be-bau-ungs-plan-ver-fah-ren", "Leer-stands-ma-nage-ment", "Quar-tiers-ma-nage-ment", "Kli-ma-schutz-kon-zept",
    "Wär-me-pla-nungs-ge-setz", "Ver-kehrs-be-ru-hi-gung", "Fach-kräf-te-man-gel", "Nach-bar-schafts-hil-fe",
    "Feu-er-wehr-ge-rä-te-haus", "Kin-der-ta-ges-stät-te", "Ju-gend-be-rufs-hil-fe", "Grund-schul-för-der-ver-ein",
    "Ver-wal-tungs-mo-der-ni-sie-rung", "On-line-zu-gangs-ge-setz", "Per-so-nal-ent-wick-lung",
    "Haus-halts-kon-so-li-die-rung", "Ge-wer-be-steu-er-ein-nah-men", "Un-ter-neh-mens-nach-fol-ge",
    "Exis-tenz-grün-dungs-be-ra-tung", "Stadt-teil-kon-fe-renz", "Rad-ver-kehrs-kon-zept", "Wohn-raum-för-de-rung",
    "Kran-ken-haus-ge-sell-schaft", "Da-ten-schutz-be-auf-trag-te", "Gleich-stel-lungs-be-auf-trag-te",
    "Schwer-be-hin-der-ten-ver-tre-tung", "Ab-fall-wirt-schafts-be-trieb", "Was-ser-ver-sor-gungs-ver-band",
    "Hoch-was-ser-schutz-maß-nah-men", "Mit-fahr-bank-kon-zept", "Markt-platz-ge-stal-tung", "Tou-ris-mus-kon-zept",
    "Netz-werk-part-ner-schaft", "För-der-mit-tel-be-ra-tung", "Aus-bil-dungs-be-glei-tung",
    "Ver-eins-vor-sit-zen-de", "Sport-stät-ten-sa-nie-rung", "Schul-hof-ge-stal-tung", "Fried-hofs-ver-wal-tung",
    "Spiel-platz-pa-ten-schaft", "Stra-ßen-aus-bau-bei-trä-ge", "Zu-kunfts-werk-statt", "Ver-ga-be-be-schleu-ni-gung",
    "Rats-in-for-ma-ti-ons-sys-tem",
]  # fmt: skip


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


def test_nearly_every_place_in_sixty_compounds_is_found_and_hardly_any_is_wrong():
    missed, wrong, wanted = [], [], 0
    for marked in COMPOUNDS:
        word = marked.replace("-", "")
        assert len(word) >= LONG, word
        right = {place for place in places(marked, "-") if NEAREST <= place <= len(word) - NEAREST}
        found = set(places(breaking(word), SOFT_HYPHEN))
        wanted += len(right)
        missed += [f"{word[:place]}-{word[place:]}" for place in sorted(right - found)]
        wrong += [f"{word[:place]}-{word[place:]}" for place in sorted(found - right)]
    assert (len(COMPOUNDS), wanted) == (60, 264)
    assert len(missed) <= 4, missed
    assert len(wrong) <= 4, wrong


def test_words_that_were_seen_once_are_not_kept_for_ever():
    for number in range(30):
        breaking("Wirtschaftsförderung" + "ab" * number)
    assert patterns().hd.cache == {}


def test_patterns_are_read_only_for_a_long_word():
    code = (
        "import sys; from barcamp.text.hyphens import breaking;"
        "breaking('Runder Tisch'); print('pyphen' in sys.modules);"
        "breaking('Wirtschaftsförderung'); print('pyphen' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["False", "True"]


def places(marked: str, mark: str) -> list[int]:
    """How many letters stand before each mark."""
    return list(accumulate(map(len, marked.split(mark)[:-1])))


HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>")
UNSEEN = re.compile(r'<span class="unseen">.*?</span>')
TYPED = re.compile(r"\{\{\s*(?:[\w.]+\.(?:title|heading|name)|heading)\s*\}\}")
ELSEWHERE = {"patterns", "printables", "projector", "reports"}  # letters give way, or there is room


def test_every_heading_that_somebody_typed_can_be_broken_on_a_phone():
    found = [
        f"{file.parent.name}/{file.name}: {name}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        if file.parent.name not in ELSEWHERE
        for _, inside in HEADING.findall(file.read_text(encoding="utf-8"))
        for name in TYPED.findall(UNSEEN.sub("", inside))
    ]
    assert found == []
