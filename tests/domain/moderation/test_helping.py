"""People whom a moderator helps: entered by name, renamed, removed; topics and interest for them."""

from barcamp.domain.event.phases import SetInterest, SetPitching
from barcamp.domain.moderation.helping import EnterPerson, PitchFor, RemovePerson, RenamePerson, ShowInterestFor
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote, votes
from tests.cast import Cast


async def entered(cast: Cast, name: str = "Frau Sommer") -> int:
    """Somebody without a phone."""
    return (await cast.does(cast.max, EnterPerson(name=name, organisation="Kreis"))).made or 0


async def interest(cast: Cast) -> set[tuple[int, int]]:
    return {(row.topic_id, row.attendee_id) for row in await cast.rows(votes, barcamp_id=cast.id)}


async def test_who_has_no_phone_is_entered_and_can_suggest_and_be_interested(cast: Cast):
    topic, person = await cast.pitches(), await entered(cast)
    own = (await cast.does(cast.max, PitchFor(person=person, title="Salz", description="Aus dem Meer"))).made
    (row,) = await cast.rows(topics, id=own)
    assert (row.title, row.description, row.host_id) == ("Salz", "Aus dem Meer", person)
    for _ in range(2):  # once per person, however often it is said
        await cast.does(cast.max, ShowInterestFor(person=person, topic=topic))
    assert await interest(cast) == {(topic, person)}
    await cast.does(cast.max, ShowInterestFor(person=person, topic=topic, no=True))
    await cast.does(cast.max, ShowInterestFor(person=person, topic=topic, no=True))
    assert await interest(cast) == set()


async def test_what_is_said_in_the_room_counts_also_when_the_round_is_closed(cast: Cast):
    topic, person = await cast.pitches(), await entered(cast)
    await cast.does(cast.max, SetPitching(open=False))
    await cast.does(cast.max, SetInterest(open=False))
    assert (await cast.does(cast.max, PitchFor(person=person, title="Salz"))).made
    await cast.does(cast.max, ShowInterestFor(person=person, topic=topic))
    assert await interest(cast) == {(topic, person)}


async def test_nobody_has_more_points_for_having_no_phone(cast: Cast):
    first, second, person = await cast.pitches("Brot"), await cast.pitches("Salz"), await entered(cast)
    await cast.does(cast.max, SetRulesOfInterest(points=1, blind=False))
    await cast.does(cast.max, ShowInterestFor(person=person, topic=first))
    assert await cast.refused(cast.max, ShowInterestFor(person=person, topic=second)) == "interest.spent"
    await cast.does(cast.max, ShowInterestFor(person=person, topic=first, no=True))
    await cast.does(cast.max, ShowInterestFor(person=person, topic=second))
    assert await interest(cast) == {(second, person)}


async def test_interest_that_was_entered_by_mistake_is_taken_back(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, ShowInterestFor(person=cast.noor.id, topic=topic, no=True))
    assert await interest(cast) == set()
    await cast.does(cast.max, Undo())
    assert await interest(cast) == {(topic, cast.noor.id)}


async def test_a_name_is_put_right_and_back(cast: Cast):
    await cast.does(cast.max, RenamePerson(person=cast.kim.id, name="Kim Öz", organisation="Stadt Hohenlinde"))
    (row,) = await cast.rows(attendees, id=cast.kim.id)
    assert (row.name, row.organisation) == ("Kim Öz", "Stadt Hohenlinde")
    await cast.does(cast.max, Undo())
    (row,) = await cast.rows(attendees, id=cast.kim.id)
    assert (row.name, row.organisation) == ("Kim", "")


async def test_removing_takes_the_name_and_leaves_what_was_said(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, RemovePerson(person=cast.kim.id))
    (row,) = await cast.rows(attendees, id=cast.kim.id)
    assert (row.name, row.erased_at is None) == ("", False)
    (left,) = await cast.rows(topics, id=topic)
    assert (left.host_id, left.withdrawn_at) == (cast.kim.id, None)


async def test_removing_with_all_they_wrote(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, RemovePerson(person=cast.kim.id, contributions="remove"))
    assert [row for row in await cast.rows(topics, id=topic) if row.withdrawn_at is None] == []


async def test_moderators_are_removed_by_the_organiser_alone(cast: Cast):
    assert await cast.refused(cast.max, RemovePerson(person=cast.max.id)) == "person.moderates"
    assert (await cast.does(cast.ada, RemovePerson(person=cast.max.id))).changed


async def test_nobody_can_be_helped_who_is_gone_or_elsewhere(cast: Cast):
    topic, person = await cast.pitches(), await entered(cast)
    await cast.does(cast.max, RemovePerson(person=person))
    for who in (person, cast.eve.id):
        for command in (
            PitchFor(person=who, title="Salz"),
            ShowInterestFor(person=who, topic=topic),
            RenamePerson(person=who, name="Anders"),
            RemovePerson(person=who),
        ):
            assert await cast.refused(cast.max, command) == "attendee.gone"


async def test_in_a_hidden_round_nobody_learns_what_somebody_chose(cast: Cast):
    topic, person = await cast.pitches(), await entered(cast)
    await cast.does(cast.max, SetRulesOfInterest(points=0, blind=True))
    await cast.does(cast.noor, CastVote(topic=topic))
    for no in (False, True):
        refused = await cast.refused(cast.max, ShowInterestFor(person=cast.noor.id, topic=topic, no=no))
        assert refused == "interest.blind"
    await cast.does(cast.max, ShowInterestFor(person=person, topic=topic))  # who has no device says it aloud
    await cast.does(cast.max, SetInterest(open=False))
    await cast.does(cast.max, ShowInterestFor(person=cast.noor.id, topic=topic, no=True))
    assert await interest(cast) == {(topic, person)}
