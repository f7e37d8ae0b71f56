"""Pictures of screens: flat colours, so a palette keeps them small."""

from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import ViewportSize

from tests.journeys.browser import HALL, LAPTOP, PHONE, Look

A4: Look = {"viewport": {"width": 794, "height": 1123}}
# How else a screen looks, by the first word of a picture's name: label → viewport, theme. Only `--all` takes these.
ELSE: dict[str, tuple[tuple[str, ViewportSize, Literal["light", "dark"]], ...]] = {
    "phone": (
        ("320", {"width": 320, "height": 640}, "light"),
        ("390-dark", {"width": 390, "height": 844}, "dark"),
    ),
    "projector": (
        ("720", {"width": 1280, "height": 720}, "light"),
        ("720-dark", {"width": 1280, "height": 720}, "dark"),
        ("4-to-3", {"width": 1024, "height": 768}, "light"),
        ("4k", {"width": 3840, "height": 2160}, "light"),
    ),
    "console": (("dark", LAPTOP["viewport"], "dark"), ("390", {"width": 390, "height": 844}, "light")),
    "organiser": (("dark", LAPTOP["viewport"], "dark"), ("390", {"width": 390, "height": 844}, "light")),
    "patterns": (("dark", LAPTOP["viewport"], "dark"), ("320", {"width": 320, "height": 640}, "light")),
}
SIZE_OF = {
    "phone": PHONE,
    "projector": HALL,
    "console": LAPTOP,
    "organiser": LAPTOP,
    "patterns": LAPTOP,
    "poster": A4,
    "paper": A4,
}


def save(shot: bytes, path: Path) -> None:
    with Image.open(BytesIO(shot)) as image:
        small = image.convert("RGB").quantize(192, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(path, "PNG", optimize=True)
