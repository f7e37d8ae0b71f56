"""What the script of a page does with a message of its socket, on a page as a tree."""

import re
from dataclasses import dataclass
from functools import lru_cache

from barcamp.live.view import checksum
from tests.markup import Element, parse, partials

TEXT_OF_A_MESSAGE = "-+#"


@dataclass(frozen=True, slots=True)
class Showing:
    """The regions of a screen, one after the other, and how far it is. Many screens show the same, which is then worked
    out once for all of them."""

    mark: str = ""
    html: str = ""

    def after(self, message: str) -> "Showing | None":
        """None where the message is for screens that are as far as something else."""
        head = message.partition("\n")[0]
        since, _, mark = head.rpartition(" ")
        if since not in ("", self.mark):
            return None
        return self if message == f"{head}\n" and mark == self.mark else _after(self, message)

    @property
    def regions(self) -> dict[str, str]:
        return _regions(self.html)


@lru_cache(4096)
def _after(showing: Showing, message: str) -> Showing:
    shown = parse(f'<body data-mark="{showing.mark}">{showing.html}</body>')
    (body,) = [each for each in shown.children if isinstance(each, Element)]
    for name in re.findall(r'<hx-partial hx-target="#([\w-]+)"', message):
        if showing.mark == "" and not body.has(name):
            body.children.append(Element("div", {"id": name}, parent=body))
    apply(shown, message)
    return Showing(body["data-mark"], "".join(str(each) for each in body.children))


@lru_cache(4096)
def _regions(html: str) -> dict[str, str]:
    return {each["id"]: str(each) for each in parse(html).children if isinstance(each, Element)}


def apply(shown: Element, message: str) -> None:
    """Fails where the message is for a page that is as far as another mark, or a list is not as it should be then."""
    head, *rest = message.split("\n")
    since, _, mark = head.rpartition(" ")
    body = next(each for each in shown if each.tag == "body")
    assert since in ("", body["data-mark"]), f"{since} is not {body['data-mark']}"
    lines = []
    while rest and rest[0][:1] in TEXT_OF_A_MESSAGE and rest[0]:
        lines.append(rest.pop(0))
    for line in lines:
        _one(shown, line[0], line[1:].split(" "))
    for name, part in partials("\n".join(rest)).items():
        (new,) = [child for child in part.children if isinstance(child, Element)]
        assert new["id"] == name
        assert part["hx-swap"] == "outerMorph"
        shown.id(name).become(new)
    for line in lines:
        if line[0] == "#":
            within, count, sum_ = line[1:].split(" ")
            ids = [item["id"] for item in _items(shown.id(within))]
            assert (len(ids), checksum(ids)) == (int(count), int(sum_)), within
    body.attributes["data-mark"] = mark


def _one(shown: Element, kind: str, words: list[str]) -> None:
    if kind == "-" and shown.has(words[0]):
        _take_out(shown.id(words[0]))
    if kind == "+":
        name, tag, within, *behind = words
        item = shown.id(name) if shown.has(name) else Element(tag, {"id": name})
        if item.parent is not None:
            _take_out(item)
        holder = shown.id(within)
        place = holder.children.index(shown.id(behind[0])) + 1 if behind else 0
        holder.children.insert(place, item)
        item.parent = holder


def _take_out(item: Element) -> None:
    assert item.parent is not None
    item.parent.children.remove(item)
    item.parent = None


def _items(holder: Element) -> list[Element]:
    return [child for child in holder.children if isinstance(child, Element)]
