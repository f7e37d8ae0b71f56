"""The calendar, read by a parser that did not write it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from barcamp.exports.book.tree import Chapter, Day, Row
from barcamp.exports.formats import ics
from barcamp.text import i18n
from tests.exports.days import NAUGHTY, empty_day, full_day, hostile_day


def written(day: Day) -> bytes:
    with i18n.speaking("de-sie"):
        return ics.write(day)


def events(content: bytes) -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_a_session_is_told_with_place_time_and_people():
    event = events(written(full_day()))["RT2126-t1@barcamp"]
    assert str(event["SUMMARY"]) == "Junge Fachkräfte finden und halten: ein Erfahrungsbericht"
    assert event["DTSTART"].dt.isoformat() == "2026-06-13T09:00:00+02:00"
    assert event["DTEND"].dt.isoformat() == "2026-06-13T09:35:00+02:00"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert str(event["LOCATION"]) == "Großer Saal, Schloss Beispielburg, Rittersaal"
    assert str(event["DESCRIPTION"]) == (
        "Kim (Stadt Beispiel 01)\n\nWie gelingt es, ohne dass alles an einer Person hängt? Austausch und Beispiele."
    )
    assert str(event["URL"]) == "https://example.org/RT2126/notes/t1"
    assert event["SEQUENCE"] == 812


def test_every_session_and_plenary_item_is_there_once():
    day = full_day()
    told = sorted(str(event["SUMMARY"]) for event in events(written(day)).values())
    assert told == sorted(
        [c.title for c in day.chapters if c.kind == "session"] + [row.title for row in day.plan if row.title]
    )


@pytest.mark.parametrize(
    ("zone", "winter", "summer"), [("Europe/Berlin", 1, 2), ("America/New_York", -5, -4), ("Asia/Kolkata", 5.5, 5.5)]
)
def test_the_zone_comes_with_its_rules_of_the_year(zone: str, winter: float, summer: float):
    day = full_day()
    (rules,) = Calendar.from_ical(written(replace(day, event=replace(day.event, timezone=zone)))).walk("VTIMEZONE")
    read = rules.to_tz()
    offsets = [datetime(2026, month, 15, 12, tzinfo=read).utcoffset().total_seconds() / 3600 for month in (1, 7, 12)]
    assert offsets == [winter, summer, winter]


def test_the_zone_changes_in_the_right_hour():
    (rules,) = Calendar.from_ical(written(full_day())).walk("VTIMEZONE")
    changes = [(part.name, part["DTSTART"].dt.isoformat()) for part in rules.subcomponents]
    assert changes[1:] == [("DAYLIGHT", "2026-03-29T02:00:00"), ("STANDARD", "2026-10-25T03:00:00")]


def test_the_name_of_a_session_stays_and_its_number_grows():
    day = full_day()
    changed = replace(day, chapters=(replace(day.chapters[0], title="Neu", starts=800, ends=830),), revision=900)
    before, after = events(written(day))["RT2126-t1@barcamp"], events(written(changed))["RT2126-t1@barcamp"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (812, 900)


def test_one_person_gets_the_own_sessions_and_the_plenary_items():
    with i18n.speaking("de"):
        mine = ics.plan_of(full_day(), {"t3", "t7"})
    assert [name for name in events(mine) if "-t" in name] == ["RT2126-t3@barcamp", "RT2126-t7@barcamp"]
    assert len(events(mine)) == 2 + 3
    assert str(Calendar.from_ical(mine)["X-WR-CALNAME"]) == "21. Runder Tisch Stadtmarketing: meine Sessions"


def test_a_topic_that_is_held_twice_is_two_appointments():
    chapters = tuple(Chapter("session", "t7", "Brot", starts=at, ends=at + 30) for at in (600, 700))
    day = replace(empty_day(), chapters=chapters, plan=(Row(500, 600, "Ankommen", wall="s2"),))
    assert list(events(written(day))) == ["AAAAAA-s2@barcamp", "AAAAAA-t7@barcamp", "AAAAAA-t7-2@barcamp"]


def test_lines_are_short_and_end_as_they_must():
    content = written(hostile_day())
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert not {10, 13} & {byte for line in lines for byte in line}
    assert [line.decode() for line in lines][-1] == ""


def test_naughty_titles_come_back_as_they_were_typed():
    said = {str(event["SUMMARY"]) for event in events(written(hostile_day())).values()}
    assert {NAUGHTY[0], NAUGHTY[5], NAUGHTY[8], NAUGHTY[12], " ".join(NAUGHTY[-3].split())} <= said
    assert len(events(written(hostile_day()))) == 2 * len(NAUGHTY)


def test_an_event_without_a_plan_is_an_empty_calendar():
    assert events(written(empty_day())) == {}


def test_the_stamp_is_that_of_the_day():
    event = events(written(full_day()))["RT2126-t1@barcamp"]
    assert event["DTSTAMP"].dt == datetime(2026, 6, 13, 15, 30, tzinfo=UTC)
    assert written(full_day()) == written(full_day())
