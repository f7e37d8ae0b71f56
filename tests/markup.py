"""HTML as a tree, for tests: strict about what is open and closed, indifferent to white space between words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False, slots=True)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    parent: "Element | None" = None

    def __iter__(self) -> Iterator["Element"]:
        """This element and everything in it, in order."""
        ahead = [self]
        while ahead:
            yield (each := ahead.pop())
            ahead += [child for child in reversed(each.children) if isinstance(child, Element)]

    def __str__(self) -> str:
        """The same text for the same content, however it was indented."""
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(self.attributes.items()))
        inside = "".join(
            str(child) if isinstance(child, Element) else escape(f"{' '.join(child.split())} ")
            for child in self.children
            if isinstance(child, Element) or child.strip()
        )
        return f"<{self.tag}{attributes}>{inside}</{self.tag}>"

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str, otherwise: str = "") -> str:
        return self.attributes.get(attribute, otherwise)

    def id(self, name: str) -> "Element":
        """The one element with this id; fails when there is none or more than one."""
        (found,) = [each for each in self if each.get("id") == name]
        return found

    def has(self, name: str) -> bool:
        return any(each.get("id") == name for each in self)

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        return [
            each
            for each in self
            if each.tag == tag and all(each.get(name.strip("_")) == value for name, value in attributes.items())
        ]

    @property
    def text(self) -> str:
        return " ".join("".join(_texts(self)).split())

    def become(self, other: "Element") -> None:
        """Takes the other's place in the tree: what a swap of the whole element does."""
        assert self.parent is not None
        siblings = self.parent.children
        siblings[siblings.index(self)] = other
        other.parent = self.parent


def parse(html: str) -> Element:
    """The root, whose tag is empty. Raises ValueError for elements that are not closed in the order of opening."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    if builder.at.tag:
        raise ValueError(f"<{builder.at.tag}> is not closed")
    return builder.at


def partials(html: str) -> dict[str, Element]:
    """What a message puts where: the target's id and the hx-partial with the new content."""
    return {part["hx-target"].removeprefix("#"): part for part in parse(html).all("hx-partial")}


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in ("script", "style"):
            yield from _texts(child)


class _Builder(HTMLParser):
    def updatepos(self, i: int, j: int) -> int:
        return j  # counts no lines, which nobody asks for

    def __init__(self) -> None:
        super().__init__()
        self.at = Element("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag != tag or self.at.parent is None:
            raise ValueError(f"</{tag}> closes <{self.at.tag}>")
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)
