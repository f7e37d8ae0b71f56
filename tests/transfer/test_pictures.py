"""Pictures in an archive: what images/ made stays to the byte, everything else is made anew or refused."""

from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from barcamp.images import Images
from barcamp.images.develop import make_logo, make_print
from barcamp.images.logos import clean
from barcamp.images.strip import bare_jpeg, bare_png
from barcamp.kernel.refused import Refused
from barcamp.transfer.pictures import cleaned
from tests.pictures import HEIC, WORDS, bomb, emblem, photo, telltale

SCRIPTED = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><script>x()</script>'
    b'<path onload="x()" d="M0 0h4"/></svg>'
)
Row = dict[str, Any]


def hashed(content: bytes) -> str:
    return sha256(content).hexdigest()


async def arrived(table: str, row: Row, *files: bytes) -> tuple[Row, dict[str, bytes]]:
    record, blobs = await cleaned(Images(), {"tables": {table: [row]}}, {hashed(content): content for content in files})
    [made] = record["tables"][table]
    return made, blobs


def a_photo(data: bytes, thumb: bytes, width: int = 300, height: int = 200) -> Row:
    digest = hashed(data)
    return {"id": 7, "width": width, "height": height, "sha256": digest, "data": digest, "thumb": hashed(thumb)}


def a_logo(data: bytes, media_type: str, width: int = 1000, height: int = 500) -> Row:
    return {"id": 3, "media_type": media_type, "width": width, "height": height, "sha256": hashed(data),
            "data": hashed(data)}  # fmt: skip


async def test_a_photo_of_ours_stays_as_it_is():
    head, data, thumb = make_print(telltale(3000, 1500))
    row = a_photo(data, thumb, head["width"], head["height"])
    assert (await arrived("photo", row, data, thumb))[0] == row
    withdrawn = {**row, "data": "", "thumb": ""}
    assert (await arrived("photo", withdrawn))[0] == withdrawn


@pytest.mark.parametrize("data", [telltale(), photo() + b"PK\3\4 behind its end", photo(3000, 1500), photo(form="PNG")])
async def test_a_photo_with_more_in_it_is_developed_once_more(data: bytes):
    with Image.open(BytesIO(data)) as image:
        row = a_photo(data, data, *image.size)
    made, blobs = await arrived("photo", row, data)
    kept, thumb = blobs[made["data"]], blobs[made["thumb"]]
    assert (bare_jpeg(kept), made["sha256"]) == ((made["width"], made["height"]), hashed(kept))
    assert bare_jpeg(thumb) is not None
    assert b"Kamera" not in kept


async def test_a_size_that_is_a_lie_and_a_thumbnail_that_is_something_else_are_mended():
    data, thumb = photo(), photo(30, 20)
    for row in (a_photo(data, thumb, 9, 9), a_photo(data, WORDS)):
        made, blobs = await arrived("photo", row, data, thumb, WORDS)
        assert (made["width"], made["height"]) == (300, 200)
        assert bare_jpeg(blobs[made["thumb"]]) is not None


@pytest.mark.parametrize("data", [WORDS, HEIC, bomb(), photo()[:-400], SCRIPTED])
async def test_a_photo_that_is_none_is_refused_by_its_name(data: bytes):
    with pytest.raises(Refused) as refused:
        await arrived("photo", a_photo(data, data), data)
    assert (refused.value.key, refused.value.facts) == ("archive.picture", {"where": "photo-7"})


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/png", "text/html", None])
async def test_a_drawing_is_drawn_anew_whatever_it_is_called(media_type: Any):
    made, blobs = await arrived("logo", a_logo(SCRIPTED, media_type, 1, 1), SCRIPTED)
    kept = blobs[made["data"]]
    assert (made["media_type"], made["width"], made["height"]) == ("image/svg+xml", 1000, 500)
    assert made["sha256"] == hashed(kept)
    assert b"x()" not in kept


async def test_logos_of_ours_stay_as_they_are():
    drawn = emblem()
    head, pixels, _ = make_logo(photo(form="PNG"))
    for row, data in (
        (a_logo(drawn.data, drawn.media_type, drawn.width, drawn.height), drawn.data),
        (a_logo(pixels, head["media_type"], head["width"], head["height"]), pixels),
    ):
        assert (await arrived("logo", row, data))[0] == row
    assert bare_png(pixels + b"x") is None


@pytest.mark.parametrize("data", [WORDS, b"<svg", b"", bomb()])
async def test_a_logo_that_is_none_is_refused(data: bytes):
    with pytest.raises(Refused) as refused:
        await arrived("logo", a_logo(data, "image/png"), data)
    assert refused.value.key == "archive.picture"


async def test_what_is_no_table_is_left_to_those_who_read_the_record():
    for record in ({}, {"tables": {"photo": 5, "logo": None}}, {"tables": {"photo": ["x", None], "logo": [7]}}):
        assert await cleaned(Images(), record, {}) == (record, {})


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
async def test_a_plain_logo_without_transparency_is_taken(form: str):
    made = await clean(Images(), photo(form=form))
    assert (made.media_type, made.width, made.height) == ("image/png", 300, 200)
