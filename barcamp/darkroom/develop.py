"""Develops one photo: what comes in on stdin goes out on stdout upright, small and without metadata.

A program of its own with limits of its own, so that whatever a file does to it, it does to nobody else. It imports
nothing of ours. First line out: JSON with `width`, `height`, `data` and `thumb` (lengths of the two JPEG files that
follow), or with `why` (large, animated or broken).
"""

import json
import os
import sys
from contextlib import suppress
from io import BytesIO

EDGE, THUMB_EDGE = 2000, 480  # pixels of the longer side
MOST_PIXELS = 36_000_000
MEMORY = 1 << 30
SECONDS = 20


class Spoiled(Exception):
    """`why` the picture cannot be taken."""


def confine() -> None:
    """No more memory and time than any real photo needs, and never before what is live."""
    with suppress(AttributeError, OSError):
        os.nice(10)
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def develop(content: bytes):
    """The picture, shrunk to EDGE, upright, in RGB on white, and nothing else of the file. Raises Spoiled."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # counted here
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Spoiled("large")
        # A JPEG's further frames are not film but depth or brightness maps of the same photo.
        if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
            raise Spoiled("animated")
        profile, orientation = image.info.get("icc_profile"), image.getexif().get(0x0112, 1)
        image.draft("RGB", (EDGE, EDGE))
        plain = _plain(image)
        plain.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
        clean = _on_white(_in_common_colours(plain, profile))
    return clean.transpose(Image.Transpose[_TURNS[orientation]]) if orientation in _TURNS else clean


# How EXIF says that a photo was taken, and how it becomes upright.
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def _plain(image):
    """In a mode that can be shrunk well."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # 16 bits of grey
    if image.mode in ("RGB", "L", "CMYK", "RGBA", "LA"):
        return image
    return image.convert("RGBA" if "transparency" in image.info else "RGB")


def _in_common_colours(image, profile: bytes | None):
    """As sRGB, since the profile goes with the other metadata. A profile that cannot be read is none."""
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    from PIL import ImageCms

    try:
        given, wanted = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, wanted, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _on_white(image):
    from PIL import Image

    clean = Image.new("RGB", image.size, "white")
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    clean.paste(image.convert("RGB"), mask=alpha)
    return clean


def _jpeg(image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=True, subsampling="4:2:0")
    return out.getvalue()


def main() -> None:
    confine()
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    try:
        image = develop(content)
        small = image.copy()
        small.thumbnail((THUMB_EDGE, THUMB_EDGE))
        data, thumb = _jpeg(image, 82), _jpeg(small, 76)
        head = {"width": image.width, "height": image.height, "data": len(data), "thumb": len(thumb)}
    except Spoiled as why:
        head, data, thumb = {"why": str(why)}, b"", b""
    except MemoryError:
        head, data, thumb = {"why": "large"}, b"", b""
    except Exception:  # whatever a decoder trips over
        head, data, thumb = {"why": "broken"}, b"", b""
    out.write(json.dumps(head).encode() + b"\n" + data + thumb)


if __name__ == "__main__":
    main()
