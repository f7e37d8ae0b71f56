"""QR codes as SVG: one path, runs of dark modules merged, on white whatever the theme."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

from barcamp.public_url import as_sent

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks for


@lru_cache(maxsize=256)
def matrix(text: str, *, printed: bool = False) -> tuple[tuple[bool, ...], ...]:
    """Dark modules row by row, without the quiet zone. Printed codes get more error correction."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q if printed else ERROR_CORRECT_M, border=0)
    code.add_data(as_sent(text))
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def svg(text: str, title: str, *, printed: bool = False) -> str:
    rows = matrix(text, printed=printed)
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    safe = title.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'shape-rendering="crispEdges"><title>{safe}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def terminal(text: str) -> str:
    """For a terminal: two modules per character, dark on light whatever the colours are."""
    rows = matrix(text)
    blank = (False,) * (len(rows) + 4)
    framed = [blank, blank, *[(False, False, *row, False, False) for row in rows], blank, blank]
    if len(framed) % 2:
        framed.append(blank)
    lines = []
    for upper, lower in zip(framed[::2], framed[1::2], strict=True):
        # Light modules are drawn, dark ones are left: right on a dark terminal, which is the usual one.
        lines.append("".join(" ▄▀█"[(not up) * 2 + (not low)] for up, low in zip(upper, lower, strict=True)))
    return "\n".join(lines)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
