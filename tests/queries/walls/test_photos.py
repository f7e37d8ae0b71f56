"""Photos as walls and exports see them."""

from barcamp.domain.walls.photos.photo import HidePhoto, WithdrawPhoto, photos
from barcamp.queries.walls.photos import Photo, load_file, load_hidden_photos, load_photo, load_photos
from tests.cast import Cast
from tests.counting import counted
from tests.pictures import hang, photo


async def test_what_hangs_is_listed_in_order_without_the_files(cast: Cast):
    first, gone = await hang(cast, "e", "Eins"), await hang(cast, "e")
    other = await hang(cast, f"s{cast.plenaries[0]}", "Zwei", by=cast.noor)
    hidden = await hang(cast, "e", "Drei")
    await cast.does(cast.kim, WithdrawPhoto(photo=gone))
    await cast.does(cast.max, HidePhoto(photo=hidden, reason="Ein Gesicht"))
    rows = {row.id: row for row in await cast.rows(photos, barcamp_id=cast.id)}
    async with cast.ctx.db.reading() as db:
        listed = await load_photos(db, cast.id)
        assert listed == [
            Photo(first, "e", "Eins", cast.kim.id, "Kim", 300, 200, rows[first].sha256, cast.clock.at),
            Photo(other, rows[other].wall, "Zwei", cast.noor.id, "Noor", 300, 200, rows[other].sha256, cast.clock.at),
        ]
        assert await load_photos(db, cast.id, wall="e") == listed[:1]
        assert [each.data for each in await load_photos(db, cast.id, with_data=True)] == [photo(), photo()]
        assert await load_photos(db, cast.elsewhere.id) == []
        assert [(each.id, each.reason) for each in await load_hidden_photos(db, cast.id)] == [(hidden, "Ein Gesicht")]
        taken_down = await load_photo(db, cast.id, hidden)
        assert taken_down is not None
        assert taken_down.reason == "Ein Gesicht"
        assert await load_photo(db, cast.id, gone) is None
        assert await load_photo(db, cast.elsewhere.id, first) is None


async def test_a_list_never_asks_for_the_files(cast: Cast):
    await hang(cast, "e")
    async with counted() as statements, cast.ctx.db.reading() as db:
        await load_photos(db, cast.id)
        await load_hidden_photos(db, cast.id)
        plain = [statement for statement in statements if "photo" in statement]
        await load_photos(db, cast.id, with_data=True)
    assert len(plain) == 2
    assert [statement for statement in plain if "photo.data" in statement or "photo.thumb" in statement] == []
    assert "photo.data" in statements[-1]


async def test_a_file_is_there_until_it_is_withdrawn(cast: Cast):
    number = await hang(cast, "e")
    async with cast.ctx.db.reading() as db:
        whole, small = await load_file(db, cast.id, number, False), await load_file(db, cast.id, number, True)
        assert await load_file(db, cast.elsewhere.id, number, False) is None
    assert whole is not None
    assert small is not None
    assert (whole.content, small.content, whole.author_id, whole.hidden) == (photo(), photo(30, 20), cast.kim.id, False)
    await cast.does(cast.kim, WithdrawPhoto(photo=number))
    async with cast.ctx.db.reading() as db:
        assert await load_file(db, cast.id, number, False) is None


def test_a_thumbnail_keeps_its_shape():
    def small(width: int, height: int) -> tuple[int, int]:
        return Photo(1, "e", "", 1, "", width, height, "", None).small  # type: ignore[arg-type]

    assert [small(2000, 1500), small(1500, 2000), small(300, 200), small(2000, 1)] == [
        (480, 360), (360, 480), (300, 200), (480, 1),
    ]  # fmt: skip
