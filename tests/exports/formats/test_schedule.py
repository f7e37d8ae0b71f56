"""The plan for conference apps, read by other parsers and held against the published schemas."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from jsonschema import Draft6Validator, FormatChecker
from lxml import etree

from barcamp.exports.book.tree import Chapter, Day, Row
from barcamp.exports.formats import schedule
from barcamp.text import i18n
from tests.exports.days import NAUGHTY, empty_day, full_day, hostile_day, weekend_day
from tests.exports.schemas import schema

DAYS = {"full": full_day, "empty": empty_day, "hostile": hostile_day, "weekend": weekend_day}


def xml(day: Day) -> etree._Element:
    with i18n.speaking("de"):
        return etree.fromstring(schedule.write_xml(day))


def tree(day: Day) -> dict:
    with i18n.speaking("de"):
        return json.loads(schedule.write_json(day))


def events(day: Day) -> dict[str, etree._Element]:
    return {event.findtext("slug", ""): event for event in xml(day).iter("event")}


@pytest.mark.parametrize("name", DAYS)
def test_the_xml_is_valid(name: str):
    rules = etree.XMLSchema(etree.parse(schema("schedule.xml.xsd")))
    rules.assertValid(xml(DAYS[name]()))


def test_the_schema_finds_what_is_wrong():
    rules = etree.XMLSchema(etree.parse(schema("schedule.xml.xsd")))
    spoilt = xml(full_day())
    next(spoilt.iter("event")).set("guid", "none")
    assert not rules.validate(spoilt)


@pytest.mark.parametrize("name", DAYS)
def test_the_json_is_valid(name: str):
    rules = json.loads(schema("schedule.json-schema.json").read_text(encoding="utf-8"))
    Draft6Validator(rules, format_checker=FormatChecker()).validate(tree(DAYS[name]()))


def test_every_session_and_plenary_item_is_there_once():
    day = full_day()
    told = sorted(event.findtext("title", "") for event in events(day).values())
    assert told == sorted(
        [c.title for c in day.chapters if c.kind == "session"] + [row.title for row in day.plan if row.title]
    )
    (rooms,) = [sheet["rooms"] for sheet in tree(day)["schedule"]["conference"]["days"]]
    assert sorted(event["title"] for items in rooms.values() for event in items) == told
    assert list(rooms) == ["Alle", *[name for name, _ in day.rooms]]


def test_a_session_is_told_with_place_time_and_people():
    event = events(full_day())["rt2126-session-t1"]
    assert {part.tag: part.text or "" for part in event if not len(part)} == {
        "room": "Großer Saal",
        "title": "Junge Fachkräfte finden und halten: ein Erfahrungsbericht",
        "subtitle": "Stadt Beispiel 01",
        "type": "session",
        "date": "2026-06-13T09:00:00+02:00",
        "start": "09:00",
        "duration": "00:35",
        "abstract": "",
        "slug": "rt2126-session-t1",
        "track": "",
        "language": "de",
        "description": "Wie gelingt es, ohne dass alles an einer Person hängt? Austausch und Beispiele.",
        "links": "",
        "url": "https://example.org/RT2126/notes/t1",
    }
    assert [person.text for person in event.iter("person")] == ["Kim"]


def test_ids_stay_whatever_is_changed():
    day = full_day()
    first, *others = day.chapters
    moved = replace(first, title="Ganz anders", room="Digitalraum", starts=800, ends=830, hosts=("Mika",))
    changed = replace(day, chapters=(*others[5:], moved, *others[:5]), plan=day.plan[::-1], revision=999)
    assert {slug: (event.get("id"), event.get("guid")) for slug, event in events(day).items()} == {
        slug: (event.get("id"), event.get("guid")) for slug, event in events(changed).items()
    }


def test_an_import_under_another_code_keeps_its_ids():
    day = full_day()
    elsewhere = replace(day, event=replace(day.event, code="ZZZZZZ", origin="RT2126"))
    assert [e.get("guid") for e in xml(elsewhere).iter("event")] == [e.get("guid") for e in xml(day).iter("event")]


def test_a_topic_that_is_held_twice_is_two_events():
    chapters = tuple(Chapter("session", "t7", "Brot", room="Saal", starts=at, ends=at + 30) for at in (600, 700))
    day = replace(empty_day(), chapters=chapters)
    assert sorted(events(day)) == ["aaaaaa-session-t7", "aaaaaa-session-t7-2"]


def test_a_repeat_that_comes_first_does_not_take_the_name_of_the_session():
    session = Chapter("session", "t7", "Brot", room="Saal", starts=600, ends=630)
    again = replace(session, nth=2, starts=500, ends=530)
    for chapters in ((session, again), (again, session)):
        found = events(replace(empty_day(), chapters=chapters))
        starts = {slug: event.findtext("start") for slug, event in found.items()}
        assert starts == {"aaaaaa-session-t7": "10:00", "aaaaaa-session-t7-2": "08:20"}


def test_times_past_midnight_belong_to_the_next_day():
    day = replace(empty_day(), plan=(Row(1430, 1460, "Ausklang", wall="s4"),))
    (event,) = xml(day).iter("event")
    assert (event.findtext("date"), event.findtext("duration")) == ("2026-06-13T23:50:00+02:00", "00:30")
    assert next(xml(day).iter("day")).get("end") == "2026-06-14T00:20:00+02:00"


NIGHTS = {
    "clocks put back": ("2026-10-24", 23 * 60, 27 * 60 + 30, "2026-10-24T23:00:00+02:00", "05:30"),
    "clocks put forward": ("2027-03-27", 23 * 60, 27 * 60 + 30, "2027-03-27T23:00:00+01:00", "03:30"),
    "a beginning that is left out": ("2027-03-28", 150, 240, "2027-03-28T03:30:00+02:00", "00:30"),
    "nothing but what is left out": ("2027-03-28", 135, 165, "2027-03-28T03:15:00+02:00", "00:30"),
    "an end before its beginning": ("2027-03-28", 150, 195, "2027-03-28T03:30:00+02:00", "00:00"),
}


@pytest.mark.parametrize(("day", "starts", "ends", "begins", "lasts"), NIGHTS.values(), ids=NIGHTS.keys())
def test_in_the_night_of_a_clock_change_a_length_is_the_time_that_passes(
    day: str, starts: int, ends: int, begins: str, lasts: str
):
    event = replace(empty_day().event, day=date.fromisoformat(day), timezone="Europe/Berlin")
    night = replace(empty_day(), event=event, plan=(Row(starts, ends, "Nacht", wall="s4"),))
    (item,) = xml(night).iter("event")
    assert (item.findtext("date"), item.findtext("duration")) == (begins, lasts)
    [[told]] = tree(night)["schedule"]["conference"]["days"][0]["rooms"].values()
    hours, minutes = map(int, lasts.split(":"))
    if minutes or hours:
        real = datetime.fromisoformat(told["end"]) - datetime.fromisoformat(told["date"])
        assert real == timedelta(hours=hours, minutes=minutes)


def test_what_people_typed_is_there_as_typed():
    said = {event.findtext("title") for event in xml(hostile_day()).iter("event")}
    assert {NAUGHTY[0], NAUGHTY[5], NAUGHTY[12], NAUGHTY[20]} <= said


def test_each_day_has_its_own_appointments():
    day = weekend_day()
    sheets = list(xml(day).iter("day"))
    assert [(sheet.get("index"), sheet.get("date"), sheet.get("start")) for sheet in sheets] == [
        ("1", "2026-06-13", "2026-06-13T10:00:00+02:00"),
        ("2", "2026-06-14", "2026-06-14T10:00:00+02:00"),
    ]
    assert [[event.findtext("title") for event in sheet.iter("event")] for sheet in sheets] == [
        ["Beginn", "Feuer"],
        ["Ende", "Brot"],
    ]
    said = tree(day)["schedule"]["conference"]
    assert (said["start"], said["end"], said["daysCount"]) == ("2026-06-13", "2026-06-14", 2)
    assert [[item["title"] for items in each["rooms"].values() for item in items] for each in said["days"]] == [
        ["Beginn", "Feuer"],
        ["Ende", "Brot"],
    ]
