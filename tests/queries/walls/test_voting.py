"""How many have voted while a vote with points is open, and the ranking once it is closed."""

from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot, TakeDot
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.wall import Wall
from barcamp.queries.event.figures import count_people
from barcamp.queries.walls.notes import load_wall
from barcamp.queries.walls.voting import Ranking, Voting, load_voting, ranking_of
from tests.cast import Cast


async def card(cast: Cast, text: str = "Mehl") -> int:
    return await cast.makes(cast.kim, WriteNote(wall="e", text=text))


async def voting(cast: Cast, wall: str = "e") -> Voting:
    async with cast.ctx.db.reading() as db:
        return await load_voting(db, cast.id, Wall(wall), await count_people(db, cast.id))


async def ranking(cast: Cast) -> Ranking | None:
    async with cast.ctx.db.reading() as db:
        return ranking_of(await load_wall(db, cast.id, Wall("e")))


def told(found: Ranking | None) -> list[tuple[int, str, int, bool, bool]]:
    assert found is not None
    return [(rank.place, rank.note.text, rank.points, rank.tied, rank.large) for rank in found.ranks]


async def give(cast: Cast, *points: tuple[int, int]) -> None:
    """To each card so many, by Noor."""
    await cast.does(cast.max, OpenDots(wall="e", points=20))
    for note, number in points:
        for _ in range(number):
            await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.max, CloseDots(wall="e"))


async def test_people_who_have_points_somewhere_have_voted_whatever_becomes_of_the_card(cast: Cast):
    one, two = await card(cast), await card(cast)
    assert await voting(cast) == Voting("e", people=2)
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    assert await voting(cast) == Voting("e", 3, True, 0, 2)
    for note in (one, one, two):
        await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.kim, PlaceDot(note=two))
    assert (await voting(cast)).voters == 2
    await cast.does(cast.max, HideNote(note=two, reason="Name"))
    await cast.does(cast.kim, WithdrawNote(note=one))
    assert (await voting(cast)).voters == 2, "else a card that is hidden tells how many had chosen it alone"
    await cast.does(cast.max, CloseDots(wall="e"))
    assert await voting(cast) == Voting("e", 3, False, 2, 2, given=True)


async def test_whoever_takes_all_back_has_not_voted(cast: Cast):
    note = await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.noor, TakeDot(note=note))
    assert (await voting(cast)).voters == 0


async def test_whoever_only_moderates_is_counted_neither_among_those_there_nor_among_those_who_voted(cast: Cast):
    note = await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    await cast.does(cast.max, PlaceDot(note=note))
    assert not (await cast.rows(attendees, id=cast.max.id))[0].guest
    assert await voting(cast) == Voting("e", 3, True, 0, 2, given=True)


async def test_the_most_points_come_first_and_ties_share_a_place(cast: Cast):
    cards = [await card(cast, text) for text in "ABCDEF"]
    assert await ranking(cast) is None
    await give(cast, (cards[0], 1), (cards[1], 4), (cards[2], 2), (cards[3], 2), (cards[5], 1))
    found = await ranking(cast)
    assert told(found) == [
        (1, "B", 4, False, True),
        (2, "C", 2, True, True),
        (2, "D", 2, True, True),
        (4, "A", 1, True, False),
        (4, "F", 1, True, False),
    ]
    assert found
    assert (found.without, found.most) == (1, 4)


async def test_a_place_that_too_many_share_is_not_shown_large(cast: Cast):
    cards = [await card(cast, text) for text in "ABCDEFG"]
    await give(cast, (cards[0], 2), *((each, 1) for each in cards[1:]))
    assert [rank.large for rank in (await ranking(cast) or Ranking((), 0, 0)).ranks] == [True] + [False] * 6


async def test_a_vote_without_points_has_an_empty_ranking(cast: Cast):
    await card(cast)
    await give(cast)
    found = await ranking(cast)
    assert (told(found), found and found.without) == ([], 1)


async def test_what_is_written_after_the_vote_was_not_voted_on(cast: Cast):
    before = await card(cast, "Vorher")
    await give(cast, (before, 1))
    cast.clock.forward(minutes=1)
    await card(cast, "Nachher")
    async with cast.ctx.db.reading() as db:
        assert [(note.text, note.dots) for note in (await load_wall(db, cast.id, Wall("e"))).notes] == [
            ("Vorher", 1),
            ("Nachher", None),
        ]
    assert (await ranking(cast) or Ranking((), 0, 0)).without == 0


async def test_while_it_is_open_again_there_is_no_ranking(cast: Cast):
    note = await card(cast)
    await give(cast, (note, 1))
    await cast.does(cast.max, OpenDots(wall="e", points=20))
    assert await ranking(cast) is None
