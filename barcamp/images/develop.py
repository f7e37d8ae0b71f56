"""Develops one photo or logo: what comes in on stdin goes out on stdout upright, small and without metadata.

It is a program of its own with limits of its own, so that whatever a file does to it, it does to nobody else. It
imports nothing of ours. First line out: JSON with `width`, `height`, `data` and `thumb` (lengths of the two JPEG files
that follow), or with `why` (large, animated, pale or broken). With `logo` as its argument it keeps transparency, cuts
off empty margins, and says `media_type` in place of the lengths.
"""

import json
import os
import sys
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the server only names the limits, and does without a decoder
    from PIL.Image import Image as Picture
    from PIL.Image import ImagePointTransform

EDGE, THUMB_EDGE, LOGO_EDGE = 2000, 480, 1200  # pixels of the longer side
MOST_PIXELS = 36_000_000
MEMORY = 1 << 30
SECONDS = 20


class Spoiled(Exception):
    """The picture cannot be taken; says `why`."""


def confine() -> None:
    """Limits memory and time to what any real photo needs, and gives way to everything live."""
    with suppress(AttributeError, OSError):
        os.nice(10)
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def develop(content: bytes) -> "Picture":
    """The picture, shrunk to EDGE, upright, in RGB on white, and nothing else of the file. Raises Spoiled."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # counted here
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Spoiled("large")
        # Further frames of a JPEG are not film but depth or brightness maps of the same photo.
        if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
            raise Spoiled("animated")
        profile, orientation = image.info.get("icc_profile"), image.getexif().get(0x0112, 1)
        image.draft("RGB", (EDGE, EDGE))
        plain = _plain(image)
        plain.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
        clean = _on_white(_in_common_colours(plain, profile))
    return clean.transpose(Image.Transpose[_UPRIGHT[orientation]]) if orientation in _UPRIGHT else clean


# The orientations that EXIF knows, and what makes each upright.
_UPRIGHT = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def _plain(image: "Picture") -> "Picture":
    """The picture in a mode that can be shrunk well."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(_top_byte).convert("L")  # 16 bits of grey
    if image.mode in ("RGB", "L", "CMYK", "RGBA", "LA"):
        return image
    return image.convert("RGBA" if "transparency" in image.info else "RGB")


def _top_byte(value: "ImagePointTransform") -> "ImagePointTransform":
    return value * (1 / 256)


def _in_common_colours(image: "Picture", profile: bytes | None) -> "Picture":
    """The picture as sRGB, since the profile goes with the other metadata. An unreadable profile counts as none."""
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        wanted = ImageCms.ImageCmsProfile(made)  # pyright: ignore[reportUnknownArgumentType]  (its core has no types)
        return ImageCms.profileToProfile(image, given, wanted, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _on_white(image: "Picture") -> "Picture":
    from PIL import Image

    clean = Image.new("RGB", image.size, "white")
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    clean.paste(image.convert("RGB"), mask=alpha)
    return clean


def emblem(content: bytes) -> "Picture":
    """A logo with its transparency, shrunk to LOGO_EDGE, without empty margins. Raises Spoiled."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # counted here
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Spoiled("large")
        image.load()  # loaded here, since nothing below needs to change a plain one, and the file is closed by then
        profile, see_through = image.info.get("icc_profile"), image.has_transparency_data
        plain = image.convert("RGBA") if see_through else _in_common_colours(_plain(image), profile)
    clean = plain if see_through else _on_white(plain)
    if see_through:
        seen = clean.getchannel("A").getbbox()
        if seen is None or _is_pale(clean):
            raise Spoiled("pale")
        clean = clean.crop(seen)
    clean.thumbnail((LOGO_EDGE, LOGO_EDGE), Image.Resampling.LANCZOS)
    bare = Image.new(clean.mode, clean.size)
    bare.paste(clean)
    return bare


def _is_pale(image: "Picture") -> bool:
    """Whether it was made for a dark ground: nearly everything visible in it is white."""
    small = image.copy()
    small.thumbnail((200, 200))
    grey, alpha = small.convert("L").tobytes(), small.getchannel("A").tobytes()
    seen = [shade for shade, solid in zip(grey, alpha, strict=True) if solid > 127]
    return not seen or sum(shade > 225 for shade in seen) > 0.97 * len(seen)


def make_logo(content: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    image = emblem(content)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    data, kind = out.getvalue(), "image/png"
    if image.mode == "RGB" and len(data) > _MUCH:
        data, kind = _jpeg(image, 88), "image/jpeg"
    while len(data) > _MUCH and kind == "image/png" and image.width > 300:
        image.thumbnail((image.width * 2 // 3, image.height * 2 // 3))
        out = BytesIO()
        image.save(out, "PNG", optimize=True)
        data = out.getvalue()
    return {"width": image.width, "height": image.height, "media_type": kind}, data, b""


def make_print(content: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    image = develop(content)
    small = image.copy()
    small.thumbnail((THUMB_EDGE, THUMB_EDGE))
    data, thumb = _jpeg(image, 82), _jpeg(small, 76)
    return {"width": image.width, "height": image.height, "data": len(data), "thumb": len(thumb)}, data, thumb


_MUCH = 300_000  # bytes of a logo, which every phone loads


def _jpeg(image: "Picture", quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=True, subsampling="4:2:0")
    return out.getvalue()


def main() -> None:
    confine()
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    try:
        head, data, thumb = (make_logo if "logo" in sys.argv[1:] else make_print)(content)
    except Spoiled as why:
        head, data, thumb = {"why": str(why)}, b"", b""
    except MemoryError:
        head, data, thumb = {"why": "large"}, b"", b""
    except Exception:  # anything that a decoder trips over
        head, data, thumb = {"why": "broken"}, b"", b""
    out.write(json.dumps(head).encode() + b"\n" + data + thumb)


if __name__ == "__main__":
    main()
