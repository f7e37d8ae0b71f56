"""Reads as much of a drawing's style sheet as drawing programs write: `.st0, #a { fill: #123; }` becomes attributes."""

import re
from collections.abc import Mapping

MOST_LETTERS = 100_000

_PRESENTATION = frozenset(
    re.findall(
        r"[\w-]+",
        "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit "
        "stroke-dasharray stroke-dashoffset stroke-opacity opacity clip-path clip-rule mask stop-color stop-opacity "
        "color display visibility font-family font-size font-weight font-style text-anchor letter-spacing word-spacing "
        "dominant-baseline baseline-shift paint-order vector-effect",
    )
)
_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/")
_SIMPLE = re.compile(r"(?P<tag>[A-Za-z]*)(?:\.(?P<class>[\w-]+)|#(?P<id>[\w.:-]+))?")
_INSIDE = re.compile(r"url\(\s*['\"]?(#[A-Za-z_][\w.:-]{0,199})['\"]?\s*\)")
_PLAIN = re.compile(r"[\w\s#%.,()+'\"-]{1,300}")


def value(name: str, text: str) -> str | None:
    """What may be written as that attribute; None for what may not, such as a reference outside."""
    if name not in _PRESENTATION:
        return None
    text = text.strip()
    if found := _INSIDE.match(text):
        return f"url({found[1]})"
    if "url" in text.lower() or not _PLAIN.fullmatch(text):
        return None
    return text


def declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text[:MOST_LETTERS].split(";"))
    return {name.strip().lower(): said.replace("!important", "").strip() for name, colon, said in pairs if colon}


class Sheet:
    def __init__(self, text: str) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}  # ("class", "st0") → declarations
        for selectors, body in _rules(_COMMENT.sub(" ", text[:MOST_LETTERS])):
            for selector in selectors.split(","):
                found = _SIMPLE.fullmatch(selector.strip())
                if found is None:
                    continue
                kind = "id" if found["id"] else "class" if found["class"] else "tag"
                self._rules.setdefault((kind, found[kind] or ""), {}).update(declarations(body))

    def of(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """What the sheet says about an element; ids before classes before element names."""
        said = dict(self._rules.get(("tag", tag), {}))
        for name in attributes.get("class", "").split():
            said |= self._rules.get(("class", name), {})
        return said | self._rules.get(("id", attributes.get("id", "")), {})


def _rules(css: str) -> list[tuple[str, str]]:
    """Selectors and body of every rule that stands in no other; at-rules are left out."""
    found: list[tuple[str, str]] = []
    around: list[str] = []
    before = ""
    for part in re.split(r"([{}])", css):
        if part == "{":
            around.append(before.rpartition(";")[2].strip())
        elif part == "}" and around:
            selectors = around.pop()
            if not around and not selectors.startswith("@"):
                found.append((selectors, before))
        before = part if part not in ("{", "}") else ""
    return found
