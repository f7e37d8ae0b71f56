"""The vote with points: a budget, several on one card, and blind until it is closed."""

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot, TakeDot, dots
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_notes
from tests.cast import Cast


async def card(cast: Cast, wall: str = "e") -> int:
    return (await cast.does(cast.kim, WriteNote(wall=wall, text="Mehl"))).made or 0


async def test_points_are_given_up_to_the_budget_several_on_one_card(cast: Cast):
    one, two = await card(cast), await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    for note in (one, one, two):
        await cast.does(cast.noor, PlaceDot(note=note))
    why = await cast.refusal(cast.noor, PlaceDot(note=two))
    assert (why.key, why.facts) == ("dots.none_left", {"num": 3})
    await cast.does(cast.noor, TakeDot(note=one))
    await cast.does(cast.noor, PlaceDot(note=two))
    await cast.does(cast.kim, PlaceDot(note=two))
    placed = {(row.note_id, row.attendee_id): row.number for row in await cast.rows(dots, barcamp_id=cast.id)}
    assert placed == {(one, cast.noor.id): 1, (two, cast.noor.id): 2, (two, cast.kim.id): 1}


async def test_what_was_not_given_cannot_be_taken_back(cast: Cast):
    note = await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    await cast.does(cast.noor, PlaceDot(note=note))
    for _ in range(2):
        await cast.does(cast.noor, TakeDot(note=note))
        assert await cast.rows(dots, barcamp_id=cast.id) == []


async def test_of_points_it_is_told_alone_that_somebody_has_voted(cast: Cast):
    note, other = await card(cast), await card(cast)
    assert (await cast.does(cast.max, OpenDots(wall="e", points=2))).changed == {Changed.wall("e")}
    for command, told in (
        (PlaceDot(note=note), True), (PlaceDot(note=other), False), (TakeDot(note=note), False),
        (TakeDot(note=note), False), (TakeDot(note=other), True), (TakeDot(note=other), False),
        (PlaceDot(note=other), True), (PlaceDot(note=other), False), (TakeDot(note=other), False),
    ):  # fmt: skip
        assert (await cast.does(cast.noor, command)).changed == ({Changed.voters("e")} if told else set())
    assert (await cast.does(cast.max, CloseDots(wall="e"))).changed == {Changed.wall("e"), Changed.cards("e")}
    assert not (await cast.does(cast.max, CloseDots(wall="e"))).changed


async def test_points_count_on_their_own_wall_and_come_back_from_cards_that_are_gone(cast: Cast):
    wall = f"s{cast.plenaries[0]}"
    here, gone, hidden, there = await card(cast), await card(cast), await card(cast), await card(cast, wall)
    for name in ("e", wall):
        await cast.does(cast.max, OpenDots(wall=name, points=2))
    for note in (gone, hidden, there, there):
        await cast.does(cast.noor, PlaceDot(note=note))
    assert await cast.refused(cast.noor, PlaceDot(note=here)) == "dots.none_left"
    await cast.does(cast.kim, WithdrawNote(note=gone))
    await cast.does(cast.max, HideNote(note=hidden, reason="Name"))
    for _ in range(2):
        await cast.does(cast.noor, PlaceDot(note=here))
    assert await cast.refused(cast.noor, PlaceDot(note=here)) == "dots.none_left"


async def test_without_an_open_vote_there_are_no_points(cast: Cast):
    note = await card(cast)
    for points in (0, 21, -1):
        assert await cast.refused(cast.max, OpenDots(wall="e", points=points)) == "dots.points"
    for command in (PlaceDot(note=note), TakeDot(note=note)):
        assert await cast.refused(cast.noor, command) == "dots.none"
    await cast.does(cast.max, OpenDots(wall="e", points=1))
    await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.max, CloseDots(wall="e"))
    assert await cast.refused(cast.noor, PlaceDot(note=note)) == "dots.closed"
    assert await cast.refused(cast.noor, TakeDot(note=note)) == "dots.counted"
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    await cast.does(cast.noor, PlaceDot(note=note))
    assert [row.number for row in await cast.rows(dots, barcamp_id=cast.id)] == [2]


async def test_a_vote_is_opened_once_and_another_number_is_for_everybody(cast: Cast):
    note = await card(cast)
    assert (await cast.does(cast.max, OpenDots(wall="e", points=2))).changed
    assert not (await cast.does(cast.max, OpenDots(wall="e", points=2))).changed
    for _ in range(2):
        await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.kim, PlaceDot(note=note))
    assert (await cast.does(cast.max, OpenDots(wall="e", points=3))).changed == {Changed.wall("e")}
    await cast.does(cast.noor, PlaceDot(note=note))
    assert await cast.refused(cast.noor, PlaceDot(note=note)) == "dots.none_left"


async def test_with_fewer_points_those_who_gave_more_have_theirs_back(cast: Cast):
    here, there = await card(cast), await card(cast, f"s{cast.plenaries[0]}")
    for wall in ("e", f"s{cast.plenaries[0]}"):
        await cast.does(cast.max, OpenDots(wall=wall, points=3))
    for who, note in ((cast.noor, here), (cast.noor, here), (cast.noor, there), (cast.noor, there), (cast.kim, here)):
        await cast.does(who, PlaceDot(note=note))
    assert (await cast.does(cast.max, OpenDots(wall="e", points=1))).changed == {Changed.wall("e"), Changed.voters("e")}
    placed = {(row.note_id, row.attendee_id): row.number for row in await cast.rows(dots, barcamp_id=cast.id)}
    assert placed == {(there, cast.noor.id): 2, (here, cast.kim.id): 1}
    await cast.does(cast.noor, PlaceDot(note=here))


async def test_archiving_the_day_closes_the_votes(cast: Cast):
    note = await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    await cast.does(cast.noor, PlaceDot(note=note))
    assert Changed.wall("e") in (await cast.does(cast.max, ArchiveBarcamp())).changed
    async with cast.ctx.db.reading() as db:
        assert [each.dots for each in await load_notes(db, cast.id)] == [1]
