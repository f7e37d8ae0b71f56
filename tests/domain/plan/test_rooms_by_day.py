"""A room that is out of use on one day of several: on that day it takes nothing new, on the others it does."""

import pytest

from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.grid import placements, rooms
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.proposal import KeepProposal, TakeProposal, TakeProposedCell
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom, ReopenRoom
from barcamp.domain.setup.slot import AddSlot
from barcamp.kernel.history import revisions
from barcamp.queries.plan.plan import barred, load_plan
from barcamp.queries.plan.problem import load_problem
from barcamp.queries.topics.topics import topic_cards
from tests.cast import Cast


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


@pytest.fixture
async def sunday(cast: Cast) -> int:
    """The slot of a second day, on which the first room is closed."""
    await cast.lasts(days=2)
    slot = await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0], day=1))
    return slot


async def standing(cast: Cast) -> dict[int, tuple[int, int]]:
    return {row.topic_id: (row.room_id, row.slot_id) for row in await cast.rows(placements, barcamp_id=cast.id)}


async def test_it_takes_nothing_new_on_that_day_however_it_is_asked(cast: Cast, sunday: int):
    room, other = cast.rooms[:2]
    topic = await cast.pitches()
    closed = PlaceTopic(topic=topic, room=room, slot=sunday)
    assert await cast.refused(cast.max, closed) == "room.closed"
    await cast.does(cast.max, KeepProposal(cells={topic: (room, sunday)}))
    assert await cast.refused(cast.max, TakeProposedCell(topic=topic)) == "room.closed"
    await cast.does(cast.max, TakeProposal())
    assert await standing(cast) == {}
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[0]))
    assert await cast.refused(cast.max, RepeatTopic(topic=topic, room=room, slot=sunday)) == "room.closed"
    await cast.does(cast.max, RepeatTopic(topic=topic, room=other, slot=sunday))
    await cast.does(cast.max, ReopenRoom(room=room, day=1))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=sunday))


async def test_what_stands_there_stays_and_does_not_come_back_once_it_has_left(cast: Cast, sunday: int):
    room = cast.rooms[0]
    topic = await cast.pitches()
    await cast.does(cast.max, ReopenRoom(room=room, day=1))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=sunday))
    await cast.does(cast.max, CloseRoom(room=room, day=1))
    async with cast.ctx.db.reading() as db:
        plan = await load_plan(db, cast.id, await topic_cards(db, cast.id))
    [stranded] = [cell for row in plan.rows for cell in row.cells if cell.stranded]
    assert stranded.topic is not None
    assert (stranded.topic.id, stranded.room.id) == (topic, room)
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    last = (await cast.rows(revisions, barcamp_id=cast.id))[-1]
    assert await cast.refused(cast.max, Undo(seen=last.number)) == "room.closed"


async def test_the_console_and_the_planner_know_on_which_day(cast: Cast, sunday: int):
    room = cast.rooms[0]
    topic = await cast.pitches()
    async with cast.ctx.db.reading() as db:
        bars = barred(await load_plan(db, cast.id, await topic_cards(db, cast.id)), topic)
        problem = await load_problem(db, await cast.barcamp(), cast.clock())
    assert bars == {(sunday, room): "closed"}
    assert {each.id: each.closed for each in problem.rooms if each.closed} == {room: frozenset({sunday})}


@pytest.mark.usefixtures("sunday")
async def test_opened_for_all_days_it_is_open_on_each(cast: Cast):
    room = cast.rooms[0]
    await cast.does(cast.max, CloseRoom(room=room))
    await cast.does(cast.max, ReopenRoom(room=room))
    [row] = await cast.rows(rooms, id=room)
    assert (row.closed, row.closed_days) == (False, 0)
    assert (await cast.does(cast.max, ReopenRoom(room=room, day=1))).changed == frozenset()


@pytest.mark.usefixtures("sunday")
async def test_there_is_no_other_day(cast: Cast):
    for command in (CloseRoom, ReopenRoom):
        assert await cast.refused(cast.max, command(room=cast.rooms[0], day=2)) == "days.no_such_day"
