"""Typst, which sets the PDF and turns drawings into pixels. It is an extra: if it is missing, that is said."""

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from barcamp.exports.formats.glyphs import families, folders, shown
from barcamp.kernel.refused import Refused

DRAWN = Path(__file__).with_name("drawn.typ")
_PICTURE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", alt: "", {side}: {most}pt)\n'
_DRAWING = """#import "drawn.typ": drawn
#let doc = json("document.json")
#set page(width: 480pt, height: auto, margin: 0pt)
#set text(font: ((name: doc.family, covers: regex(doc.covers)), ..doc.others))
#drawn("drawing.svg", "", doc.words, doc.width)
"""
_WORDS = re.compile(
    r'<text x="([^"]+)" y="([^"]+)" text-anchor="([^"]+)" fill="([^"]+)"( font-weight="700")?>([^<]*)</text>'
)


def there() -> bool:
    return find_spec("typst") is not None


def set_pdf(source: bytes, data: Mapping[str, Any], files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """A tagged PDF/UA-1 (ISO 14289-1). If something keeps it from being one, still a tagged PDF, in which
    `data["remark"]` says so. Files are read from a folder of their own, and nothing else is."""
    if not there():
        raise Refused("pack.format_missing")
    import typst

    try:
        return _compile(source, {**data, "remark": ""}, files, made_at, ["ua-1"])
    except typst.TypstError:
        return _compile(source, data, files, made_at, [])


def pixels(svg: str, upright: bool = False) -> bytes | None:
    """A picture as PNG, 1440 pixels wide, or 720 high if it is upright; None if Typst is missing or cannot draw it."""
    source = _PICTURE.format(side="height" if upright else "width", most=240 if upright else 480)
    return _png(source, {"drawing.svg": svg.encode()})


def chart_pixels(svg: str, width: int) -> bytes | None:
    """A chart `width` units wide as PNG, 1440 pixels wide; None if Typst is missing."""
    drawing, words = without_words(svg)
    said = shown(json.dumps({**asked(), "words": words, "width": width}, ensure_ascii=False))
    files = {"drawing.svg": drawing, "document.json": said.encode(), "drawn.typ": DRAWN.read_bytes()}
    return _png(_DRAWING, files)


def without_words(svg: str) -> tuple[bytes, list[dict[str, object]]]:
    """A chart's drawing, and its words with their places for drawn.typ: within a drawing, Typst would set some scripts
    badly, or in the wrong font."""
    words: list[dict[str, object]] = [
        {"x": float(x), "y": float(y), "anchor": anchor, "fill": fill, "bold": bool(bold), "text": unescape(text)}
        for x, y, anchor, fill, bold, text in _WORDS.findall(svg)
    ]
    return _WORDS.sub("", svg).encode(), words


def _png(source: str, files: Mapping[str, bytes]) -> bytes | None:
    if not there():
        return None
    import typst

    with tempfile.TemporaryDirectory(prefix="barcamp-") as folder:
        for name, content in {**files, "main.typ": source.encode()}.items():
            (Path(folder) / name).write_bytes(content)
        try:
            return typst.compile(
                str(Path(folder) / "main.typ"), root=folder, font_paths=_font_paths(), ignore_system_fonts=True,
                format="png", ppi=216,
            )  # fmt: skip
        except typst.TypstError:
            return None


def _font_paths() -> list[Any]:
    return [str(folder) for folder in folders()]


def asked() -> dict[str, object]:
    """The families as Typst is asked for them. The first only for what it is said to have: from ồ Typst would make an o
    with loose marks."""
    first, *others = families().items()
    runs = "".join(f"\\u{{{start:x}}}-\\u{{{end:x}}}" for start, end in first[1])
    return {"family": first[0], "covers": f"[{runs}\\u{{200b}}]", "others": [name for name, _ in others]}


def _compile(
    source: bytes, data: Mapping[str, Any], files: Mapping[str, bytes], made_at: datetime, standards: list[Any]
) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="barcamp-") as folder:
        for name, content in {
            **files,
            "drawn.typ": DRAWN.read_bytes(),
            "document.json": shown(json.dumps({**data, **asked()}, ensure_ascii=False)).encode(),
            "main.typ": source,
        }.items():
            (Path(folder) / name).write_bytes(content)
        return typst.compile(
            str(Path(folder) / "main.typ"), root=folder, font_paths=_font_paths(), ignore_system_fonts=True,
            pdf_standards=standards, timestamp=int(made_at.timestamp()),
        )  # fmt: skip
