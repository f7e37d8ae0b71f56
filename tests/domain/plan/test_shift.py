"""Running late: five minutes more for what runs, and what follows moves as far as it must."""

import pytest

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.grid import slots
from barcamp.domain.plan.shift import MOST_MINUTES, BeginAt, ShiftSlots, shifted
from barcamp.domain.setup.slot import EditSlot
from barcamp.kernel.history import revisions
from tests.cast import Cast


def rows(*times: tuple[int, int]) -> list[dict[str, int]]:
    return [{"id": number, "starts": starts, "ends": ends} for number, (starts, ends) in enumerate(times)]


@pytest.mark.parametrize(
    ("minute", "moved"),
    [
        (30, {0: (0, 65), 1: (65, 95)}),  # the gap after the second row takes the delay up
        (70, {1: (60, 95)}),
        (95, {}),  # nothing runs in a gap
        (120, {2: (100, 135), 3: (135, 165)}),
        (140, {3: (130, 165)}),
        (160, {}),  # the day is over
    ],
)
def test_what_follows_moves_only_as_far_as_it_must(minute: int, moved: dict):
    day = rows((0, 60), (60, 90), (100, 130), (130, 160))
    assert shifted(day, minute, 5) == moved


def test_a_gap_that_is_too_short_passes_the_rest_on():
    assert shifted(rows((0, 60), (62, 90), (90, 120)), 10, 5) == {0: (0, 65), 1: (65, 93), 2: (93, 123)}


def test_what_runs_beside_it_moves_as_well():
    """A tour from ten to eleven beside two sessions of half an hour."""
    day = rows((600, 660), (600, 630), (630, 660), (660, 690))
    assert shifted(day, 610, 10) == {0: (600, 670), 1: (600, 640), 2: (640, 670), 3: (670, 700)}


async def times(cast: Cast) -> dict[int, tuple[int, int]]:
    return {row.id: (row.starts, row.ends) for row in await cast.rows(slots, barcamp_id=cast.id)}


async def test_the_welcome_takes_five_minutes_more_and_back(cast: Cast):
    before = await times(cast)
    welcome = next(slot for slot, at in before.items() if at == (570, 615))  # 9:30; then a quarter of an hour is free
    await cast.does(cast.max, ShiftSlots())
    assert await times(cast) == {**before, welcome: (570, 620)}
    await cast.does(cast.max, ShiftSlots(minutes=20))
    after = await times(cast)
    assert after[welcome] == (570, 640)
    assert after[cast.slots[0]] == (640, 685)  # from 10:30
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, Undo())
    assert await times(cast) == before


async def test_it_is_taken_back_after_what_somebody_changed_since(cast: Cast):
    await cast.does(cast.max, ShiftSlots())
    welcome = cast.plenaries[1]
    await cast.does(cast.ada, EditSlot(slot=welcome, starts="09:30", ends="10:25", title="Begrüßung"))
    *_, shift, edit = await cast.rows(revisions, barcamp_id=cast.id)
    assert await cast.refused(cast.max, Undo(seen=shift.number)) == "history.newer"
    await cast.does(cast.max, Undo(seen=edit.number))
    await cast.does(cast.max, Undo(seen=shift.number))


async def test_what_cannot_be_says_so(cast: Cast):
    for minutes in (0, -5, MOST_MINUTES + 1):
        assert await cast.refused(cast.max, ShiftSlots(minutes=minutes)) == "shift.minutes"
    cast.clock.forward(hours=-3)
    assert await cast.refused(cast.max, ShiftSlots()) == "shift.nothing_runs"
    last = cast.plenaries[-1]
    await cast.does(cast.ada, EditSlot(slot=last, starts="23:00", ends="23:50", title="Abschluss"))
    await cast.does(cast.ada, EditSlot(slot=cast.slots[-1], starts="22:00", ends="23:00"))
    cast.clock.forward(hours=15, minutes=45)  # 22:25
    assert await cast.refused(cast.max, ShiftSlots(minutes=60)) == "shift.past_midnight"


async def test_a_whole_day_begins_later_in_one_step_and_comes_back_in_one(cast: Cast):
    await cast.does(cast.max, MoveToPhase(phase="arrival"))
    before = [(row.starts, row.ends) for row in await cast.rows(slots, barcamp_id=cast.id)]
    first = min(starts for starts, _ in before)
    for _ in range(2):  # pressed twice
        await cast.does(cast.ada, BeginAt(starts=first + 90, seen=first))
    moved = [(row.starts, row.ends) for row in await cast.rows(slots, barcamp_id=cast.id)]
    assert moved == [(starts + 90, ends + 90) for starts, ends in before]
    await cast.does(cast.max, Undo())
    assert [(row.starts, row.ends) for row in await cast.rows(slots, barcamp_id=cast.id)] == before


async def test_no_day_begins_so_late_that_something_would_begin_after_midnight_or_once_it_was_begun(cast: Cast):
    rows = await cast.rows(slots, barcamp_id=cast.id)
    first = min(row.starts for row in rows)
    assert await cast.refused(cast.ada, BeginAt(starts=first + 15, seen=first)) == "shift.begun"
    await cast.does(cast.max, MoveToPhase(phase="arrival"))
    for starts in (-1, first + 24 * 60 - max(row.starts for row in rows)):
        assert await cast.refused(cast.ada, BeginAt(starts=starts, seen=first)) == "shift.past_midnight"
    assert await cast.rows(slots, barcamp_id=cast.id) == rows
