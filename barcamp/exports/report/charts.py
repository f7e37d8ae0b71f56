"""Charts as our own SVG: readable in print and without colours; every bar says its number; no script, no styles.

Each takes rows and gives (svg, height) for a drawing of WIDTH units, or NARROW ones for phones; a title and a sentence
for people who cannot see it go into <title> and <desc>.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from barcamp.exports.charset import in_one_line
from barcamp.text.i18n import clock, number

WIDTH, NARROW = 640, 320
_INK, _SOFT, _DARK, _PALE = "#1b2329", "#55606a", "#14555a", "#e3ecec"
_FONT = "Atkinson Hyperlegible Next, system-ui, Segoe UI, sans-serif"
_LINE = 15  # height of a line of words


def bars(
    title: str, says: str, rows: Sequence[tuple[str, int]], words: int = 270, wide: int = WIDTH
) -> tuple[str, int]:
    """Horizontal bars with their number at the end and words of two lines, or as many as there are: on the left,
    `words` units wide, or above the bar if it is narrow."""
    most = max((value for _, value in rows), default=0) or 1
    left = words if wide == WIDTH else 1
    room = wide - left - (60 if wide == WIDTH else 45)
    parts: list[str] = []
    y = 4.0
    for label, value in rows:
        above = label.split("\n")
        most_long = left - 12 if wide == WIDTH else wide - 24
        said = [part for line in above for part in folded(line, most_long, 2 if len(above) == 1 else 1)]
        height = _LINE * len(said) + 9
        if wide == WIDTH:
            parts += _beside(left - 10, y + height / 2, said, "end")
        else:
            parts += [_text(left, y + _LINE * (n + 1) - 3, part) for n, part in enumerate(said)]
            y, height = y + _LINE * len(said) + 2, 26
        middle, length = y + (height / 2 if wide == WIDTH else 8), max(2.0, room * value / most)
        parts.append(f'<path fill="{_DARK}" d="M{left} {middle - 7:.1f}h{length:.1f}v14h-{length:.1f}z"/>')
        parts.append(_text(left + length + 6, middle + 5, number(value), bold=True))
        y += height
    if wide == WIDTH:
        parts.append(f'<path stroke="{_SOFT}" d="M{left} 0v{y:.0f}"/>')
    return _svg(title, says, parts, round(y), wide), round(y)


def course(title: str, says: str, points: Sequence[tuple[int, int]], wide: int = WIDTH) -> tuple[str, int]:
    """How a number grew over the day: a line above an area, hours below, the last number written at its end."""
    height, left, right, top, bottom = 220, 44, 60 if wide == WIDTH else 44, 16, 28
    if not points:
        return _svg(title, says, [], height, wide), height
    first, last = points[0][0], max(points[-1][0], points[0][0] + 1)
    most = max(value for _, value in points) or 1
    most += most % 2  # otherwise the middle line would stand at a half but be labelled with a whole number
    across, high = wide - left - right, height - top - bottom

    def at(minute: int, value: float) -> tuple[float, float]:
        return left + across * (minute - first) / (last - first), top + high * (1 - value / most)

    parts: list[str] = []
    for share in (0, 0.5, 1):
        y = at(first, most * share)[1]
        parts.append(f'<path stroke="{_PALE}" d="M{left} {y:.1f}h{across}"/>')
        parts.append(_text(left - 6, y + 4, number(int(most * share)), "end", _SOFT))
    for minute in _ticks(first, last, wide // 80):
        x = at(minute, 0)[0]
        parts.append(f'<path stroke="{_SOFT}" d="M{x:.1f} {top + high}v5"/>')
        parts.append(_text(x, height - 8, clock(minute), "middle", _SOFT))
    line = " ".join(f"{x:.1f} {y:.1f}" for x, y in (at(*point) for point in points))
    base = top + high
    parts.append(f'<path fill="{_PALE}" d="M{left} {base} L{line} L{at(points[-1][0], 0)[0]:.1f} {base}z"/>')
    parts.append(f'<path fill="none" stroke="{_DARK}" stroke-width="3" stroke-linejoin="round" d="M{line}"/>')
    x, y = at(*points[-1])
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_DARK}"/>']
    parts.append(_text(x + 9, y + 5, number(points[-1][1]), bold=True))
    return _svg(title, says, parts, height, wide), height


def use(title: str, says: str, rows: Sequence[tuple[str, int, int, str]], wide: int = WIDTH) -> tuple[str, int]:
    """For each row its words, a box for each slot there was (filled: used, outlined: free), and what is said about it:
    side by side, or one below the other if it is narrow."""
    parts: list[str] = []
    y, words = 4.0, 170 if wide == WIDTH else 1
    most = max((max(there, used) for _, used, there, _ in rows), default=1) or 1
    step = min(26.0, (200 if wide == WIDTH else wide - 2) / most)
    room = step * most
    for label, used, there, said in rows:
        if wide == WIDTH:
            left, right = folded(label, words - 12, 2), folded(said, wide - words - room - 24, 2)
            height = _LINE * max(len(left), len(right)) + 15
            middle = y + height / 2
            parts += _beside(words - 10, middle, left, "end") + _beside(words + room + 10, middle, right)
        else:
            left, right = folded(label, wide - 24, 2), folded(said, wide - 24, 2)
            middle = y + _LINE * len(left) + 13
            parts += _beside(words, y + _LINE * len(left) / 2, left)
            parts += _beside(words, middle + 13 + _LINE * len(right) / 2, right)
            height = _LINE * (len(left) + len(right)) + 42
        parts += [
            f'<rect x="{words + n * step:.1f}" y="{middle - 9:.1f}" width="{step * 0.82:.1f}" height="18" rx="2" '
            f'fill="{_DARK if n < used else "#fff"}" stroke="{_DARK}"/>'
            for n in range(min(max(there, used), 200))
        ]
        y += height
    return _svg(title, says, parts, round(y), wide), round(y)


def _beside(x: float, middle: float, lines: list[str], anchor: str = "start") -> list[str]:
    """Lines of words whose middle is at that height."""
    top = middle + 5 - _LINE * (len(lines) - 1) / 2
    return [_text(x, top + _LINE * n, part, anchor) for n, part in enumerate(lines)]


def folded(text: str, width: float, most: int, size: float = 13) -> list[str]:
    """At most `most` lines that fit into `width` units; words too long are broken, and what does not fit ends in …"""
    lines = [""]
    for word in in_one_line(text).split(" "):
        for piece in _pieces(word, width, size):
            longer = f"{lines[-1]} {piece}".strip()
            if lines[-1] and _long(longer, size) > width:
                lines.append(piece)
            else:
                lines[-1] = longer
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _long(last + "…", size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and _long(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@lru_cache(maxsize=4096)
def _long(text: str, size: float) -> float:
    """The approximate length in our font's characters; wide scripts and emoji count double."""
    return size * sum(map(_breadth, text))


def _breadth(letter: str) -> float:
    if letter in "iljtfrI.,:;'|!() ":
        return 0.3
    if letter > "\u2e7f":
        return 1.1
    if letter > "\u02ff" and unicodedata.category(letter) in ("Mn", "Cf"):
        return 0  # so that a mark is never cut from the letter it stands on
    return 0.9 if letter in "mwMW" else 0.72 if letter.isupper() else 0.6


def _ticks(first: int, last: int, most: int) -> list[int]:
    """Full hours, halves or quarters, so that there are no more of them than that."""
    for step in (15, 30, 60, 120, 240):
        ticks = list(range(-(-first // step) * step, last + 1, step))
        if len(ticks) <= most:
            return ticks or [first]
    return [first, last]


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = _INK, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(text)}</text>'


def _svg(title: str, says: str, parts: list[str], height: int, wide: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {height}" width="{wide}" height="{height}" '
        f'role="img" font-family="{_FONT}" font-size="13">'
        f"<title>{escape(in_one_line(title))}</title><desc>{escape(in_one_line(says))}</desc>{''.join(parts)}</svg>"
    )
