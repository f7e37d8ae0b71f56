"""Rooms and slots: adding, changing, taking away."""

from datetime import date

import pytest
from sqlalchemy import insert

from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.room import (
    MOST_ROOMS,
    AddRoom,
    CloseRoom,
    EditRoom,
    RemoveRoom,
    ReopenRoom,
    apart,
    for_all,
    same,
)
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.slot import MOST_SLOTS, AddSlot, EditSlot, RemoveSlot
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.kernel.command import from_form
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Invalid
from barcamp.text import i18n
from barcamp.text.languages import locales
from tests.cast import Cast

GONE = 2_000_000_000


async def test_a_room_is_added(cast: Cast):
    link = "https://x.example/hof"
    command = AddRoom(name="Hof", capacity=12, features="Feuer", video_link=link, directions="1. Stock")
    answer = await cast.does(cast.ada, command)
    [room] = await cast.rows(rooms, id=answer.made)
    assert tuple(room) == (answer.made, cast.id, "Hof", 12, "Feuer", link, False, 0, "1. Stock")
    assert answer.changed == {Changed.grid()}


async def test_a_room_is_changed_with_all_that_shows_it(cast: Cast):
    room = cast.rooms[0]
    answer = await cast.does(cast.ada, EditRoom(room=room, name="Dach", capacity=9))
    assert tuple((await cast.rows(rooms, id=room))[0]) == (room, cast.id, "Dach", 9, "", "", False, 0, "")
    assert answer.changed == {Changed.grid()}


async def test_a_room_holds_a_sensible_number_of_people(cast: Cast):
    for capacity in (0, -1, 10_001):
        assert await cast.refused(cast.ada, AddRoom(name="Hof", capacity=capacity)) == "room.capacity"
        command = EditRoom(room=cast.rooms[0], name="Hof", capacity=capacity)
        assert await cast.refused(cast.ada, command) == "room.capacity"
    for fine in (1, 10_000):
        await cast.does(cast.ada, AddRoom(name="Hof", capacity=fine))


async def test_a_video_link_is_a_web_address(cast: Cast):
    for link in ("javascript:alert(1)", "x.example", "ftp://x.example", "data:text/html,x", "http://10.0.0.1"):
        for form in ({}, {"room": str(cast.rooms[0])}):
            kind = EditRoom if form else AddRoom
            with pytest.raises(Invalid) as why:
                from_form(kind, {"name": "Hof", "capacity": "9", "video_link": link, **form})
            assert {name: each.key for name, each in why.value.fields.items()} == {"video_link": "text.address"}
    made = await cast.makes(cast.ada, AddRoom(name="Hof", video_link="Raum: <https://x.example/hof>"))
    assert (await cast.rows(rooms, id=made))[0].video_link == "https://x.example/hof"


async def test_there_are_only_so_many_rooms(cast: Cast):
    row = {"barcamp_id": cast.id, "name": "x", "capacity": 1, "features": "", "video_link": ""}
    await _fill(cast, rooms, row, MOST_ROOMS - len(cast.rooms) - 1)
    last = await cast.makes(cast.ada, AddRoom(name="Der letzte"))
    why = await cast.refusal(cast.ada, AddRoom(name="Einer zu viel"))
    assert (why.key, why.facts) == ("room.too_many", {"most": MOST_ROOMS})
    await cast.does(cast.ada, RemoveRoom(room=last))
    await cast.does(cast.ada, AddRoom(name="Wieder einer"))


async def test_an_empty_room_is_taken_away_and_one_in_use_is_not(cast: Cast):
    topic, room = await cast.pitches(), cast.rooms[0]
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[0]))
    assert await cast.refused(cast.ada, RemoveRoom(room=room)) == "grid.in_use"
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    answer = await cast.does(cast.ada, RemoveRoom(room=room))
    assert answer.changed == {Changed.grid()}
    assert [row.id for row in await cast.rows(rooms, barcamp_id=cast.id)] == list(cast.rooms[1:])


async def test_a_room_that_is_gone_or_elsewhere_cannot_be_changed(cast: Cast):
    for room in (GONE, cast.elsewhere.rooms[0]):
        assert await cast.refused(cast.ada, EditRoom(room=room, name="x", capacity=9)) == "room.gone"
        assert await cast.refused(cast.ada, RemoveRoom(room=room)) == "room.gone"
    assert len(await cast.rows(rooms, barcamp_id=cast.elsewhere.id)) == len(cast.elsewhere.rooms)


async def test_a_slot_is_added_also_across_midnight(cast: Cast):
    times = {("09:00", "09:45"): (540, 585), ("23:30", "00:15"): (1410, 1455), (" 7:05", "8:00 "): (425, 480)}
    for (starts, ends), minutes in times.items():
        answer = await cast.does(cast.ada, AddSlot(starts=starts, ends=ends, title="Nacht"))
        [slot] = await cast.rows(slots, id=answer.made)
        assert tuple(slot) == (answer.made, cast.id, *minutes, "Nacht", 0, False)
        assert answer.changed == {Changed.grid(), Changed.history()}


async def test_what_is_no_time_is_refused(cast: Cast):
    slot = cast.slots[0]
    for time in ("", "9", "9.75", "24:00", "12:60", "-1:00", "aa:bb", "٠٩:٠٠", "9" * 5000 + ":00"):
        assert await cast.refused(cast.ada, AddSlot(starts=time, ends="10:00")) == "slot.time"
        assert await cast.refused(cast.ada, AddSlot(starts="10:00", ends=time)) == "slot.time"
        assert await cast.refused(cast.ada, EditSlot(slot=slot, starts=time, ends="10:00")) == "slot.time"


async def test_times_are_taken_as_people_write_them(cast: Cast):
    for typed, minute in (("9.30", 570), ("9 Uhr", 540), ("14 Uhr 30", 870), ("2:30 PM", 870), ("15h45", 945)):
        made = await cast.makes(cast.ada, AddSlot(starts=typed, ends="18:00", title="Rundgang"))
        [slot] = await cast.rows(slots, id=made)
        assert slot.starts == minute


NIGHT = {
    "Beginn": ("20:00", "21:00"),
    "Mitternacht": ("23:30", "00:30"),
    "Runde": ("00:30", "01:15"),
    "Ende": ("01:15", "02:00"),
}


@pytest.mark.parametrize("order", [list(NIGHT), list(reversed(NIGHT))], ids=["in order", "from behind"])
async def test_what_begins_after_midnight_stands_at_the_end_of_its_evening(cast: Cast, order: list[str]):
    for slot in (*cast.slots, *cast.plenaries):
        await cast.does(cast.ada, RemoveSlot(slot=slot))
    for title in order:
        await cast.does(cast.ada, AddSlot(starts=NIGHT[title][0], ends=NIGHT[title][1], title=title))
    found = sorted(await cast.rows(slots, barcamp_id=cast.id), key=lambda slot: slot.starts)
    assert [(slot.title, slot.starts) for slot in found] == [
        ("Beginn", 1200), ("Mitternacht", 1410), ("Runde", 1470), ("Ende", 1515),
    ]  # fmt: skip
    await cast.does(cast.ada, EditSlot(slot=found[2].id, starts="00:35", ends="01:15", title="Runde"))
    [slot] = await cast.rows(slots, id=found[2].id)
    assert (slot.starts, slot.ends) == (1475, 1515)


async def test_a_time_that_the_night_of_a_clock_change_does_not_have_is_refused_beside_its_field(cast: Cast):
    for day, starts, ends, field in ((27, "23:30", "02:30", "ends"), (28, "02:15", "03:15", "starts")):
        await change_day(cast, date(2027, 3, day))
        why = await cast.refusal(cast.ada, AddSlot(starts=starts, ends=ends, title="Nacht"))
        assert (why.key, why.field, why.facts["then"]) == ("slot.no_such_time", field, "03:00")
    await cast.does(cast.ada, AddSlot(starts="23:30", ends="03:00", title="Nacht"))
    await change_day(cast, date(2026, 10, 24))
    await cast.does(cast.ada, AddSlot(starts="02:15", ends="03:15", title="Nacht"))


async def change_day(cast: Cast, day: date) -> None:
    barcamp = await cast.barcamp()
    await cast.does(
        cast.ada, EditBarcamp(name=barcamp.name, day=day, timezone="Europe/Berlin", language="de", tone="du")
    )


def test_rooms_of_one_name_and_one_called_as_what_all_do_together_are_told_apart():
    assert apart(["Raum 1", "raum 1", "Alle", "Saal"]) == ["Raum 1", "raum 1 (2)", "Alle (2)", "Saal"]
    assert apart(["A", "A", "A (2)", "A"]) == ["A", "A (3)", "A (2)", "A (4)"]


@pytest.mark.parametrize("locale", locales())
def test_what_all_do_together_is_kept_from_being_the_name_of_a_room(locale: str):
    with i18n.speaking(locale):
        assert same(i18n.gettext("Everybody")) in for_all()


async def test_a_slot_without_length_is_refused(cast: Cast):
    assert await cast.refused(cast.ada, AddSlot(starts="10:00", ends="10:00")) == "slot.no_length"
    command = EditSlot(slot=cast.slots[0], starts="10:00", ends="10:00")
    assert await cast.refused(cast.ada, command) == "slot.no_length"


async def test_an_end_before_the_beginning_is_after_midnight_or_a_mistake(cast: Cast):
    assert await cast.makes(cast.ada, AddSlot(starts="20:00", ends="08:00", title="Nacht"))
    for starts, ends in (("19:59", "08:00"), ("12:00", "11:00")):
        assert await cast.refused(cast.ada, AddSlot(starts=starts, ends=ends)) == "slot.ends_before"


async def test_there_are_only_so_many_slots(cast: Cast):
    already = len(cast.slots) + len(cast.plenaries)
    row = {"barcamp_id": cast.id, "starts": 0, "ends": 1, "title": ""}
    await _fill(cast, slots, row, MOST_SLOTS - already - 1)
    last = await cast.makes(cast.ada, AddSlot(starts="20:00", ends="21:00"))
    why = await cast.refusal(cast.ada, AddSlot(starts="21:00", ends="22:00"))
    assert (why.key, why.facts) == ("slot.too_many", {"most": MOST_SLOTS})
    await cast.does(cast.ada, RemoveSlot(slot=last))
    await cast.does(cast.ada, AddSlot(starts="21:00", ends="22:00"))


async def test_a_slot_is_changed_with_all_that_shows_it(cast: Cast):
    slot = cast.plenaries[0]
    answer = await cast.does(cast.ada, EditSlot(slot=slot, starts="08:00", ends="08:30", title="Yoga"))
    assert tuple((await cast.rows(slots, id=slot))[0]) == (slot, cast.id, 480, 510, "Yoga", 0, False)
    assert answer.changed == {Changed.grid(), Changed.wall(f"s{slot}"), Changed.history()}


async def test_a_slot_with_sessions_can_move_but_neither_go_nor_become_plenary(cast: Cast):
    topic, slot = await cast.pitches(), cast.slots[0]
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    await cast.does(cast.ada, EditSlot(slot=slot, starts="10:00", ends="11:00"))
    plenary = EditSlot(slot=slot, starts="10:00", ends="11:00", title="Pause")
    assert await cast.refused(cast.ada, plenary) == "grid.in_use"
    assert await cast.refused(cast.ada, RemoveSlot(slot=slot)) == "grid.in_use"
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    await cast.does(cast.ada, plenary)


async def test_a_slot_with_notes_can_neither_go_nor_lose_its_wall(cast: Cast):
    slot = cast.plenaries[0]
    note = await cast.makes(cast.kim, WriteNote(wall=f"s{slot}", text="Guten Morgen"))
    sessions = EditSlot(slot=slot, starts="09:00", ends="09:30")
    assert await cast.refused(cast.ada, RemoveSlot(slot=slot)) == "slot.has_notes"
    assert await cast.refused(cast.ada, sessions) == "slot.has_notes"
    await cast.does(cast.ada, EditSlot(slot=slot, starts="09:00", ends="09:30", title="Kaffee"))
    await cast.does(cast.kim, WithdrawNote(note=note))
    await cast.does(cast.ada, sessions)
    answer = await cast.does(cast.ada, RemoveSlot(slot=slot))
    assert answer.changed == {Changed.grid(), Changed.wall(f"s{slot}"), Changed.history()}
    assert await cast.rows(slots, id=slot) == []


async def test_a_slot_that_is_gone_or_elsewhere_cannot_be_changed(cast: Cast):
    for slot in (GONE, cast.elsewhere.slots[0]):
        command = EditSlot(slot=slot, starts="09:00", ends="09:30")
        assert await cast.refused(cast.ada, command) == "slot.gone"
        assert await cast.refused(cast.ada, RemoveSlot(slot=slot)) == "slot.gone"


async def _fill(cast: Cast, table, row: dict, number: int) -> None:
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(table), [row] * number)


async def test_a_room_that_drops_out_keeps_its_sessions_and_takes_no_more(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    room, other = cast.rooms[:2]
    await cast.does(cast.max, PlaceTopic(topic=one, room=room, slot=cast.slots[0]))
    answer = await cast.does(cast.max, CloseRoom(room=room))
    assert answer.changed == {Changed.grid()}
    assert [row.room_id for row in await cast.rows(placements, barcamp_id=cast.id)] == [room]
    why = await cast.refusal(cast.max, PlaceTopic(topic=two, room=room, slot=cast.slots[1]))
    assert (why.key, why.facts) == ("room.closed", {"room": "Saal"})
    await cast.does(cast.max, PlaceTopic(topic=two, room=other, slot=cast.slots[0]))
    swap = PlaceTopic(topic=one, room=other, slot=cast.slots[0], seen=two)
    assert await cast.refused(cast.max, swap) == "room.closed"
    await cast.does(cast.max, PlaceTopic(topic=one, room=other, slot=cast.slots[1]))
    await cast.does(cast.max, ReopenRoom(room=room))
    await cast.does(cast.max, PlaceTopic(topic=one, room=room, slot=cast.slots[1]))


async def test_closing_a_room_twice_changes_nothing_and_an_edit_leaves_it_closed(cast: Cast):
    room = cast.rooms[0]
    assert (await cast.does(cast.max, ReopenRoom(room=room))).changed == frozenset()
    await cast.does(cast.max, CloseRoom(room=room))
    assert (await cast.does(cast.max, CloseRoom(room=room))).changed == frozenset()
    await cast.does(cast.ada, EditRoom(room=room, name="Dach", capacity=9))
    assert (await cast.rows(rooms, id=room))[0].closed
    for other in (GONE, cast.elsewhere.rooms[0]):
        assert await cast.refused(cast.max, CloseRoom(room=other)) == "room.gone"
