"""Topic cards and their ranking."""

from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic, UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.queries.topics.topics import TopicCard, pitched, ranked, topic_cards
from tests.cast import Cast


async def test_a_card_tells_words_host_interest_and_place(cast: Cast):
    await cast.does(cast.kim, Rename(name="Kim", organisation="Imkerei"))
    topic = await cast.makes(cast.kim, PitchTopic(title="Brot", description="Mit Salz"))
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
    async with cast.ctx.db.reading() as db:
        return await topic_cards(db, cast.id, only)


async def test_a_card_tells_hands_beside_votes_cohosts_wishes_and_whether_it_is_parked_or_pinned(cast: Cast):
    topic = await cast.makes(cast.kim, PitchTopic(title="Brot", needs="Beamer", online=True, not_after="15:00"))
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.max, CountHands(topic=topic, hands=4))
    for member in (cast.noor, cast.max):
        await cast.does(cast.kim, AddCohost(topic=topic, attendee=member.id))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PinTopic(topic=topic))
    [card] = await _cards(cast)
    assert (card.votes, card.hands, card.interest) == (1, 4, 5)
    assert {(each.id, each.name) for each in card.cohosts} == {(cast.noor.id, "Noor"), (cast.max.id, "Max")}
    assert (card.needs, card.online, card.not_before, card.not_after) == ("Beamer", True, None, 900)
    assert (card.pinned, card.parked) == (True, False)
    await cast.does(cast.max, UnpinTopic(topic=topic))
    await cast.does(cast.max, ParkTopic(topic=topic))
    [card] = await _cards(cast)
    assert (card.pinned, card.parked, card.placed) == (False, True, False)


async def test_a_repeat_is_a_card_of_the_plan_and_not_of_the_list(cast: Cast):
    topic = await cast.pitches("Brot")
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    again = await cast.makes(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))
    first, second = await _cards(cast)
    assert (second.id, second.title, second.interest, second.placed) == (again, "Brot", 0, True)
    assert [card.root_id for card in (first, second)] == [topic, topic]
    assert [card.wall for card in (first, second)] == [f"t{topic}", f"t{topic}"]
    assert first.cohosts == second.cohosts != ()
    assert pitched([first, second]) == [first]
