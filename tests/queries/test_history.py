"""The journal as the live hinge reads it."""

from barcamp.domain.people.entry import Join
from barcamp.domain.topics.vote import CastVote
from barcamp.queries.history import last_seq, touched_since
from tests.cast import Cast


async def test_what_was_touched_since_a_number_is_gathered_once(cast: Cast):
    topic = await cast.pitches()
    start = len(await cast.journal())
    for member in (cast.kim, cast.noor):
        await cast.does(member, CastVote(topic=topic))
    await cast.does(cast.stranger, Join(device="d" * 64, name="Bo"))
    async with cast.ctx.db.reading() as db:
        assert await touched_since(db, cast.id, start) == (
            start + 3,
            frozenset({f"topic_{topic}", "ranking", "people"}),
        )
        assert await touched_since(db, cast.id, start + 2) == (start + 3, frozenset({"people"}))
        assert await touched_since(db, cast.id, start + 3) == (start + 3, frozenset())
        assert await last_seq(db, cast.id) == start + 3


async def test_what_others_do_touches_nothing_here(cast: Cast):
    start = len(await cast.journal())
    there = len(await cast.journal(cast.elsewhere.id))
    await cast.pitches(by=cast.eve)
    async with cast.ctx.db.reading() as db:
        assert (await touched_since(db, cast.elsewhere.id, there))[1] == {"topics", "ranking", "check"}
        assert await touched_since(db, cast.id, start) == (start, frozenset())


async def test_an_unknown_ledger_is_at_nought(cast: Cast):
    async with cast.ctx.db.reading() as db:
        assert await last_seq(db, 2_000_000_000) == 0
