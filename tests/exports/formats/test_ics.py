"""The calendar, read by a parser that did not write it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from barcamp.exports.book.tree import Chapter, Day, Row
from barcamp.exports.formats import ics
from barcamp.text import i18n
from tests.exports.calendars import at, calendar, changes, events, told, zone_named
from tests.exports.calendars import zone as zone_of
from tests.exports.days import NAUGHTY, empty_day, full_day, hostile_day

NOW = datetime(2026, 6, 13, 9, 20, tzinfo=ZoneInfo("Europe/Berlin"))


def written(day: Day) -> bytes:
    with i18n.speaking("de-sie"):
        return ics.write(day)


def test_a_session_is_told_with_place_time_and_people():
    event = events(written(full_day()))["RT2126-t1@barcamp"]
    assert told(event, "summary") == "Junge Fachkräfte finden und halten: ein Erfahrungsbericht"
    assert at(event, "dtstart").isoformat() == "2026-06-13T09:00:00+02:00"
    assert at(event, "dtend").isoformat() == "2026-06-13T09:35:00+02:00"
    assert zone_named(event, "dtstart") == "Europe/Berlin"
    assert told(event, "location") == "Großer Saal, Schloss Beispielburg, Rittersaal"
    assert told(event, "description") == (
        "Kim (Stadt Beispiel 01)\n\nWie gelingt es, ohne dass alles an einer Person hängt? Austausch und Beispiele."
    )
    assert told(event, "url") == "https://example.org/RT2126/notes/t1"
    assert told(event, "sequence") == "812"


def test_every_session_and_plenary_item_is_there_once():
    day = full_day()
    assert sorted(told(event, "summary") for event in events(written(day)).values()) == sorted(
        [c.title for c in day.chapters if c.kind == "session"] + [row.title for row in day.plan if row.title]
    )


@pytest.mark.parametrize(
    ("zone", "winter", "summer"), [("Europe/Berlin", 1, 2), ("America/New_York", -5, -4), ("Asia/Kolkata", 5.5, 5.5)]
)
def test_the_zone_comes_with_its_rules_of_the_year(zone: str, winter: float, summer: float):
    day = full_day()
    read = zone_of(written(replace(day, event=replace(day.event, timezone=zone))))
    offsets = [datetime(2026, month, 15, 12, tzinfo=read).utcoffset() for month in (1, 7, 12)]
    assert offsets == [timedelta(hours=hours) for hours in (winter, summer, winter)]


def test_the_zone_changes_in_the_right_hour():
    assert changes(written(full_day()))[1:] == [
        (datetime(2026, 3, 29, 2), "DAYLIGHT"), (datetime(2026, 10, 25, 3), "STANDARD"),
    ]  # fmt: skip


def test_a_calendar_says_what_apps_that_subscribed_know_it_by():
    lines = written(full_day()).decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines[: lines.index("BEGIN:VTIMEZONE")] if not line.startswith("X-WR-CALNAME")] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//barcamp//plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Europe/Berlin", "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "X-PUBLISHED-TTL:PT15M",
    ]  # fmt: skip
    at_uid = lines.index("UID:RT2126-t1@barcamp")
    event = lines[at_uid : lines.index("END:VEVENT", at_uid)]
    assert [line for line in event if not line.startswith("DESCRIPTION")] == [
        "UID:RT2126-t1@barcamp", "SEQUENCE:812", "DTSTAMP:20260613T153000Z", "LAST-MODIFIED:20260613T153000Z",
        "DTSTART;TZID=Europe/Berlin:20260613T090000", "DTEND;TZID=Europe/Berlin:20260613T093500",
        "SUMMARY:Junge Fachkräfte finden und halten: ein Erfahrungsbericht",
        "LOCATION:Großer Saal\\, Schloss Beispielburg\\, Rittersaal", "URL:https://example.org/RT2126/notes/t1",
        "CATEGORIES:Session", "TRANSP:OPAQUE",
    ]  # fmt: skip


def test_the_name_of_a_session_stays_and_its_number_grows():
    day = full_day()
    changed = replace(day, chapters=(replace(day.chapters[0], title="Neu", starts=800, ends=830),), revision=900)
    before, after = events(written(day))["RT2126-t1@barcamp"], events(written(changed))["RT2126-t1@barcamp"]
    assert (told(before, "sequence"), told(after, "sequence")) == ("812", "900")


def test_one_person_gets_the_own_sessions_and_the_plenary_items():
    with i18n.speaking("de"):
        mine = ics.plan_of(full_day(), {"t3", "t7"}, NOW)
    assert [name for name in events(mine) if "-t" in name] == ["RT2126-t3@barcamp", "RT2126-t7@barcamp"]
    assert len(events(mine)) == 2 + 3
    assert told(calendar(mine), "x-wr-calname") == "21. Runder Tisch Stadtmarketing: meine Sessions"


def test_a_personal_calendar_leads_into_video_rooms_until_an_item_is_over():
    day, link = full_day(), "https://video.example.org/a,b;c?pwd=1"
    chapters = tuple(replace(chapter, video_link=link) for chapter in day.chapters)
    day = replace(day, chapters=chapters, event=replace(day.event, video_link="https://video.example.org/plenum"))
    walls = {chapter.wall for chapter in chapters}
    with i18n.speaking("de"):
        early, late = (ics.plan_of(day, walls, NOW + timedelta(hours=hours)) for hours in (-12, 24))
    line = f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Zum Videoraum:{link}\r\n"
    assert line in early.decode().replace("\r\n ", "")
    found = events(early)
    assert told(found["RT2126-t1@barcamp"], "description").startswith(f"Zum Videoraum: {link}\n\nKim")
    assert [name for name, event in found.items() if "conference" not in event.contents] == []
    assert b"video" not in late.lower()
    assert "video" not in written(full_day()).decode().lower()


def test_a_topic_that_is_held_twice_is_two_appointments():
    chapters = tuple(Chapter("session", "t7", "Brot", starts=at, ends=at + 30) for at in (600, 700))
    day = replace(empty_day(), chapters=chapters, plan=(Row(500, 600, "Ankommen", wall="s2"),))
    assert list(events(written(day))) == ["AAAAAA-s2@barcamp", "AAAAAA-t7@barcamp", "AAAAAA-t7-2@barcamp"]


def test_lines_are_short_and_end_as_they_must():
    content = written(hostile_day())
    lines = content.split(b"\r\n")
    assert 70 < max(map(len, lines)) <= 75
    assert not {10, 13} & {byte for line in lines for byte in line}
    assert [line.decode() for line in lines][-1] == ""


def test_naughty_titles_come_back_as_they_were_typed():
    said = {told(event, "summary") for event in events(written(hostile_day())).values()}
    assert {NAUGHTY[0], NAUGHTY[5], NAUGHTY[8], NAUGHTY[12], " ".join(NAUGHTY[-3].split())} <= said
    assert len(events(written(hostile_day()))) == 2 * len(NAUGHTY)


def test_an_event_without_a_plan_is_an_empty_calendar():
    assert events(written(empty_day())) == {}


def test_the_stamp_is_that_of_the_day():
    event = events(written(full_day()))["RT2126-t1@barcamp"]
    assert at(event, "dtstamp") == datetime(2026, 6, 13, 15, 30, tzinfo=UTC)
    assert written(full_day()) == written(full_day())
