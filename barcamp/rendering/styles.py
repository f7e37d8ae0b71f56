"""Style sheets. A page loads `static/css/<screen>.css`, a list of imports in the order of precedence; the server joins
them, so that a phone on weak Wi-Fi asks once. A sheet without imports is served as it is."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from barcamp.rendering.scopes import scoped

_IMPORT = re.compile(r'^@import "(\.[^"]+)";\n', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class NotAList(ValueError):
    """A sheet imports others and also has rules of its own: browsers would put the imports first, so it has to be
    written like that."""


def order(root: Path, path: str) -> list[str]:
    """The paths below `root` of all sheets with rules that the one at `path` imports."""
    text = (root / path).read_text(encoding="utf-8")
    here = posixpath.dirname(path)
    imports = [posixpath.normpath(posixpath.join(here, each)) for each in _IMPORT.findall(text)]
    if not imports:
        return [path]
    if _COMMENT.sub("", _IMPORT.sub("", text)).strip():
        raise NotAList(path)
    return [sheet for each in imports for sheet in order(root, each)]


def joined(root: Path, path: str) -> str:
    """The sheet as browsers load it, with each of its rules only on its own screens; addresses are those below
    `root`."""
    found = ((each, (root / each).read_text(encoding="utf-8")) for each in order(root, path))
    return _layered("".join(_small(_rooted(each, scoped(each, text, path))) for each, text in found))


def _rooted(path: str, style: str) -> str:
    """Names fonts by their place below the root: the style may stand in another folder, or within a page."""
    here = posixpath.dirname(path)
    return re.sub(
        r'url\("(\.[^"]+)"\)', lambda found: f'url("{posixpath.normpath(posixpath.join(here, found[1]))}")', style
    )


def _small(text: str) -> str:
    text = re.sub(r"\s+", " ", _COMMENT.sub("", text))
    text = re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").replace(";}", "}").replace("( ", "(")
    return re.sub(r"(?<![\w.])0(\.\d)", r"\1", text).lstrip()


def _layered(style: str) -> str:
    """Names each layer once for all that stands in it, sheet after sheet."""
    found: list[str] = []
    last = ""
    for each in _statements(style):
        layer = each.partition("{")[0] if each.startswith("@layer") and each.endswith("}") else ""
        if layer and layer == last:
            found[-1] = found[-1][:-1] + each[len(layer) + 1 :]
        else:
            found.append(each)
        last = layer
    return "".join(found)


def _statements(style: str) -> Iterator[str]:
    """Rules and blocks that stand within no other."""
    start = depth = 0
    for mark in re.finditer(r"[{};]", style):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if not depth and mark[0] != "{":
            yield style[start : mark.end()]
            start = mark.end()
    yield style[start:]
