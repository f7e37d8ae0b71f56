"""QR codes as SVG: one path, runs of dark modules merged, on white whatever the theme."""

from functools import lru_cache
from io import StringIO

from barcamp.public_url import as_sent

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks for


@lru_cache(maxsize=256)
def matrix(text: str, *, printed: bool = False) -> tuple[tuple[bool, ...], ...]:
    """Dark modules row by row, without the quiet zone. Printed codes get more error correction."""
    code = _code(text, border=0, printed=printed)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def _code(text: str, *, border: int, printed: bool = False):
    from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
    from qrcode.image.base import BaseImage
    from qrcode.main import QRCode

    # We draw it ourselves; the factory is named for its type.
    correction = ERROR_CORRECT_Q if printed else ERROR_CORRECT_M
    code = QRCode(error_correction=correction, border=border, image_factory=BaseImage)
    code.add_data(as_sent(text))
    code.make(fit=True)
    return code


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
    """A QR code for a terminal: two modules per character. Light ones are drawn, dark ones are left blank: right on a
    dark terminal, which is the usual one."""
    drawn = StringIO()
    _code(text, border=2).print_ascii(drawn, invert=True)
    return drawn.getvalue().replace("\xa0", " ").rstrip("\n")


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
