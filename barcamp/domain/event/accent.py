"""The accent colour of an event. The organiser chooses one colour; the shades for light paper, for dark paper and for
people who need more contrast are derived from its hue. Contrast follows WCAG 2.2; hue and lightness follow OKLCH
(Ottosson, 2020)."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from barcamp.kernel.refused import Refused

LEAST = 4.5  # contrast of text, WCAG 2.2 success criterion 1.4.3
MORE = 7.0  # the same for people who ask for more, 1.4.6

# What an accent is written on, as static/css/base/tokens.css has it: paper, card and sunk.
LIGHT_GROUNDS = ("#f7f4ed", "#ffffff", "#efeae0")
DARK_GROUNDS = ("#14191d", "#1e252b", "#0e1215")

_STEP = 0.001  # the step in lightness by which the nearest readable colour is sought


@dataclass(frozen=True, slots=True)
class Face:
    """The shades of an accent: `ink` is written on `accent`; `accent` is also written on `soft`. `more` is for
    `prefers-contrast: more`."""

    accent: str
    ink: str
    soft: str
    line: str
    more: str


@dataclass(frozen=True, slots=True)
class Accent:
    light: Face
    dark: Face


def chosen(typed: str) -> str:
    """The colour that was typed or picked, as `#rrggbb`; empty for the house's own accent. Refuses anything that is not
    a colour, and colours that cannot be read on light paper; the refusal then names the nearest readable one of the
    same hue."""
    typed = typed.strip().lower()
    if not typed:
        return ""
    found = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", typed)
    if found is None:
        raise Refused("accent.no_colour")
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    colour = f"#{digits}"
    contrast_here = least_contrast(colour, LIGHT_GROUNDS)
    if contrast_here < LEAST:
        nearest = readable(colour, LIGHT_GROUNDS, LEAST)
        raise Refused("accent.unreadable", contrast=math.floor(contrast_here * 10) / 10, nearest=nearest)
    return colour


@lru_cache(maxsize=256)
def faces(colour: str) -> Accent:
    """The shades for light and for dark paper. `colour` is one that `chosen` returned."""
    return Accent(
        _face(colour, LIGHT_GROUNDS, (LEAST, MORE), "#ffffff", (0.95, 0.77)),
        _face(colour, DARK_GROUNDS, (LEAST + 1.5, MORE + 2), _tint(colour, 0.2, 0.02), (0.31, 0.5)),
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def readable(colour: str, grounds: tuple[str, ...], least: float) -> str:
    """The colour itself if it can be read on all grounds, else the nearest in lightness of the same hue that can."""
    if least_contrast(colour, grounds) >= least:
        return colour
    lightness, chroma, hue = _to_oklch(colour)
    darker_ground = luminance(grounds[0]) < 0.18
    towards = 1 if darker_ground else -1
    while 0 < lightness < 1:
        lightness += towards * _STEP
        found = _within_gamut(lightness, chroma, hue)
        if least_contrast(found, grounds) >= least:
            return found
    return "#ffffff" if darker_ground else "#000000"


def luminance(colour: str) -> float:
    """The relative luminance, 0 to 1, as WCAG defines it."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _face(
    colour: str, grounds: tuple[str, ...], least: tuple[float, float], ink: str, lightness: tuple[float, float]
) -> Face:
    """The shades for one paper. `least` is the contrast of the accent and of `more`, `lightness` that of `soft` and of
    `line`."""
    soft, line = _tint(colour, lightness[0], 0.03), _tint(colour, lightness[1], 0.065)
    return Face(readable(colour, (*grounds, soft), least[0]), ink, soft, line, readable(colour, grounds, least[1]))


def _tint(colour: str, lightness: float, most_chroma: float) -> str:
    _, chroma, hue = _to_oklch(colour)
    return _within_gamut(lightness, min(chroma, most_chroma), hue)


def _within_gamut(lightness: float, chroma: float, hue: float) -> str:
    """The most colourful shade that a screen can show at this lightness and hue, up to `chroma`."""
    while chroma > 0:
        parts = _from_oklch(lightness, chroma, hue)
        if all(-0.0005 <= part <= 1.0005 for part in parts):
            return _hex(parts)
        chroma -= 0.004
    return _hex(_from_oklch(lightness, 0, hue))


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unfold(red), _unfold(green), _unfold(blue)


def _unfold(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _fold(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(_fold(min(max(part, 0.0), 1.0)) * 255):02x}" for part in parts)


def _to_oklch(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    chroma = math.hypot(green_red, blue_yellow)
    return lightness, chroma if chroma > 0.001 else 0.0, math.atan2(blue_yellow, green_red)


def _from_oklch(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear red, green and blue; outside 0 to 1 where no screen can show the colour."""
    green_red, blue_yellow = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
