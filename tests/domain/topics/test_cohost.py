"""Who else hosts a topic."""

import secrets

from barcamp.domain.people.entry import Join
from barcamp.domain.topics.cohost import MOST_COHOSTS, AddCohost, RemoveCohost, cohosts
from barcamp.kernel.facts import Changed
from tests.cast import Cast


async def test_the_host_and_moderators_add_people_once(cast: Cast):
    topic = await cast.pitches()
    answer = await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    assert answer.changed == {Changed.hosts(topic), Changed.wall(f"t{topic}")}
    await cast.does(cast.max, AddCohost(topic=topic, attendee=cast.max.id))
    assert await _of(cast, topic) == {cast.noor.id, cast.max.id}
    for there in (cast.noor, cast.kim):
        assert (await cast.does(cast.max, AddCohost(topic=topic, attendee=there.id))).changed == frozenset()
    assert await _of(cast, topic) == {cast.noor.id, cast.max.id}


async def test_nobody_else_adds_people(cast: Cast):
    topic = await cast.pitches()
    assert await cast.refused(cast.noor, AddCohost(topic=topic, attendee=cast.noor.id)) == "topic.not_yours"
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    assert await cast.refused(cast.noor, AddCohost(topic=topic, attendee=cast.max.id)) == "topic.not_yours"


async def test_only_people_of_this_barcamp_can_be_added(cast: Cast):
    topic = await cast.pitches()
    assert await cast.refused(cast.kim, AddCohost(topic=topic, attendee=cast.eve.id)) == "attendee.gone"
    assert await cast.refused(cast.kim, AddCohost(topic=topic, attendee=2_000_000_000)) == "attendee.gone"


async def test_host_moderator_and_the_person_take_a_person_off(cast: Cast):
    topic = await cast.pitches()
    remove = RemoveCohost(topic=topic, attendee=cast.noor.id)
    for who in (cast.kim, cast.max, cast.noor):
        await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
        answer = await cast.does(who, remove)
        assert answer.changed == {Changed.hosts(topic), Changed.wall(f"t{topic}")}
        assert await _of(cast, topic) == set()
    assert (await cast.does(cast.noor, remove)).changed == frozenset()
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.max.id))
    refused = RemoveCohost(topic=topic, attendee=cast.max.id)
    assert await cast.refused(cast.noor, refused) == "topic.not_yours"


async def test_a_topic_has_only_so_many_cohosts(cast: Cast):
    topic = await cast.pitches()
    for number in range(MOST_COHOSTS):
        made = await cast.does(cast.stranger, Join(device=secrets.token_hex(32), name=f"Bo {number}"))
        await cast.does(cast.kim, AddCohost(topic=topic, attendee=made.made or 0))
    why = await cast.refusal(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    assert (why.key, why.facts) == ("cohost.too_many", {"most": MOST_COHOSTS})


async def _of(cast: Cast, topic: int) -> set[int]:
    return {row.attendee_id for row in await cast.rows(cohosts, topic_id=topic)}
