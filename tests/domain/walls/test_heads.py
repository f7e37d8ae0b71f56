"""Head-counts."""

from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.walls.heads import MOST_HEADS, BePresent, CountHeads
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.queries.walls.heads import Heads, load_heads
from tests.cast import Cast


async def heads(cast: Cast) -> dict[int, Heads]:
    async with cast.ctx.db.reading() as db:
        return await load_heads(db, cast.id)


async def test_the_host_counts_and_corrects(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, CountHeads(topic=topic, heads=12))
    await cast.does(cast.max, CountHeads(topic=topic, heads=14))
    assert await heads(cast) == {topic: Heads(14, 0)}


async def test_somebody_else_does_not_count_but_who_helps_does(cast: Cast):
    one, two = await cast.pitches("Brot"), await cast.pitches("Salz")
    for topic in (one, two):
        assert await cast.refused(cast.noor, CountHeads(topic=topic, heads=1)) == "topic.not_yours"
    await cast.does(cast.kim, AddCohost(topic=one, attendee=cast.noor.id))
    await cast.does(cast.noor, BecomeKeeper(wall=f"t{two}"))
    await cast.does(cast.noor, CountHeads(topic=one, heads=5))
    await cast.does(cast.noor, CountHeads(topic=two, heads=0))
    assert await heads(cast) == {one: Heads(5, 0), two: Heads(0, 0)}


async def test_scanning_the_sign_counts_everybody_once(cast: Cast):
    topic = await cast.pitches()
    for who in (cast.kim, cast.noor, cast.noor):
        await cast.does(who, BePresent(topic=topic))
    assert await heads(cast) == {topic: Heads(None, 2)}
    assert [each.best for each in (Heads(None, 2), Heads(3, 2), Heads(0, 2), Heads())] == [2, 3, 0, None]


async def test_a_number_has_to_be_one_that_can_be(cast: Cast):
    topic = await cast.pitches()
    for number in (-1, MOST_HEADS + 1):
        assert await cast.refused(cast.kim, CountHeads(topic=topic, heads=number)) == "heads.number"
