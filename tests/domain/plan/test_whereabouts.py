"""On site or online: who is asked, who may say it, and where it counts."""

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.phases import SetInterest
from barcamp.domain.moderation.helping import EnterPerson, SayWhereFor
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.entry import Join, Knock, LetIn, SetEntry, knocks
from barcamp.domain.plan.whereabouts import SayWhere
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.founding import EditBarcamp, FoundBarcamp
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.facts import Changed, read
from barcamp.queries.event.figures import count_online
from barcamp.queries.topics.topics import topic_cards
from tests.cast import DAY, Cast


async def online(cast: Cast) -> list[str]:
    return [row.name for row in await cast.rows(attendees, barcamp_id=cast.id, online=True)]


async def test_only_a_hybrid_event_asks(cast: Cast):
    assert (await cast.barcamp()).held == "site"
    assert await cast.refused(cast.kim, SayWhere(online=True)) == "whereabouts.not_asked"
    assert await cast.refused(cast.max, SayWhereFor(person=cast.kim.id, online=True)) == "whereabouts.not_asked"
    await cast.does(cast.stranger, Join(device="a" * 64, name="Bo", online=True))
    assert await online(cast) == []
    await cast.becomes_hybrid()
    await cast.does(cast.kim, SayWhere(online=True))
    await cast.does(cast.stranger, Join(device="b" * 64, name="Jo", online=True))
    assert await online(cast) == ["Kim", "Jo"]
    async with cast.ctx.db.reading() as db:
        assert await count_online(db, await cast.barcamp()) == 2


async def test_whoever_knocks_online_comes_in_online(cast: Cast):
    await cast.becomes_hybrid()
    await cast.does(cast.max, SetEntry(open=False))
    for online_by_now in (False, True):
        await cast.does(cast.stranger, Knock(device="a" * 64, name="Bo", online=online_by_now))
    [knock] = await cast.rows(knocks, barcamp_id=cast.id)
    await cast.does(cast.max, LetIn(knock=knock.id))
    assert await online(cast) == ["Bo"]


async def test_a_moderator_says_it_for_somebody_without_a_phone(cast: Cast):
    await cast.becomes_hybrid()
    person = await cast.makes(cast.max, EnterPerson(name="Frau Sommer"))
    await cast.does(cast.max, SayWhereFor(person=person, online=True))
    assert await online(cast) == ["Frau Sommer"]
    await cast.does(cast.max, SayWhereFor(person=person, online=False))
    assert await online(cast) == []
    assert await cast.refused(cast.max, SayWhereFor(person=cast.eve.id, online=True)) == "attendee.gone"


async def test_what_changes_are_heads_and_the_interest_of_topics_wanted(cast: Cast):
    await cast.becomes_hybrid()
    topic, _ = await cast.pitches(), await cast.pitches("Salz")
    await cast.does(cast.noor, CastVote(topic=topic))
    said = []
    for answer in (True, True, False):
        await cast.does(cast.noor, SayWhere(online=answer))
        said.append(read((await cast.journal())[-1].touched))
    everything = {Changed.people(), Changed.heads(), Changed.interest(topic)}
    assert said == [everything, frozenset(), everything]


async def test_interest_is_counted_apart_unless_it_is_hidden(cast: Cast):
    await cast.does(cast.ada, SetRulesOfInterest(points=0, blind=True))
    topic = await cast.pitches()
    for who in (cast.noor, cast.max):
        await cast.does(who, CastVote(topic=topic))
    await cast.becomes_hybrid()
    await cast.does(cast.noor, SayWhere(online=True))
    assert [fact.kind for fact in read((await cast.journal())[-1].touched)] == ["people"]
    assert await _votes(cast) == (0, 0)
    await cast.does(cast.max, SetInterest(open=False))
    assert await _votes(cast) == (2, 1)
    async with cast.ctx.db.reading() as db:
        [card] = await topic_cards(db, cast.id, {topic})
    assert (card.votes, card.online_votes) == (2, 1)


async def test_an_event_that_is_not_hybrid_any_more_counts_as_before(cast: Cast):
    await cast.becomes_hybrid()
    topic = await cast.pitches()
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.noor, SayWhere(online=True))
    assert await _votes(cast) == (1, 1)
    await cast.does(
        cast.ada, EditBarcamp(name="B", day=DAY, timezone="Europe/Berlin", language="de", tone="du", held="online")
    )
    assert await _votes(cast) == (1, 0)
    async with cast.ctx.db.reading() as db:
        assert await count_online(db, await cast.barcamp()) is None


async def test_where_it_is_held_is_one_of_three_and_stays_if_nothing_is_said(cast: Cast):
    await cast.becomes_hybrid()
    edit = EditBarcamp(name="B", day=DAY, timezone="Europe/Berlin", language="de", tone="du")
    await cast.does(cast.ada, edit)
    assert (await cast.barcamp()).hybrid
    wrong = EditBarcamp(name="B", day=DAY, timezone="Europe/Berlin", language="de", tone="du", held="moon")
    assert await cast.refused(cast.ada, wrong) == "barcamp.held"


async def test_a_copy_is_held_like_the_event_and_a_digital_workshop_online(cast: Cast):
    await cast.becomes_hybrid()
    ada = Actor(Role.ORGANISER, organiser_id=cast.ada.account)
    made: list[str] = []
    for command in (
        CopyBarcamp(source=cast.id, name="B", day=DAY),
        FoundBarcamp(model="kick-off", name="B", day=DAY),
        FoundBarcamp(model="barcamp", name="B", day=DAY),
    ):
        [row] = await cast.rows(barcamps, id=(await cast.ctx.desk.carry_out(command, ada)).made)
        made.append(row.held)
    assert made == ["hybrid", "online", "site"]


async def test_whoever_is_erased_stays_counted_where_they_were(cast: Cast):
    await cast.becomes_hybrid()
    await cast.does(cast.kim, SayWhere(online=True))
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id))
    async with cast.ctx.db.reading() as db:
        assert await count_online(db, await cast.barcamp()) == 1


async def _votes(cast: Cast) -> tuple[int, int]:
    async with cast.ctx.db.reading() as db:
        [card] = await topic_cards(db, cast.id)
    return card.votes, card.online_votes
