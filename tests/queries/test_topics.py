"""Topic cards and their ranking."""

from barcamp.domain.attendee import Rename
from barcamp.domain.placement import PlaceTopic
from barcamp.domain.room import EditRoom
from barcamp.domain.topic import PitchTopic, WithdrawTopic
from barcamp.domain.vote import CastVote
from barcamp.queries.topics import TopicCard, ranked, topic_cards
from tests.cast import Cast


async def test_a_card_tells_words_host_interest_and_place(cast: Cast):
    await cast.does(cast.kim, Rename(name="Kim", organisation="Imkerei"))
    topic = (await cast.does(cast.kim, PitchTopic(title="Brot", description="Mit Salz"))).made
    for member in (cast.kim, cast.noor):
        await cast.does(member, CastVote(topic=topic))
    [card] = await _cards(cast)
    said = ("Brot", "Mit Salz", cast.kim.id, "Kim", "Imkerei", 2)
    assert card == TopicCard(topic, *said, None, None, None, None, None, None)
    assert not card.placed
    room, slot = cast.rooms[1], cast.slots[0]
    await cast.does(cast.ada, EditRoom(room=room, name="Werkstatt", capacity=9, video_link="https://x.example"))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    [card] = await _cards(cast)
    assert card == TopicCard(topic, *said, room, "Werkstatt", "https://x.example", slot, 630, 675)
    assert card.placed


async def test_cards_stay_in_order_of_pitching_and_ranking_follows_interest(cast: Cast):
    one, two, three = [await cast.pitches(title) for title in ("Eins", "Zwei", "Drei")]
    for member, topic in ((cast.kim, two), (cast.noor, two), (cast.kim, three), (cast.noor, one)):
        await cast.does(member, CastVote(topic=topic))
    cards = await _cards(cast)
    assert [card.id for card in cards] == [one, two, three]
    assert [(card.id, card.interest) for card in ranked(cards)] == [(two, 2), (one, 1), (three, 1)]


async def test_withdrawn_and_foreign_topics_have_no_cards(cast: Cast):
    kept, gone = await cast.pitches("Bleibt"), await cast.pitches("Geht")
    await cast.pitches("Woanders", by=cast.eve)
    assert [card.id for card in await _cards(cast)] == [kept, gone]
    await cast.does(cast.kim, WithdrawTopic(topic=gone))
    assert [card.id for card in await _cards(cast)] == [kept]


async def test_cards_can_be_asked_for_by_id(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    foreign = await cast.pitches("Woanders", by=cast.eve)
    assert [card.id for card in await _cards(cast, only=[two, foreign])] == [two]
    assert [card.id for card in await _cards(cast, only=[])] == []
    assert [card.id for card in await _cards(cast)] == [one, two]


async def _cards(cast: Cast, only: list[int] | None = None) -> list[TopicCard]:
    async with cast.parts.db.reading() as db:
        return await topic_cards(db, cast.id, only)
