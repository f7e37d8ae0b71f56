"""A single session ends sooner than its slot says, or lasts longer; the others keep their times."""

import pytest

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.ending.ends import end_of
from barcamp.domain.plan.ending.lasting import EndSession, ExtendSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.shift import ShiftSlots
from barcamp.domain.setup.slot import EditSlot
from barcamp.domain.topics.cohost import AddCohost
from barcamp.kernel.facts import Changed
from barcamp.live.snapshot import Snapshot
from barcamp.queries.plan.moment import Moment
from tests.cast import Cast
from tests.planning import place, placed


@pytest.mark.parametrize(
    ("extra", "following", "end"),
    [(0, None, 600), (10, None, 610), (-10, None, 590), (10, 605, 605), (10, 590, 600), (-10, 590, 590)],
)
def test_a_session_lasts_until_the_next_in_its_room_at_most(extra: int, following: int | None, end: int):
    assert end_of(600, extra, following) == end


def test_a_session_never_ends_before_it_begins_even_if_its_slot_was_made_shorter():
    assert [end_of(600, -40, None, starts) for starts in (550, 570, 600)] == [560, 571, 600]


@pytest.fixture
async def sessions(cast: Cast) -> list[int]:
    """Kim's in 10:30–11:15, another one beside it, and one in the first room at 11:30. It is 11:00."""
    made = [await placed(cast, "Brot", 0, 0), await placed(cast, "Leerstand", 1, 0), await placed(cast, "Garten", 0, 1)]
    cast.clock.forward(hours=1, minutes=20)
    return made


async def ends(cast: Cast) -> dict[str, int | None]:
    moment = await at(cast)
    return {cell.topic.title: cell.topic.ends for each in moment.on for cell in each.cells if cell.topic}


async def at(cast: Cast) -> Moment:
    """Where the day stands now."""
    async with cast.ctx.db.reading() as db:
        return await Snapshot(db, await cast.barcamp(), cast.clock()).moment()


async def test_a_host_lets_a_session_last_longer_and_it_is_undone_in_one_step(cast: Cast, sessions: list[int]):
    answer = await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=10, seen=675))
    assert answer.changed == {Changed.placed(sessions[0]), Changed.history()}
    assert await ends(cast) == {"Brot": 685, "Leerstand": 675}
    await cast.does(cast.max, Undo())
    assert await ends(cast) == {"Brot": 675, "Leerstand": 675}
    await cast.does(cast.max, Redo())
    assert await ends(cast) == {"Brot": 685, "Leerstand": 675}


async def test_it_is_on_by_itself_when_the_others_are_over(cast: Cast, sessions: list[int]):
    await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=10))
    before = (await at(cast)).mark
    cast.clock.forward(minutes=17)
    assert await ends(cast) == {"Brot": 685}
    now = await at(cast)
    assert (now.running, now.over & {cast.slots[0]}, now.mark == before) == ((), set(), False)
    cast.clock.forward(minutes=8)
    assert await ends(cast) == {}
    assert cast.slots[0] in (await at(cast)).over


async def test_a_session_ends_now_and_can_go_on_again(cast: Cast, sessions: list[int]):
    await cast.does(cast.max, EndSession(topic=sessions[0]))
    assert await ends(cast) == {"Leerstand": 675}
    assert (await at(cast)).ended == [sessions[0]]
    cast.clock.forward(minutes=3)
    assert (await cast.does(cast.max, EndSession(topic=sessions[0]))).changed == frozenset()
    await cast.does(cast.max, ExtendSession(topic=sessions[0], minutes=5))
    assert await ends(cast) == {"Brot": 668, "Leerstand": 675}


async def test_it_can_last_until_the_next_in_its_room_begins_and_no_longer(cast: Cast, sessions: list[int]):
    await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=15))
    refusal = await cast.refusal(cast.kim, ExtendSession(topic=sessions[0], minutes=5))
    assert (refusal.key, refusal.facts) == ("lasting.next", {"title": "Garten", "time": "11:30", "room": "Saal"})
    await cast.does(cast.kim, ExtendSession(topic=sessions[1], minutes=20))
    assert await ends(cast) == {"Brot": 690, "Leerstand": 695}


async def test_who_comes_next_into_the_room_later_on_has_it(cast: Cast, sessions: list[int]):
    await cast.does(cast.kim, ExtendSession(topic=sessions[1], minutes=20))
    late = await cast.pitches("Mitfahrbänke")
    answer = await cast.does(cast.max, PlaceTopic(topic=late, room=cast.rooms[1], slot=cast.slots[1]))
    assert answer.changed >= {Changed.placed(late), Changed.placed(sessions[1])}
    assert await ends(cast) == {"Brot": 675, "Leerstand": 690}


async def test_it_goes_with_its_slot_and_not_with_its_topic(cast: Cast, sessions: list[int]):
    await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=10))
    await cast.does(cast.max, ShiftSlots(minutes=5))
    assert await ends(cast) == {"Brot": 690, "Leerstand": 680}
    await place(cast, sessions[0], 3, 0)
    assert await ends(cast) == {"Brot": 680, "Leerstand": 680}


async def test_minutes_to_change_rooms_count_before_it(cast: Cast, sessions: list[int]):
    await cast.does(cast.max, EditSlot(slot=cast.slots[1], starts="11:15", ends="12:00"))
    await cast.does(cast.max, SetChangeover(minutes=5))
    assert await ends(cast) == {"Brot": 670, "Leerstand": 670}
    await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=5))
    assert await ends(cast) == {"Brot": 675, "Leerstand": 670}
    assert await cast.refused(cast.kim, ExtendSession(topic=sessions[0], minutes=5)) == "lasting.next"


async def test_nobody_has_to_be_told_of_it_by_a_new_plan(cast: Cast, sessions: list[int]):
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=10))
    assert await cast.refused(cast.max, PublishPlan()) == "plan.nothing_new"


async def test_cohosts_may_do_it_and_others_may_not(cast: Cast, sessions: list[int]):
    for command in (ExtendSession(topic=sessions[0]), EndSession(topic=sessions[0])):
        assert await cast.refused(cast.noor, command) == "lasting.not_yours"
    await cast.does(cast.kim, AddCohost(topic=sessions[0], attendee=cast.noor.id))
    await cast.does(cast.noor, ExtendSession(topic=sessions[0]))
    assert await ends(cast) == {"Brot": 680, "Leerstand": 675}


async def test_two_who_press_at_once_add_their_minutes_once(cast: Cast, sessions: list[int]):
    await cast.does(cast.kim, ExtendSession(topic=sessions[0], minutes=5, seen=675))
    refusal = await cast.refusal(cast.max, ExtendSession(topic=sessions[0], minutes=5, seen=675))
    assert (refusal.key, refusal.facts) == ("lasting.otherwise", {"time": "11:20"})


@pytest.mark.parametrize(("minutes", "key"), [(0, "shift.minutes"), (-5, "shift.minutes"), (61, "shift.minutes")])
async def test_other_numbers_of_minutes_are_refused(cast: Cast, sessions: list[int], minutes: int, key: str):
    assert await cast.refused(cast.max, ExtendSession(topic=sessions[0], minutes=minutes)) == key


async def test_only_what_is_on_ends_otherwise(cast: Cast, sessions: list[int]):
    for command in (ExtendSession(topic=sessions[2]), EndSession(topic=sessions[2])):
        assert await cast.refused(cast.max, command) == "lasting.not_on"
    free = await cast.pitches("Frei")
    assert await cast.refused(cast.max, EndSession(topic=free)) == "topic.not_placed"
    cast.clock.forward(minutes=30)
    assert await cast.refused(cast.max, EndSession(topic=sessions[2])) == "lasting.just_begun"
