"""Photos on walls: hanging, describing, hiding and taking them away."""

import json

import pytest
from sqlalchemy import insert

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.layout.divide import CopyLanes
from barcamp.domain.walls.layout.edit_sections import RemoveSection
from barcamp.domain.walls.move_note import MovePhoto, UndoMovePhoto
from barcamp.domain.walls.photos.photo import (
    MOST_IN_EVENT,
    MOST_ON_WALL,
    DescribePhoto,
    HidePhoto,
    ShowPhoto,
    WithdrawPhoto,
    photos,
)
from barcamp.domain.walls.section import sections
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_wall
from barcamp.queries.walls.photos import hung, load_photos
from tests.cast import Cast
from tests.pictures import hang, printed


async def test_a_photo_hangs_on_its_wall_with_its_file(cast: Cast):
    wall = f"t{await cast.pitches()}"
    given = printed(wall, " Drei Spalten\r\n")
    answer = await cast.does(cast.noor, given)
    [row] = await cast.rows(photos, barcamp_id=cast.id)
    assert (row.id, row.barcamp_id, row.wall, row.author_id) == (answer.made, cast.id, wall, cast.noor.id)
    assert (row.description, row.width, row.height, row.added_at) == ("Drei Spalten", 300, 200, cast.clock.at)
    assert (row.data, row.thumb, row.sha256) == (given.data, given.thumb, given.sha256)
    assert answer.changed == {Changed.photos(wall)}


async def test_the_journal_does_not_keep_the_file(cast: Cast):
    given = printed("e")
    await cast.does(cast.kim, given)
    said = json.loads((await cast.journal())[-1].payload)
    assert said == {
        "wall": "e", "description": "Ein Plakat mit drei Spalten", "width": 300, "height": 200, "sha256": given.sha256,
        "section": 0,
    }  # fmt: skip


async def test_the_same_upload_again_hangs_nothing_twice(cast: Cast):
    first = await cast.does(cast.kim, printed("e"), op="upload-1")
    again = await cast.does(cast.kim, printed("e"), op="upload-1")
    assert (again.made, again.seq, again.repeated) == (first.made, first.seq, True)
    assert len(await cast.rows(photos, barcamp_id=cast.id)) == 1


async def test_photos_hang_only_on_walls_that_are_there(cast: Cast):
    for wall, why in ((f"s{cast.slots[0]}", "wall.gone"), ("t999999", "topic.gone"), ("x", "wall.gone")):
        assert await cast.refused(cast.kim, printed(wall)) == why
    assert await cast.rows(photos, barcamp_id=cast.id) == []


async def test_a_wall_holds_so_many_photos_and_an_event_so_many(cast: Cast):
    wall, other = f"s{cast.plenaries[0]}", f"s{cast.plenaries[1]}"
    await _fill(cast, wall, MOST_ON_WALL - 1)
    last = await hang(cast, wall)
    refusal = await cast.refusal(cast.kim, printed(wall))
    assert (refusal.key, refusal.facts) == ("photo.too_many", {"most": MOST_ON_WALL})
    await cast.does(cast.kim, WithdrawPhoto(photo=last))
    await hang(cast, wall)
    await _fill(cast, "t1", MOST_IN_EVENT - MOST_ON_WALL)
    refusal = await cast.refusal(cast.kim, printed(other))
    assert (refusal.key, refusal.facts) == ("photo.too_many_in_all", {"most": MOST_IN_EVENT})


async def test_whoever_took_a_photo_and_whoever_arranges_the_wall_describe_it(cast: Cast):
    wall = f"t{await cast.pitches(by=cast.max)}"
    photo = await hang(cast, wall)
    assert await cast.refused(cast.noor, DescribePhoto(photo=photo, description="?")) == "wall.not_yours"
    await cast.does(cast.noor, BecomeKeeper(wall=wall))
    for member, words in ((cast.kim, "Eins"), (cast.noor, "Zwei"), (cast.max, "Drei"), (cast.ada, "")):
        answer = await cast.does(member, DescribePhoto(photo=photo, description=words))
        assert answer.changed == {Changed.photos(wall)}
        assert [row.description for row in await cast.rows(photos, barcamp_id=cast.id)] == [words]
    assert (await cast.does(cast.ada, DescribePhoto(photo=photo, description=""))).changed == frozenset()


async def test_a_withdrawn_photo_leaves_nothing_of_its_content(cast: Cast):
    mine, other = await hang(cast, "e", "Mein Plakat"), await hang(cast, "e", "Noch eins")
    assert await cast.refused(cast.noor, WithdrawPhoto(photo=mine)) == "photo.not_yours"
    await cast.does(cast.kim, WithdrawPhoto(photo=mine))
    await cast.does(cast.max, WithdrawPhoto(photo=other))
    for row in await cast.rows(photos, barcamp_id=cast.id):
        assert (row.data, row.thumb, row.sha256, row.description) == (b"", b"", "", "")
        assert row.withdrawn_at == cast.clock.at
    for command in (WithdrawPhoto(photo=mine), DescribePhoto(photo=mine), HidePhoto(photo=mine, reason="Weg")):
        assert await cast.refused(cast.max, command) == "photo.gone"


async def test_a_hidden_photo_says_why_and_can_be_shown_again(cast: Cast):
    photo = await hang(cast, "e")
    answer = await cast.does(cast.max, HidePhoto(photo=photo, reason="Ein Gesicht"))
    assert answer.changed == {Changed.photos("e"), Changed.hidden()}
    [row] = await cast.rows(photos, barcamp_id=cast.id)
    assert (row.hidden_at, row.hidden_because) == (cast.clock.at, "Ein Gesicht")
    answer = await cast.does(cast.max, ShowPhoto(photo=photo))
    assert answer.changed == {Changed.photos("e"), Changed.hidden()}
    [row] = await cast.rows(photos, barcamp_id=cast.id)
    assert (row.hidden_at, row.hidden_because) == (None, "")
    assert (await cast.does(cast.max, ShowPhoto(photo=photo))).changed == frozenset()


@pytest.mark.parametrize("command", [WithdrawPhoto, DescribePhoto, ShowPhoto])
async def test_another_barcamp_s_photos_are_out_of_reach(cast: Cast, command: type):
    photo = await hang(cast, "e")
    assert await cast.refused(cast.eve_moderating, command(photo=photo)) == "photo.gone"


async def test_nothing_is_hung_once_the_event_is_archived(cast: Cast):
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.kim, printed("e")) == "barcamp.archived"


async def _fill(cast: Cast, wall: str, number: int) -> None:
    row = {
        "barcamp_id": cast.id, "wall": wall, "author_id": cast.kim.id, "description": "", "width": 1, "height": 1,
        "sha256": "", "added_at": cast.clock(), "data": b"x", "thumb": b"x",
    }  # fmt: skip
    async with cast.ctx.db.writing() as db:
        await db.execute(insert(photos), [row] * number)


async def where(cast: Cast, wall: str) -> dict[str, list[int]]:
    """The photos that hang in each section, by its kind."""
    async with cast.ctx.db.reading() as db:
        sight = await load_wall(db, cast.id, wall_named(wall))
        found = hung(sight, await load_photos(db, cast.id, wall=wall))
    return {each.kind: [photo.id for photo in found[each.id]] for each in sight.sections if each.id in found}


async def test_a_photo_hangs_in_the_section_where_it_was_put_and_is_moved_like_a_card(cast: Cast):
    wall = f"t{await cast.pitches()}"
    ids = {each.kind: each.id for each in await cast.rows(sections, barcamp_id=cast.id)}
    usual = await hang(cast, wall)
    put = await cast.makes(cast.noor, printed(wall, section=ids["questions"]))
    late = await cast.makes(cast.kim, printed(wall, section=999_999))
    assert await where(cast, wall) == {"insights": [usual, late], "questions": [put]}
    assert await cast.refused(cast.noor, MovePhoto(photo=usual, section=ids["links"])) == "move.not_yours"
    assert await cast.refused(cast.max, MovePhoto(photo=usual, section=999_999)) == "section.gone"
    for who, photo in ((cast.noor, put), (cast.max, usual)):
        answer = await cast.does(who, MovePhoto(photo=photo, section=ids["links"]))
        assert answer.changed == {Changed.photos(wall)}
        assert not (await cast.does(who, MovePhoto(photo=photo, section=ids["links"]))).changed
    await cast.does(cast.ada, RemoveSection(section=ids["links"]))
    assert await where(cast, wall) == {"insights": [put, usual, late]}  # in the order of that section


async def test_photos_come_along_when_a_wall_is_divided_anew(cast: Cast):
    questions = next(each.id for each in await cast.rows(sections, barcamp_id=cast.id) if each.kind == "questions")
    photo = await cast.makes(cast.kim, printed("e", section=questions))
    await cast.does(cast.max, CopyLanes(wall="e", source=f"s{cast.plenaries[0]}"))
    assert await where(cast, "e") == {"questions": [photo]}


async def test_a_move_of_a_photo_is_taken_back_unless_somebody_moved_it_since(cast: Cast):
    wall = f"t{await cast.pitches()}"
    ids = {each.kind: each.id for each in await cast.rows(sections, barcamp_id=cast.id)}
    photo = await hang(cast, wall)
    await cast.does(cast.kim, MovePhoto(photo=photo, section=ids["links"]))
    back = UndoMovePhoto(photo=photo)
    await cast.does(cast.max, MovePhoto(photo=photo, section=ids["next"]))
    assert await cast.refused(cast.kim, back) == "move.photo_moved_since"
    assert await where(cast, wall) == {"next": [photo]}
    await cast.does(cast.max, back)
    assert await where(cast, wall) == {"links": [photo]}
    assert await cast.refused(cast.kim, back) == "move.nothing"
