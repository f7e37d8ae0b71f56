"""Facts for a press release: true, nothing invented, with gaps where people must write."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from barcamp.exports.book.tree import Day
from barcamp.exports.formats import press
from barcamp.text import i18n
from tests.exports.days import empty_day, full_day
from tests.exports.reading import each_day, printed, printed_anew, squeezed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(day: Day) -> str:
    """Without the backslashes by which Markdown keeps what was typed."""
    with i18n.speaking("de-sie"):
        return re.sub(r"\\(.)", r"\1", press.write_markdown(day).decode())


def gaps(text: str) -> list[str]:
    return re.findall(r"\[[^\]]+\](?!\()", text)


def test_who_where_when_how_many_and_from_how_many_organisations():
    assert (
        "Zur Veranstaltung „21. Runder Tisch Stadtmarketing“ sind am Samstag, 13. Juni 2026, 34 Personen aus "
        "27 Organisationen zusammengekommen (Ort: Schloss Beispielburg, Rittersaal; Einladung: Regionalagentur "
        "Beispielland)."
    ) in text_of(full_day())


def test_topics_results_next_steps_funding_and_contact_are_filled_in():
    text, day = text_of(full_day()), full_day()
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert list(said) == ["Themen", "Ergebnisse", "Nächste Schritte", "Förderung", "Kontakt"]
    assert re.findall(r"^- (.+)$", said["Themen"], re.MULTILINE) == [
        c.title for c in day.chapters if c.kind == "session"
    ]
    told = [c.title for c in day.chapters if c.result]
    assert re.findall(r"^### (.+)$", said["Ergebnisse"], re.MULTILINE) == told
    assert len(re.findall(r"^- ", said["Nächste Schritte"], re.MULTILINE)) == len(day.next_steps)
    assert said["Förderung"].strip() == day.event.funding
    assert day.event.contact in said["Kontakt"]


def test_a_full_day_leaves_only_what_people_must_write():
    assert gaps(text_of(full_day())) == [
        "[Überschrift]", "[Ort, Datum der Veröffentlichung]", "[Ein, zwei Sätze: warum das wichtig ist]",
        "[Zitat: Vorname, Nachname, Funktion]", "[Zitat aus dem Kreis der Teilnehmenden]",
    ]  # fmt: skip


def test_what_is_not_known_is_a_gap_and_not_invented():
    assert set(gaps(text_of(empty_day()))) - set(gaps(text_of(full_day()))) == {
        "[Zahl] Personen"[:6], "[Ort]", "[wer eingeladen hat]", "[Themen]", "[Ergebnisse]", "[Nächste Schritte]",
        "[Förderhinweis, falls es einen gibt]", "[Kontakt für Rückfragen]",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("people", "organisations", "said"), [(1, 1, "1 Person aus 1 Organisation"), (2, 0, "2 Personen zusammengekommen")]
)
def test_numbers_are_told_in_good_german(people: int, organisations: int, said: str):
    day = full_day()
    figures = replace(day.figures, people=people, organisations=organisations)
    assert said in text_of(replace(day, figures=figures))


def test_nobody_is_named_but_by_the_tree():
    day = full_day()
    nameless = replace(
        day,
        chapters=tuple(replace(chapter, hosts=(), keeper="") for chapter in day.chapters),
        next_steps=tuple(replace(step, who="") for step in day.next_steps),
    )
    assert "Sascha" in text_of(day)
    assert "Sascha" not in text_of(nameless)


def test_before_the_end_no_session_has_been_held():
    day = full_day()
    many = day.figures.sessions
    assert f"{many} Sessions fanden statt" in text_of(day)
    assert f"{many} Sessions stehen im Plan" in text_of(replace(day, final=False))


def test_an_interim_state_says_so():
    assert "Zwischenstand" in text_of(empty_day())
    assert "Zwischenstand" not in text_of(full_day())


@each_day()
def test_word_and_markdown_say_the_same(name: str):
    with zipfile.ZipFile(io.BytesIO(printed(press.write_docx, name))) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    lines = ["".join(each.text or "" for each in line.iter(f"{W}t")) for line in document.iter(f"{W}p")]
    marks = re.compile(r"[\\*#>`_<\-+~|!\[\](){}&;.$ ]|amp")
    told = re.sub(r"\]\(<[^>]*>\)", "]", printed(press.write_markdown, name).decode())
    plain = squeezed(marks.sub("", told))
    assert [line for line in lines if squeezed(marks.sub("", line)) not in plain] == []


def test_the_same_day_gives_the_same_bytes():
    assert printed(press.write_docx) == printed_anew(press.write_docx)
