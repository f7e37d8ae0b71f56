"""What is mine, said once for the phone, the calendar, the take-home page and the heads to expect."""

from barcamp.domain.event.phases import SetInterest
from barcamp.domain.plan.going import ChooseSession, SkipSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.vote import CastVote
from barcamp.planner.explain.assess import assess, heads_of
from barcamp.planner.problem import Id, Problem
from barcamp.queries.people.people import load_mine
from barcamp.queries.people.takehome import load_take_home
from barcamp.queries.plan.going import sessions_of
from barcamp.queries.plan.problem import load_problem
from tests.cast import Cast, Member


async def test_interest_counts_as_going_until_somebody_says_no(cast: Cast):
    wanted, dropped, chosen, other = [await cast.pitches(title, by=cast.max) for title in "ABCD"]
    for topic in (wanted, dropped):
        await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, SetInterest(open=False))
    await cast.does(cast.noor, SkipSession(topic=dropped))
    await cast.does(cast.noor, ChooseSession(topic=chosen))
    await cast.does(cast.kim, ChooseSession(topic=other))
    assert await _everywhere(cast, cast.noor) == [{wanted, chosen}] * 3
    await cast.does(cast.noor, ChooseSession(topic=dropped))
    await cast.does(cast.noor, SkipSession(topic=chosen))
    assert await _everywhere(cast, cast.noor) == [{wanted, dropped}] * 3


async def test_what_i_host_is_mine_whatever_i_chose(cast: Cast):
    own, helped = await cast.pitches("A"), await cast.pitches("B", by=cast.noor)
    await cast.does(cast.noor, AddCohost(topic=helped, attendee=cast.kim.id))
    async with cast.ctx.db.reading() as db:
        assert await sessions_of(db, cast.kim.id) == {own, helped}


async def test_heads_follow_choices_and_interest_does_not(cast: Cast):
    one, two = await cast.pitches("A", by=cast.max), await cast.pitches("B", by=cast.max)
    for number, topic in enumerate((one, two)):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[number], slot=cast.slots[number]))
        for who in (cast.kim, cast.noor):
            await cast.does(who, CastVote(topic=topic))
    before = await _problem(cast)
    assert heads(before) == {one: 2, two: 2}
    await cast.does(cast.noor, SkipSession(topic=one))
    await cast.does(cast.max, ChooseSession(topic=two))
    after = await _problem(cast)
    assert heads(after) == {one: 1, two: 3}
    assert [topic.interest for topic in after.topics] == [topic.interest for topic in before.topics]
    figures = [assess(problem, problem.present) for problem in (before, after)]
    assert figures[0].value == figures[1].value == 4


async def test_of_a_repeated_session_those_who_go_are_shared(cast: Cast):
    topic = await cast.pitches(by=cast.max)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    again = (await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[1]))).made
    for who in (cast.kim, cast.noor):
        await cast.does(who, ChooseSession(topic=topic))
    problem = await _problem(cast)
    assert heads(problem) == {topic: 1, again: 1}


async def _everywhere(cast: Cast, who: Member) -> list[set[int]]:
    async with cast.ctx.db.reading() as db:
        mine = await load_mine(db, who.person)
        home = await load_take_home(db, await cast.barcamp(), mine)
        return [{*mine.going}, {*await sessions_of(db, who.id)}, {card.id for card in home.unplaced}]


async def _problem(cast: Cast) -> Problem:
    async with cast.ctx.db.reading() as db:
        return await load_problem(db, await cast.barcamp(), cast.clock())


def heads(problem: Problem) -> dict[Id, float]:
    return {topic: many.all for topic, many in heads_of(problem, problem.present).items()}
