"""Red threads: what people wrote about in three sessions or more is found, and hardly anything else.

The days in days_with_threads/ are made up. Each was labelled by reading it: `threads` are the subjects that an editor
of the report would name, `not_threads` words that recur and say nothing."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from barcamp.exports.book.threads import MOST_THREADS, Thread, _stem, threads
from barcamp.exports.book.tree import Card, Chapter, Section

FOLDER = Path(__file__).with_name("days_with_threads")
DAYS = sorted(path.stem for path in FOLDER.glob("*.json"))
CARRIED = "Das Ehrenamt braucht mehr als Lob"
AT = datetime(2026, 6, 13, tzinfo=UTC)


@lru_cache
def labelled(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def session(wall: str, *cards: str, result: str = "") -> Chapter:
    """Cards as "text" or "group: text"."""
    written = [text.rpartition(": ") for text in cards]
    made = tuple(Card(n, text, "", AT, n, group=group) for n, (group, _colon, text) in enumerate(written))
    return Chapter("session", wall, wall.upper(), result=result, sections=(Section("own", "", made),))


def chapters(day: dict[str, Any]) -> list[Chapter]:
    return [
        replace(session(each["wall"], result=each.get("result") or ""), sections=(Section("own", "", cards(each)),))
        for each in day["sessions"]
    ]


def cards(of: dict[str, Any]) -> tuple[Card, ...]:
    return tuple(Card(n, c["text"], "", AT, group=c.get("group") or "") for n, c in enumerate(of["cards"]))


def found(day: dict[str, Any]) -> tuple[Thread, ...]:
    return threads(chapters(day), "de", day["title"])


def right(thread: Thread, day: dict[str, Any]) -> int | None:
    """Which of the labelled threads it is."""
    for number, label in enumerate(day["threads"]):
        if thread.name.lower() in {name.lower() for name in label["names"]}:
            return number
    return None


def names(*days: Chapter, language: str = "de", name: str = "") -> dict[str, tuple[str, ...]]:
    return {thread.name: thread.walls for thread in threads(days, language, name)}


def test_nine_of_ten_that_are_found_are_threads_and_seven_of_ten_threads_are_found():
    told = hit = there = 0
    for name in DAYS:
        day = labelled(name)
        which = [right(thread, day) for thread in found(day)]
        told += len(which)
        hit += len({number for number in which if number is not None})
        there += len(day["threads"])
    assert len(DAYS) >= 5
    assert (hit / told, hit / there) > (0.9, 0.7), (hit, told, there)


def test_each_is_in_three_sessions_at_least_with_something_that_was_written_in_each():
    for name in DAYS:
        day = labelled(name)
        texts = {(each["wall"], card["text"]) for each in day["sessions"] for card in each["cards"]}
        results = {(each["wall"], each.get("result")) for each in day["sessions"]}
        for thread in found(day):
            assert len(set(thread.walls)) >= 3
            assert [quote.wall for quote in thread.quotes] == list(thread.walls)
            assert {(quote.wall, quote.text) for quote in thread.quotes} <= texts | results


def test_forms_of_a_word_and_compounds_with_it_are_one_thread():
    assert names(
        session("t1", "Leerstandskataster anlegen"), session("t2", "viele Leerstände am Markt"),
        session("t3", "Was tun gegen Leerstand?"),
    ) == {"Leerstand": ("t1", "t2", "t3")}  # fmt: skip


def test_two_words_that_always_stand_together_are_one_name():
    cards = ("Werbung über Social Media", "Social-Media-Kanal der Azubis", "Ohne Social Media geht nichts")
    assert list(names(*(session(f"t{n}", card) for n, card in enumerate(cards)))) == ["Social Media"]


def test_what_a_group_is_called_counts_as_what_was_written():
    assert list(names(*(session(f"t{n}", f"Barrieren: {n} geht so nicht") for n in range(3)))) == ["Barrieren"]


def test_words_that_say_nothing_are_none_nor_is_what_the_whole_day_was_about():
    assert names(*(session(f"t{n}", "Danke für die gute Idee", "Nächstes Treffen im Herbst") for n in range(4))) == {}
    days = [session(f"t{n}", f"Mehr Radwege bauen {n}" + " an der Schule" * (n < 3)) for n in range(7)]
    assert list(names(*days)) == ["Schule"]


def test_verbs_and_addresses_are_none():
    card = "Schnell beantragen, auch wenn schnell nicht geht https://beispiel.example/Antrag"
    assert names(*(session(f"t{n}", card) for n in range(3))) == {}


def test_the_card_with_the_most_support_speaks_for_its_session():
    made = session("t1", "Ehrenamt stärken", "Ehrenamt wertschätzen")  # the second has support
    [thread] = threads([made, session("t2", "Ehrenamt"), session("t3", "Ehrenamtliche finden")], "de")
    assert thread.quotes[0].text == "Ehrenamt wertschätzen"


def test_where_no_card_says_it_the_result_does():
    days = [session("t1", result="Das Ehrenamt trägt."), session("t2", "Ehrenamt"), session("t3", "Ehrenamtsbörse")]
    [thread] = threads(days, "de")
    assert [quote.card is None for quote in thread.quotes] == [True, False, False]


def test_english_has_threads_too_and_other_languages_have_none_yet():
    days = [session("t1", "better cycling lanes"), session("t2", "A cycling school"), session("t3", "cycling for all")]
    assert list(names(*days, language="en")) == ["cycling"]
    assert names(*days, language="pl") == {}


def test_the_same_day_gives_the_same_threads_and_never_too_many():
    many = [f"{a}{b}stin" for a in "BDFGKLM" for b in "aeiou"]
    days = [session(f"t{n}", *many) for n in range(4)]
    assert len(threads(days, "de")) == MOST_THREADS
    assert threads(days, "de") == threads(days, "de")


def test_names_of_people_are_none():
    said = ("Frau Beispiel sagt zu", "Die Halle gehört Beispiel", "Mit Beispiel reden")
    assert names(*(session(f"t{n}", text) for n, text in enumerate(said))) == {}
    hosted = [replace(session(f"t{n}", f"Sascha will das {n}"), hosts=("Sascha",)) for n in range(3)]
    assert names(*hosted) == {}


def test_days_that_are_read_at_once_do_not_mix_their_words():
    days = [chapters(labelled(name)) for name in DAYS] * 3
    one_by_one = [threads(day, "de") for day in days]
    _stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda day: threads(day, "de"), days)) == one_by_one


def test_what_was_carried_over_word_for_word_counts_where_it_stood_first():
    assert names(session("t1", CARRIED), session("t2", "Ehrenamt fehlt"), session("e", CARRIED.upper())) == {}


def test_a_repeated_session_does_not_count_again():
    days = [session("t1", "Ehrenamt"), replace(session("t2", "Ehrenamt"), repeat=True), session("t3", "Ehrenamt")]
    assert names(*days) == {}
