"""The day on one page: short, true, and one page whatever the day was like."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pypdf
import pytest
from pypdf._text_extraction import mult

from barcamp.exports.book.outcome import Outcome, Ranked
from barcamp.exports.book.tree import Card, Chapter, Day, Event, Figures, NextStep, Picture, Section
from barcamp.exports.formats import docx, pdf
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.exports.report import cutting, one_page
from barcamp.exports.report.blocks import Bullets, Document, Photos, plain
from barcamp.text import i18n
from tests.exports.days import MADE_AT, empty_day, full_day, picture
from tests.exports.naughty import NAUGHTY
from tests.presence import absent

LONG = "Wirtschaftsförderungsgesellschaftsversammlung"
WORDS = ("Ortskern", "Fachkräfte", "wir", "im", "Herbst", "beraten,", "die", "Runde.", "Radwege", "und", LONG, *NAUGHTY)
SHAPES = ((1600, 1200), (1200, 1600), (2400, 400), (400, 2400), (30, 30))


def composed(day: Day, locale: str = "de-sie") -> Document:
    with i18n.speaking(locale):
        return one_page.compose(day)


def results_of(document: Document) -> list[str]:
    [first, *_] = [block for block in document.blocks if isinstance(block, Bullets)]
    return [plain(item.words) for item in first.items]


def any_day(draw: Random) -> Day:
    """A day of any size, with texts of any length up to what fields take, and photos and logos of any shape."""

    def words(most: int) -> str:
        return " ".join(draw.choices(WORDS, k=draw.randint(0, most // 6)))[: draw.randint(0, most)]

    def drawn(number: int) -> Picture:
        wide, high = draw.choice(SHAPES)
        return replace(picture(number, words(200), words(40), 3_000), width=wide, height=high)

    chapters = tuple(
        Chapter(
            "session", f"t{n}", words(140), interest=draw.choice((None, 0, 7, 900)),
            result=words(draw.choice((0, 1500))),
            pictures=tuple(drawn(n * 9 + m) for m in range(draw.choice((0, 0, 1, 3)))),
        )
        for n in range(draw.choice((0, 1, 3, 90)))
    )  # fmt: skip
    steps = tuple(
        NextStep(words(500), words(80), draw.choice((None, date(2026, 7, 1) + timedelta(n))), words(60))
        for n in range(draw.choice((0, 2, 40)))
    )
    event = Event(
        "ABCDEF", words(200), date(2026, 6, 13), "Europe/Berlin", "de", "sie", place=words(200), organiser=words(120),
        contact=words(200), series=words(100), funding=words(300), days=draw.choice((1, 2)),
        logos=tuple(drawn(900 + n) for n in range(draw.choice((0, 1, 6)))), accent=draw.choice(("", "#7a1fa2")),
    )  # fmt: skip
    people, organisations, topics = (draw.choice((0, 1, 12, 4000)) for _ in range(3))
    figures = Figures(people, organisations, topics, sessions=draw.choice((0, 1, 60)))
    return Day(event, MADE_AT, draw.random() < 0.8, figures=figures, chapters=chapters, next_steps=steps)


DRAWN = [any_day(Random(seed)) for seed in range(50)]


def test_fifty_days_of_any_kind_each_fit_one_page_as_pdf():
    pages = {n: pypdf.PdfReader(io.BytesIO(pdf.render(composed(day)))).get_num_pages() for n, day in enumerate(DRAWN)}
    assert {n: many for n, many in pages.items() if many != 1} == {}


def test_fifty_days_of_any_kind_each_fit_one_page_in_word(tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        absent("libreoffice", "LibreOffice is not installed.")
    for n, day in enumerate(DRAWN):
        (tmp_path / f"{n}.docx").write_bytes(docx.render(composed(day)))
    files = sorted(map(str, tmp_path.glob("*.docx")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    pages = {n: pypdf.PdfReader(tmp_path / f"{n}.pdf").get_num_pages() for n in range(len(DRAWN))}
    assert {n: many for n, many in pages.items() if many != 1} == {}


def test_it_has_at_most_180_words():
    texts = {n: one_page.e_mail(composed(day)) for n, day in enumerate([*DRAWN, full_day()])}
    # The message has everything that the page has, and six dashes before results and steps.
    assert {n: len(text.split()) for n, text in texts.items() if len(text.split()) > one_page.MOST_WORDS + 6} == {}


def test_results_of_the_most_wanted_sessions_come_first_and_it_says_how_many_more_there_are():
    day = full_day()
    document = composed(day)
    wanted = sorted((c for c in day.chapters if c.result), key=lambda c: -(c.interest or 0))
    told = [text.split("\n")[0] for text in results_of(document)]
    assert [chapter.title.startswith(text) for chapter, text in zip(wanted, told, strict=False)] == [True] * 3
    assert "alle 44 stehen im Bericht" in one_page.e_mail(document)
    few = replace(day, chapters=tuple(wanted[:2]))
    assert len(results_of(composed(few))) == 2
    assert "stehen im Bericht" not in one_page.e_mail(composed(few))


def test_where_interest_is_left_out_nothing_is_said_of_it():
    day = full_day()
    silent = replace(day, chapters=tuple(replace(chapter, interest=None) for chapter in day.chapters))
    document = composed(silent)
    assert "die ersten Ergebnisse" in one_page.e_mail(document)
    assert day.chapters[0].title.startswith(results_of(document)[0].split("\n")[0])
    assert "Interesse" not in one_page.e_mail(document)


def test_steps_that_somebody_does_by_a_day_come_before_all_others():
    steps = (
        NextStep("Irgendwann"), NextStep("Später", "Kim", date(2026, 9, 1)), NextStep("Ohne Tag", "Noor"),
        NextStep("Bald", "Mika", date(2026, 7, 1)), NextStep("Ohne Namen", "", date(2026, 6, 20)),
    )  # fmt: skip
    text = one_page.e_mail(composed(replace(full_day(), chapters=(), next_steps=steps)))
    told = [line.removeprefix("- ") for line in text.split("\r\n") if line.startswith("- ")]
    assert told == ["Bald (Mika, bis 01.07.2026)", "Später (Kim, bis 01.09.2026)", "Ohne Tag (Noor)"]


def test_a_step_that_was_said_twice_is_told_once():
    steps = (NextStep("Mappe drucken", "Kim", date(2026, 7, 1)), NextStep("mappe  drucken"), NextStep("Fest planen"))
    text = one_page.e_mail(composed(replace(full_day(), chapters=(), next_steps=steps)))
    told = [line.removeprefix("- ") for line in text.split("\r\n") if line.startswith("- ")]
    assert told == ["Mappe drucken (Kim, bis 01.07.2026)", "Fest planen"]


def test_the_name_and_the_day_of_a_step_are_never_lost_to_a_bare_one():
    what = "Termin finden"
    steps = (NextStep(what), NextStep(what, "Kim", date(2026, 7, 1)), NextStep(what, "Noor"))
    text = one_page.e_mail(composed(replace(full_day(), chapters=(), next_steps=steps)))
    told = [line.removeprefix("- ") for line in text.split("\r\n") if line.startswith("- ")]
    assert told == ["Termin finden (Kim, bis 01.07.2026)", "Termin finden (Noor)"]


def test_titles_that_differ_after_their_colon_stay_apart():
    titles = [f"Fachkräfte in unseren Gemeinden gewinnen: {angle}" for angle in ("Wohnen", "Arbeiten")]
    chapters = tuple(Chapter("session", f"t{n}", title, result="Gut.") for n, title in enumerate(titles))
    assert [text.split("\n")[0] for text in results_of(composed(replace(full_day(), chapters=chapters)))] == titles


def test_a_session_that_most_wanted_is_not_left_out_for_having_only_key_insights():
    card = Card(1, "Ohne Bus kein Fest", "", MADE_AT, key=True)
    wanted = Chapter("session", "t9", "Bus", interest=30, sections=(Section("insights", "", (card,)),))
    others = tuple(Chapter("session", f"t{n}", f"T{n}", interest=n, result="Gut.") for n in range(4))
    assert results_of(composed(replace(full_day(), chapters=(*others, wanted))))[0] == "Bus\nOhne Bus kein Fest."


def test_a_result_of_nothing_but_marks_is_none():
    day = replace(full_day(), chapters=(Chapter("session", "t1", "Leer", result="---"),), next_steps=())
    assert [block for block in composed(day).blocks if isinstance(block, Bullets)] == []


def test_a_long_funding_line_stays_off_the_edge_of_the_sheet():
    day = replace(full_day(), event=replace(full_day().event, funding="Gefördert von der Europäischen Union " * 8))
    sheet = pypdf.PdfReader(io.BytesIO(pdf.render(composed(day)))).pages[0]
    lowest = list[float]()
    sheet.extract_text(
        visitor_text=lambda text, cm, at, *_rest: lowest.append(mult(at, cm)[5]) if text.strip() else None
    )
    assert min(lowest) > 5 / 25.4 * 72


def test_a_long_title_is_told_up_to_its_colon():
    day = replace(full_day(), chapters=(Chapter("session", "t1", f"Ortskern: {'was ' * 20}?", result="Gut."),))
    assert results_of(composed(day)) == ["Ortskern\nGut."]


def test_without_a_result_points_of_a_vote_stand_for_it():
    ranks = (Ranked(1, "Ein Kampagnenbüro", 1, 9, False, True), Ranked(2, "Plakate", 2, 1, False, False))
    day = replace(full_day(), chapters=(Chapter("event", "e", "Kick-off", outcome=Outcome(ranks)),))
    assert results_of(composed(day)) == ["Kick-off\nEin Kampagnenbüro."]


def test_nothing_is_invented_for_a_day_on_which_nothing_happened():
    document = composed(empty_day())
    assert document.blocks == ()
    assert len(document.marks) == 1


def test_a_broad_photo_of_a_told_session_is_taken():
    upright = replace(picture(1, "hoch", "", 3_000), width=300, height=400)
    broad, told = picture(2, "quer", "", 3_000), picture(3, "Ergebnis", "", 3_000)
    day = replace(
        full_day(),
        chapters=(
            Chapter("session", "t1", "Ohne Ergebnis", pictures=(broad,)),
            Chapter("session", "t2", "Mit", result="Erreicht.", pictures=(upright, told)),
        ),
    )
    [photos] = [block for block in composed(day).blocks if isinstance(block, Photos)]
    assert [each.id for each in photos.pictures] == [3]


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("Kurz genug.", 3, "Kurz genug."),
        ("Eins zwei drei. Vier fünf sechs sieben acht.", 5, "Eins zwei drei."),
        ("Eins zwei drei vier fünf sechs", 4, "Eins zwei drei vier …"),
        ("Ja. Und dann noch sehr viel mehr Worte", 6, "Ja. Und dann noch sehr viel …"),
        ("x" * 90, 2, "x" * 27 + "…"),
        ("Wir treffen uns am 15. März und am 3. April", 5, "Wir treffen uns am 15. …"),
        ("Wir nehmen Geld von z. B. der Stiftung oder anderen", 6, "Wir nehmen Geld von z. B. …"),
        ("Das wird bzw. wurde schon einmal so gemacht", 3, "Das wird bzw. …"),
    ],
)
def test_what_is_too_long_ends_at_a_sentence_or_with_an_ellipsis(text: str, most: int, cut: str):
    assert cutting.cut(text, most) == cut


def test_it_is_the_first_of_the_files_and_speaks_the_language_that_is_asked():
    assert list(DOWNLOADS)[:3] == ["one-page.pdf", "one-page.docx", "e-mail.txt"]
    with i18n.speaking("en"):
        text = DOWNLOADS["e-mail.txt"].write(full_day()).decode()
    assert "34 people from 27 organisations · 52 topics · 45 sessions" in text
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
