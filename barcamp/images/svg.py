"""Draws an SVG anew from what a drawing needs: shapes, colours, gradients. Nothing else of the file gets through.

It is parsed with expat, which loads nothing; entities are refused. Style sheets become attributes, so that the result
needs no style sheet. If anything would be missing in the picture (embedded photos, references outside), it is refused.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from barcamp.images.style import Sheet, declarations, value
from barcamp.kernel.refused import Refused

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MOST_ELEMENTS = 20_000  # shapes drawn, counting each use of those used several times
DEEPEST = 60
LONGEST_SIDE = 1000  # units of the resulting size

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
_HOLDERS = {"svg", "g", "defs", "symbol", "clipPath", "mask", "pattern", "linearGradient", "radialGradient"}
_TAKEN = _SHAPES | _HOLDERS | {"stop", "tspan"}
_AS_GROUP = {"a", "switch"}
_NUMBERS = frozenset(
    re.findall(
        r"\w+",
        "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points transform offset rotate pathLength viewBox "
        "gradientTransform gradientUnits spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits "
        "patternContentUnits patternTransform textLength lengthAdjust",
    )
)
_POINTING = {"use", "linearGradient", "radialGradient", "pattern"}
_ID = re.compile(r"[A-Za-z_][\w.:-]{0,199}")
_NUMBER = re.compile(r"[\w\s.,()+-]*")


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str]
    children: list["_Node | str"] = field(default_factory=list["_Node | str"])

    def walk(self) -> Iterator["_Node"]:
        yield self
        for child in self.children:
            if isinstance(child, _Node):
                yield from child.walk()


@dataclass(frozen=True, slots=True)
class Drawing:
    """`width` and `height` are in proportion, the longer one is LONGEST_SIDE."""

    data: bytes
    width: int
    height: int


def drawn_anew(content: bytes) -> Drawing:
    """The drawing. Raises Refused for anything that is not an SVG, or not one that we can show as intended."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError:
        raise Refused("logo.svg_broken") from None
    root = reader.root
    if root is None or root.tag != "svg":
        raise Refused("logo.svg_broken")
    if not any(node.tag in _SHAPES for node in root.walk()):
        raise Refused("logo.svg_empty")
    _refuse_an_avalanche(root)
    left, top, wide, high = _box(root.attributes)
    scale = LONGEST_SIDE / max(wide, high)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    box = f"{left:g} {top:g} {wide:g} {high:g}"
    around = {"xmlns": SVG, "viewBox": box, "width": str(width), "height": str(height)}
    data = "".join(_written(root, Sheet(reader.style), around))
    return Drawing(data.encode(), width, height)


class _Reader:
    """Builds the tree of the elements taken; `style` is the text of all style elements."""

    def __init__(self) -> None:
        self.root: _Node | None = None
        self.style = ""
        self._open: list[_Node] = []
        self._beside = 0  # depth inside an element that is left out
        self._in_style = False
        self._many = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _entity(self, *_: object) -> None:
        raise Refused("logo.svg_entities")

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._many += 1
        if self._many > MOST_ELEMENTS or len(self._open) + self._beside > DEEPEST:
            raise Refused("logo.svg_large")
        space, _, tag = name.rpartition(" ")
        tag = "g" if tag in _AS_GROUP else tag
        if self._beside or space not in (SVG, "") or tag not in _TAKEN:
            if tag == "image" and not self._beside and space in (SVG, ""):
                raise Refused("logo.svg_picture")
            self._in_style = tag == "style" and not self._beside
            self._beside += 1
            return
        node = _Node(tag, _attributes(tag, given))
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        if self._beside:
            self._beside -= 1
            self._in_style = False
        else:
            self._open.pop()

    def _text(self, text: str) -> None:
        if self._in_style:
            self.style += text
        elif self._open and not self._beside and self._open[-1].tag in ("text", "tspan"):
            self._open[-1].children.append(text)


def _attributes(tag: str, given: Mapping[str, str]) -> dict[str, str]:
    """The attributes without a namespace; `class` and `style` are kept until they are resolved."""
    kept = {name: text for name, text in given.items() if " " not in name and name != "href"}
    target = given.get(f"{XLINK} href", given.get("href", ""))
    if target and tag in _POINTING:
        if not target.startswith("#"):
            raise Refused("logo.svg_outside")
        kept["href"] = target
    return kept


def _refuse_an_avalanche(root: _Node) -> None:
    """Refuses lines that use one another: a few can stand for billions of shapes, or for one another in a circle."""
    named = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
    known: dict[int, int] = {}
    on_the_way: set[int] = set()

    def size(node: _Node) -> int:
        if id(node) in known:
            return known[id(node)]
        if id(node) in on_the_way or len(on_the_way) > 4 * DEEPEST:
            raise Refused("logo.svg_large")
        on_the_way.add(id(node))
        total = 1 + sum(size(child) for child in node.children if isinstance(child, _Node))
        target = named.get(node.attributes.get("href", "#")[1:])
        if node.tag == "use" and target is not None:
            total += size(target)
        on_the_way.discard(id(node))
        if total > MOST_ELEMENTS:
            raise Refused("logo.svg_large")
        known[id(node)] = total
        return total

    size(root)


def _box(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the visible part."""
    numbers = [_float(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip()) if part]
    if len(numbers) != 4:
        numbers = [0.0, 0.0, *(_float(attributes.get(name, "").strip()) for name in ("width", "height"))]
    left, top, wide, high = numbers
    if not all(map(math.isfinite, numbers)) or not (0 < wide < 1e6 and 0 < high < 1e6 and 1 / 20 <= wide / high <= 20):
        raise Refused("logo.svg_size")
    return left, top, wide, high


def _float(text: str) -> float:
    found = re.match(r"[+-]?(\d{1,9}\.?\d{0,9}|\.\d{1,9})(e[+-]?\d{1,2})?", text)
    return float(found[0]) if found else math.nan


def _written(node: _Node, sheet: Sheet, around: Mapping[str, str] | None = None) -> Iterator[str]:
    attributes = dict(around or {})
    styled = {
        **node.attributes,
        **sheet.of(node.tag, node.attributes),
        **declarations(node.attributes.get("style", "")),
    }
    for name, text in styled.items():
        if name in attributes:
            continue
        if name == "id" and _ID.fullmatch(text):
            attributes["id"] = text
        elif name == "href" and _ID.fullmatch(text[1:]):
            attributes["href"] = text
        elif name in _NUMBERS and around is None and _NUMBER.fullmatch(text):
            attributes[name] = text
        elif (found := value(name, text)) is not None:
            attributes[name] = found
    yield f"<{node.tag}" + "".join(f" {name}={quoteattr(text)}" for name, text in attributes.items())
    if not node.children:
        yield "/>"
        return
    yield ">"
    for child in node.children:
        if isinstance(child, _Node):
            yield from _written(child, sheet)
        else:
            yield escape(child)
    yield f"</{node.tag}>"
