"""Two topics become one, and two again."""

from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.cohost import AddCohost, cohosts
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.domain.walls.note import WriteNote, notes
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import revisions
from barcamp.queries.walls.own import load_own
from tests.cast import Cast, Member


async def two(cast: Cast) -> tuple[int, int]:
    """Kim's and Noor's, both on the plan, with interest of three people, one of them in both."""
    one = await cast.pitches("Innenstadtbelebung")
    other = await cast.pitches("Belebung der Innenstadt", by=cast.noor)
    for who, topic in ((cast.kim, one), (cast.noor, other), (cast.max, one), (cast.max, other)):
        await cast.does(who, CastVote(topic=topic))
    await cast.does(cast.max, CountHands(topic=one, hands=4))
    await cast.does(cast.max, CountHands(topic=other, hands=7))
    await cast.does(cast.kim, EditTopic(topic=one, title="Innenstadtbelebung", description="Eins", needs="Beamer"))
    await cast.does(
        cast.noor,
        EditTopic(topic=other, title="Belebung der Innenstadt", description="Zwei", needs="beamer, Flipchart"),
    )
    return one, other


def merged(one: int, other: int) -> MergeTopics:
    return MergeTopics(topic=one, into=other, title="Lebendige Innenstadt")


async def test_everybodys_interest_stays_once_per_person(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.max, merged(one, other))
    assert {(row.topic_id, row.attendee_id) for row in await cast.rows(votes, barcamp_id=cast.id)} == {
        (other, each.id) for each in (cast.kim, cast.noor, cast.max)
    }


async def test_hosts_words_wishes_and_hands_are_united(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.max, merged(one, other))
    gone, stays = await cast.rows(topics, barcamp_id=cast.id)
    assert (gone.merged_into, gone.withdrawn_at is None) == (other, False)
    assert (stays.title, stays.description, stays.needs, stays.hands) == (
        "Lebendige Innenstadt", "Zwei\n\nEins", "beamer, Flipchart", 7,
    )  # fmt: skip
    assert stays.host_id == cast.noor.id
    assert [row.attendee_id for row in await cast.rows(cohosts, topic_id=other)] == [cast.kim.id]


async def test_notes_come_along(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.kim, WriteNote(wall=f"t{one}", text="Eine Notiz"))
    answer = await cast.does(cast.max, merged(one, other))
    assert [row.wall for row in await cast.rows(notes, barcamp_id=cast.id)] == [f"t{other}"]
    assert {Changed.wall(f"t{one}"), Changed.wall(f"t{other}")} <= answer.changed


async def test_the_place_of_the_one_that_goes_is_kept_where_the_other_has_none(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.max, PlaceTopic(topic=one, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, RepeatTopic(topic=one, room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, merged(one, other))
    assert [(row.topic_id, row.room_id) for row in await cast.rows(placements, barcamp_id=cast.id)] == [
        (other, cast.rooms[0])
    ]


async def test_where_both_have_a_place_the_one_that_stays_keeps_its_own(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.max, PlaceTopic(topic=one, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PlaceTopic(topic=other, room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, merged(one, other))
    assert [(row.topic_id, row.room_id) for row in await cast.rows(placements, barcamp_id=cast.id)] == [
        (other, cast.rooms[1])
    ]


async def test_it_can_be_taken_back_completely(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.kim, AddCohost(topic=one, attendee=cast.max.id))
    await cast.does(cast.kim, WriteNote(wall=f"t{one}", text="Eine Notiz"))
    await cast.does(cast.max, PlaceTopic(topic=one, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, RepeatTopic(topic=one, room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, BringOnStage(topic=one))
    before = await everything(cast)
    await cast.does(cast.max, merged(one, other))
    assert (await cast.barcamp()).on_stage == other
    assert await everything(cast) != before
    await cast.does(cast.max, Undo())
    assert await everything(cast) == before


async def test_both_are_told_that_it_was_taken_back(cast: Cast):
    one, other = await two(cast)
    assert [await parted(cast, who) for who in (cast.kim, cast.noor)] == [(), ()]
    await cast.does(cast.max, merged(one, other))
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, BringOnStage(topic=other))
    assert [await parted(cast, who) for who in (cast.kim, cast.noor, cast.max)] == [
        ("Innenstadtbelebung",), ("Belebung der Innenstadt",), ()
    ]  # fmt: skip
    await cast.does(cast.max, merged(one, other))
    assert [await parted(cast, who) for who in (cast.kim, cast.noor)] == [(), ()]


async def test_interest_shown_since_then_stays(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.max, merged(one, other))
    third = await cast.pitches("Etwas anderes")
    await cast.does(cast.kim, CastVote(topic=third))
    await cast.does(cast.max, Undo())
    assert (third, cast.kim.id) in {
        (row.topic_id, row.attendee_id) for row in await cast.rows(votes, barcamp_id=cast.id)
    }


async def test_taking_back_is_refused_where_the_words_have_changed_since(cast: Cast):
    one, other = await two(cast)
    await cast.does(cast.max, merged(one, other))
    await cast.does(cast.noor, EditTopic(topic=other, title="Noch anders"))
    last = (await cast.rows(revisions, barcamp_id=cast.id))[-1]
    assert await cast.refused(cast.max, Undo(seen=last.number)) == "history.changed_since"


async def test_what_cannot_be_merged_says_so(cast: Cast):
    one, other = await two(cast)
    assert await cast.refused(cast.max, merged(one, one)) == "merge.itself"
    await cast.does(cast.max, PlaceTopic(topic=one, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PinTopic(topic=one))
    assert await cast.refused(cast.max, merged(one, other)) == "placement.pinned"
    gone = (await cast.does(cast.kim, PitchTopic(title="Weg"))).made or 0
    await cast.does(cast.kim, WithdrawTopic(topic=gone))
    assert await cast.refused(cast.max, merged(gone, other)) == "topic.gone"
    assert await cast.refused(cast.max, merged(other, gone)) == "topic.gone"


async def parted(cast: Cast, who: Member) -> tuple[str, ...]:
    async with cast.ctx.db.reading() as db:
        return (await load_own(db, who.id)).parted


async def placed(cast: Cast) -> list:
    return await cast.rows(placements, barcamp_id=cast.id)


async def everything(cast: Cast) -> dict[str, list]:
    tables = (topics, votes, cohosts, notes, placements)
    return {table.name: [tuple(row) for row in await cast.rows(table, barcamp_id=cast.id)] for table in tables} | {
        "stage": [(await cast.barcamp()).on_stage]
    }
