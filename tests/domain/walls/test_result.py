"""The note keeper and the result: two people writing at once never lose a word."""

from barcamp.domain.setup.slot import RemoveSlot
from barcamp.domain.walls.keeper import BecomeKeeper, LeaveKeeper
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.wall import walls
from barcamp.kernel.facts import Changed
from tests.cast import Cast


async def keeper(cast: Cast) -> int | None:
    return next((row.keeper_id for row in await cast.rows(walls, barcamp_id=cast.id)), None)


async def test_anybody_may_write_down_where_nobody_does(cast: Cast):
    assert (await cast.does(cast.kim, BecomeKeeper(wall="e"))).changed == {Changed.wall("e")}
    assert await keeper(cast) == cast.kim.id
    assert not (await cast.does(cast.kim, BecomeKeeper(wall="e"))).changed
    assert await cast.refused(cast.noor, BecomeKeeper(wall="e")) == "keeper.taken"
    assert await cast.refused(cast.noor, LeaveKeeper(wall="e")) == "keeper.not_yours"
    await cast.does(cast.max, BecomeKeeper(wall="e"))
    assert await keeper(cast) == cast.max.id
    await cast.does(cast.max, LeaveKeeper(wall="e"))
    assert await keeper(cast) is None
    assert not (await cast.does(cast.max, LeaveKeeper(wall="e"))).changed
    assert await cast.refused(cast.ada, BecomeKeeper(wall="e")) == "attendee.join_first"


async def test_a_moderator_relieves_the_keeper(cast: Cast):
    await cast.does(cast.kim, BecomeKeeper(wall="e"))
    await cast.does(cast.max, LeaveKeeper(wall="e"))
    assert await keeper(cast) is None


async def test_hosts_keepers_and_moderators_write_the_result(cast: Cast):
    topic = await cast.pitches()
    assert await cast.refused(cast.noor, WriteResult(wall=f"t{topic}", text="x")) == "wall.not_yours"
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Erst **fragen**."))
    await cast.does(cast.noor, BecomeKeeper(wall=f"t{topic}"))
    await cast.does(cast.noor, WriteResult(wall=f"t{topic}", text="Dann planen.", seen=1))
    await cast.does(cast.max, WriteResult(wall=f"t{topic}", text="", seen=2))
    [row] = await cast.rows(walls, barcamp_id=cast.id)
    assert (row.result, row.revision, row.result_by, row.result_at) == ("", 3, "Max", cast.clock.at)


async def test_a_newer_result_is_never_overwritten_unseen(cast: Cast):
    await cast.does(cast.max, WriteResult(wall="e", text="Erster"))
    await cast.does(cast.max, WriteResult(wall="e", text="Zweiter", seen=1))
    for seen in (0, 1, 3):
        why = await cast.refusal(cast.ada, WriteResult(wall="e", text="Meiner", seen=seen))
        assert (why.key, why.facts) == ("result.newer", {"who": "Max", "current": "Zweiter", "revision": 2})
    assert not (await cast.does(cast.ada, WriteResult(wall="e", text="Zweiter", seen=1))).changed
    await cast.does(cast.ada, WriteResult(wall="e", text="Zweiter und meiner", seen=2))


async def test_a_plenary_item_with_a_result_stays(cast: Cast):
    await cast.does(cast.max, WriteResult(wall=f"s{cast.plenaries[0]}", text="Guter Anfang"))
    assert await cast.refused(cast.ada, RemoveSlot(slot=cast.plenaries[0])) == "slot.has_notes"
