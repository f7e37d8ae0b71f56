"""Many who joined at once: removed in one step with all they did, and back as if nothing had been."""

from sqlalchemy import select

from barcamp.domain.moderation.crowd import RemoveCrowd
from barcamp.domain.moderation.helping import EnterPerson
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.offer import PutUpOffer
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.people.entry import Join, Knock, LetIn, knocks
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.queries.event.figures import load_figures
from barcamp.queries.people.people import load_people
from barcamp.queries.topics.topics import topic_cards
from tests.cast import Cast, Member

# What says what was done, not how things are.
_HISTORY = {"revision", "journal", "ledger", "breadth"}  # of which the last holds what was ever told


def device(n: int) -> str:
    return f"{n:064d}"


async def crowd(cast: Cast, number: int = 5) -> tuple[list[Actor], RemoveCrowd]:
    """People who join within a minute, an hour after everybody else, and what removes them."""
    cast.clock.forward(hours=1)
    since = int(cast.clock().timestamp())
    came = [await cast.does(cast.stranger, Join(device=device(n), name=f"Bot {n}")) for n in range(number)]
    actors = [Actor(Role.ATTENDEE, cast.id, each.made) for each in came]
    return actors, RemoveCrowd(since=since, until=since + 60)


async def everything(cast: Cast) -> dict[str, list]:
    """All rows of the event, as they are."""
    found = {}
    async with cast.ctx.db.reading() as db:
        for table in metadata.sorted_tables:
            if table.name not in _HISTORY:
                found[table.name] = sorted(str(tuple(row)) for row in await db.execute(select(table)))
    return found


async def test_they_go_with_all_they_did_and_come_back_as_they_were(cast: Cast):
    topic = await cast.pitches()
    actors, remove = await crowd(cast)
    desk = cast.ctx.desk
    own: list[int | None] = []
    for n, actor in enumerate(actors):
        own.append((await desk.carry_out(PitchTopic(title=f"Reklame {n}"), actor)).made)
        await desk.carry_out(CastVote(topic=topic), actor)
        await desk.carry_out(WriteNote(wall=f"t{topic}", text="Reklame"), actor)
        await desk.carry_out(PutUpOffer(title="Reklame"), actor)
        await desk.carry_out(SettleConsent(agreed=True), actor)
    await desk.carry_out(BecomeKeeper(wall=f"t{topic}"), actors[0])
    assert own[-1] is not None
    await cast.does(cast.max, BringOnStage(topic=own[-1]))
    before = await everything(cast)
    figures = (await _figures(cast)).people
    answer = await cast.does(cast.max, remove)
    assert {Changed.rights(), Changed.everything()} <= answer.changed
    now = await _figures(cast)
    assert (now.people, now.topics, now.interests, now.notes) == (figures - 5, 1, 0, 0)
    async with cast.ctx.db.reading() as db:
        assert not any(person.name.startswith("Bot") for person in await load_people(db, cast.id))
        assert [card.title for card in await topic_cards(db, cast.id)] == ["Brot backen"]
    assert (await cast.barcamp()).on_stage is None
    assert await cast.rows(cohosts, barcamp_id=cast.id) == []
    await cast.does(cast.max, Undo())
    assert await everything(cast) == before


async def test_those_who_moderate_or_were_entered_by_name_stay(cast: Cast):
    cast.clock.forward(hours=1)
    since = int(cast.clock().timestamp())
    await cast.does(cast.max, EnterPerson(name="Frau Sommer"))
    assert await cast.refused(cast.max, RemoveCrowd(since=since, until=since + 60)) == "crowd.nobody"
    everybody = RemoveCrowd(since=0, until=since + 60)
    await cast.does(cast.max, everybody)
    left = [row.name for row in await cast.rows(attendees, barcamp_id=cast.id) if row.removed_at is None]
    assert left == ["Max", "Frau Sommer"]
    assert await cast.refused(cast.max, everybody) == "crowd.nobody"
    elsewhere = await cast.rows(attendees, barcamp_id=cast.elsewhere.id)
    assert not any(row.removed_at for row in elsewhere)


async def test_the_hour_is_taken_to_the_second_and_times_that_cannot_be_are_nobodys(cast: Cast):
    _, remove = await crowd(cast, 2)
    assert await cast.refused(cast.max, RemoveCrowd(since=remove.since + 1, until=remove.until)) == "crowd.nobody"
    assert await cast.refused(cast.max, RemoveCrowd(since=remove.since - 60, until=remove.since)) == "crowd.nobody"
    for since, until in ((-(10**15), -1), (10**15, 10**16), (remove.until, remove.since)):
        assert await cast.refused(cast.max, RemoveCrowd(since=since, until=until)) == "crowd.nobody"


async def test_whoever_was_removed_may_do_nothing_and_knocks(cast: Cast):
    topic = await cast.pitches()
    actors, remove = await crowd(cast, 2)
    await cast.does(cast.max, remove)
    for command in (CastVote(topic=topic), PitchTopic(title="Doch")):
        assert await cast.refused(Member("Bot 0", actors[0]), command) == "role.attendee"
    assert await cast.refused(cast.stranger, Join(device=device(0), name="Bot 0")) == "entry.closed"


async def test_one_who_is_let_in_again_is_who_they_were_and_the_others_can_still_come_back(cast: Cast):
    topic = await cast.pitches()
    actors, remove = await crowd(cast, 3)
    for actor in actors:
        await cast.ctx.desk.carry_out(CastVote(topic=topic), actor)
    await cast.does(cast.max, remove)
    await cast.does(cast.stranger, Knock(device=device(1), name="Doch ich"))
    (knock,) = await cast.rows(knocks, barcamp_id=cast.id)
    assert await cast.makes(cast.max, LetIn(knock=knock.id)) == actors[1].attendee_id
    (row,) = await cast.rows(attendees, id=actors[1].attendee_id)
    assert (row.name, row.removed_at, row.guest) == ("Bot 1", None, True)
    await cast.does(cast.max, Undo())
    assert len(await cast.rows(votes, topic_id=topic)) == 3
    assert not any(row.removed_at for row in await cast.rows(attendees, barcamp_id=cast.id))


async def test_a_topic_that_has_a_session_keeps_it(cast: Cast):
    actors, remove = await crowd(cast, 1)
    own = (await cast.ctx.desk.carry_out(PitchTopic(title="Doch gut"), actors[0])).made or 0
    await cast.does(cast.max, PlaceTopic(topic=own, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, remove)
    async with cast.ctx.db.reading() as db:
        assert [card.title for card in await topic_cards(db, cast.id)] == ["Doch gut"]


async def _figures(cast: Cast):
    async with cast.ctx.db.reading() as db:
        return (await load_figures(db, [cast.id]))[cast.id]
