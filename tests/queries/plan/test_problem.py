"""The event as the planner sees it."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import UnplaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import CloseRoom, EditRoom
from barcamp.domain.plan.whereabouts import SayWhere
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.slot import AddSlot
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.planner.explain.assess import assess
from barcamp.planner.model import fits
from barcamp.planner.problem import Cell, Problem, Slot, Topic
from barcamp.planner.rules import early as is_early
from barcamp.planner.rules import late as is_late
from barcamp.queries.plan.problem import load_problem, parts, shares
from tests.cast import DAY, Cast
from tests.counting import counted
from tests.planning import cell, place, placed


async def test_a_topic_is_told_with_all_that_matters_for_its_place(cast: Cast):
    wishes = {"needs": "Beamer, FLIPCHART", "online": True, "not_before": "11:00", "not_after": "15:00"}
    made = (await cast.does(cast.kim, PitchTopic(title="Brot", **wishes))).made or 0
    await cast.does(cast.kim, AddCohost(topic=made, attendee=cast.noor.id))
    for member in (cast.noor, cast.max):
        await cast.does(member, CastVote(topic=made))
    await cast.does(cast.max, CountHands(topic=made, hands=5))
    [topic] = (await _problem(cast)).topics
    assert topic == Topic(
        id=made,
        title="Brot",
        interest=frozenset({cast.noor.id, cast.max.id}),
        hands=5,
        hosts=frozenset({cast.kim.id, cast.noor.id}),
        needs=frozenset({"beamer", "flipchart"}),
        online=True,
        not_before=660,
        not_after=900,
    )


async def test_who_is_online_is_told_of_a_hybrid_event(cast: Cast):
    await cast.becomes_hybrid()
    await cast.does(cast.noor, SayWhere(online=True))
    assert (await _problem(cast)).online == {cast.noor.id}
    same = EditBarcamp(name="B", day=DAY, timezone="Europe/Berlin", language="de", tone="du", held="site")
    await cast.does(cast.ada, same)
    assert (await _problem(cast)).online == frozenset()


def test_those_online_take_no_seats_from_the_first_of_several_sessions():
    people, online = list(range(10)), frozenset({0, 1, 2, 3})
    assert parts(people, 2, 3) == [[0, 1, 2], [3, 4, 5, 6, 7, 8, 9]]
    assert shares(people, 2, 3, online) == [[4, 5, 6, 0, 1], [7, 8, 9, 2, 3]]
    assert shares(people, 2, 3, frozenset()) == parts(people, 2, 3)


async def test_rooms_have_features_and_are_closed_where_they_dropped_out(cast: Cast):
    link = "https://video.example.org"
    await cast.does(cast.ada, EditRoom(room=cast.rooms[3], name="Garten", capacity=20, video_link=link))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[1]))
    rooms = (await _problem(cast)).rooms
    assert [(room.id, room.name, room.capacity) for room in rooms] == list(
        zip(cast.rooms, ("Saal", "Werkstatt", "Bibliothek", "Garten"), (80, 30, 24, 20), strict=True)
    )
    assert [room.features for room in rooms] == [{"beamer", "mikrofon"}, {"flipchart"}, {"beamer"}, frozenset()]
    assert [room.video for room in rooms] == [False, False, False, True]
    assert [room.closed for room in rooms] == [frozenset(), frozenset(cast.slots), frozenset(), frozenset()]


async def test_slots_are_those_for_sessions_and_begin_with_the_minute(cast: Cast):
    assert (await _problem(cast)).slots[:2] == (Slot(cast.slots[0], 630, 675), Slot(cast.slots[1], 690, 735))
    for minutes, begun in ((49, 0), (1, 1), (59, 1), (1, 2)):
        cast.clock.forward(minutes=minutes)
        assert [slot.begun for slot in (await _problem(cast)).slots] == [True] * begun + [False] * (5 - begun)


async def test_what_stands_and_what_is_pinned_is_told(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await cast.does(cast.max, PinTopic(topic=two))
    problem = await _problem(cast)
    assert problem.present == {one: Cell(*cell(cast, 0, 0)), two: Cell(*cell(cast, 1, 1))}
    assert problem.pins == {two: Cell(*cell(cast, 1, 1))}


async def test_withdrawn_parked_and_foreign_topics_are_not_planned(cast: Cast):
    stays, gone, parked = [await cast.pitches(title) for title in "ABC"]
    await cast.pitches(by=cast.eve)
    await cast.does(cast.kim, WithdrawTopic(topic=gone))
    await cast.does(cast.max, ParkTopic(topic=parked))
    assert [topic.id for topic in (await _problem(cast)).topics] == [stays]


async def test_a_repeat_is_for_those_who_came_later(cast: Cast):
    await cast.does(cast.ada, EditRoom(room=cast.rooms[0], name="Klein", capacity=1))
    topic = await placed(cast, "Eins", 0, 0)
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.max.id))
    again = (await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))).made
    for member in (cast.noor, cast.kim, cast.max):
        cast.clock.forward(seconds=1)
        await cast.does(member, CastVote(topic=topic))
    first, second = (await _problem(cast)).topics
    assert (first.id, first.interest) == (topic, {cast.noor.id})
    assert (second.id, second.interest) == (again, {cast.kim.id, cast.max.id})
    assert first.hosts == second.hosts == {cast.kim.id, cast.max.id}
    await place(cast, topic, 2, 2)  # where all three fit
    assert [len(each.interest) for each in (await _problem(cast)).topics] == [2, 1]


@pytest.mark.parametrize(
    ("people", "number", "seats", "shares"),
    [
        (7, 1, 3, [7]),
        (7, 2, 3, [3, 4]),
        (7, 2, 7, [4, 3]),
        (7, 2, None, [4, 3]),
        (9, 3, 2, [2, 3, 4]),
        (9, 3, 90, [3, 3, 3]),
        (1, 4, 5, [1, 0, 0, 0]),
        (0, 2, 5, [0, 0]),
    ],
)
def test_people_are_shared_in_order_and_nobody_is_lost(people: int, number: int, seats: int | None, shares: list[int]):
    everybody = list(range(people))
    found = parts(everybody, number, seats)
    assert [len(share) for share in found] == shares
    assert [person for share in found for person in share] == everybody


async def test_a_problem_costs_seven_queries_whatever_its_size(cast: Cast):
    camp = await cast.barcamp()
    for number in range(2):
        topic = await placed(cast, f"Nr. {number}", number, 0)
        await cast.does(cast.noor, CastVote(topic=topic))
        await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
        async with counted() as statements, cast.ctx.db.reading() as db:
            await load_problem(db, camp, cast.clock())
        assert sum(statement.lstrip().upper().startswith("SELECT") for statement in statements) == 7


async def test_figures_of_a_plan_need_only_what_stands_in_it_and_what_shares_its_interest(cast: Cast):
    await cast.does(cast.ada, EditRoom(room=cast.rooms[0], name="Klein", capacity=1))
    one, other = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 0)
    away, waiting = await cast.pitches("Drei"), await cast.pitches("Vier")
    again = (await cast.does(cast.max, RepeatTopic(topic=one, room=cast.rooms[1], slot=cast.slots[1]))).made
    for member in (cast.noor, cast.kim, cast.max):
        for topic in (one, other, away, waiting):
            await cast.does(member, CastVote(topic=topic))
    everything = await _problem(cast)
    assert {topic.id for topic in everything.topics} == {one, other, away, waiting, again}
    for among, known in (((), {one, other, again}), ((away,), {one, other, again, away})):
        some = await _problem(cast, among)
        assert some.topics == tuple(topic for topic in everything.topics if topic.id in known)
        assert replace(assess(some, some.present), shown=12) == assess(everything, everything.present)
    # Only the repeat still stands.
    await cast.does(cast.max, UnplaceTopic(topic=one))
    [first, *rest] = (await _problem(cast, ())).topics
    assert (first.id, [topic.id for topic in rest]) == (one, [other, again])
    assert [topic for topic in (await _problem(cast)).topics if topic.id in (one, other, again)] == [first, *rest]


async def _problem(cast: Cast, among: Collection[int] | None = None) -> Problem:
    camp = await cast.barcamp()
    async with cast.ctx.db.reading() as db:
        return await load_problem(db, camp, cast.clock(), among=among)


async def test_the_hours_of_a_topic_hold_on_every_day(cast: Cast):
    await cast.lasts(days=2)
    early = await cast.makes(cast.ada, AddSlot(day=1, starts="08:00", ends="09:00"))
    fitting = await cast.makes(cast.ada, AddSlot(day=1, starts="11:00", ends="12:00"))
    await cast.makes(cast.kim, PitchTopic(title="Brot", not_before="11:00", not_after="12:00"))
    problem = await _problem(cast)
    [topic] = problem.topics
    found = {slot.id for slot in problem.slots if fits(topic, problem.rooms[0], slot)}
    assert {slot.id for slot in problem.slots} > {early, fitting}
    assert found == {slot.id for slot in problem.slots if not (is_early(topic, slot) or is_late(topic, slot))}
    assert found == {fitting}
