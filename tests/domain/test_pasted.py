"""Tables from the clipboard of a German Excel, and what people type instead: what is understood, line by line."""

import pytest

from barcamp.domain.grid import rooms, slots
from barcamp.domain.note import WriteNote
from barcamp.domain.pasted import Read, read_rooms, read_slots
from barcamp.domain.pasting import TakeRooms, TakeSlots
from barcamp.domain.placement import PlaceTopic
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
        ("Saal", 20, "", ""), "paste.seats", "paste.twice", "text.empty", "room.capacity", "room.video_link",
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
