"""A section in the order of its support: once, when somebody says so, and taken back in one step."""

from hypothesis import given
from hypothesis import strategies as st

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.lane import Card, note_moves, notes
from barcamp.domain.walls.move_note import MoveNote, UndoMove
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.order_lane import OrderLane, UndoOrder, by_what_was_given
from barcamp.domain.walls.support import SupportNote
from barcamp.domain.walls.wall import Wall
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.moves import NOBODY, moved_last_by, ordered_by
from barcamp.queries.walls.notes import load_wall
from tests.cast import Cast
from tests.counting import counted
from tests.domain.walls.test_groups import written
from tests.domain.walls.test_note import section


async def order(cast: Cast) -> list[int]:
    async with cast.ctx.db.reading() as db:
        wall = await load_wall(db, cast.id, Wall("e"))
    return [card.id for each in wall.sections for group in each.groups for card in group.cards]


async def supported(cast: Cast, *texts: str) -> list[int]:
    """Cards of which each has one person more behind it than the one before."""
    found = await written(cast, "e", *texts)
    for number, note in enumerate(found):
        for who in (cast.noor, cast.kim, cast.max)[:number]:
            await cast.does(who, SupportNote(note=note))
    return found


async def orders(cast: Cast, who=None, **fields: object):
    return await cast.does(who or cast.max, OrderLane(wall="e", section=await section(cast, "insights"), **fields))


async def undoes(cast: Cast, who=None):
    return await cast.does(who or cast.max, UndoOrder(wall="e", section=await section(cast, "insights")))


async def test_the_most_support_comes_first_and_one_step_takes_it_back(cast: Cast):
    one, two, three, four = await supported(cast, "Mehl", "Salz", "Hefe", "Öl")
    before = {row.id: row.position for row in await cast.rows(notes, barcamp_id=cast.id)}
    answer = await orders(cast)
    assert answer.changed == {Changed.cards("e")}
    assert await order(cast) == [four, three, two, one]
    await undoes(cast)
    assert await order(cast) == [one, two, three, four]
    assert {row.id: row.position for row in await cast.rows(notes, barcamp_id=cast.id)} == before
    assert await cast.refused(cast.max, UndoOrder(wall="e", section=await section(cast, "insights"))) == "order.nothing"


async def test_nothing_moves_by_itself_and_another_section_stays(cast: Cast):
    one, *_ = await supported(cast, "Mehl", "Salz", "Hefe", "Öl")
    elsewhere = await section(cast, "questions")
    for text in ("Wer?", "Wo?"):
        other = await cast.makes(cast.kim, WriteNote(wall="e", text=text, section=elsewhere))
    await cast.does(cast.max, SupportNote(note=other))
    await orders(cast)
    placed = await order(cast)
    await cast.does(cast.noor, SupportNote(note=one))
    await cast.does(cast.max, SupportNote(note=one))
    assert await order(cast) == placed
    assert placed[-1] == other


async def test_groups_come_by_what_their_cards_have_together_and_cards_without_one_before_them(cast: Cast):
    loose, low, lower, high = await supported(cast, "Mehl", "Salz", "Hefe", "Öl")
    for note, group in ((low, "A"), (lower, "A"), (high, "B")):
        await cast.does(cast.max, GroupNote(note=note, group=group))
    await cast.does(cast.max, SupportNote(note=low))
    await orders(cast)
    assert await order(cast) == [loose, low, lower, high]  # 2 and 2 are more than 3
    await cast.does(cast.max, SupportNote(note=lower))
    await orders(cast)
    assert await order(cast) == [loose, lower, low, high]


async def test_what_was_moved_or_came_since_is_not_taken_along(cast: Cast):
    one, two, three, four = await supported(cast, "Mehl", "Salz", "Hefe", "Öl")
    await orders(cast)
    await cast.does(cast.max, MoveNote(note=three, place="last"))
    new = await cast.makes(cast.kim, WriteNote(wall="e", text="Zucker"))
    await undoes(cast)
    found = await order(cast)
    assert [note for note in found if note in (one, two, four)] == [one, two, four]
    assert found[-1] == new
    assert set(found) == {one, two, three, four, new}


async def test_a_single_card_is_not_moved_back_out_of_the_order(cast: Cast):
    (one, *_) = await supported(cast, "Mehl", "Salz")
    await cast.does(cast.max, MoveNote(note=one, place="last"))
    await orders(cast)
    async with cast.ctx.db.reading() as db:
        assert await moved_last_by(db, one) == NOBODY
        assert await ordered_by(db, cast.id, "e", cast.max.actor.attendee_id) == {await section(cast, "insights")}
        assert await ordered_by(db, cast.id, "e", cast.kim.actor.attendee_id) == set()
    assert await cast.refused(cast.max, UndoMove(note=one)) == "move.nothing"


async def test_only_who_arranges_the_wall_puts_it_in_order_and_only_who_did_takes_it_back(cast: Cast):
    await supported(cast, "Mehl", "Salz")
    lane = await section(cast, "insights")
    assert await cast.refused(cast.noor, OrderLane(wall="e", section=lane)) == "wall.not_yours"
    await orders(cast)
    assert await cast.refused(cast.noor, UndoOrder(wall="e", section=lane)) == "wall.not_yours"
    await cast.does(cast.noor, BecomeKeeper(wall="e"))
    assert await cast.refused(cast.noor, UndoOrder(wall="e", section=lane)) == "order.not_yours"
    await orders(cast, cast.noor)
    assert await cast.refused(cast.max, UndoOrder(wall="e", section=lane)) == "order.not_yours"
    await undoes(cast, cast.noor)


async def test_an_empty_section_has_nothing_to_put_in_order_and_one_of_elsewhere_is_none(cast: Cast):
    assert (await orders(cast)).changed == frozenset()
    assert await cast.refused(cast.max, OrderLane(wall="e", section=99_999)) == "section.gone"
    assert (await cast.does(cast.max, OrderLane(wall="e"))).changed == frozenset()
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.max, OrderLane(wall="e")) == "barcamp.archived"


async def test_however_many_cards_there_are_it_takes_as_many_statements(cast: Cast):
    found = []
    for number in (2, 30):
        await written(cast, "e", *(f"Karte {each}" for each in range(number)))
        async with counted() as statements:
            await orders(cast)
        found.append(len(statements))
    assert found[0] == found[1]
    assert len(await cast.rows(note_moves, barcamp_id=cast.id)) == 32


COUNTS = st.integers(0, 3)


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B"]), COUNTS, COUNTS), max_size=12))
def test_the_order_has_all_cards_by_points_and_support_and_is_a_fixed_point(cards: list[tuple[str, int, int]]):
    lane = [Card(number, group, number) for number, (group, *_) in enumerate(cards, 1)]
    given_ = {number: counts for number, (_, *counts) in enumerate(cards, 1)}
    found = by_what_was_given(lane, {number: (points, support) for number, (points, support) in given_.items()})
    assert sorted(found) == sorted(lane)
    assert by_what_was_given(found, {number: (each[0], each[1]) for number, each in given_.items()}) == found
    for group in ("", "A", "B"):
        of_group = [card for card in found if card.grouped == group]
        assert of_group == sorted(of_group, key=lambda card: ([-each for each in given_[card.id]], card.position))


async def test_once_a_vote_is_over_points_come_before_support(cast: Cast):
    one, two, three, four = await supported(cast, "Mehl", "Salz", "Hefe", "Öl")
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    for note in (one, one, two):
        await cast.does(cast.noor, PlaceDot(note=note))
    await orders(cast)
    assert await order(cast) == [four, three, two, one], "nothing tells of points while they are given"
    await undoes(cast)
    await cast.does(cast.max, CloseDots(wall="e"))
    await orders(cast)
    assert await order(cast) == [one, two, four, three]
    await undoes(cast)
    assert await order(cast) == [one, two, three, four]
