"""Scripts are ES modules. A page loads one of them with everything it imports, joined in the order of the import graph
into one classic script, so that a phone on weak Wi-Fi asks once.

Modules share one scope: an import under the module's own name costs no byte. Their exports are also put on
`window.barcamp`, where a script that comes to the same page later finds them, so that it does not bring them again.
"""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rjsmin import jsmin

# Scripts that come to a page which has others already, and the scripts with which those pages begin.
LATER = {
    "js/phone.js": ("js/phone/opening.js",),
    "js/phone/welcome.js": ("js/phone.js",),
    "js/phone/news.js": ("js/phone.js",),
    "js/photos.js": ("js/phone.js",),
    "js/offline.js": ("js/phone.js", "js/notes.js"),
    "js/together.js": ("js/phone.js", "js/notes.js"),
    "js/selection.js": ("js/notes.js",),
    "js/core/stays.js": ("js/pages.js",),
    "js/outbox/leave.js": ("js/pages.js",),
}

_IMPORT = re.compile(r'^import (?:(?:\* as (\w+)|\{([^}]*)\}) from )?"(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_ELSE = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
# One that fails must not take the others with it.
_BEGIN = '(b=>{"use strict";const r=f=>{try{return f()}catch(e){setTimeout(()=>{throw e})}}'
_END = "})(window.barcamp??={});\n"
_CLASSIC = "try{%s}catch(e){setTimeout(()=>{throw e})}\n"
_ALONE = '(()=>{"use strict";%s})();'


class NotAModule(ValueError):
    """A script uses something of modules that bundles do not support."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module. `imports` are paths below static/, in their order; `body` is what runs, `exports` are names
    within it."""

    path: str
    imports: tuple[str, ...]
    exports: tuple[str, ...]
    body: str

    @property
    def name(self) -> str:
        return posixpath.basename(self.path).removesuffix(".js")


def bundle(root: Path, path: str) -> str:
    """The script at `path` below `root` with everything it imports, as browsers load it."""
    found = [module(root, each) for each in order(root, path)]
    if found[0].path == path and not found[0].exports:
        return str(jsmin(_ALONE % found[0].body))
    there = already(root, path)
    new = [each for each in found if each.path not in there]
    _check_names(found)
    known = ",".join(each.name for each in found if each.path in there and each.exports)
    begin = f"{_BEGIN}{f',{{{known}}}=b' if known else ''};\n"
    classic = "".join(_CLASSIC % each.body for each in new if _is_classic(each.path))
    return classic + begin + "".join(_joined(each) for each in new if not _is_classic(each.path)) + _END


def order(root: Path, path: str) -> list[str]:
    """The paths of everything that `path` needs, each after what it imports itself, and `path` last."""
    found: dict[str, None] = {}

    def visit(each: str, above: tuple[str, ...]) -> None:
        if each in above:
            raise NotAModule(f"{each} imports itself by {' → '.join(above)}")
        if each in found:
            return
        for imported in module(root, each).imports:
            visit(imported, (*above, each))
        found[each] = None

    visit(path, ())
    return list(found)


def already(root: Path, path: str) -> set[str]:
    """What every page to which `path` comes has by then."""
    pages = [set(order(root, page)) | already(root, page) for page in LATER.get(path, ())]
    return {each for each in pages[0] if all(each in page for page in pages)} if pages else set()


@lru_cache(maxsize=256)
def module(root: Path, path: str) -> Module:
    text = (root / path).read_text(encoding="utf-8")
    if _is_classic(path):
        return Module(path, (), (), text)
    here = posixpath.dirname(path)
    imports = tuple(posixpath.normpath(posixpath.join(here, each)) for _, _, each in _IMPORT.findall(text))
    exports = tuple(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if unknown := _ELSE.search(body):
        raise NotAModule(f"{path}: {unknown[0]}")
    taken = "".join(_taken(path, found) for found in _IMPORT.finditer(text))
    return Module(path, imports, exports, taken + body)


def _taken(path: str, found: re.Match[str]) -> str:
    """Single names imported from another module, which may be called what one of our own names is; a whole module
    stands in the common scope already, under its own name."""
    own_name = posixpath.basename(found[3]).removesuffix(".js")
    if found[1] and found[1] != own_name:
        raise NotAModule(f"{path}: {found[3]} is imported under its own name, not as {found[1]}")
    return f"const {{{found[2].replace(' as ', ': ')}}} = b.{own_name};\n" if found[2] else ""


def _is_classic(path: str) -> bool:
    """Whether it is not a module but puts its names into the global scope, as libraries do."""
    return path.startswith("vendor/")


def _check_names(modules: list[Module]) -> None:
    names = [each.name for each in modules if each.exports]
    if twice := {each for each in names if names.count(each) > 1}:
        raise NotAModule(f"two modules of one script are called {', '.join(sorted(twice))}")


def _joined(each: Module) -> str:
    if not re.sub(r"(?m)^\s*//.*$", "", each.body).strip():
        return ""  # a module that only brings others together
    body = f"{{{each.body}}}"
    if not each.exports:
        return f"{jsmin(f'r(()=>{body});')}\n"
    name = each.name
    body = f"{{{each.body}\nreturn {{{','.join(each.exports)}}};}}"
    return f"{jsmin(f'const {name}=b.{name}??=r(()=>{body});')}\n"
