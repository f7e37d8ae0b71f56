"""Photos for documents: small enough for a page, and in a format that every word processor reads."""

from io import BytesIO

import pytest
from PIL import Image

from barcamp.exports.book.tree import Picture
from barcamp.exports.pictures import LONGEST, for_paper, within
from tests.exports.days import picture
from tests.pictures import photo


def given(data: bytes, media_type: str = "image/jpeg", width: int = 300, height: int = 200) -> Picture:
    return Picture(1, "photo-1.jpg", media_type, data, width, height, "Flipchart")


def test_a_small_photo_stays_as_it_is():
    for small in (given(photo()), picture(1)):
        assert for_paper(small) == small


def test_a_large_photo_is_shrunk_in_its_proportions():
    small = for_paper(given(photo(4000, 3000), width=4000, height=3000))
    assert small is not None
    assert (small.width, small.height, small.media_type, small.description) == (
        LONGEST,
        750,
        "image/jpeg",
        "Flipchart",
    )
    with Image.open(BytesIO(small.data)) as image:
        assert image.size == (small.width, small.height)


@pytest.mark.parametrize("size", [(2000, 1500), (1500, 2000), (2000, 1333)])
def test_a_photo_as_phones_send_it_is_read_at_half_its_size(size: tuple[int, int]):
    with Image.open(BytesIO(photo(*size))) as image:
        image.draft("RGB", within(image.size))
        assert max(image.size) == LONGEST


def test_webp_becomes_jpeg_because_word_does_not_know_it():
    small = for_paper(given(photo(form="WEBP"), "image/webp"))
    assert small is not None
    assert (small.media_type, small.data[:2]) == ("image/jpeg", b"\xff\xd8")


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"<svg/>", b"RIFF0000WEBPVP8 ", photo()[:-400], picture(1).data[:90]]
)
def test_what_is_no_picture_is_none(data: bytes):
    assert for_paper(given(data)) is None
    assert for_paper(given(data, "image/png")) is None
