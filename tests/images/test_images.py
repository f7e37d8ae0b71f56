"""What becomes of photos, and which are refused."""

import asyncio
import struct
from io import BytesIO

import exifread
import pytest
from PIL import Image

from barcamp.images import MOST_AT_ONCE, MOST_OF_ONE, Images, Print
from barcamp.images.develop import confine
from barcamp.kernel.refused import Refused
from tests.pictures import HEIC, SVG, WORDS, bomb, encoded, photo, several, telltale


async def test_a_large_photo_becomes_a_print_and_a_thumbnail():
    made = await develop(photo(3000, 2400))
    assert (made.width, made.height) == (2000, 1600)
    assert (opened(made.data).size, opened(made.data).format) == ((2000, 1600), "JPEG")
    assert (opened(made.thumb).size, opened(made.thumb).format) == ((480, 384), "JPEG")


async def test_a_small_photo_is_not_blown_up():
    made = await develop(photo(300, 200))
    assert (made.width, made.height) == (300, 200)
    assert opened(made.thumb).size == (300, 200)


async def test_the_same_photo_gives_the_same_bytes():
    assert await develop(photo(700, 500)) == await develop(photo(700, 500))


async def test_a_photo_on_its_side_is_turned_upright():
    made = await develop(telltale(300, 200))
    assert (made.width, made.height) == (200, 300)
    # What was on the left before is on top now.
    for file in (made.data, made.thumb):
        image = opened(file)
        assert image.getpixel((image.width // 2, 20)) == pytest.approx((200, 30, 20), abs=12)
        assert image.getpixel((image.width // 2, image.height - 20)) == pytest.approx((20, 40, 200), abs=12)


async def test_nothing_that_the_camera_wrote_is_left():
    given, made = telltale(), await develop(telltale())
    assert {"GPS GPSLatitude", "Image Make", "EXIF DateTimeOriginal"} <= set(exifread.process_file(BytesIO(given)))
    assert {0xE1, 0xE2, 0xFE} <= set(markers(given))
    for file in (made.data, made.thumb):
        assert exifread.process_file(BytesIO(file)) == {}
        # Of the segments that may say something, only JFIF, which says that it is one.
        assert [marker for marker in markers(file) if 0xE0 <= marker <= 0xEF or marker == 0xFE] == [0xE0]
        for word in (b"Kamera", b"Besprechungsraum", b"Hohenlinde", b"Exif", b"ICC_PROFILE"):
            assert word not in file


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (Image.new("RGBA", (40, 30), (200, 0, 0, 0)), (255, 255, 255)),
        (Image.new("LA", (40, 30), (0, 255)), (0, 0, 0)),
        (Image.new("P", (40, 30), 0), (0, 0, 0)),
        (Image.new("1", (40, 30), 1), (255, 255, 255)),
        (Image.new("L", (40, 30), 128), (128, 128, 128)),
        (Image.new("I;16", (40, 30), 32768), (128, 128, 128)),
    ],
    ids=["transparent", "grey with alpha", "palette", "black and white", "grey", "16 bits"],
)
async def test_every_kind_of_png_becomes_what_it_looks_like_on_white(image: Image.Image, colour: tuple):
    made = await develop(encoded(image, "PNG"))
    assert opened(made.data).getpixel((20, 15)) == pytest.approx(colour, abs=2)


async def test_webp_and_photos_with_a_map_of_brightness_are_taken():
    assert (await develop(photo(form="WEBP"))).width == 300
    # As newer phones do it: a JPEG with a second picture behind the first.
    second = Image.new("RGB", (30, 20))
    made = await develop(encoded(opened(photo()), "MPO", save_all=True, append_images=[second]))
    assert (made.width, made.height) == (300, 200)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "photo.none"),
        (WORDS, "photo.no_picture"),
        (HEIC, "photo.heic"),
        (SVG, "photo.kind"),
        (several("GIF"), "photo.kind"),
        (b"%PDF-1.7 " * 9, "photo.kind"),
        (several("PNG"), "photo.animated"),
        (several("WEBP"), "photo.animated"),
        (bomb(), "photo.too_many_pixels"),
        (bomb(5000, 7000), "photo.broken"),
        (photo(8000, 5000, quality=30), "photo.too_many_pixels"),
        (photo(900, 900)[:-3000], "photo.broken"),
        (photo(form="PNG")[:-40], "photo.broken"),
        (b"\xff\xd8\xff" + b"\0" * 500, "photo.broken"),
        (b"\x89PNG\r\n\x1a\n", "photo.broken"),
        (b"RIFF\0\0\0\0WEBP" + b"\xff" * 90, "photo.broken"),
        (photo() + b"\0" * 15_000_001, "photo.too_big"),
    ],
    ids=[
        "nothing", "letter", "heic", "svg", "gif", "pdf", "moving png", "moving webp", "bomb", "hollow png",
        "40 megapixels", "cut jpeg", "cut png", "hollow jpeg", "only a head", "hollow webp", "15 megabytes",
    ],
)  # fmt: skip
async def test_what_is_no_photo_is_refused_with_the_reason(file: bytes, why: str):
    with pytest.raises(Refused) as caught:
        await develop(file)
    assert caught.value.key == why


async def test_another_kind_is_called_by_its_name():
    for file, kind in ((SVG, "SVG"), (several("GIF"), "GIF"), (b"\0\0\0\x18ftypavif" + b"\0" * 40, "AVIF")):
        with pytest.raises(Refused) as caught:
            await develop(file)
        assert caught.value.facts == {"kind": kind}


async def test_photos_are_developed_one_at_a_time_and_read_when_their_turn_comes():
    images, inside, most = Images(), 0, 0

    def read(_: int) -> bytes:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        inside -= 1
        return photo(60, 40)

    async def count() -> Print:
        return await images.develop(read)

    made = await asyncio.gather(*(count() for _ in range(3)))
    assert (most, len({each.sha256 for each in made})) == (1, 1)


async def test_there_is_room_for_so_many_at_once_and_for_a_few_of_one_device():
    images = Images()
    places = [images.place("kim") for _ in range(MOST_OF_ONE + 1)]
    for place in places[:-1]:
        place.__enter__()
    assert refused(places[-1]) == "photo.busy"
    others = [images.place(f"device {number}") for number in range(MOST_AT_ONCE - MOST_OF_ONE)]
    for place in others:
        place.__enter__()
    assert refused(images.place("one more")) == "photo.busy"
    places[0].__exit__(None, None, None)
    with images.place("one more"):
        pass


def test_the_program_may_not_use_more_memory_than_a_photo_needs():
    resource = pytest.importorskip("resource")
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resource, "setrlimit", lambda limit, most: asked.append((limit, most)))
        patch.setattr("os.nice", lambda by: by)
        confine()
    assert asked == [(resource.RLIMIT_AS, (1 << 30, 1 << 30)), (resource.RLIMIT_CPU, (20, 20))]


async def develop(content: bytes) -> Print:
    return await Images().develop(lambda most: content[:most])


def opened(file: bytes) -> Image.Image:
    return Image.open(BytesIO(file))


def refused(place) -> str:
    with pytest.raises(Refused) as caught:
        place.__enter__()
    return caught.value.key


def markers(file: bytes) -> list[int]:
    """The segments of a JPEG before its picture."""
    at, found = 2, []
    while file[at + 1] != 0xDA:
        found.append(file[at + 1])
        at += 2 + struct.unpack(">H", file[at + 2 : at + 4])[0]
    return found
