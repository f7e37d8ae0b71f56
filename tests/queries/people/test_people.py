"""Who is there, and what is one's own."""

from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.kernel.actor import Role
from barcamp.queries.people.people import Mine, Person, load_mine, load_people
from tests.cast import Cast


async def test_people_are_listed_in_order_of_coming(cast: Cast):
    await cast.does(cast.kim, Rename(name="Kim", organisation="Imkerei"))
    async with cast.ctx.db.reading() as db:
        people = await load_people(db, cast.id)
    assert people == sorted(
        [
            Person(cast.max.id, "Max", "", Role.MODERATOR, guest=False),
            Person(cast.kim.id, "Kim", "Imkerei", Role.ATTENDEE),
            Person(cast.noor.id, "Noor", "", Role.ATTENDEE),
        ],
        key=lambda person: person.id,
    )


async def test_mine_is_what_i_voted_for_pitched_and_wrote(cast: Cast):
    one, two, hers = await cast.pitches("A"), await cast.pitches("B"), await cast.pitches("C", by=cast.noor)
    wall = f"s{cast.plenaries[0]}"
    for topic in (hers, one):
        await cast.does(cast.kim, CastVote(topic=topic))
    notes = [await cast.makes(cast.kim, WriteNote(wall=wall, text=text)) for text in "xy"]
    await cast.does(cast.noor, WriteNote(wall=wall, text="z"))
    assert await _mine(cast) == Mine(cast.kim.person, (one, hers), (one, two), tuple(notes))


async def test_what_was_taken_back_is_mine_no_more(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, CastVote(topic=topic))
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="x"))
    assert await _mine(cast) == Mine(cast.kim.person, (topic,), (topic,), (note,))
    await cast.does(cast.kim, WithdrawVote(topic=topic))
    await cast.does(cast.kim, WithdrawNote(note=note))
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    assert await _mine(cast) == Mine(cast.kim.person)


async def _mine(cast: Cast) -> Mine:
    async with cast.ctx.db.reading() as db:
        return await load_mine(db, cast.kim.person)
