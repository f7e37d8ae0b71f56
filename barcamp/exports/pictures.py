"""Photos for documents: as small as a page needs them and in a format that every word processor reads."""

import io
from dataclasses import replace
from functools import lru_cache

from PIL import Image

from barcamp.exports.book.tree import Picture
from barcamp.exports.formats.typesetter import pixels

LONGEST = 1000  # pixels: 8 cm at 300 dpi, and half the size that phones send, which makes it quick to read
_EVERYWHERE = {"image/jpeg": "JPEG", "image/png": "PNG"}
_SMALL = 300_000  # bytes that need no shrinking


@lru_cache(maxsize=128)
def for_paper(picture: Picture) -> Picture | None:
    """The picture as JPEG or PNG of at most LONGEST pixels, or as it is if it is small enough; None for anything that
    is not a picture or is broken: no document may fail because of it. A drawing becomes pixels."""
    if picture.media_type == "image/svg+xml":
        return _in_pixels(picture)
    try:
        with Image.open(io.BytesIO(picture.data), formats=("JPEG", "PNG", "WEBP")) as image:
            fine = _EVERYWHERE.get(picture.media_type) == image.format and len(picture.data) <= _SMALL
            if fine and max(image.size) <= 2 * LONGEST:
                image.load()
                return replace(picture, width=image.width, height=image.height)
            image.draft("RGB", within(image.size))  # a JPEG is read at half its size in a quarter of the time
            small = image.convert("RGB")
        small.thumbnail((LONGEST, LONGEST))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82)
    return replace(picture, media_type="image/jpeg", data=out.getvalue(), width=small.width, height=small.height)


def within(size: tuple[int, int]) -> tuple[int, int]:
    """The size in proportion: for a square, `draft` would keep the shorter side whole, and so read everything."""
    return (LONGEST * size[0] // max(size), LONGEST * size[1] // max(size))


def _in_pixels(picture: Picture) -> Picture | None:
    data = pixels(picture.data.decode("utf-8", "replace"), upright=picture.height > picture.width)
    if data is None:
        return None
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return replace(picture, media_type="image/png", data=data, width=image.width, height=image.height)
