"""Tables from the clipboard of a German Excel, and what people type instead: what is understood, line by line."""

from datetime import date

import pytest

from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.setup.agenda import read_slots
from barcamp.domain.setup.cells import read_cells
from barcamp.domain.setup.pasted import Read, read_rooms
from barcamp.domain.setup.pasting import TakeRooms, TakeSlots
from barcamp.domain.walls.note import WriteNote
from tests.cast import Cast


def told(lines: list[Read]) -> list[tuple | str | None]:
    """Per line its values, else the key of why it has none."""
    return [tuple(line.values.values()) if line.values else line.why and line.why.key for line in lines]


def test_the_clipboard_of_excel_is_understood_with_its_headings():
    text = 'Raum\tPlätze\tAusstattung\r\nRittersaal\t30\tBeamer\r\n\r\nTurm\t14 Plätze\t"Flipchart, Pinnwand"\r\n'
    assert told(read_rooms(text)) == [
        "paste.heading",
        ("Rittersaal", 30, "Beamer", ""),
        ("Turm", 14, "Flipchart, Pinnwand", ""),
    ]
    assert [line.number for line in read_rooms(text)] == [1, 2, 4]


@pytest.mark.parametrize(
    ("cell", "name"),
    [("Turm-\nstube", "Turmstube"), ("Nord-\nSaal", "Nord-Saal"), ("Halle-\n2", "Halle-2"),
     ("Turm-\nund Saalstube", "Turm- und Saalstube"), ("Hof -\nhinten", "Hof - hinten")],
)  # fmt: skip
def test_a_word_that_a_line_s_end_divided_is_whole_again(cell: str, name: str):
    [read] = read_cells(f'"{cell}"\t12', lambda _: False)
    assert read.cells == [name, "12"]


def test_headings_may_come_in_any_order_and_with_columns_of_their_own():
    text = "Etage;Videolink;Personen;Raum\nEG;https://video.example/a;ca. 20;Küche"
    assert told(read_rooms(text)) == ["paste.heading", ("Küche", 20, "", "https://video.example/a")]


@pytest.mark.parametrize(
    "text", ["Saal;80\nHof;1.200", "Saal\t80\nHof\t1200", "Saal, 80\nHof, 1200", "\ufeffSaal;80,0;\nHof;1200;"]
)
def test_without_headings_the_columns_stand_in_the_order_of_the_form(text: str):
    assert told(read_rooms(text)) == [("Saal", 80, "", ""), ("Hof", 1200, "", "")]


def test_what_is_missing_is_assumed_and_what_cannot_be_is_said():
    lines = read_rooms("Saal\nTurm\tviele\nsaal\t20\n\t12\nHof\t0\nKeller\t9\tBeamer\tkein Link")
    assert told(lines) == [
        ("Saal", 20, "", ""), "paste.seats", "paste.twice", "text.empty", "room.capacity", "text.address",
    ]  # fmt: skip
    assert lines[0].note is not None
    assert lines[0].note.key == "paste.no_seats"
    assert [line.skipped for line in lines] == [False, False, True, False, False, False]


@pytest.mark.parametrize(
    "line",
    [
        "9.00–9.45 Uhr\tBegrüßung", "09:00\t09:45\tBegrüßung", "9:00 - 9:45\tBegrüßung", "9 Uhr\t9.45 Uhr\tBegrüßung",
        "09:00:00\t09:45:00\tBegrüßung", "9.00 bis 9.45 Uhr: Begrüßung", "9.00 Uhr – 9.45 Uhr Begrüßung",
        "9.00-9.45;;Begrüßung", "9.00 Uhr Begrüßung\n9.45–10 Uhr Pause",
    ],
)  # fmt: skip
def test_times_are_understood_as_people_write_them(line: str):
    assert told(read_slots(line))[0] == (540, 585, "Begrüßung")


def test_rows_for_sessions_are_told_from_those_for_everybody():
    rows = (
        "Beginn\tEnde\tTitel\tPlenum",
        "9:00\t10:00\tSession 1\t",
        "10:00\t11:00\tRunde A\tnein",
        "11:00\t12:00\tSessions\tja",
    )
    text = "\r\n".join(rows)
    assert told(read_slots(text)) == ["paste.heading", (540, 600, ""), (600, 660, ""), (660, 720, "Sessions")]
    assert told(read_slots("9–10 Uhr Sessionrunde II\n10–11 Uhr Sessionkultur")) == [
        (540, 600, ""), (600, 660, "Sessionkultur"),
    ]  # fmt: skip


def test_a_row_without_an_end_lasts_until_the_next_and_the_last_needs_one():
    assert told(read_slots("9 Uhr Begrüßung\n\n10 Uhr Session\n11.30–12 Uhr: Pause\n13 Uhr Ende")) == [
        (540, 600, "Begrüßung"), (600, 690, ""), (690, 720, "Pause"), "paste.no_end",
    ]  # fmt: skip


def test_what_is_no_time_is_said():
    rows = ("mittags\tEssen", "9:00-25:00 Fest", "10:00-10:00 Nichts", "22:00–1:00 Tanz", "22:00–1:00 Tanz")
    assert told(read_slots("\n".join(rows))) == [
        "paste.time", "paste.time", "slot.no_length", (1320, 1500, "Tanz"), "paste.twice",
    ]  # fmt: skip


def test_what_runs_at_the_same_time_is_taken_and_said():
    lines = read_slots("9-10 Uhr Begrüßung\n9:30-11 Uhr Rundgang\n11-12 Uhr Session\n10:30–10:15 Zurück")
    assert [line.note and (line.note.key, line.note.facts) for line in lines[:3]] == [
        None, ("slot.same_time", {"what": "09:00–10:00 Begrüßung"}), ("paste.sessions", {"title": "Session"}),
    ]  # fmt: skip
    assert told(lines[3:]) == ["slot.ends_before"]


def marks(lines: list[Read]) -> list[dict[str, str]]:
    """Per line and cell the key of what is said of it, with a question mark where it is not sure."""
    return [{column: says.key + "?" * (column in line.doubts) for column, says in line.marks.items()} for line in lines]


AGENDAS = {
    "twelve hours": (
        "1:00 PM Lunch\n2:00 PM Session 1\n3:00 PM Session 2\n4:00 – 4:30 PM Closing\n",
        [(780, 840, "Lunch"), (840, 900, ""), (900, 960, ""), (960, 990, "Closing")],
    ),
    "twelve hours, the half told once": (
        "9:00 AM – 10:00 AM Welcome\n10:30 – 11:00 AM Coffee\n11:30–1:00 PM Lunch\n",
        [(540, 600, "Welcome"), (630, 660, "Coffee"), (690, 780, "Lunch")],
    ),
    "twelve hours in two cells": ("1:00\t2:00 PM\tTalk\n2:00 PM\t3:00\tTea\n", [(780, 840, "Talk"), (840, 900, "Tea")]),
    "a break within a cell": (
        '09:00\t09:30\t"Begrüßung\nBürgermeister und ""Gäste"""\r\n09:30\t10:00\tKaffee\r\n',
        [(540, 570, 'Begrüßung Bürgermeister und "Gäste"'), (570, 600, "Kaffee")],
    ),
    "quotation marks that were typed": ('9–10 Uhr "Leerstand" – was tun?\n', [(540, 600, '"Leerstand" – was tun?')]),
    "h between hours and minutes": (
        "14h-15h Begrüßung\n15h-15h45 Session 1\n17h-18h Ende\n",
        [(840, 900, "Begrüßung"), (900, 945, ""), (1020, 1080, "Ende")],
    ),
    "a title on the line below": (
        "09:30-10:15 Uhr: Begrüßung\n10:15-10:45 Uhr:\nKeynote\n10:45-11:30 Uhr: Planung\n",
        [(570, 615, "Begrüßung"), (615, 645, "Keynote"), (645, 690, "Planung")],
    ),
    "the list of a pad": (
        "- 13:00 : Welcome\n- **13:10** : Talks\n* 14:20–14:40 : Break\n",
        [(780, 790, "Welcome"), (790, 860, "Talks"), (860, 880, "Break")],
    ),
    "the table of a pad": (
        "| Zeit | Programm |\n|---|:--|\n| 09:00-09:30 | Ankommen |\n| 09:30-10:15 | Session 1 |\n",
        ["paste.heading", (540, 570, "Ankommen"), (570, 615, "")],
    ),
    "a heading of the day": (
        "Saturday\n9:00-9:30 Welcome\n10:00 -11:00 Session block 1\n12:00- 14:00 Lunch\n",
        ["paste.day", (540, 570, "Welcome"), (600, 660, ""), (720, 840, "Lunch")],
    ),
    "commas within titles": (
        "9–9.30 Uhr Begrüßung, Kaffee\n9.30–10 Uhr Talk, Fragen",
        [(540, 570, "Begrüßung, Kaffee"), (570, 600, "Talk, Fragen")],
    ),
    "commas between cells": ("09:00,09:30,Begrüßung\n09:30,10:00,Talk", [(540, 570, "Begrüßung"), (570, 600, "Talk")]),
    "a semicolon in one title": (
        "9–10 Uhr A; B\n10–11 Uhr C\n11–12 Uhr D", [(540, 600, "A; B"), (600, 660, "C"), (660, 720, "D")],
    ),
    "the title before its times": ("Talk;9:30;10:00\nTee;10 Uhr;10.30 Uhr", [(570, 600, "Talk"), (600, 630, "Tee")]),
    "ab and von": ("ab 9 Ankommen\nvon 10 bis 11 Uhr Talk", [(540, 600, "Ankommen"), (600, 660, "Talk")]),
    "o'clock and minutes": ("14 Uhr 30 – 15 Uhr 15: Talk", [(870, 915, "Talk")]),
    "a night": (
        "20–21 Uhr Beginn\n23:30–00:30 Mitternacht\n00:30–01:15 Nachtrunde\n01:15–02:00 Ausklang",
        [(1200, 1260, "Beginn"), (1410, 1470, "Mitternacht"), (1470, 1515, "Nachtrunde"), (1515, 1560, "Ausklang")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AGENDAS.values(), ids=AGENDAS.keys())
def test_agendas_are_understood_as_they_stand_on_pages_and_in_sheets(text: str, expected: list):
    lines = read_slots(text)
    assert told(lines) == expected
    assert [line.doubts for line in lines] == [frozenset()] * len(lines)


DOUBTS = {
    "a number before a title": (
        "9 Thesen\n10:00–11:00 Talk", [{"starts": "paste.time_unsure?", "ends": "paste.until_next"}, {}],
    ),
    "how many": ("3-4 Personen pro Tisch", [{"starts": "paste.time_unsure?"}]),
    "the half of the day": (
        "9:00 AM–10:00 AM Talk\n1:00–2:00 Lunch", [{}, {"starts": "paste.half?"}],
    ),
    "the afternoon": ("11–12 Uhr Talk\n1:00–2:00 Lunch", [{}, {"starts": "paste.earlier?"}]),
    "another time in the title": (
        "9:00 CET – 9:30 CET Talk\n10–11 Uhr Tee", [{"title": "paste.time_in_title?", "ends": "paste.until_next"}, {}],
    ),
    "words left over": ("09:00\t09:30\tTalk\tja\tSaal", [{"more": "paste.left_over"}]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOUBTS.values(), ids=DOUBTS.keys())
def test_what_is_not_sure_is_said_at_its_cell(text: str, expected: list[dict[str, str]]):
    assert marks(read_slots(text)) == expected


def test_nothing_that_was_pasted_is_lost_without_a_word():
    lines = read_rooms("Saal;30;Beamer;https://x.example;2. OG\nTurm;20 im Kreis\n12;8\nAlle;4\nSaal;40")
    assert marks(lines) == [
        {"more": "paste.left_over"}, {"capacity": "paste.seats_unsure?"}, {"name": "paste.name_unsure?"},
        {"name": "room.for_all?"}, {"name": "paste.same_name?"},
    ]  # fmt: skip
    assert marks(read_rooms("Raum;Etage\nSaal;EG"))[0] == {"more": "paste.no_column"}
    assert told(read_rooms("Turm, 2. OG\nSaal, 1. OG")) == ["paste.seats", "paste.seats"]
    assert told(read_rooms('"Rittersaal\n1. OG"\t30\t"Beamer\nMikrofon"\n')) == [
        ("Rittersaal 1. OG", 30, "Beamer Mikrofon", "")
    ]


TWO_DAYS = {
    "a column of days": "Tag\tBeginn\tEnde\tTitel\nSa\t09:00\t09:30\tBegrüßung\nSo\t09:00\t09:30\tFrühstück\n",
    "the same without headings": "Sa\t09:00\t09:30\tBegrüßung\nSo\t09:00\t09:30\tFrühstück\n",
    "headings": "Samstag, 13.6.\n9–9.30 Uhr Begrüßung\nSonntag, 14.6.\n9–9.30 Uhr Frühstück\n",
    "days before the times": "Sa 9–9.30 Uhr Begrüßung\nSo 9–9.30 Uhr Frühstück\n",
}


@pytest.mark.parametrize("text", TWO_DAYS.values(), ids=TWO_DAYS.keys())
def test_of_two_days_the_one_of_the_event_is_taken_and_the_other_is_said_to_be_left_out(text: str):
    for day, title in ((date(2026, 6, 13), "Begrüßung"), (date(2026, 6, 14), "Frühstück"), (None, "Begrüßung")):
        lines = read_slots(text, day)
        assert [line.values["title"] for line in lines if line.values] == [title]
        assert "paste.other_day" in told(lines)


# Taking it over


async def test_a_table_is_taken_as_a_whole_and_once(cast: Cast):
    before = await cast.rows(rooms, barcamp_id=cast.id)
    done = TakeRooms(text="Raum\tPlätze\r\nKeller\t8\r\nSaal\t99\r\n")
    await cast.does(cast.ada, done, op="einmal-und-nie-wieder")
    await cast.does(cast.ada, done, op="einmal-und-nie-wieder")
    after = await cast.rows(rooms, barcamp_id=cast.id)
    assert after[:-1] == before, "the Saal that is there stays as it is"
    assert (after[-1].name, after[-1].capacity) == ("Keller", 8)


async def test_one_line_that_is_not_understood_leaves_everything_as_it_was(cast: Cast):
    before = await cast.rows(rooms, barcamp_id=cast.id), await cast.rows(slots, barcamp_id=cast.id)
    refusal = await cast.refusal(cast.ada, TakeRooms(text="Keller;8\nDach;viele", replace=True))
    assert (refusal.key, refusal.facts) == ("paste.not_understood", {"number": 2})
    assert await cast.refused(cast.ada, TakeRooms(text="Raum;Plätze")) == "paste.nothing"
    assert await cast.refused(cast.ada, TakeSlots(text="17 Uhr Ausklang")) == "paste.not_understood"
    many = "\n".join(f"Raum {number};8" for number in range(60))
    assert await cast.refused(cast.ada, TakeRooms(text=many)) == "room.too_many"
    assert (await cast.rows(rooms, barcamp_id=cast.id), await cast.rows(slots, barcamp_id=cast.id)) == before


async def test_what_is_not_sure_is_taken_only_when_somebody_has_looked(cast: Cast):
    before = await cast.rows(slots, barcamp_id=cast.id)
    unsure = "9 Thesen\n10:00–11:00 Talk"
    refusal = await cast.refusal(cast.ada, TakeSlots(text=unsure, replace=True))
    assert (refusal.key, refusal.facts) == ("paste.doubts", {"number": 1})
    assert await cast.rows(slots, barcamp_id=cast.id) == before
    await cast.does(cast.ada, TakeSlots(text=unsure, replace=True, looked=True))
    assert [slot.title for slot in await cast.rows(slots, barcamp_id=cast.id)] == ["Thesen", "Talk"]


async def test_a_pasted_night_stands_in_its_order(cast: Cast):
    await cast.does(cast.ada, TakeSlots(text="20–21 Uhr A\n00:30–01:15 C\n01:15–2 Uhr D", replace=True))
    assert [(slot.starts, slot.ends) for slot in await cast.rows(slots, barcamp_id=cast.id)] == [
        (1200, 1260), (1470, 1515), (1515, 1560),
    ]  # fmt: skip


async def test_a_table_takes_the_place_of_what_is_empty_but_not_of_sessions_and_notes(cast: Cast):
    await cast.does(cast.ada, TakeRooms(text="Keller;8", replace=True))
    await cast.does(cast.ada, TakeSlots(text="9–10 Uhr Kaffee\n10–11 Uhr Session", replace=True))
    [room], [coffee, session] = await cast.rows(rooms, barcamp_id=cast.id), await cast.rows(slots, barcamp_id=cast.id)
    assert (room.name, coffee.title, session.title) == ("Keller", "Kaffee", "")
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room.id, slot=session.id))
    assert await cast.refused(cast.ada, TakeRooms(text="Dach;8", replace=True)) == "grid.in_use"
    await cast.does(cast.kim, WriteNote(wall=f"s{coffee.id}", text="Guter Kaffee"))
    assert await cast.refused(cast.ada, TakeSlots(text="9–10 Uhr Tee", replace=True)) == "slot.has_notes"
    assert len(await cast.rows(rooms, barcamp_id=cast.id)) == 1
