"""The rules of interest: points, and counts that nobody sees until the round is closed."""

from asyncio import gather
from dataclasses import replace

import pytest

from barcamp.desk.desk import Answer
from barcamp.domain.event.phases import MoveToPhase, SetInterest
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.rules import MOST_POINTS, SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote, WithdrawVote, votes
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.loading import record_of
from barcamp.exports.formats import csv_tables, event_json
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.live import regions
from barcamp.live.audience import Group
from barcamp.live.screens import SCREENS, whole
from barcamp.live.snapshot import Snapshot
from barcamp.queries.plan.problem import load_problem
from barcamp.queries.topics.topics import ranked, topic_cards
from tests.cast import Cast

ALL = Choice(names=True, photos=True, votes=True)


async def test_each_person_has_so_many_points_one_for_a_topic(cast: Cast):
    await cast.does(cast.max, SetRulesOfInterest(points=2))
    first, second, third = [await cast.pitches(title) for title in ("Brot", "Salz", "Pfeffer")]
    for topic in (first, second, second):
        await cast.does(cast.kim, CastVote(topic=topic))
    assert await cast.refused(cast.kim, CastVote(topic=third)) == "interest.spent"
    await cast.does(cast.noor, CastVote(topic=third))
    await cast.does(cast.kim, WithdrawVote(topic=first))
    await cast.does(cast.kim, CastVote(topic=third))
    assert {(row.topic_id, row.attendee_id) for row in await cast.rows(votes, barcamp_id=cast.id)} == {
        (second, cast.kim.id), (third, cast.kim.id), (third, cast.noor.id),
    }  # fmt: skip


async def test_a_topic_that_was_taken_back_gives_its_point_back(cast: Cast):
    await cast.does(cast.max, SetRulesOfInterest(points=1))
    gone, there = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.noor, CastVote(topic=gone))
    assert await cast.refused(cast.noor, CastVote(topic=there)) == "interest.spent"
    await cast.does(cast.kim, WithdrawTopic(topic=gone))
    await cast.does(cast.noor, CastVote(topic=there))


async def test_points_hold_also_for_many_votes_at_once(cast: Cast):
    await cast.does(cast.max, SetRulesOfInterest(points=2))
    topics = [await cast.pitches(f"Thema {number}") for number in range(4)]
    answers = await _at_once(cast, *(CastVote(topic=topic) for topic in topics))
    assert sorted(type(answer).__name__ for answer in answers) == ["Answer", "Answer", "Refused", "Refused"]
    assert len(await cast.rows(votes, barcamp_id=cast.id)) == 2


async def test_the_rules_stand_once_somebody_has_shown_interest(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, SetRulesOfInterest(points=3, blind=True))
    await cast.does(cast.kim, CastVote(topic=topic))
    assert await cast.refused(cast.max, SetRulesOfInterest()) == "rules.begun"
    assert await cast.refused(cast.ada, SetRulesOfInterest()) == "rules.begun"
    await cast.does(cast.kim, WithdrawVote(topic=topic))
    await cast.does(cast.ada, SetRulesOfInterest())


@pytest.mark.parametrize("points", [-1, MOST_POINTS + 1])
async def test_points_have_a_limit(cast: Cast, points: int):
    assert await cast.refused(cast.max, SetRulesOfInterest(points=points)) == "rules.points"


async def test_what_is_hidden_touches_nothing_that_anybody_sees(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, SetRulesOfInterest(blind=True))
    assert (await cast.does(cast.kim, CastVote(topic=topic))).changed == frozenset()
    assert (await cast.does(cast.kim, WithdrawVote(topic=topic))).changed == frozenset()
    await cast.does(cast.kim, CastVote(topic=topic))
    closed = await cast.does(cast.max, SetInterest(open=False))
    assert closed.changed >= {Changed.counts()}


@pytest.mark.parametrize("close", [SetInterest(open=False), MoveToPhase(phase="planning"), ArchiveBarcamp()])
async def test_counts_are_seen_by_everybody_once_the_round_is_closed(cast: Cast, close):
    first, second = await _a_hidden_round(cast)
    assert [(card.id, card.interest, card.counted) for card in ranked(await _cards(cast))] == [
        (first, 0, False), (second, 0, False),
    ]  # fmt: skip
    await cast.does(cast.max, close)
    assert [(card.id, card.interest, card.counted) for card in ranked(await _cards(cast))] == [
        (second, 2, True), (first, 0, True),
    ]  # fmt: skip


async def test_no_region_of_any_screen_differs_by_hidden_interest(cast: Cast):
    _, second = await _a_hidden_round(cast, voted=False)
    before = await _all_regions(cast)
    for who in (cast.kim, cast.noor):
        await cast.does(who, CastVote(topic=second))
    assert await _all_regions(cast) == before
    await cast.does(cast.max, SetInterest(open=False))
    assert await _all_regions(cast) != before


async def test_the_planner_knows_nothing_of_hidden_interest(cast: Cast):
    await _a_hidden_round(cast)
    assert [topic.shown for topic in (await _problem(cast)).topics] == [0, 0]
    await cast.does(cast.max, SetInterest(open=False))
    assert [topic.shown for topic in (await _problem(cast)).topics] == [0, 2]


async def test_no_export_tells_hidden_interest(cast: Cast):
    _, second = await _a_hidden_round(cast, voted=False)
    before = await _exports(cast)
    for who in (cast.kim, cast.noor):
        await cast.does(who, CastVote(topic=second))
    assert await _exports(cast) == before
    await cast.does(cast.max, SetInterest(open=False))
    assert await _exports(cast) != before


async def _a_hidden_round(cast: Cast, *, voted: bool = True) -> tuple[int, int]:
    """Two topics; the second, on the plan, is what both would like."""
    await cast.does(cast.max, SetRulesOfInterest(blind=True))
    first, second = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.max, PlaceTopic(topic=second, room=cast.rooms[0], slot=cast.slots[0]))
    for who in (cast.kim, cast.noor) if voted else ():
        await cast.does(who, CastVote(topic=second))
    return first, second


async def _at_once(cast: Cast, *commands: CastVote) -> list[Answer | Refused]:
    return list(await gather(*(cast.does(cast.kim, each) for each in commands), return_exceptions=True))  # type: ignore[arg-type]


async def _cards(cast: Cast):
    async with cast.ctx.db.reading() as db:
        return await topic_cards(db, cast.id)


async def _problem(cast: Cast):
    async with cast.ctx.db.reading() as db:
        return await load_problem(db, await cast.barcamp(), cast.clock())


async def _all_regions(cast: Cast) -> dict[tuple[str, str], str]:
    drawn = {}
    for screen in SCREENS:
        group = Group(screen, "de", f"s{cast.plenaries[0]}" if screen == "notes" else "")
        async with cast.ctx.db.reading() as db:
            contexts = await regions.contexts(
                Snapshot(db, await cast.barcamp(), cast.clock()), set(whole(group.screen, group.subject))
            )
        for name, context in contexts.items():
            assert isinstance(context, dict), name
            shelf, _ = regions.draw(cast.ctx.env, group, await cast.barcamp(), name, context, None)
            drawn[screen, name] = shelf.piece.html
    return drawn


async def _exports(cast: Cast) -> list[object]:
    """Apart from how many lines the journal has."""
    async with cast.ctx.db.reading() as db:
        camp = await cast.barcamp()
        day = replace(await load_day(db, camp, cast.clock(), ALL), revision=0)
        record = await record_of(db, camp, ALL)
    return [event_json.write(day), day.charts, csv_tables.write(day, excel=False), record]
