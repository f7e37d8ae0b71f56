"""The vote with points: a budget, several on one card, and blind until it is closed."""

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.dots import (
    BringBackDots,
    CloseDots,
    OpenDots,
    PlaceDot,
    ShowSelection,
    TakeDot,
    dots,
    past_dots,
)
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.wall import Wall, walls
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_notes, load_wall
from barcamp.queries.walls.voting import ranking_of
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


async def voted(cast: Cast) -> tuple[int, int]:
    """Two cards of which the first has two points of Noor's and one of Kim's; the vote is over."""
    one, two = await card(cast), await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    for who in (cast.noor, cast.noor, cast.kim):
        await cast.does(who, PlaceDot(note=one))
    await cast.does(cast.max, CloseDots(wall="e"))
    return one, two


async def placed(cast: Cast) -> dict[tuple[int, int], int]:
    return {(row.note_id, row.attendee_id): row.number for row in await cast.rows(dots, barcamp_id=cast.id)}


async def outcome(cast: Cast) -> list[tuple[int, int]] | None:
    """Cards and their points, as the ranking has them; None while there is none."""
    async with cast.ctx.db.reading() as db:
        ranking = ranking_of(await load_wall(db, cast.id, Wall("e")))
    return None if ranking is None else [(rank.note.id, rank.points) for rank in ranking.ranks]


async def test_a_vote_anew_begins_with_none_and_the_old_one_comes_back_as_it_was(cast: Cast):
    one, two = await voted(cast)
    await cast.does(cast.max, ShowSelection(wall="e", number=3))
    before = await placed(cast), await outcome(cast), await cast.rows(walls, barcamp_id=cast.id)
    cast.clock.forward(minutes=5)
    answer = await cast.does(cast.max, OpenDots(wall="e", points=3, how="anew"))
    assert answer.changed == {Changed.wall("e"), Changed.cards("e"), Changed.voters("e")}
    assert await placed(cast) == {}
    for _ in range(3):
        await cast.does(cast.noor, PlaceDot(note=two, vote=1))
    await cast.does(cast.max, CloseDots(wall="e"))
    assert await outcome(cast) == [(two, 3)]
    await cast.does(cast.max, BringBackDots(wall="e"))
    assert (await placed(cast), await outcome(cast), await cast.rows(walls, barcamp_id=cast.id)) == before
    assert (one, 3) in (before[1] or [])
    await cast.does(cast.max, BringBackDots(wall="e"))
    assert await outcome(cast) == [(two, 3)], "nothing of the newer one is lost either"


async def test_it_comes_back_while_the_new_one_is_open_and_there_must_be_one(cast: Cast):
    one, _two = await voted(cast)
    assert await cast.refused(cast.max, BringBackDots(wall="e")) == "dots.none_before"
    assert await cast.refused(cast.max, BringBackDots(wall=f"s{cast.plenaries[0]}")) == "dots.none_before"
    await cast.does(cast.max, OpenDots(wall="e", points=2, how="anew"))
    await cast.does(cast.max, BringBackDots(wall="e"))
    assert await outcome(cast) == [(one, 3)]
    assert await cast.refused(cast.max, BringBackDots(wall="e")) == "dots.none_before", (
        "nobody gave points in the other"
    )
    await cast.does(cast.max, OpenDots(wall="e", points=2, how="anew"))
    assert await cast.refused(cast.noor, PlaceDot(note=one, vote=1)) == "dots.of_another", "that was taken back"
    await cast.does(cast.noor, PlaceDot(note=one, vote=2))


async def test_points_of_the_vote_before_do_not_count_in_the_new_one(cast: Cast):
    one, two = await voted(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=2, how="anew"))
    for late in (PlaceDot(note=two), TakeDot(note=one), PlaceDot(note=two, vote=2)):
        assert await cast.refused(cast.noor, late) == "dots.of_another"
    assert await placed(cast) == {}
    kept = {(row.note_id, row.attendee_id, row.vote): row.number for row in await cast.rows(past_dots)}
    assert kept == {(one, cast.noor.id, 0): 2, (one, cast.kim.id, 0): 1}


async def test_whoever_goes_on_keeps_the_points_and_nobody_begins_without_knowing_of_them(cast: Cast):
    one, _two = await voted(cast)
    assert await cast.refused(cast.max, OpenDots(wall="e", points=2, how="first")) == "dots.choose"
    assert await cast.refused(cast.max, OpenDots(wall="e", points=2, how="again")) == "request.bad"
    await cast.does(cast.max, OpenDots(wall="e", points=2, how="on"))
    assert await placed(cast) == {(one, cast.noor.id): 2, (one, cast.kim.id): 1}
    assert await cast.refused(cast.max, OpenDots(wall="e", points=2, how="anew")) == "dots.still_open"
    await cast.does(cast.max, OpenDots(wall="e", points=3, how="first"))  # it is open: so many are there now
    await cast.does(cast.noor, PlaceDot(note=one))


async def test_the_votes_of_other_walls_stay(cast: Cast):
    wall = f"s{cast.plenaries[0]}"
    there = await card(cast, wall)
    await cast.does(cast.max, OpenDots(wall=wall, points=2))
    await cast.does(cast.noor, PlaceDot(note=there))
    await voted(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=2, how="anew"))
    assert await placed(cast) == {(there, cast.noor.id): 1}
    await cast.does(cast.noor, PlaceDot(note=there))
