"""Pictures for tests: photos as phones take them, and files that only pretend."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO

from PIL import Image

from barcamp.domain.event.logo import AddLogo
from barcamp.domain.walls.photos.photo import AddPhoto
from barcamp.images.svg import drawn_anew
from tests.cast import Cast, Member

UPRIGHT_RED_ON_THE_LEFT = 6  # EXIF: turn it a quarter clockwise


def photo(width: int = 300, height: int = 200, form: str = "JPEG", **options: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (20, 40, 200))
    image.paste((200, 30, 20), (0, 0, width // 2, height))
    return encoded(image, form, **options)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def telltale(width: int = 300, height: int = 200) -> bytes:
    """A photo lying on its side, with everything a camera may write into it: make, place, thumbnail, comment."""
    exif = Image.Exif()
    exif[0x0112] = UPRIGHT_RED_ON_THE_LEFT
    exif[0x010F] = "Kamera GmbH"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 21.0, 30.0), 3: "E", 4: (7.0, 52.0, 10.0)})
    exif.get_ifd(0x8769)[0x9003] = "2026:06:13 09:41:00"
    said = {"exif": exif, "comment": b"Besprechungsraum 3", "xmp": b"<x:xmpmeta>Hohenlinde</x:xmpmeta>"}
    return photo(width, height, icc_profile=_profile(), **said)


def several(form: str) -> bytes:
    """Moving pictures."""
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "green", "blue")]
    return encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of few bytes that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", row) + _chunk(b"IEND", b"")


HEIC = struct.pack(">I", 24) + b"ftypheic" + b"\0\0\0\0" + b"mif1heic" + b"\0" * 200
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WORDS = b"Das ist kein Foto, sondern ein Brief.\n" * 20


def printed(wall: str, description: str = "Ein Plakat mit drei Spalten", section: int = 0) -> AddPhoto:
    """The command with a photo that was developed already."""
    data = photo()
    size = {"width": 300, "height": 200}
    return AddPhoto(
        wall=wall, description=description, sha256=sha256(data).hexdigest(), data=data, thumb=photo(30, 20),
        section=section, **size,
    )  # fmt: skip


def emblem(description: str = "Stadt Hohenlinde", colour: str = "#1c6437") -> AddLogo:
    """The command with a logo that was drawn anew already."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="{colour}" d="M0 0h40L20 20z"/></svg>'
    )
    made = drawn_anew(drawing.encode())
    size = {"width": made.width, "height": made.height}
    digest = sha256(made.data).hexdigest()
    return AddLogo(description=description, media_type="image/svg+xml", sha256=digest, data=made.data, **size)


async def put_up_logo(cast: Cast, description: str = "Stadt Hohenlinde") -> int:
    """The id of a new logo of the cast's event. Two stand there at least, so that one can be moved."""
    await cast.does(cast.ada, emblem("Kreis"))
    answer = await cast.does(cast.ada, emblem(description))
    assert answer.made is not None
    return answer.made


async def hang(cast: Cast, wall: str, description: str = "", by: Member | None = None) -> int:
    """The id of a new photo on a wall, Kim's unless said otherwise."""
    answer = await cast.does(by or cast.kim, printed(wall, description))
    assert answer.made is not None
    return answer.made


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
