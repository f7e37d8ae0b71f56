"""Photos for papers: as small as a page needs them and in a format that every word processor reads."""

import io
from dataclasses import replace
from functools import lru_cache

from PIL import Image

from barcamp.exports.tree import Picture

LONGEST = 1400  # pixels: 12 cm at about 300 dpi
_PLAIN = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_SMALL = 300_000  # bytes that need no shrinking


@lru_cache(maxsize=256)
def for_paper(picture: Picture) -> Picture | None:
    """The picture as JPEG or PNG of at most LONGEST pixels; None for what is no picture or cannot be read here."""
    sound = picture.data.startswith(_PLAIN.get(picture.media_type, b"\0\0"))
    if sound and len(picture.data) <= _SMALL and max(picture.width, picture.height) <= 2 * LONGEST:
        return picture
    return _shrunk(picture) or (picture if sound else None)


def _shrunk(picture: Picture) -> Picture | None:
    try:
        with Image.open(io.BytesIO(picture.data), formats=("JPEG", "PNG", "WEBP")) as image:
            image.draft("RGB", (LONGEST, LONGEST))
            small = image.convert("RGB")
        small.thumbnail((LONGEST, LONGEST))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82)
    return replace(picture, media_type="image/jpeg", data=out.getvalue(), width=small.width, height=small.height)
