"""A topic is hidden with a reason: gone for everybody but its host, off plan and stage, and back again."""

from barcamp.domain.moderation.hide_topic import HideTopic, ShowTopic
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.topics.pitch_round import load_hidden_topics
from barcamp.queries.topics.topics import topic_cards
from barcamp.queries.walls.own import load_own
from tests.cast import Cast, Member


async def seen(cast: Cast) -> list[str]:
    async with cast.ctx.db.reading() as db:
        return [card.title for card in await topic_cards(db, cast.id)]


async def told(cast: Cast, who: Member) -> tuple:
    async with cast.ctx.db.reading() as db:
        return (await load_own(db, who.id)).hidden_topics


async def stage(cast: Cast) -> tuple:
    camp: Barcamp = await cast.barcamp()
    return camp.on_stage, camp.scene


async def test_it_is_gone_for_everybody_and_its_host_reads_why(cast: Cast):
    topic, _ = await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, BringOnStage(topic=topic))
    assert await stage(cast) == (topic, "pitch")
    await cast.does(cast.max, HideTopic(topic=topic, reason="Werbung"))
    assert await seen(cast) == ["Salz"]
    assert await stage(cast) == (None, "")
    assert await cast.rows(placements, barcamp_id=cast.id) == []
    assert [await told(cast, who) for who in (cast.kim, cast.noor)] == [(("Brot", "Werbung"),), ()]
    async with cast.ctx.db.reading() as db:
        (hidden,) = await load_hidden_topics(db, cast.id)
    assert (hidden.title, hidden.host, hidden.reason) == ("Brot", "Kim", "Werbung")

    await cast.does(cast.max, ShowTopic(topic=topic))
    assert await seen(cast) == ["Brot", "Salz"]
    assert len(await cast.rows(votes, topic_id=topic)) == 1
    assert await cast.rows(placements, barcamp_id=cast.id) == []
    assert await told(cast, cast.kim) == ()


async def test_undo_brings_it_back_where_it_was(cast: Cast):
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, BringOnStage(topic=topic))
    await cast.does(cast.max, HideTopic(topic=topic, reason="Werbung"))
    await cast.does(cast.max, Undo())
    assert await seen(cast) == ["Brot"]
    assert await stage(cast) == (topic, "pitch")
    assert [row.topic_id for row in await cast.rows(placements, barcamp_id=cast.id)] == [topic]


async def test_what_cannot_be_says_so(cast: Cast):
    topic = await cast.pitches("Brot")
    assert await cast.refused(cast.max, ShowTopic(topic=topic)) == "topic.gone"
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PinTopic(topic=topic))
    assert await cast.refused(cast.max, HideTopic(topic=topic, reason="Werbung")) == "placement.pinned"
    other = await cast.pitches("Salz")
    await cast.does(cast.max, HideTopic(topic=other, reason="Doppelt"))
    assert await cast.refused(cast.max, HideTopic(topic=other, reason="Doppelt")) == "topic.gone"
