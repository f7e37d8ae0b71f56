"""Raised hands are counted."""

from barcamp.domain.topics.hands import MOST_HANDS, CountHands
from barcamp.domain.topics.topic import topics
from barcamp.kernel.facts import Changed
from tests.cast import Cast


async def test_the_last_count_holds(cast: Cast):
    topic = await cast.pitches()
    for hands in (7, MOST_HANDS, 0):
        answer = await cast.does(cast.max, CountHands(topic=topic, hands=hands))
        assert answer.changed == {Changed.interest(topic), Changed.heads(), Changed.history()}
        assert (await cast.rows(topics, id=topic))[0].hands == hands


async def test_hands_are_a_sensible_number(cast: Cast):
    topic = await cast.pitches()
    for hands in (-1, MOST_HANDS + 1):
        why = await cast.refusal(cast.max, CountHands(topic=topic, hands=hands))
        assert (why.key, why.facts) == ("hands.number", {"most": MOST_HANDS})
