"""Logos of the demo: of the hosting agency, which does not exist, and of the sponsors."""

import io
import math
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from PIL import Image, ImageDraw, ImageFont

from barcamp.domain.event.logo import AddLogo
from barcamp.exports.formats.glyphs import FONTS

_FINE = 3  # drawn this much larger
_HIGH = 160
_GREEN, _INK, _BLUE, _GOLD, _WHITE = (31, 107, 74), (27, 35, 41), (0, 51, 153), (255, 204, 0), (255, 255, 255)


@lru_cache(maxsize=1)
def emblems() -> tuple[AddLogo, ...]:
    return (
        _logo("Regionalagentur Hohenlinder Land", _leaf, ("Hohenlinder", "Land"), 480),
        _logo("Kofinanziert von der Europäischen Union", _stars, ("Kofinanziert von der", "Europäischen Union"), 640),
    )


def _logo(description: str, mark: Callable[[ImageDraw.ImageDraw], int], words: tuple[str, str], wide: int) -> AddLogo:
    image = Image.new("RGB", (wide * _FINE, _HIGH * _FINE), _WHITE)
    pen = ImageDraw.Draw(image)
    left = mark(pen)
    size = 50 if wide < 500 else 38
    for n, text in enumerate(words):
        font = ImageFont.truetype(str(FONTS / "AtkinsonHyperlegibleNext-Bold.ttf"), size * _FINE)
        pen.text((left * _FINE, (54 + 54 * n) * _FINE), text, fill=_INK, font=font, anchor="lm")
    small = image.resize((wide, _HIGH), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    data = out.getvalue()
    return AddLogo(
        media_type="image/png", width=wide, height=_HIGH, sha256=sha256(data).hexdigest(), data=data,
        description=description,
    )  # fmt: skip


def _leaf(pen: ImageDraw.ImageDraw) -> int:
    """A linden leaf: a heart with its stalk. Returns where the words begin."""
    turns = [math.tau * n / 90 for n in range(90)]
    heart = [
        (
            (78 + 4.1 * 16 * math.sin(t) ** 3) * _FINE,
            (66 - 4.1 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t))) * _FINE,
        )
        for t in turns
    ]
    pen.polygon(heart, fill=_GREEN)
    for to in ((44, 46), (112, 46), (50, 80), (106, 80)):
        pen.line([(78 * _FINE, (to[1] + 30) * _FINE), (to[0] * _FINE, to[1] * _FINE)], fill=_WHITE, width=4 * _FINE)
    pen.line([(78 * _FINE, 28 * _FINE), (78 * _FINE, 150 * _FINE)], fill=_WHITE, width=5 * _FINE)
    pen.line([(78 * _FINE, 130 * _FINE), (78 * _FINE, 156 * _FINE)], fill=_GREEN, width=6 * _FINE)
    return 166


def _stars(pen: ImageDraw.ImageDraw) -> int:
    pen.rectangle([0, 10 * _FINE, 210 * _FINE, 150 * _FINE], fill=_BLUE)
    for n in range(12):
        x, y = 105 + 46 * math.sin(math.tau * n / 12), 80 - 46 * math.cos(math.tau * n / 12)
        points = [
            (
                (x + (9 if k % 2 == 0 else 3.5) * math.sin(math.pi * k / 5)) * _FINE,
                (y - (9 if k % 2 == 0 else 3.5) * math.cos(math.pi * k / 5)) * _FINE,
            )
            for k in range(10)
        ]
        pen.polygon(points, fill=_GOLD)
    return 232
