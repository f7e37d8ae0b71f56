"""Taking a proposed plan: whole, cell by cell, or not at all."""

from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.proposal import DismissProposal, KeepProposal, TakeProposal, TakeProposedCell, proposals
from barcamp.domain.plan.room import CloseRoom, RemoveRoom
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import revisions
from tests.cast import Cast
from tests.planning import cell, grid, placed

NO = None


async def test_a_proposal_is_kept_instead_of_the_one_before(cast: Cast):
    topic = await cast.pitches()
    for figures in ("eins", "zwei"):
        answer = await cast.does(cast.max, KeepProposal(cells={topic: cell(cast, 0, 0)}, figures=figures, base=4))
        assert answer.changed == {Changed.proposal()}
    [row] = await cast.rows(proposals, barcamp_id=cast.id)
    assert (row.barcamp_id, row.figures, row.base, row.made_by) == (cast.id, "zwei", 4, "Max")
    assert row.made_at == cast.clock.at
    assert "zwei" not in (await cast.journal())[-1].payload


async def test_a_proposal_taken_whole_is_one_step(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    three, four = await cast.pitches("Drei"), await placed(cast, "Vier", 2, 2)
    before = await grid(cast)
    await _keep(cast, {one: (1, 1), two: (0, 0), three: (3, 3), four: NO})
    answer = await cast.does(cast.max, TakeProposal())
    assert answer.changed == {*map(Changed.placed, (one, two, three, four)), Changed.history(), Changed.proposal()}
    assert await grid(cast) == {one: (1, 1), two: (0, 0), three: (3, 3)}
    assert (await cast.rows(revisions, barcamp_id=cast.id))[-1].kind == "take"
    assert await cast.rows(proposals, barcamp_id=cast.id) == []
    await cast.does(cast.max, Undo())
    assert await grid(cast) == before


async def test_pins_set_meanwhile_stay_and_their_cells_with_them(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await _keep(cast, {one: (1, 1), two: (0, 0)})
    await cast.does(cast.max, PinTopic(topic=one))
    await cast.does(cast.max, TakeProposal())
    assert await grid(cast) == {one: (0, 0)}


async def test_what_is_gone_meanwhile_is_skipped_and_counted(cast: Cast):
    one, withdrawn, parked, roomless, shut = [await cast.pitches(title) for title in "ABCDE"]
    await _keep(cast, {one: (0, 0), withdrawn: (0, 1), parked: (0, 2), roomless: (3, 3), shut: (2, 2), 999_999: (1, 1)})
    await cast.does(cast.kim, WithdrawTopic(topic=withdrawn))
    await cast.does(cast.max, ParkTopic(topic=parked))
    await cast.does(cast.ada, RemoveRoom(room=cast.rooms[3]))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[2]))
    await cast.does(cast.max, TakeProposal())
    assert await grid(cast) == {one: (0, 0)}
    assert (await cast.rows(revisions, barcamp_id=cast.id))[-1].skipped == 5


async def test_a_topic_that_came_later_stays_unless_its_cell_is_wanted(cast: Cast):
    one, two = await cast.pitches("Eins"), await cast.pitches("Zwei")
    await _keep(cast, {one: (0, 0), two: (1, 1)})
    in_the_way, aside = await placed(cast, "Drei", 0, 0), await placed(cast, "Vier", 2, 2)
    await cast.does(cast.max, TakeProposal())
    assert await grid(cast) == {one: (0, 0), two: (1, 1), aside: (2, 2)}
    assert in_the_way not in await grid(cast)


async def test_slots_that_have_begun_stay_as_they_are(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await _keep(cast, {one: (1, 1), two: (0, 0)})
    cast.clock.forward(minutes=50)  # 10:30, when the first slot begins
    await cast.does(cast.max, TakeProposal())
    assert await grid(cast) == {one: (0, 0), two: (1, 1)}


async def test_a_single_cell_is_taken_in_exchange(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    three = await cast.pitches("Drei")
    await _keep(cast, {one: (1, 1), two: (2, 2), three: (0, 0)})
    answer = await cast.does(cast.max, TakeProposedCell(topic=one))
    assert answer.changed == {Changed.placed(one), Changed.placed(two), Changed.history()}
    assert await grid(cast) == {one: (1, 1), two: (0, 0)}
    await cast.does(cast.max, TakeProposedCell(topic=three))
    assert await grid(cast) == {one: (1, 1), three: (0, 0)}
    await cast.does(cast.max, TakeProposedCell(topic=two))
    assert await grid(cast) == {one: (1, 1), two: (2, 2), three: (0, 0)}
    assert (await cast.does(cast.max, TakeProposedCell(topic=two))).changed == frozenset()
    assert len(await cast.rows(proposals, barcamp_id=cast.id)) == 1


async def test_who_would_go_into_a_room_that_dropped_out_goes_off_the_plan(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    await _keep(cast, {one: (1, 1), two: NO})
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    await cast.does(cast.max, TakeProposedCell(topic=one))
    assert await grid(cast) == {one: (1, 1)}


async def test_a_single_cell_respects_pins_and_rooms(cast: Cast):
    one, two = await placed(cast, "Eins", 0, 0), await placed(cast, "Zwei", 1, 1)
    three, four = await placed(cast, "Drei", 2, 2), await cast.pitches("Vier")
    await _keep(cast, {one: (1, 1), two: (3, 3), three: NO})
    await cast.does(cast.max, PinTopic(topic=two))
    for topic in (one, two):
        why = await cast.refusal(cast.max, TakeProposedCell(topic=topic))
        assert (why.key, why.facts) == ("placement.pinned", {"title": "Zwei"})
    await cast.does(cast.max, TakeProposedCell(topic=three))
    assert await grid(cast) == {one: (0, 0), two: (1, 1)}
    assert await cast.refused(cast.max, TakeProposedCell(topic=four)) == "proposal.without_it"
    await _keep(cast, {four: (3, 3)})
    await cast.does(cast.max, CloseRoom(room=cast.rooms[3]))
    assert await cast.refused(cast.max, TakeProposedCell(topic=four)) == "room.closed"


async def test_a_proposal_can_be_dismissed_once(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    await _keep(cast, {topic: (1, 1)})
    assert (await cast.does(cast.max, DismissProposal())).changed == {Changed.proposal()}
    for command in (DismissProposal(), TakeProposal(), TakeProposedCell(topic=topic)):
        assert await cast.refused(cast.max, command) == "proposal.gone"
    assert await grid(cast) == {topic: (0, 0)}


async def test_what_stands_already_is_no_step(cast: Cast):
    topic = await placed(cast, "Eins", 0, 0)
    before = await cast.rows(revisions, barcamp_id=cast.id)
    await _keep(cast, {topic: (0, 0)})
    assert (await cast.does(cast.max, TakeProposal())).changed == {Changed.proposal()}
    assert await cast.rows(revisions, barcamp_id=cast.id) == before


async def _keep(cast: Cast, cells: dict[int, tuple[int, int] | None]) -> None:
    wanted = {topic: cell(cast, *where) if where else None for topic, where in cells.items()}
    await cast.does(cast.max, KeepProposal(cells=wanted))
