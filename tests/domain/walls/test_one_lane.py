"""Walls without sections: cards and photos in one lane."""

from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.move_note import MoveNote, MovePhoto, UndoMove, UndoMovePhoto
from barcamp.domain.walls.order_lane import OrderLane, UndoOrder
from barcamp.domain.walls.photos.photo import HidePhoto, ShowPhoto, WithdrawPhoto
from barcamp.domain.walls.section import sections
from barcamp.domain.walls.several.move_notes import MoveNotes, UndoMoves
from barcamp.domain.walls.support import SupportNote
from barcamp.domain.walls.wall import Wall
from barcamp.queries.walls.notes import load_wall
from barcamp.queries.walls.photos import Photo, as_they_hang, hung, load_photos, piles, with_lane_of
from tests.cast import Cast
from tests.domain.walls.test_photos_among_cards import mine
from tests.pictures import hang

Lane = list[tuple[str, list[int | str]]]


async def without_sections(cast: Cast) -> None:
    for row in await cast.rows(sections, barcamp_id=cast.id):
        await cast.does(cast.ada, RemoveSection(section=row.id))


async def seen(cast: Cast) -> Lane:
    """What hangs on the wall, by group; and that the photos are read in the same order."""
    async with cast.ctx.db.reading() as db:
        wall, there = await load_wall(db, cast.id, Wall("e")), await load_photos(db, cast.id, wall="e")
    hanging = hung(wall, there)
    found = [pile for lane in with_lane_of(wall, hanging).sections for pile in piles(lane, hanging)]
    read = [each for pile in found for each in pile.of if isinstance(each, Photo)]
    assert as_they_hang([wall], there) == read
    return [(pile.title, [f"p{each.id}" if isinstance(each, Photo) else each.id for each in pile.of]) for pile in found]


async def test_photos_hang_where_they_came_and_are_moved_among_cards_and_back(cast: Cast):
    await without_sections(cast)
    first = await hang(cast, "e")
    assert await seen(cast) == [("", [f"p{first}"])]
    [one] = await mine(cast, "Mehl")
    second = await hang(cast, "e")
    [two] = await mine(cast, "Salz")
    assert await seen(cast) == [("", [f"p{first}", one, f"p{second}", two])]
    for place, wanted in (
        ("last", [one, f"p{second}", two, f"p{first}"]),
        (f"before-{two}", [one, f"p{second}", f"p{first}", two]),
        (f"before-p{second}", [one, f"p{first}", f"p{second}", two]),
        ("first", [f"p{first}", one, f"p{second}", two]),
    ):
        await cast.does(cast.kim, MovePhoto(photo=first, place=place))
        assert await seen(cast) == [("", wanted)]
    await cast.does(cast.kim, UndoMovePhoto(photo=first))
    assert await seen(cast) == [("", [one, f"p{first}", f"p{second}", two])]
    await cast.does(cast.kim, MoveNote(note=two, place=f"after-p{first}"))
    assert await seen(cast) == [("", [one, f"p{first}", two, f"p{second}"])]
    await cast.does(cast.kim, UndoMove(note=two))
    assert await seen(cast) == [("", [one, f"p{first}", f"p{second}", two])]


async def test_a_photo_lies_on_a_pile_and_comes_off_it(cast: Cast):
    await without_sections(cast)
    one, two = await mine(cast, "Mehl", "Salz")
    photo = await hang(cast, "e")
    before = await seen(cast)
    await cast.does(cast.kim, MovePhoto(photo=photo, place=f"onto-{one}"))
    assert await seen(cast) == [("", [two]), ("Gruppe 1", [one, f"p{photo}"])]
    await cast.does(cast.max, HidePhoto(photo=photo, reason="Ein Gesicht"))
    assert await seen(cast) == [("", [two]), ("Gruppe 1", [one])]
    await cast.does(cast.max, ShowPhoto(photo=photo))
    await cast.does(cast.kim, UndoMovePhoto(photo=photo))
    assert await seen(cast) == before
    await cast.does(cast.kim, MoveNotes(wall="e", cards=f"p{photo} {two}", place=f"onto-{one}"))
    assert await seen(cast) == [("Gruppe 1", [one, f"p{photo}", two])]
    await cast.does(cast.kim, UndoMoves(wall="e", cards=f"p{photo} {two}"))
    assert await seen(cast) == before
    await cast.does(cast.kim, WithdrawPhoto(photo=photo))
    assert await seen(cast) == [("", [one, two])]


async def test_by_support_photos_come_behind_the_cards_and_back(cast: Cast):
    await without_sections(cast)
    photo = await hang(cast, "e")
    one, two = await mine(cast, "Mehl", "Salz")
    await cast.does(cast.noor, SupportNote(note=two))
    await cast.does(cast.max, OrderLane(wall="e"))
    assert await seen(cast) == [("", [two, one, f"p{photo}"])]
    await cast.does(cast.max, UndoOrder(wall="e"))
    assert await seen(cast) == [("", [f"p{photo}", one, two])]


async def test_of_a_section_that_comes_and_goes_a_photo_keeps_its_place_and_its_group(cast: Cast):
    await without_sections(cast)
    one, two = await mine(cast, "Mehl", "Salz")
    photo = await hang(cast, "e")
    await cast.does(cast.kim, MovePhoto(photo=photo, place=f"onto-{one}"))
    before = await seen(cast)
    section = (await cast.does(cast.ada, AddSection(title="Ideen"))).made
    assert section is not None
    assert await seen(cast) == [("", [two]), ("Gruppe 1", [one]), ("", [f"p{photo}"])]
    await cast.does(cast.ada, RemoveSection(section=section))
    assert await seen(cast) == before
