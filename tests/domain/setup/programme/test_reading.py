"""Files of a fixed programme, in every format: the same session is read from each; what cannot be has its sentence."""

from dataclasses import replace

import pytest

from barcamp.domain.setup.programme.items import Programme, read_programme
from barcamp.kernel.refused import Refused
from barcamp.text import i18n
from tests.cast import Cast
from tests.domain.setup.programme.files import CSV, EXCEL, ICS, JSON, PRETALX, Talk, guid, xml


async def read(cast: Cast, data: bytes | str) -> Programme:
    return read_programme(data.encode() if isinstance(data, str) else data, await cast.barcamp())


def told(found: Programme) -> list[str]:
    """Per session its title, or the key of why there is none."""
    return [line.why.key if line.why else line.title for line in found.lines]


FORMATS = {
    "xml": (xml([Talk()]), guid(1)),
    "json": (JSON, guid(1)),
    "pretalx": (PRETALX, "AB3XYZ"),
    "csv": (CSV, "V1"),
    "excel": (EXCEL, ""),
    "ics": (ICS, "stadt-1@example"),
    "windows": (CSV.replace("Stadt", "Stätte").encode("cp1252"), "V1"),
    "with a mark": (b"\xef\xbb\xbf" + CSV.encode(), "V1"),
    "in utf-16": (CSV.encode("utf-16"), "V1"),
}


@pytest.mark.parametrize("name", FORMATS)
async def test_each_format_tells_the_same_session(cast: Cast, name: str):
    data, outside = FORMATS[name]
    found = await read(cast, data)
    [item] = found.items
    assert item.title in ("Die Stadt von morgen", "Die Stätte von morgen")
    assert (item.id, item.people, item.room, item.day) == (outside, "Erika Muster", "Aula", 0)
    assert (item.starts, item.ends) == (600, 645)
    assert item.description == ("" if name == "excel" else "Wie wir wohnen.")
    assert ("programme.windows" in [mark.key for mark in found.marks]) == (name == "windows")


async def test_a_file_tells_seats_and_which_columns_it_left_out(cast: Cast):
    assert (await read(cast, JSON)).seats == {"Aula": 120}
    [mark] = (await read(cast, CSV)).marks
    assert (mark.key, mark.facts) == ("paste.no_column", {"what": "Track"})


BAD = {
    "a document type": (b'<!DOCTYPE schedule SYSTEM "http://example.org/x.dtd"><schedule/>', "programme.dtd"),
    "an entity bomb": (
        b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><schedule>&b;</schedule>', "programme.dtd",
    ),
    "broken XML": (b"<schedule><day></schedule>", "programme.broken_xml"),
    "XML of another kind": (b"<rss><channel/></rss>", "programme.no_schedule"),
    "too deep": (b"<schedule>" + b"<a>" * 40 + b"</a>" * 40 + b"</schedule>", "programme.no_schedule"),
    "a web page": (b"<!doctype html><html><body>Programm</body></html>", "programme.web_page"),
    "broken JSON": (b'{"schedule": ', "programme.broken_json"),
    "JSON of another kind": (b'{"name": "x"}', "programme.no_schedule"),
    "JSON too deep": (b"[" * 100_000, "programme.no_schedule"),
    "Excel's own file": (b"PK\x03\x04rest", "programme.excel"),
    "a PDF": (b"%PDF-1.7", "programme.wrong_type"),
    "bytes": (b"a\0b", "programme.wrong_type"),
    "nothing": (b"  \n", "programme.empty"),
    "a calendar without events": (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "programme.empty"),
    "no headings": (b"Vortrag;10:00\nAnderer;11:00", "programme.headings"),
    "ten thousand rows": (b"Titel;Raum;Beginn;Ende\n" + b"Vortrag;Aula;10:00;10:45\n" * 10_000, "programme.too_many"),
    "six megabytes": (b"x" * 6_000_000, "programme.too_big"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_what_is_no_programme_is_refused_with_a_sentence(cast: Cast, name: str):
    data, key = BAD[name]
    with pytest.raises(Refused) as caught:
        await read(cast, data)
    assert caught.value.key == key
    with i18n.speaking("de"):
        assert i18n.sentence(key, **caught.value.facts) != key


ROWS = {
    "without a time": (replace(Talk(), starts="", date=""), "programme.no_time"),
    "without a length": (replace(Talk(), lasts="bald"), "programme.no_length"),
    "too long": (replace(Talk(), lasts="13:00"), "programme.too_long"),
    "another day": (replace(Talk(), date="2026-06-14"), "programme.outside"),
    "long ago": (replace(Talk(), date="0001-01-01"), "programme.outside"),
    "for everybody": (replace(Talk(), room="Alle"), "programme.for_all"),
    "without a room": (replace(Talk(), room=""), "programme.no_room"),
    "without a title": (replace(Talk(), title=" "), "programme.no_title"),
    "a room of 70 letters": (replace(Talk(), room="R" * 70), "programme.room_long"),
}


@pytest.mark.parametrize("name", ROWS)
async def test_a_session_that_cannot_be_says_why_and_the_others_stay(cast: Cast, name: str):
    talk, key = ROWS[name]
    found = await read(cast, xml([talk, Talk(id=guid(2), title="Danach", starts="11:00")]))
    assert sorted(told(found)) == sorted([key, "Danach"])
    [why] = [line.why for line in found.lines if line.why]
    with i18n.speaking("de"):
        assert i18n.sentence(why.key, **why.facts) != key


async def test_an_id_that_stands_twice_is_told_unless_both_say_the_same(cast: Cast):
    twice = [Talk(), Talk(title="Etwas anderes", starts="12:00"), Talk(id=guid(2), title="Drei"), Talk()]
    assert told(await read(cast, xml(twice))) == ["Die Stadt von morgen", "programme.same_id", "Drei", "paste.twice"]


async def test_other_zones_are_told_on_the_clock_of_the_event(cast: Cast):
    [line] = (await read(cast, xml([Talk(starts="08:00", zone="+00:00")]))).lines
    assert line.item
    assert line.item.starts == 600
    assert [(mark.key, mark.facts) for mark in line.marks] == [
        ("programme.other_zone", {"there": "08:00", "here": "10:00"})
    ]
    [strange] = (await read(cast, ICS.replace("W. Europe Standard Time", "Bürozeit"))).lines
    assert [mark.key for mark in strange.marks] == ["programme.zone_unknown"]
    assert strange.item
    assert strange.item.starts == 600


async def test_what_begins_after_midnight_belongs_to_the_evening(cast: Cast):
    await cast.lasts(2)
    late = Talk(starts="00:30", date="2026-06-14")
    [item] = (await read(cast, xml([late]))).items
    assert (item.day, item.starts) == (0, 24 * 60 + 30)


async def test_of_several_days_a_table_has_to_say_which(cast: Cast):
    await cast.lasts(2)
    assert told(await read(cast, CSV)) == ["programme.which_day"]
    table = "Titel;Raum;Tag;Beginn;Ende\nA;Aula;Tag 2;10:00;11:00\nB;Aula;Sonntag;12:00;13:00\nC;Aula;1.1.;9:00;10:00\n"
    found = await read(cast, table)
    assert [(item.title, item.day) for item in found.items] == [("A", 1), ("B", 1)]
    assert told(found)[2] == "programme.no_such_day"


async def test_calendars_tell_what_is_cancelled_lasts_all_day_or_repeats(cast: Cast):
    assert told(await read(cast, ICS.replace("LOCATION", "STATUS:CANCELLED\r\nLOCATION"))) == ["programme.cancelled"]
    whole = ICS.replace("DTSTART;TZID=W. Europe Standard Time:20260613T100000", "DTSTART;VALUE=DATE:20260613")
    assert told(await read(cast, whole)) == ["programme.all_day"]
    [line] = (await read(cast, ICS.replace("LOCATION", "RRULE:FREQ=DAILY\r\nLOCATION"))).lines
    assert [mark.key for mark in line.marks] == ["programme.repeats"]


async def test_calendars_are_read_around_lines_that_are_none_and_in_whole_texts(cast: Cast):
    broken = ICS.replace("Wie wir wohnen.", "Erst\u2028dann\x0bzuletzt\r\ndas ist keine Zeile")
    [line] = (await read(cast, broken)).lines
    assert line.item
    assert line.item.description.split() == ["Erst", "dann", "zuletzt"]


async def test_long_words_are_shortened_and_that_is_told(cast: Cast):
    [line] = (await read(cast, xml([Talk(title="Sehr " * 40, description="lang " * 400)]))).lines
    assert line.item
    assert len(line.item.title) <= 140
    assert len(line.item.description) <= 800
    assert line.item.title.endswith("…")
    assert [mark.key for mark in line.marks] == ["programme.shortened"]
