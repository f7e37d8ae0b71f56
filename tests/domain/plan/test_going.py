"""Choosing sessions, which goes on when interest is closed and never counts as interest."""

import pytest

from barcamp.domain.event.phases import SetInterest
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.going import ChooseSession, SkipSession, goings
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.kernel.facts import Changed
from tests.cast import Cast, Member


async def test_sessions_are_chosen_and_let_go_when_interest_is_closed(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, SetInterest(open=False))
    assert (await cast.does(cast.noor, ChooseSession(topic=topic))).changed == {Changed.heads()}
    assert (await cast.does(cast.noor, ChooseSession(topic=topic))).changed == frozenset()
    assert await _said(cast) == {(topic, cast.noor.id): True}
    assert (await cast.does(cast.noor, SkipSession(topic=topic))).changed == {Changed.heads()}
    assert await _said(cast) == {(topic, cast.noor.id): False}
    assert await cast.rows(votes, barcamp_id=cast.id) == []


async def test_it_is_said_of_the_topic_whichever_of_its_sessions_was_tapped(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    again = (await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[1]))).made or 0
    await cast.does(cast.noor, ChooseSession(topic=again))
    assert await _said(cast) == {(topic, cast.noor.id): True}


async def test_while_counts_are_hidden_nothing_looks_different(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, SetRulesOfInterest(points=0, blind=True))
    assert (await cast.does(cast.noor, ChooseSession(topic=topic))).changed == frozenset()


@pytest.mark.parametrize("kind", [ChooseSession, SkipSession])
async def test_only_people_choose_and_only_what_is_there(cast: Cast, kind: type[ChooseSession | SkipSession]):
    topic, foreign = await cast.pitches(), await cast.pitches(by=cast.eve)
    assert await cast.refused(cast.ada, kind(topic=topic)) == "attendee.join_first"
    assert await cast.refused(cast.noor, kind(topic=foreign)) == "topic.gone"
    await cast.does(cast.max, HideTopic(topic=topic, reason="Doppelt"))
    assert await cast.refused(cast.noor, kind(topic=topic)) == "topic.gone"
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.noor, kind(topic=topic)) == "barcamp.archived"


async def test_choices_follow_a_topic_into_the_one_it_becomes_part_of_and_back(cast: Cast):
    goes, stays = await cast.pitches("Brot"), await cast.pitches("Salz")
    kim, noor, max_ = cast.kim.id, cast.noor.id, cast.max.id
    await _say(cast, cast.kim, goes, True)
    await _say(cast, cast.kim, stays, False)
    await cast.does(cast.noor, CastVote(topic=stays))
    await _say(cast, cast.noor, goes, False)  # of one alone, and the other is still wanted
    await _say(cast, cast.max, goes, False)
    before = await _said(cast)
    await cast.does(cast.max, MergeTopics(topic=goes, into=stays, title="Brot und Salz"))
    assert await _said(cast) == {(stays, kim): True, (stays, max_): False}
    await cast.does(cast.max, Undo())
    assert await _said(cast) == before
    assert {who for _, who in before} == {kim, noor, max_}


@pytest.mark.parametrize("contributions", ["keep", "remove"])
async def test_choices_are_erased_with_the_person(cast: Cast, contributions: str):
    topic = await cast.pitches()
    for who in (cast.kim, cast.noor):
        await _say(cast, who, topic, True)
    await cast.does(cast.ada, ErasePerson(attendee=cast.noor.id, contributions=contributions))
    assert await _said(cast) == {(topic, cast.kim.id): True}


async def _say(cast: Cast, who: Member, topic: int, goes: bool) -> None:
    await cast.does(who, ChooseSession(topic=topic) if goes else SkipSession(topic=topic))


async def _said(cast: Cast) -> dict[tuple[int, int], bool]:
    return {(row.topic_id, row.attendee_id): row.goes for row in await cast.rows(goings, barcamp_id=cast.id)}
