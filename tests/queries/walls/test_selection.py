"""The selection beside a ranking: when there is one, and what is told of those who gave points."""

from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot, ShowSelection
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.wall import Wall
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_wall
from barcamp.queries.walls.selection import Selection, load_selection
from tests.cast import Cast


async def selection(cast: Cast) -> Selection | None:
    async with cast.ctx.db.reading() as db:
        return await load_selection(db, cast.id, await load_wall(db, cast.id, Wall("e")))


async def vote(cast: Cast, *voters: str) -> dict[str, int]:
    """A closed vote; each voter is the letters of the cards to which they give a point."""
    cards = {each: await cast.makes(cast.kim, WriteNote(wall="e", text=each)) for each in "ABCDE"}
    await cast.does(cast.max, OpenDots(wall="e", points=5))
    for number, letters in enumerate(voters):
        person = await cast.newcomer(f"Gast {number}")
        for letter in letters:
            await cast.does(person, PlaceDot(note=cards[letter]))
    await cast.does(cast.max, CloseDots(wall="e"))
    return cards


async def test_it_is_shown_once_a_moderator_wants_it_and_goes_with_the_ranking(cast: Cast):
    assert await cast.refused(cast.max, ShowSelection(wall="e", number=2)) == "dots.none"
    await vote(cast, "AB", "AC", "AD", "B", "C")
    assert await selection(cast) is None
    assert await cast.refused(cast.max, ShowSelection(wall="e", number=11)) == "selection.number"
    assert await cast.refused(cast.max, ShowSelection(wall="e", number=-1)) == "selection.number"
    assert (await cast.does(cast.max, ShowSelection(wall="e", number=2))).changed == {Changed.wall("e")}
    assert not (await cast.does(cast.max, ShowSelection(wall="e", number=2))).changed
    found = await selection(cast)
    assert found
    assert [each.note.text for each in found.cards] == ["A", "B"]
    await cast.does(cast.max, OpenDots(wall="e", points=5))
    assert await selection(cast) is None, "points are hidden again"
    await cast.does(cast.max, CloseDots(wall="e"))
    await cast.does(cast.max, ShowSelection(wall="e"))
    assert await selection(cast) is None


async def test_it_says_whom_a_card_stands_for_and_never_fewer_than_three_people(cast: Cast):
    cards = await vote(cast, *["ABC"] * 5, *["D"] * 3, "E")
    await cast.does(cast.max, ShowSelection(wall="e", number=3))
    found = await selection(cast)
    assert found
    told = [(each.note.text, each.people, each.newly, each.place, each.filled) for each in found.cards]
    assert told == [("A", 5, 5, 1, False), ("B", 5, 0, 1, False), ("D", 3, 3, 4, False)]
    assert (found.voters, found.without) == (9, None), "one alone is not counted"
    await cast.does(cast.max, HideNote(note=cards["D"], reason="Name"))
    found = await selection(cast)
    assert found
    assert [each.note.text for each in found.cards] == ["A", "B", "C"]
    assert (found.voters, found.without) == (6, None)


async def test_there_is_none_where_all_cards_with_points_would_be_in_it(cast: Cast):
    await vote(cast, "AB", "AC")
    await cast.does(cast.max, ShowSelection(wall="e", number=3))
    assert await selection(cast) is None


async def test_of_one_person_s_points_nothing_is_said_that_needs_more(cast: Cast):
    await vote(cast, "ABC")
    await cast.does(cast.max, ShowSelection(wall="e", number=2))
    found = await selection(cast)
    assert found
    assert found.lead == "Zu wenige haben Punkte vergeben, als dass eine Auswahl für alle stehen könnte."
    assert (found.says, {each.why(at, 2) for at, each in enumerate(found.cards, 1)}) == (
        "",
        {"Sie hat Punkte bekommen."},
    )
    await cast.does(cast.max, OpenDots(wall="e", points=5))
    for who in (cast.noor, cast.kim):
        await cast.does(who, PlaceDot(note=found.cards[0].note.id))
    await cast.does(cast.max, CloseDots(wall="e"))
    found = await selection(cast)
    assert found
    assert found.lead.startswith("Hier wiegen die Punkte aller gleich viel")
