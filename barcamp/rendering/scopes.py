"""Which screen a style sheet belongs to. Its rules are written with plain class names and are served below their
screen, so that a class of one screen never reaches another, whichever sheets meet on a page."""

import re

# The classes of the bodies on which each sheet or folder of sheets applies. What is not listed here is shared by all
# that load it.
SCOPES: dict[str, tuple[str, ...]] = {
    "css/arrivals/": ("arrivals",),
    "css/bench/": ("console",),
    "css/console/": ("console", "patterns"),
    "css/organiser/": ("organiser",),
    "css/own.css": ("own",),
    "css/patterns/": ("patterns",),
    "css/phone/": ("phone", "notes", "patterns"),
    "css/printables/": ("paper",),
    "css/projector/": ("projector",),
    "css/results.css": ("published",),
    "css/scenes/": ("projector", "patterns"),
    "css/walls/": ("notes",),
    "css/walls/photos.css": ("notes", "patterns"),
}
# The pages of these contain nothing else: what they take from the phone needs no scope there, and weighs less.
ALONE = ("css/phone.css", "css/notes.css")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRELUDE = re.compile(r"(?<=[{}])([^{}]+)(?=\{)|^([^{}]+)(?=\{)")
_FRAMES = re.compile(r"(?:from|to|[\d.]+%)\Z")
_ABOVE = re.compile(r"(?::root|html|\.js)(?![\w-])[^\s>+~]*")
_BODY = re.compile(r"body(?![\w-])")


def screens(path: str, within: str = "") -> tuple[str, ...]:
    """The classes of the bodies on which a sheet applies when `within` imports it; none if it is shared."""
    folder = f"{path.rpartition('/')[0]}/"
    if folder == "css/phone/" and within in ALONE:
        return ()
    return SCOPES.get(path) or SCOPES.get(folder, ())


def scoped(path: str, text: str, within: str = "") -> str:
    """The sheet with every selector below its screen. `:where` adds no weight: precedence stays as it was. Browsers
    have known it since 2021, unlike `@scope`."""
    classes = screens(path, within)
    if not classes:
        return text
    inside = f":where({', '.join(f'.{name}' for name in classes)})"
    return _PRELUDE.sub(lambda found: _placed(found[0], inside, classes), _COMMENT.sub("", text))


def selectors(text: str) -> list[str]:
    """All selectors of a sheet, one by one; without those of keyframes."""
    preludes = (found[0].strip() for found in _PRELUDE.finditer(_COMMENT.sub("", text)))
    listed = (parted(prelude) for prelude in preludes if prelude and not prelude.startswith("@"))
    return [each for some in listed for each in some if not _FRAMES.match(each)]


def parted(prelude: str) -> list[str]:
    """A list of selectors, split at the commas that stand in no bracket."""
    found, depth = [""], 0
    for letter in prelude:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [each.strip() for each in found]


def _placed(prelude: str, inside: str, classes: tuple[str, ...]) -> str:
    bare = prelude.strip()
    if not bare or bare.startswith("@"):
        return prelude
    return ", ".join(_below(each, inside, classes) for each in parted(bare)) + " "


def _below(selector: str, inside: str, classes: tuple[str, ...]) -> str:
    """The selector below its screen. What stands above the body stays there, and the body itself is replaced by its
    class."""
    above = _ABOVE.match(selector)
    start = above.end() if above else 0
    head, rest = selector[:start], selector[start:].lstrip()
    if _FRAMES.match(selector) or not rest:
        return selector
    if body := _BODY.match(rest):
        return f"{head} {body[0]}{inside}{rest[body.end() :]}".lstrip()
    if re.match(rf"\.(?:{'|'.join(classes)})(?![\w-])", rest):
        return selector
    return f"{head} {inside} {rest}".lstrip()
