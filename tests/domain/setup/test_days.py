"""Events of several days: their slots, what a night belongs to, and days that are added, moved and dropped."""

from datetime import date

import pytest

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.shift import ShiftSlots
from barcamp.domain.setup.agenda import read_slots
from barcamp.domain.setup.days import MOST_DAYS
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.pasting import TakeSlots
from barcamp.domain.setup.slot import AddSlot, EditSlot
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.clock import is_over
from barcamp.kernel.facts import Changed
from barcamp.kernel.night import DAY
from tests.cast import DAY as FIRST
from tests.cast import Cast


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def lasts(cast: Cast, days: int | None, first: date = FIRST) -> frozenset[Changed]:
    camp = await cast.barcamp()
    same = {name: getattr(camp, name) for name in ("name", "timezone", "language", "tone", "place")}
    return frozenset((await cast.does(cast.ada, EditBarcamp(**same, day=first, days=days))).changed)


async def times(cast: Cast, slot: int) -> tuple[int, int, int]:
    [row] = await cast.rows(slots, id=slot)
    return row.day, row.starts - row.day * DAY, row.ends - row.day * DAY


async def test_an_event_gets_a_second_day_with_slots_of_its_own(cast: Cast):
    assert Changed.grid() in await lasts(cast, 2)
    slot = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    assert await times(cast, slot) == (1, 600, 645)
    await cast.does(cast.ada, EditSlot(slot=slot, starts="11:00", ends="11:45"))
    assert await times(cast, slot) == (1, 660, 705)
    await cast.does(cast.ada, EditSlot(slot=slot, day=0, starts="20:00", ends="21:00", title="Abend"))
    assert await times(cast, slot) == (0, 1200, 1260)


async def test_what_begins_after_midnight_belongs_to_the_evening_of_its_own_day(cast: Cast):
    await lasts(cast, 2)
    for day in (0, 1):
        await cast.does(cast.ada, AddSlot(day=day, starts="22:00", ends="23:30", title="Musik"))
        night = await cast.makes(cast.ada, AddSlot(day=day, starts="00:15", ends="01:00", title="Feuer"))
        assert await times(cast, night) == (day, DAY + 15, DAY + 60)


@pytest.mark.parametrize("day", [-1, 1, MOST_DAYS, 2**31])
async def test_a_day_that_there_is_not_is_refused(cast: Cast, day: int):
    assert await cast.refused(cast.ada, AddSlot(day=day, starts="10:00", ends="11:00")) == "days.no_such_day"
    command = EditSlot(slot=cast.slots[0], day=day, starts="10:00", ends="11:00")
    assert await cast.refused(cast.ada, command) == "days.no_such_day"


@pytest.mark.parametrize("days", [-1, 0, MOST_DAYS + 1, 2**31])
async def test_so_many_days_cannot_be(cast: Cast, days: int):
    camp = await cast.barcamp()
    same = {name: getattr(camp, name) for name in ("name", "day", "timezone", "language", "tone")}
    why = await cast.refusal(cast.ada, EditBarcamp(**same, days=days))
    assert (why.key, why.facts) == ("days.number", {"most": MOST_DAYS})


async def test_all_days_move_along_with_the_first(cast: Cast):
    await lasts(cast, 3)
    before = await cast.rows(slots, barcamp_id=cast.id)
    await lasts(cast, None, date(2026, 7, 3))
    camp = await cast.barcamp()
    assert (camp.dates, await cast.rows(slots, barcamp_id=cast.id)) == (
        [date(2026, 7, 3), date(2026, 7, 4), date(2026, 7, 5)],
        before,
    )


async def test_a_day_is_dropped_with_its_slots_unless_there_are_notes(cast: Cast):
    await lasts(cast, 2)
    slot = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    item = await cast.makes(cast.ada, AddSlot(day=1, starts="11:00", ends="12:00", title="Abschluss"))
    await cast.does(cast.kim, WriteNote(wall=f"s{item}", text="Danke"))
    camp = await cast.barcamp()
    same = {name: getattr(camp, name) for name in ("name", "day", "timezone", "language", "tone")}
    shorter = EditBarcamp(**same, days=1)
    assert await cast.refused(cast.ada, shorter) == "days.in_use"
    await cast.does(cast.ada, EditSlot(slot=item, day=0, starts="18:00", ends="19:00", title="Abschluss"))
    await cast.does(cast.ada, shorter)
    assert [row.day for row in await cast.rows(slots, barcamp_id=cast.id)] == [0] * 11
    assert await cast.rows(slots, id=slot) == []


async def test_sessions_of_a_dropped_day_are_parked_and_come_back_with_it(cast: Cast):
    await lasts(cast, 2)
    slot = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.max, PlaceTopic(topic=bread, room=cast.rooms[0], slot=cast.slots[0]))
    again = await cast.makes(cast.max, RepeatTopic(topic=bread, room=cast.rooms[0], slot=slot))
    await cast.does(cast.max, PlaceTopic(topic=salt, room=cast.rooms[1], slot=slot))
    await cast.does(cast.max, PinTopic(topic=salt))
    day = await cast.rows(slots, id=slot)
    stood = await cast.rows(placements, barcamp_id=cast.id)
    await lasts(cast, 1)
    found = {row.id: row for row in await cast.rows(topics, barcamp_id=cast.id)}
    assert found[salt].parked_at is not None
    assert found[bread].parked_at is None
    assert found[again].withdrawn_at is not None
    assert [row.topic_id for row in await cast.rows(placements, barcamp_id=cast.id)] == [bread]

    await cast.does(cast.max, Undo())
    assert (await cast.barcamp()).days == 2
    assert (await cast.rows(slots, id=slot), await cast.rows(placements, barcamp_id=cast.id)) == (day, stood)
    await cast.does(cast.max, Redo())
    assert (await cast.barcamp()).days == 1
    assert await cast.rows(slots, id=slot) == []


async def test_a_delay_of_one_day_does_not_reach_the_next(cast: Cast):
    await lasts(cast, 2)
    late = await cast.makes(cast.ada, AddSlot(starts="22:00", ends="23:50", title="Musik"))
    slot = await cast.makes(cast.ada, AddSlot(day=1, starts="00:30", ends="09:00", title="Wanderung"))
    assert await times(cast, slot) == (1, 30, 540)
    cast.clock.forward(hours=13)
    await cast.does(cast.max, ShiftSlots(minutes=30))
    assert await times(cast, late) == (0, 1320, DAY + 20)
    assert await times(cast, slot) == (1, 30, 540)


async def test_the_event_is_over_after_its_last_day(cast: Cast):
    await lasts(cast, 2)
    camp = await cast.barcamp()
    cast.clock.forward(days=1, hours=10)
    assert not is_over(camp, cast.clock.at)
    cast.clock.forward(hours=20)
    assert is_over(camp, cast.clock.at)


AGENDAS = {
    "headings": "Samstag, 13.6.\n9–9.30 Uhr Begrüßung\n10–11 Uhr Session\nSonntag, 14.6.\n9–9.30 Uhr Frühstück\n",
    "numbers": "Tag 1\n9–9.30 Uhr Begrüßung\n10–11 Uhr Session\nTag 2\n9–9.30 Uhr Frühstück\n",
    "a column": "Tag\tBeginn\tEnde\tTitel\nSa\t9:00\t9:30\tBegrüßung\nSa\t10:00\t11:00\tSession\n"
    "So\t9:00\t9:30\tFrühstück\n",
}


@pytest.mark.parametrize("text", AGENDAS.values(), ids=AGENDAS.keys())
def test_an_agenda_of_both_days_is_taken_as_a_whole(text: str):
    read = [line.values for line in read_slots(text, FIRST, 2) if line.values]
    assert [(each["day"], each["starts"], each["ends"], each["title"]) for each in read] == [
        (0, 540, 570, "Begrüßung"),
        (0, 600, 660, ""),
        (1, DAY + 540, DAY + 570, "Frühstück"),
    ]


def test_a_day_that_is_none_of_ours_is_left_out_and_told():
    text = "Samstag\n9–10 Uhr Session\nMontag\n9–10 Uhr Abreise\nSonntag\n9–10 Uhr Session"
    lines = read_slots(text, FIRST, 2)
    assert [line.why.key if line.why else line.values and line.values["day"] for line in lines] == [
        "paste.day", 0, "paste.day", "paste.no_day", "paste.day", 1,
    ]  # fmt: skip


async def test_a_pasted_agenda_of_two_days_replaces_what_there_was(cast: Cast):
    await lasts(cast, 2)
    await cast.does(cast.ada, TakeSlots(text=AGENDAS["headings"], replace=True))
    rows = await cast.rows(slots, barcamp_id=cast.id)
    assert [(row.day, row.starts) for row in rows] == [(0, 540), (0, 600), (1, DAY + 540)]
