"""The page of patterns: every piece that screens consist of, in every state, light and dark. Only in the demo."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from sqlalchemy import select

from barcamp.domain.event.accent import contrast, faces
from barcamp.domain.event.barcamp import barcamps
from barcamp.kernel.refused import NotFound
from barcamp.queries.event.accent import colour_of
from barcamp.rendering.assets import folder
from barcamp.web import pages
from barcamp.web.context import AppContext
from barcamp.web.visitor import Visitor

GROUNDS = ("paper", "card", "sunk")
INKS = ("ink", "soft-ink", "accent", "warm", "good", "bad")
TYPE = ("display", "title-l", "title", "title-s", "text-l", "text", "text-s")
_BOTH_FACES = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


@dataclass(frozen=True, slots=True)
class Written:
    """An ink on paper, card and sunk, and on its own soft ground, with the contrast of each."""

    name: str
    colour: str
    on: tuple[tuple[str, str, float], ...]


@get("/patterns")
async def patterns(ctx: NamedDependency[AppContext]) -> Response[Any]:
    """The page, with the look of the newest event."""
    if not ctx.demo:
        raise NotFound("page.gone")
    async with ctx.db.reading() as db:
        code = await db.scalar(select(barcamps.c.code).order_by(barcamps.c.id.desc()).limit(1))
    if code is None:
        raise NotFound("page.gone")
    return pages.see(f"/{code}/patterns")


@get("/{code:str}/patterns")
async def patterns_of(ctx: NamedDependency[AppContext], visitor: NamedDependency[Visitor]) -> Response[Any]:
    if not ctx.demo:
        raise NotFound("page.gone")
    themes = {
        name: written(face) for name, face in zip(("light", "dark"), tokens(colour_of(visitor.camp)), strict=True)
    }
    return pages.show(ctx, visitor, "patterns/page.html", themes=themes, type=TYPE)


def tokens(accent: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of light and of dark screens, with the event's accent."""
    light, dark = _house()
    if not accent:
        return light, dark
    both = faces(accent)
    return (
        {**light, "accent": both.light.accent, "accent-ink": both.light.ink, "accent-soft": both.light.soft},
        {**dark, "accent": both.dark.accent, "accent-ink": both.dark.ink, "accent-soft": both.dark.soft},
    )


def written(face: dict[str, str]) -> list[Written]:
    return [
        Written(ink, face[ink], tuple(
            (ground, face[ground], round(contrast(face[ink], face[ground]), 1))
            for ground in (*GROUNDS, f"{ink}-soft") if ground in face
        ))
        for ink in INKS
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _house() -> tuple[dict[str, str], dict[str, str]]:
    """The house's own colours as tokens.css has them, without those for people who need more contrast."""
    sheet = (folder("static") / "css" / "base" / "tokens.css").read_text(encoding="utf-8")
    found = _BOTH_FACES.findall(sheet[: sheet.index("prefers-contrast: more")])
    return {name: light for name, light, _ in found}, {name: dark for name, _, dark in found}
