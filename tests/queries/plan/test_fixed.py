"""The planner takes fixed sessions as given: checked by going through the plan in the plainest way."""

import random

import pytest

from barcamp.domain.plan.grid import placements, slots
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.proposal import TakeProposal
from barcamp.domain.setup.programme.by_hand import AddFixedSession
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote
from barcamp.planner.problem import Problem
from barcamp.planner.solver import solve
from barcamp.queries.plan.problem import load_problem
from tests.cast import Cast
from tests.planner.checker import complaints
from tests.server import Server
from tests.web.asking import give


async def problem_of(cast: Cast) -> Problem:
    async with cast.ctx.db.reading() as db:
        return await load_problem(db, await cast.barcamp(), cast.clock())


async def fixed(cast: Cast, title: str, room: int, starts: int, lasts: int) -> int:
    times = [f"{at // 60:02}:{at % 60:02}" for at in (starts, starts + lasts)]
    await cast.does(cast.max, AddFixedSession(title=title, room=cast.rooms[room], starts=times[0], ends=times[1]))
    return (await cast.rows(topics, barcamp_id=cast.id, title=title))[0].id


async def beside_one_another(cast: Cast) -> list[str]:
    """Open sessions in a room in which a fixed one runs at that time."""
    known = {topic.id: topic for topic in await cast.rows(topics, barcamp_id=cast.id)}
    times = {slot.id: slot for slot in await cast.rows(slots, barcamp_id=cast.id)}
    found = await cast.rows(placements, barcamp_id=cast.id)
    return [
        f"{known[one.topic_id].title} beside {known[other.topic_id].title}"
        for one in found
        for other in found
        if not known[one.topic_id].fixed and known[other.topic_id].fixed and one.room_id == other.room_id
        if times[one.slot_id].starts < times[other.slot_id].ends
        if times[other.slot_id].starts < times[one.slot_id].ends
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_no_open_topic_is_planned_beside_a_fixed_session_in_its_room(server: Server, seed: int):
    cast, chance = server.cast, random.Random(seed)
    begins = [slot for slot in await cast.rows(slots, barcamp_id=cast.id) if slot.id in cast.slots]
    for n, slot in enumerate(begins):
        room = chance.randrange(len(cast.rooms))
        await fixed(cast, f"Fest {n}", room, slot.starts + chance.choice([0, 5, 20]), chance.choice([10, 20]))
    for n in range(len(cast.rooms) * len(cast.slots)):
        topic = await cast.pitches(f"Offen {n}", by=chance.choice([cast.kim, cast.noor]))
        for person in (cast.kim, cast.noor, cast.max):
            if chance.random() < 0.5:
                await cast.does(person, CastVote(topic=topic))
    client = server.client(cast.max)
    assert (await give(client, cast.code, "suggest-plan")).status_code == 303
    answer = await cast.does(cast.max, TakeProposal())
    assert answer
    assert await beside_one_another(cast) == []
    placed = [row.topic_id for row in await cast.rows(placements, barcamp_id=cast.id)]
    titles = {topic.id: topic.title for topic in await cast.rows(topics, barcamp_id=cast.id)}
    assert sum(titles[topic].startswith("Fest") for topic in placed) == len(begins)
    assert sum(titles[topic].startswith("Offen") for topic in placed) > len(begins)


async def test_who_holds_or_wants_a_fixed_session_is_busy_then(cast: Cast):
    slot = next(slot for slot in await cast.rows(slots, barcamp_id=cast.id) if slot.id in cast.slots)
    talk = await fixed(cast, "Vortrag", 0, slot.starts + 5, 20)
    await cast.does(cast.max, AddCohost(topic=talk, attendee=cast.kim.id))
    held, wanted = await cast.pitches("Von Kim"), await cast.pitches("Von Noor gewollt", by=cast.max)
    for topic in (talk, wanted):
        await cast.does(cast.noor, CastVote(topic=topic))
    problem = await problem_of(cast)
    assert problem.pins[talk] == (cast.rooms[0], slot.id)
    solution = solve(problem)
    assert complaints(problem, solution) == []
    assert solution.cells[held].slot != slot.id, "Kim holds the fixed session then"
    assert solution.cells[wanted].slot != slot.id, "Noor goes to the fixed session then"


async def test_beside_no_open_slot_a_session_changes_nothing_about_the_plan(cast: Cast):
    before = await problem_of(cast)
    topic = await fixed(cast, "Spät", 0, 22 * 60, 30)
    after = await problem_of(cast)
    assert [slot for slot in after.slots if not slot.begun] == [slot for slot in before.slots if not slot.begun]
    assert [room.closed for room in after.rooms] == [room.closed for room in before.rooms]
    [own] = [slot for slot in after.slots if slot.begun and slot not in before.slots]
    assert after.pins[topic] == (cast.rooms[0], own.id)


async def test_two_short_talks_in_one_open_slot_close_the_room_and_keep_their_places(cast: Cast):
    slot = next(slot for slot in await cast.rows(slots, barcamp_id=cast.id) if slot.id in cast.slots)
    one, two = await fixed(cast, "Eins", 0, slot.starts, 10), await fixed(cast, "Zwei", 0, slot.starts + 15, 10)
    problem = await problem_of(cast)
    solution = solve(problem)
    assert complaints(problem, solution) == []
    assert solution.cells[one] != solution.cells[two]
    assert await cast.refused(cast.max, UnplaceTopic(topic=two)) == "topic.fixed"
