"""Typst, which sets the PDF and turns drawings into pixels. It is an extra: where it is missing, that is said."""

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from barcamp.domain.base import Refused
from barcamp.exports.coverage import BOX, FONTS, shown

_DRAWING = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", alt: "", {side}: {most}pt)\n'
_FAMILIES = "Atkinson Hyperlegible Next, system-ui, Segoe UI, sans-serif"


def there() -> bool:
    return find_spec("typst") is not None


def set_pdf(source: bytes, data: Mapping[str, Any], files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """A tagged PDF/UA-1 (ISO 14289-1). Where something keeps it from being one, still a tagged PDF, in which
    `data["remark"]` says so. Files are read from a folder of their own, nothing else is.
    """
    if not there():
        raise Refused("pack.format_missing")
    import typst

    try:
        return _compile(source, {**data, "remark": ""}, files, made_at, ["ua-1"])
    except typst.TypstError:
        return _compile(source, data, files, made_at, [])


def pixels(svg: str, upright: bool = False) -> bytes | None:
    """A drawing as PNG, 1440 pixels wide, or 720 high where it stands upright; None where Typst is missing or cannot
    draw it."""
    if not there():
        return None
    import typst

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_bytes(drawing(svg))
        (Path(folder) / "main.typ").write_text(
            _DRAWING.format(side="height" if upright else "width", most=240 if upright else 480), encoding="utf-8"
        )
        try:
            return typst.compile(
                str(Path(folder) / "main.typ"), root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True,
                format="png", ppi=216,
            )  # fmt: skip
        except typst.TypstError:
            return None


def drawing(svg: str) -> bytes:
    """A drawing in letters that there are. A box for others would set its whole line in another family, so none."""
    return shown(svg.replace(_FAMILIES, "Atkinson Hyperlegible Next")).replace(BOX, "").encode()


def _compile(
    source: bytes, data: Mapping[str, Any], files: Mapping[str, bytes], made_at: datetime, standards: list[Any]
) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        for name, content in {
            **files,
            "paper.json": shown(json.dumps(data, ensure_ascii=False)).encode(),
            "main.typ": source,
        }.items():
            (Path(folder) / name).write_bytes(content)
        return typst.compile(
            str(Path(folder) / "main.typ"), root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True,
            pdf_standards=standards, timestamp=int(made_at.timestamp()),
        )  # fmt: skip
