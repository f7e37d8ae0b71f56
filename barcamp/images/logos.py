"""Logos: an SVG is drawn anew, a picture is developed with its transparency. Nothing else of the file is kept."""

import asyncio
import hashlib
import json
from dataclasses import dataclass

from barcamp.images import Images, run
from barcamp.images.kinds import TAKEN, kind_of
from barcamp.images.svg import drawn_anew
from barcamp.kernel.refused import Refused

MOST_MEGABYTES = 4
MOST_SVG_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class CleanLogo:
    media_type: str
    width: int
    height: int
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


async def clean(images: Images, content: bytes) -> CleanLogo:
    """The clean logo. Raises Refused for anything that is not a logo we take."""
    async with images.one_at_a_time:
        return await asyncio.to_thread(_clean, content)


def _clean(content: bytes) -> CleanLogo:
    if not content:
        raise Refused("logo.none")
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise Refused("logo.too_big", most=MOST_MEGABYTES)
    kind = kind_of(content[:1024])
    if kind == "SVG" or (not kind and b"<svg" in content[:20_000].lower()):
        if len(content) > MOST_SVG_BYTES:
            raise Refused("logo.svg_large")
        drawing = drawn_anew(content)
        return CleanLogo("image/svg+xml", drawing.width, drawing.height, drawing.data)
    if kind not in TAKEN:
        raise Refused("logo.kind", kind=kind) if kind else Refused("logo.no_picture")
    head, _, data = run(content, "logo", Refused("logo.broken")).partition(b"\n")
    said = json.loads(head)
    if said.get("why") == "large":
        raise Refused("logo.too_many_pixels")
    if said.get("why") == "pale":
        raise Refused("logo.pale")
    if said.get("why"):
        raise Refused("logo.broken")
    return CleanLogo(said["media_type"], said["width"], said["height"], data)
