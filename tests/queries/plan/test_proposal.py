"""The proposed plan beside the present one."""

from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.domain.plan.room import RemoveRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.queries.event.revisions import plan_number
from barcamp.queries.plan.plan import load_plan
from barcamp.queries.plan.proposal import Proposal, load_proposal, proposed
from barcamp.queries.topics.topics import topic_cards
from tests.cast import Cast
from tests.planning import cell, place, placed


async def test_without_a_proposal_there_is_none(cast: Cast):
    assert await _proposal(cast) is None


async def test_each_topic_is_told_with_where_it_is_and_would_be(cast: Cast):
    stays, moves, drops = [await placed(cast, title, room, 0) for room, title in enumerate("ABC")]
    new, left = await cast.pitches("D"), await cast.pitches("E")
    await cast.does(cast.max, PinTopic(topic=stays))
    cells = {stays: cell(cast, 0, 0), moves: cell(cast, 1, 2), drops: None, new: cell(cast, 2, 0), left: None}
    await _keep(cast, cells)
    found = await _proposal(cast)
    assert found is not None
    told = [(each.topic.id, each.kind, each.pinned) for each in found.sessions]
    assert told == [(stays, "stays", True), (new, "new", False), (moves, "moves", False), (drops, "drops", False)]
    assert [each.topic.id for each in found.changes] == [new, moves, drops]
    assert [each.was and each.was.room.name for each in found.sessions] == ["Saal", None, "Werkstatt", "Bibliothek"]
    assert [each.now and each.now.row.starts for each in found.sessions] == [630, 630, 795, None]
    assert [card.id for card in found.left_out] == [drops, left]
    at = found.at(*cell(cast, 2, 0))
    assert (at and at.topic.id, found.at(*cell(cast, 3, 3))) == (new, None)
    assert (found.made_by, found.made_at, found.figures) == ("Max", cast.clock.at, '{"value": 3}')


async def test_it_is_outdated_once_the_plan_has_changed(cast: Cast):
    topic = await placed(cast, "A", 0, 0)
    await _keep(cast, {topic: cell(cast, 1, 1)})
    assert (await _found(cast)).outdated is False
    await place(cast, topic, 2, 2)
    assert (await _found(cast)).outdated is True


async def test_what_is_gone_is_left_out(cast: Cast):
    withdrawn, parked, roomless = [await cast.pitches(title) for title in "ABC"]
    await _keep(cast, {withdrawn: cell(cast, 0, 0), parked: cell(cast, 1, 0), roomless: cell(cast, 3, 0)})
    assert len((await _found(cast)).sessions) == 3
    await cast.does(cast.kim, WithdrawTopic(topic=withdrawn))
    await cast.does(cast.max, ParkTopic(topic=parked))
    await cast.does(cast.ada, RemoveRoom(room=cast.rooms[3]))
    found = await _found(cast)
    assert (found.sessions, [card.id for card in found.left_out]) == ((), [roomless])


async def _keep(cast: Cast, cells: dict[int, tuple[int, int] | None]) -> None:
    async with cast.ctx.db.reading() as db:
        base = await plan_number(db, cast.id)
    await cast.does(cast.max, KeepProposal(cells=cells, figures='{"value": 3}', base=base))


async def _found(cast: Cast) -> Proposal:
    found = await _proposal(cast)
    assert found is not None
    return found


async def _proposal(cast: Cast) -> Proposal | None:
    async with cast.ctx.db.reading() as db:
        cards = await topic_cards(db, cast.id)
        row = await proposed(db, cast.id)
        return await load_proposal(db, cast.id, row, await load_plan(db, cast.id, cards), cards) if row else None
