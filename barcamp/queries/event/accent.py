"""The style sheet that gives every screen the event's accent, and its address, which changes with its content."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from barcamp.domain.event.accent import Accent, Face, chosen, faces
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.refused import Refused


def colour_of(barcamp: Barcamp) -> str:
    """The event's accent as `#rrggbb`; empty for the house's own, and for one from an archive that cannot be read."""
    try:
        return chosen(barcamp.accent)
    except Refused:
        return ""


def address(barcamp: Barcamp | None) -> str:
    """The address of the sheet; empty if the house's own colours are shown."""
    colour = colour_of(barcamp) if barcamp else ""
    return f"/{barcamp.code}/accent.css?v={version(colour)}" if barcamp and colour else ""


@lru_cache(maxsize=256)
def version(colour: str) -> str:
    return hashlib.sha256(sheet(colour).encode()).hexdigest()[:10]


@lru_cache(maxsize=256)
def sheet(colour: str) -> str:
    """CSS for the layer `tokens` of base.css; nothing for the house's own accent."""
    if not colour:
        return ""
    both = faces(colour)
    return (
        f"@layer tokens{{:root{{{_tokens(_plain(both.light))}}}"
        f"@supports (color:light-dark(#000,#fff)){{:root{{{_tokens(_paired(both, _plain))}}}"
        f"@media (prefers-contrast:more){{:root{{{_tokens(_paired(both, _more))}}}}}}}}}\n"
    )


def _plain(face: Face) -> dict[str, str]:
    return {"accent": face.accent, "accent-ink": face.ink, "accent-soft": face.soft, "accent-line": face.line}


def _more(face: Face) -> dict[str, str]:
    return {"accent": face.more, "accent-ink": face.ink, "accent-line": face.more}


def _paired(both: Accent, names: Callable[[Face], dict[str, str]]) -> dict[str, str]:
    light, dark = names(both.light), names(both.dark)
    return {name: f"light-dark({light[name]},{dark[name]})" for name in light}


def _tokens(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())
