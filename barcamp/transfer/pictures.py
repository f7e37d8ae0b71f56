"""Pictures that come in with an archive. Those that are as images/ makes them stay as they are, to the byte; anything
else that somebody put there is developed, or drawn, once more."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from barcamp.images import Images
from barcamp.images.develop import EDGE, LOGO_EDGE, THUMB_EDGE
from barcamp.images.logos import clean
from barcamp.images.strip import bare_jpeg, bare_png
from barcamp.kernel.refused import Refused
from barcamp.kernel.shapes import is_array, is_object

Row = dict[str, Any]


@dataclass(slots=True)
class Pictures:
    """The files of an archive by SHA-256, and those among them that had to be made anew."""

    blobs: dict[str, bytes]
    made: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def of(self, digest: object) -> bytes:
        return self.blobs.get(digest, b"") if isinstance(digest, str) else b""

    def keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.made[digest] = content
        return digest


async def cleaned(
    images: Images, record: Mapping[str, Any], blobs: Mapping[str, bytes]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Record and files with clean pictures. Raises Refused for a picture that images/ would not take."""
    tables = record.get("tables")
    if not is_object(tables):
        return dict(record), dict(blobs)
    pictures = Pictures(dict(blobs))
    changed = {
        name: [await clean_one(images, row, pictures) for row in rows]
        for name, clean_one in (("photo", _photo), ("logo", _logo))
        if is_array(rows := tables.get(name))
    }
    return {**record, "tables": {**tables, **changed}}, pictures.blobs | pictures.made


async def _photo(images: Images, row: object, pictures: Pictures) -> object:
    if not is_object(row):
        return row
    if not row.get("data"):  # a withdrawn one
        return {**row, "thumb": ""}
    data, thumb = pictures.of(row["data"]), pictures.of(row.get("thumb"))
    if _fits(bare_jpeg(data), EDGE, row) and _fits(bare_jpeg(thumb), THUMB_EDGE):
        return row
    try:
        made = await images.develop(lambda most: data[:most])
    except Refused as why:
        raise Refused("archive.picture", where=_name("photo", row)) from why
    digest = pictures.keep(made.data)
    return {**row, "width": made.width, "height": made.height, "sha256": digest, "data": digest,
            "thumb": pictures.keep(made.thumb)}  # fmt: skip


async def _logo(images: Images, row: object, pictures: Pictures) -> object:
    if not is_object(row):
        return row
    data, kind = pictures.of(row.get("data")), row.get("media_type")
    bare = {"image/jpeg": bare_jpeg, "image/png": bare_png}.get(kind if isinstance(kind, str) else "")
    if bare and _fits(bare(data), LOGO_EDGE, row):
        return row
    try:
        made = await clean(images, data)
    except Refused as why:
        raise Refused("archive.picture", where=_name("logo", row)) from why
    digest = pictures.keep(made.data)
    return {**row, "media_type": made.media_type, "width": made.width, "height": made.height, "sha256": digest,
            "data": digest}  # fmt: skip


def _fits(size: tuple[int, int] | None, most: int, row: Row | None = None) -> bool:
    return size is not None and max(size) <= most and (row is None or size == (row.get("width"), row.get("height")))


def _name(noun: str, row: Row) -> str:
    return f"{noun}-{row['id']}" if isinstance(row.get("id"), int) else noun
