"""The grid as people read it, and where the day stands."""

from datetime import UTC, date, datetime

from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.slot import AddSlot
from barcamp.kernel.night import DAY as DAY_LONG
from barcamp.queries.plan.moment import Moment, moment
from barcamp.queries.plan.plan import Plan, load_plan, minute_of_day
from barcamp.queries.topics.topics import topic_cards
from tests.cast import DAY, Cast


async def test_the_plan_has_rows_by_time_and_a_cell_per_room(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[2], slot=cast.slots[1]))
    early = (await cast.does(cast.ada, AddSlot(starts="07:00", ends="08:00", title="Lauftreff"))).made
    plan = await _plan(cast)
    assert [room.id for room in plan.rooms] == list(cast.rooms)
    assert [row.id for row in plan.rows] == [early, *sorted((*cast.slots, *cast.plenaries))]
    assert [(row.starts, row.ends, row.title, row.plenary) for row in plan.rows[:2]] == [
        (420, 480, "Lauftreff", True),
        (540, 570, "Ankommen und Kaffee", True),
    ]
    sessions = [row for row in plan.rows if not row.plenary]
    assert [[cell.room.id for cell in row.cells] for row in sessions] == [list(cast.rooms)] * len(cast.slots)
    assert [row.cells for row in plan.rows if row.plenary] == [()] * (len(cast.plenaries) + 1)
    [cell] = sessions[1].sessions
    assert cell.topic is not None
    assert (cell.room.id, cell.topic.id) == (cast.rooms[2], topic)
    assert (plan.cells, plan.placed) == (len(cast.rooms) * len(cast.slots), 1)


async def test_several_days_stand_one_after_the_other_and_screens_show_the_present_one(cast: Cast):
    await cast.lasts(days=3)
    third = await cast.makes(cast.ada, AddSlot(day=2, starts="10:00", ends="11:00"))
    await cast.makes(cast.ada, AddSlot(starts="20:00", ends="22:00", title="Musik"))
    night = await cast.makes(cast.ada, AddSlot(starts="00:30", ends="01:30", title="Feuer"))
    second = await cast.makes(cast.ada, AddSlot(day=1, starts="00:30", ends="02:00", title="Wanderung"))
    plan = await _plan(cast)
    assert [day for day, _ in plan.days] == [0, 1, 2]
    assert [rows[-1].id for _, rows in plan.days] == [night, second, third]
    assert [row.id for row in plan.of_day(2).rows] == [third]
    seen = {at: moment(plan, at) for at in (600, DAY_LONG + 45, DAY_LONG + 600, 2 * DAY_LONG + 630, 3 * DAY_LONG)}
    assert [each.day for each in seen.values()] == [0, 0, 2, 2, 2]
    assert [each.ahead for each in seen.values()] == [0, 1, 1, 0, 0]
    assert moment(plan, -DAY_LONG - 1).ahead == 2


async def test_a_cell_tells_what_is_pinned_repeated_or_stranded_in_a_room_that_dropped_out(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, PinTopic(topic=topic))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[1]))
    plan = await _plan(cast)
    cells = [cell for row in plan.rows for cell in row.sessions]
    assert [(cell.pinned, cell.repeat, cell.stranded) for cell in cells] == [(True, False, False), (False, True, True)]
    empty = [cell for row in plan.rows for cell in row.cells if cell.topic is None and cell.room.closed]
    assert {(cell.pinned, cell.repeat, cell.stranded) for cell in empty} == {(False, False, False)}


async def test_the_first_of_a_topic_s_sessions_is_the_first_of_the_day_also_where_it_is_the_repeat(cast: Cast):
    late, early = await cast.pitches("Spät"), await cast.pitches("Früh")
    await cast.does(cast.max, PlaceTopic(topic=late, room=cast.rooms[0], slot=cast.slots[2]))
    await cast.does(cast.max, PlaceTopic(topic=early, room=cast.rooms[1], slot=cast.slots[0]))
    before = (await cast.does(cast.max, RepeatTopic(topic=late, room=cast.rooms[0], slot=cast.slots[1]))).made
    await cast.does(cast.max, RepeatTopic(topic=early, room=cast.rooms[0], slot=cast.slots[0]))  # at the same time
    assert (await _plan(cast)).firsts == {late: before, early: early}


async def test_an_empty_barcamp_has_an_empty_plan(cast: Cast):
    async with cast.ctx.db.reading() as db:
        plan = await load_plan(db, 2_000_000_000, [])
    assert (plan, plan.cells, plan.placed) == (Plan((), ()), 0, 0)
    assert moment(plan, 600) == Moment(600, (), None, frozenset())


async def test_the_moment_tells_what_runs_what_comes_and_what_is_over(cast: Cast):
    plan = await _plan(cast)
    for minute, running, upcoming, over in (
        (-100, [], 540, 0),
        (539, [], 540, 0),
        (540, [540], 570, 0),
        (569, [540], 570, 0),
        (570, [570], 630, 1),
        (620, [], 630, 2),
        (1019, [990], None, 9),
        (1020, [], None, 10),
    ):
        now = moment(plan, minute)
        assert [row.starts for row in now.running] == running
        assert (now.upcoming.starts if now.upcoming else None) == upcoming
        assert (now.minute, len(now.over)) == (minute, over)


async def test_the_moment_s_mark_changes_exactly_with_the_moment(cast: Cast):
    plan = await _plan(cast)
    marks = [moment(plan, minute).mark for minute in range(500, 1100)]
    changes = [500 + n for n in range(1, len(marks)) if marks[n] != marks[n - 1]]
    edges = sorted({edge for row in plan.rows for edge in (row.starts, row.ends)})
    assert changes == edges


async def test_what_comes_next_is_told_as_what_is_soon_or_as_what_comes_then(cast: Cast):
    plan = await _plan(cast)
    first, last = plan.rows[0], plan.rows[-1]
    for minute, soon, then in (
        (first.starts - DAY_LONG, None, first),
        (first.starts - 1, first, None),
        (first.starts, None, plan.rows[1]),
        (last.starts, None, None),
        (last.ends, None, None),
    ):
        now = moment(plan, minute)
        assert (now.soon, now.then) == (soon, then)


async def test_the_minute_of_the_day_is_what_the_wall_clock_says(cast: Cast):
    for day, zone, at, minute in (
        (DAY, "Europe/Berlin", datetime(2026, 6, 13, 7, 40, tzinfo=UTC), 9 * 60 + 40),
        (DAY, "Europe/Berlin", datetime(2026, 6, 12, 21, 59, tzinfo=UTC), -1),
        (DAY, "Europe/Berlin", datetime(2026, 6, 13, 22, 30, tzinfo=UTC), 24 * 60 + 30),
        (DAY, "America/New_York", datetime(2026, 6, 13, 13, 0, tzinfo=UTC), 9 * 60),
        # The night in which the clocks go forward: 03:30 on the wall, though only 150 minutes passed.
        (date(2026, 3, 29), "Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 3 * 60 + 30),
    ):
        edit = EditBarcamp(name="B", day=day, timezone=zone, language="de", tone="du")
        await cast.does(cast.ada, edit)
        assert minute_of_day(await cast.barcamp(), at) == minute


async def _plan(cast: Cast) -> Plan:
    async with cast.ctx.db.reading() as db:
        return await load_plan(db, cast.id, await topic_cards(db, cast.id))
