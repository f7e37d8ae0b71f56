"""Showing interest and taking it back."""

from barcamp.domain.event.phases import SetInterest
from barcamp.domain.topics.vote import CastVote, WithdrawVote, votes
from barcamp.kernel.facts import Changed
from tests.cast import Cast


async def test_interest_is_counted_once_per_person_and_topic(cast: Cast):
    topic, other = await cast.pitches(), await cast.pitches("Salz")
    answer = await cast.does(cast.kim, CastVote(topic=topic))
    assert answer.changed == {Changed.interest(topic)}
    again = await cast.does(cast.kim, CastVote(topic=topic))
    assert again.changed == frozenset()
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, CastVote(topic=other))
    assert await _all(cast) == {(topic, cast.kim.id), (topic, cast.noor.id), (other, cast.kim.id)}


async def test_interest_can_be_taken_back_and_shown_again(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.noor, CastVote(topic=topic))
    answer = await cast.does(cast.kim, WithdrawVote(topic=topic))
    assert answer.changed == {Changed.interest(topic)}
    assert await _all(cast) == {(topic, cast.noor.id)}
    again = await cast.does(cast.kim, WithdrawVote(topic=topic))
    assert again.changed == frozenset()
    await cast.does(cast.kim, CastVote(topic=topic))
    assert await _all(cast) == {(topic, cast.kim.id), (topic, cast.noor.id)}


async def test_interest_has_to_be_open(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.max, SetInterest(open=False))
    assert await cast.refused(cast.noor, CastVote(topic=topic)) == "interest.closed"
    assert await cast.refused(cast.kim, WithdrawVote(topic=topic)) == "interest.closed"
    assert await _all(cast) == {(topic, cast.kim.id)}
    await cast.does(cast.max, SetInterest(open=True))
    await cast.does(cast.kim, WithdrawVote(topic=topic))


async def test_interest_needs_a_person(cast: Cast):
    topic = await cast.pitches()
    assert await cast.refused(cast.ada, CastVote(topic=topic)) == "attendee.join_first"
    assert await cast.refused(cast.ada, WithdrawVote(topic=topic)) == "attendee.join_first"


async def test_interest_in_a_topic_elsewhere_is_refused(cast: Cast):
    foreign = await cast.pitches(by=cast.eve)
    await cast.does(cast.eve, CastVote(topic=foreign))
    assert await cast.refused(cast.kim, CastVote(topic=foreign)) == "topic.gone"
    assert await cast.refused(cast.kim, WithdrawVote(topic=foreign)) == "topic.gone"


async def _all(cast: Cast) -> set[tuple[int, int]]:
    return {(row.topic_id, row.attendee_id) for row in await cast.rows(votes, barcamp_id=cast.id)}
