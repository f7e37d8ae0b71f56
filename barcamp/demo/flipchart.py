"""Flipcharts of the demo day, drawn: a sheet on a wall, written on with markers; no line is quite straight."""

import io
import math
import random
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from barcamp.demo.content.walls import Sketch
from barcamp.domain.walls.photos.photo import AddPhoto
from barcamp.exports.formats.glyphs import FONTS

WIDTH, HEIGHT = 1280, 960
_FINE = 2  # drawn this much larger
_SHEET = (150, 60, 1130, 905)
_INK = ((28, 40, 66), (11, 96, 92), (176, 48, 44), (200, 112, 12))
_NOTES = ((255, 233, 128), (255, 205, 190), (190, 228, 244), (206, 236, 190))
_THUMB = (480, 360)

Point = tuple[float, float]


def taken(sketch: Sketch, wall: str) -> AddPhoto:
    """The photo of the drawing as it comes out of images/."""
    data, thumb = _files(sketch)
    return AddPhoto(
        wall=wall, width=WIDTH, height=HEIGHT, sha256=sha256(data).hexdigest(), data=data, thumb=thumb,
        description=sketch.says,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _files(sketch: Sketch) -> tuple[bytes, bytes]:
    image = _Hand(sketch.heading).draw(sketch)
    out = io.BytesIO(), io.BytesIO()
    image.save(out[0], "JPEG", quality=82)
    image.resize(_THUMB, Image.Resampling.BICUBIC).save(out[1], "JPEG", quality=80)
    return out[0].getvalue(), out[1].getvalue()


class _Hand:
    """One person's hand: the same seed draws the same lines."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)
        self.image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE))
        self.pen = ImageDraw.Draw(self.image)

    def draw(self, sketch: Sketch) -> Image.Image:
        self._wall()
        self._sheet()
        self._write(sketch.heading, (640, 158), 54, _INK[0], bold=True, within=840)
        self._stroke([(300, 208), (640, 200), (985, 207)], _INK[2], 7)
        {"list": self._list, "columns": self._columns, "star": self._star}[sketch.form](sketch.parts)
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        return small.rotate(self.chance.uniform(-1.2, 1.2), Image.Resampling.BICUBIC, fillcolor=(168, 160, 148))

    def _wall(self) -> None:
        """The wall behind it, lit from the left."""
        for x in range(0, WIDTH, 8):
            light = 1 - 0.22 * x / WIDTH
            self._box((x, 0, x + 8, HEIGHT), (int(206 * light), int(197 * light), int(182 * light)))

    def _sheet(self) -> None:
        left, top, right, bottom = _SHEET
        for grow in range(14, 0, -2):
            self._box(
                (left + grow, top + grow, right + grow, bottom + grow), (168 - 3 * grow, 159 - 3 * grow, 146 - 3 * grow)
            )
        self._box(_SHEET, (250, 250, 246))
        for line in range(40, bottom - top, 40):
            self._box((left, top + line, right, top + line + 1), (228, 234, 236))
        for line in range(40, right - left, 40):
            self._box((left + line, top, left + line + 1, bottom), (228, 234, 236))
        self._box((left, top, right, top + 20), (92, 98, 104))

    def _list(self, parts: tuple[str, ...]) -> None:
        step = 560 / len(parts)
        for n, part in enumerate(parts):
            y = 290 + step * n
            self._ring((262, y), 34, 34, _INK[1])
            self._write(str(n + 1), (262, y), 34, _INK[1], bold=True)
            self._write(part, (325, y), 44, _INK[0], left=True, within=720)
        self._stroke([(880, 800), (930, 850), (1050, 735)], _INK[1], 12)

    def _columns(self, parts: tuple[str, ...]) -> None:
        cut = parts.index("|")
        self._stroke([(640, 240), (644, 520), (638, 860)], _INK[0], 6)
        self._stroke([(360, 275), (385, 305), (440, 240)], _INK[1], 11)
        self._stroke([(850, 245), (910, 305)], _INK[2], 11)
        self._stroke([(912, 243), (850, 306)], _INK[2], 11)
        for x, column in ((395, parts[:cut]), (885, parts[cut + 1 :])):
            for n, part in enumerate(column):
                self._note(part, (x + self.chance.uniform(-14, 14), 400 + 165 * n), 380, 118, _NOTES[n % 4])

    def _star(self, parts: tuple[str, ...]) -> None:
        middle = (640, 545)
        for n, part in enumerate(parts):
            turn = 2 * math.pi * n / len(parts) - math.pi / 2
            x, y = middle[0] + 325 * math.cos(turn), middle[1] + 245 * math.sin(turn)
            self._stroke([middle, ((x + middle[0]) / 2 + 10, (y + middle[1]) / 2), (x, y)], _INK[3], 6)
            self._note(part, (x, y), 280, 100, _NOTES[n % 4])
            if n < 2:
                self._ring((x, y), 165, 74, _INK[2])
        self.pen.ellipse([v * _FINE for v in (570, 490, 710, 600)], fill=(250, 250, 246))
        self._ring(middle, 78, 60, _INK[1])
        self._write("?", middle, 84, _INK[1], bold=True)

    def _note(self, text: str, at: Point, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        x, y = at[0] - wide / 2, at[1] - high / 2
        self._box((x + 5, y + 7, x + wide + 5, y + high + 7), (214, 214, 208))
        self._box((x, y, x + wide, y + high), colour)
        lines = [text]
        if _font(36, False).getlength(text) > wide - 28 and " " in text:
            cut = min((n for n, letter in enumerate(text) if letter == " "), key=lambda n: abs(n - len(text) / 2))
            lines = [text[:cut], text[cut + 1 :]]
        for n, said in enumerate(lines):
            line = (at[0], at[1] + 40 * (n - (len(lines) - 1) / 2))
            self._write(said, line, 36, _INK[0], within=wide - 28)

    def _box(self, box: tuple[float, float, float, float], colour: tuple[int, int, int]) -> None:
        self.pen.rectangle([value * _FINE for value in box], fill=colour)

    def _ring(self, at: Point, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        """A ring, closed slightly beside where it began."""
        turns = [2 * math.pi * n / 28 for n in range(31)]
        self._line(
            [
                (at[0] + (wide + n / 6) * math.cos(turn - 1), at[1] + (high + n / 6) * math.sin(turn - 1))
                for n, turn in enumerate(turns)
            ],
            colour, 6, 1.2,
        )  # fmt: skip

    def _stroke(self, through: list[Point], colour: tuple[int, int, int], width: int) -> None:
        points: list[Point] = []
        for (x, y), (to_x, to_y) in pairwise(through):
            points += [(x + (to_x - x) * n / 12, y + (to_y - y) * n / 12) for n in range(12)]
        self._line([*points, through[-1]], colour, width, 1.8)

    def _line(self, points: list[Point], colour: tuple[int, int, int], width: int, shake: float) -> None:
        shaken = [
            ((x + self.chance.uniform(-shake, shake)) * _FINE, (y + self.chance.uniform(-shake, shake)) * _FINE)
            for x, y in points
        ]
        self.pen.line(shaken, fill=colour, width=width * _FINE, joint="curve")

    def _write(
        self, text: str, at: Point, size: int, colour: tuple[int, int, int],
        *, bold: bool = False, left: bool = False, within: float = 0,
    ) -> None:  # fmt: skip
        """Writes letter by letter, each slightly off the line; smaller if it would not fit."""
        font = _font(size * _FINE, bold)
        if within and (long := font.getlength(text) / _FINE) > within:
            size = int(size * within / long)
            font = _font(size * _FINE, bold)
        x = at[0] * _FINE - (0 if left else font.getlength(text) / 2)
        for letter in text:
            y = at[1] * _FINE + self.chance.uniform(-2.5, 2.5) * _FINE * size / 50
            self.pen.text((x, y), letter, fill=colour, font=font, anchor="lm")
            x += font.getlength(letter)


@lru_cache(maxsize=32)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"AtkinsonHyperlegibleNext-{'Bold' if bold else 'Regular'}.ttf"), size)
