"""Between slots that follow each other sessions end some minutes earlier, so that people can change rooms."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.ending.ends import ends_of
from barcamp.domain.plan.ending.lasting import EndSession
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan, sessions_now
from barcamp.domain.plan.shift import ShiftSlots
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.slot import AddSlot, SplitSlot
from barcamp.domain.topics.topic import PitchTopic
from barcamp.kernel.clock import minute_of_day
from barcamp.kernel.facts import Changed
from barcamp.queries.plan.plan import load_plan
from barcamp.queries.plan.problem import load_problem
from barcamp.queries.topics.topics import topic_cards
from tests.cast import DAY, Cast


@dataclass
class Slot:
    id: int
    starts: int
    ends: int
    title: str = ""
    day: int = 0
    programme: bool = False


FIRST = Slot(1, 600, 645)


@pytest.mark.parametrize(
    ("others", "end"),
    [
        ([Slot(2, 645, 690)], 640),
        ([Slot(2, 645, 690, "Abschluss")], 640),
        ([Slot(2, 648, 690)], 643),  # the gap is part of it
        ([Slot(2, 650, 690)], 645),
        ([Slot(2, 700, 745)], 645),
        ([], 645),
        ([Slot(2, 645, 690, day=1)], 645),
        ([Slot(2, 645, 690, programme=True)], 645),
        ([Slot(2, 600, 645), Slot(3, 645, 690)], 640),  # one that runs beside it
        ([Slot(2, 640, 690)], 645),
    ],
)
def test_sessions_end_before_what_follows_their_slot_at_once(others: list[Slot], end: int):
    assert ends_of([FIRST, *others], 0)[1] == 645
    assert ends_of([*others, FIRST], 5)[1] == end


def test_plenary_items_fixed_slots_and_slots_as_short_as_the_changeover_last_as_long_as_they_say():
    rows = [Slot(1, 600, 610), Slot(2, 610, 640, "Kaffee"), Slot(3, 640, 700), Slot(4, 640, 700, programme=True)]
    assert ends_of([*rows, Slot(5, 700, 745)], 10) == {1: 610, 2: 640, 3: 690, 4: 700, 5: 745}


async def ends(cast: Cast) -> list[int]:
    """Of all sessions, as cards, the plan and what would be published say alike."""
    async with cast.ctx.db.reading() as db:
        cards = await topic_cards(db, cast.id)
        plan = await load_plan(db, cast.id, cards)
        published = await sessions_now(db, cast.id)
    found = sorted(card.ends for card in cards if card.ends is not None)
    assert found == sorted(row.until for row in plan.rows for _ in row.sessions)
    assert found == sorted(session.ends for session in published)
    return found


@pytest.fixture
async def placed(cast: Cast) -> None:
    """In 11:30–12:15, which lunch follows at once, and in 10:30–11:15, 15 minutes before that."""
    for number, title in enumerate(("Brot", "Garten")):
        topic = await cast.pitches(title)
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[number]))


async def test_the_end_of_sessions_follows_the_setting_and_is_undone_with_it(cast: Cast, placed: None):
    assert await ends(cast) == [675, 735]
    answer = await cast.does(cast.max, SetChangeover(minutes=20))
    assert answer.changed >= {Changed.grid(), Changed.history()}
    assert await ends(cast) == [670, 715]
    await cast.does(cast.max, Undo())
    assert ((await cast.barcamp()).changeover, await ends(cast)) == (0, [675, 735])
    await cast.does(cast.max, Redo())
    assert ((await cast.barcamp()).changeover, await ends(cast)) == (20, [670, 715])


async def test_a_divided_slot_follows_by_itself(cast: Cast, placed: None):
    await cast.does(cast.max, SetChangeover(minutes=5))
    assert await ends(cast) == [675, 730]
    await cast.does(cast.max, SplitSlot(slot=cast.slots[0], at="11:00"))
    assert await ends(cast) == [655, 730]


async def test_whoever_was_told_another_end_is_told_the_new_one(cast: Cast, placed: None):
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, SetChangeover(minutes=15))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, SetChangeover(minutes=14))  # that shortens only the session before lunch
    answer = await cast.does(cast.max, PublishPlan())
    assert answer.made == 3


@pytest.mark.parametrize("minutes", [-1, 21, 10_000])
async def test_other_numbers_of_minutes_are_refused(cast: Cast, minutes: int):
    refusal = await cast.refusal(cast.max, SetChangeover(minutes=minutes))
    assert (refusal.key, refusal.facts, refusal.field) == ("changeover.minutes", {"most": 20}, "minutes")


async def test_a_slot_that_is_no_longer_is_named(cast: Cast):
    await cast.does(cast.max, AddSlot(starts="20:00", ends="20:10"))
    refusal = await cast.refusal(cast.max, SetChangeover(minutes=10))
    facts = {"starts": "20:00", "ends": "20:10"}
    assert (refusal.key, refusal.facts, refusal.field) == ("changeover.short_slot", facts, "minutes")
    assert (await cast.barcamp()).changeover == 0
    await cast.does(cast.max, SetChangeover(minutes=9))


async def test_for_the_planner_a_host_has_the_minutes_to_get_to_the_next_room(cast: Cast):
    """Sessions in rooms of which no two can be held by one person never come nearer to each other than that."""
    await cast.does(cast.max, AddSlot(starts="16:15", ends="17:00"))
    await cast.does(cast.kim, PitchTopic(title="Früh", not_after="12:00"))
    await cast.does(cast.max, SetChangeover(minutes=15))
    async with cast.ctx.db.reading() as db:
        problem = await load_problem(db, await cast.barcamp(), cast.clock())
    slots = sorted(problem.slots, key=lambda slot: slot.starts)
    assert len(slots) == 6
    assert min(after.starts - before.ends for before, after in pairwise(slots)) == 15
    assert [slot.ends for slot in slots if slot.starts == 690] == [720]  # 12:00: who must go by then may be there


async def test_a_copy_has_the_same(cast: Cast):
    await cast.does(cast.max, SetChangeover(minutes=7))
    made = await cast.makes(cast.ada, CopyBarcamp(source=cast.id, name="Noch eins", day=DAY))
    async with cast.ctx.db.reading() as db:
        plan = await load_plan(db, made, [])
    assert plan.changeover == 7


async def at(cast: Cast, minute: int) -> None:
    cast.clock.forward(minutes=minute - minute_of_day(await cast.barcamp(), cast.clock()))


async def test_more_time_is_asked_for_by_the_end_that_the_console_shows(cast: Cast, placed: None):
    """Lunch follows at once: the session ends at 12:10, and that is what the button says that it saw."""
    await cast.does(cast.max, SetChangeover(minutes=5))
    await at(cast, 720)
    await cast.does(cast.max, ShiftSlots(minutes=5, seen=730))
    assert await ends(cast) == [675, 735]
    refusal = await cast.refusal(cast.max, ShiftSlots(minutes=5, seen=730))
    assert (refusal.key, refusal.facts) == ("shift.longer_already", {"time": "12:15"})


@pytest.mark.parametrize(("minutes", "end"), [(10, 680), (15, 680), (20, 675)])
async def test_a_gap_in_which_people_change_rooms_does_not_take_the_delay_up(
    cast: Cast, placed: None, minutes: int, end: int
):
    await cast.does(cast.max, SetChangeover(minutes=minutes))
    await at(cast, 640)
    await cast.does(cast.max, ShiftSlots(minutes=5))
    assert (await ends(cast))[0] == end


async def test_a_session_that_was_ended_stays_over_when_others_get_more_time(cast: Cast, placed: None):
    await at(cast, 660)
    [first, *_] = await cast.rows(placements, slot_id=cast.slots[0])
    await cast.does(cast.max, EndSession(topic=first.topic_id))
    for command in (ShiftSlots(minutes=10), Undo(), Redo()):
        assert await end_of_session(cast, first.topic_id) == 660
        await cast.does(cast.max, command)
    assert await end_of_session(cast, first.topic_id) == 660


async def end_of_session(cast: Cast, topic: int) -> int | None:
    async with cast.ctx.db.reading() as db:
        [card] = await topic_cards(db, cast.id, [topic])
    return card.ends
