"""The journal as the broadcast reads it."""

from barcamp.domain.people.entry import Join
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.facts import Changed
from barcamp.queries.history import changed_since, last_seq
from tests.cast import Cast


async def test_what_changed_since_a_number_is_gathered_once(cast: Cast):
    topic = await cast.pitches()
    start = len(await cast.journal())
    for member in (cast.kim, cast.noor):
        await cast.does(member, CastVote(topic=topic))
    await cast.does(cast.stranger, Join(device="d" * 64, name="Bo"))
    async with cast.ctx.db.reading() as db:
        assert await changed_since(db, cast.id, start) == (
            start + 3,
            frozenset({Changed.interest(topic), Changed.people()}),
            {cast.kim.id, cast.noor.id},
        )
        assert await changed_since(db, cast.id, start + 2) == (start + 3, frozenset({Changed.people()}), set())
        assert await changed_since(db, cast.id, start + 3) == (start + 3, frozenset(), set())
        assert await last_seq(db, cast.id) == start + 3


async def test_what_others_do_changes_nothing_here(cast: Cast):
    start = len(await cast.journal())
    there = len(await cast.journal(cast.elsewhere.id))
    topic = await cast.pitches(by=cast.eve)
    async with cast.ctx.db.reading() as db:
        assert (await changed_since(db, cast.elsewhere.id, there))[1] == {Changed.topics(topic)}
        assert await changed_since(db, cast.id, start) == (start, frozenset(), set())


async def test_an_unknown_ledger_is_at_nought(cast: Cast):
    async with cast.ctx.db.reading() as db:
        assert await last_seq(db, 2_000_000_000) == 0
