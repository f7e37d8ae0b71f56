"""Wishes: topics without a host, claimed by anybody."""

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.topics.claim import ClaimTopic, ReleaseTopic
from barcamp.domain.topics.cohost import AddCohost, cohosts
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.kernel.facts import Changed
from tests.cast import Cast


async def test_a_wish_has_no_host_until_somebody_claims_it(cast: Cast):
    wish = await cast.makes_a_wish()
    assert await _host(cast, wish) is None
    assert await cast.refused(cast.noor, EditTopic(topic=wish, title="Meins")) == "topic.not_yours"
    answer = await cast.does(cast.kim, ClaimTopic(topic=wish))
    assert answer.changed == {Changed.hosts(wish), Changed.wall(f"t{wish}")}
    assert await _host(cast, wish) == cast.kim.id
    await cast.does(cast.kim, EditTopic(topic=wish, title="Gärtnern auf Dächern"))


async def test_only_one_can_claim_a_wish(cast: Cast):
    wish = await cast.makes_a_wish()
    await cast.does(cast.kim, ClaimTopic(topic=wish))
    assert await cast.refused(cast.noor, ClaimTopic(topic=wish)) == "topic.has_host"
    assert await cast.refused(cast.kim, ClaimTopic(topic=wish)) == "topic.has_host"
    assert await cast.refused(cast.eve, ClaimTopic(topic=wish)) == "topic.gone"


async def test_a_host_gives_a_topic_out_of_hand_and_another_takes_it(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    assert await cast.refused(cast.noor, ReleaseTopic(topic=topic)) == "topic.not_yours"
    await cast.does(cast.kim, ReleaseTopic(topic=topic))
    await cast.does(cast.noor, ClaimTopic(topic=topic))
    assert await _host(cast, topic) == cast.noor.id
    assert await cast.rows(cohosts, barcamp_id=cast.id) == []


async def test_a_wish_is_claimed_by_a_person_and_not_after_the_end(cast: Cast):
    wish = await cast.makes_a_wish()
    assert await cast.refused(cast.ada, ClaimTopic(topic=wish)) == "attendee.join_first"
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.kim, ClaimTopic(topic=wish)) == "barcamp.archived"


async def test_a_topic_says_what_its_host_brings_along(cast: Cast):
    made = (await cast.does(cast.kim, PitchTopic(title="Brot", angle="offers"))).made
    assert made is not None
    assert [row.angle for row in await cast.rows(topics, id=made)] == ["offers"]
    await cast.does(cast.kim, EditTopic(topic=made, title="Brot"))
    assert [row.angle for row in await cast.rows(topics, id=made)] == ["offers"]
    await cast.does(cast.kim, EditTopic(topic=made, title="Brot", angle="seeks"))
    assert [row.angle for row in await cast.rows(topics, id=made)] == ["seeks"]
    assert await cast.refused(cast.kim, PitchTopic(title="Salz", angle="sells")) == "topic.no_such_angle"


async def _host(cast: Cast, topic: int) -> int | None:
    return (await cast.rows(topics, id=topic))[0].host_id
