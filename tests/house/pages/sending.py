"""Forms as a browser sends them: what the page holds, and a plausible word in what it leaves empty."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.markup import Element
from tests.pictures import photo

_WORDS = {
    "number": "1", "date": "2026-07-01", "time": "14:00", "url": "https://example.org/", "email": "kim@example.org",
    "tel": "02331 1234", "color": "#14555a", "password": "ein langes Passwort",
}  # fmt: skip
# What the hint beside the field asks for.
_NAMED = {"colour": "#14555a", "not_after": "16:00", "ends": "18:00", "starts": "17:30"}
_WORD = "Vertreter:innen"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to send a form of a page: the form itself, and the button that is pressed (None: Enter)."""

    element: Element
    button: Element | None
    path: str  # of the page

    @property
    def method(self) -> str:
        return (self._of_button("formmethod") or self.element.get("method", "get")).lower()

    @property
    def action(self) -> str:
        return self._of_button("formaction") or self.element.get("action") or self.path

    @property
    def verb(self) -> str:
        return urlsplit(self.action).path.rpartition("/")[2]

    @property
    def live(self) -> str:
        """Where htmx sends it; empty where the browser does."""
        return self.element.get("hx-post")

    @property
    def multipart(self) -> bool:
        return self.element.get("enctype") == "multipart/form-data"

    @property
    def announced(self) -> bool:
        """Whether the page says that it cannot be sent now, and the button cannot be pressed."""
        button = self.button
        return button is not None and ("disabled" in button.attributes or button.get("aria-disabled") == "true")

    def _of_button(self, name: str) -> str:
        return self.button.get(name) if self.button is not None else ""

    def names(self) -> tuple[str, ...]:
        """What it is recognised by: its fields, and the button with its value, unless that is a number."""
        said = self.button and (self.button.get("name"), self._of_button("value"))
        pressed = f"{said[0]}={'' if said[1].isdigit() else said[1]}" if said else ""
        return (*sorted({each.get("name") for each in controls(self.element)}), pressed)

    def filled(self, everything: bool) -> list[tuple[str, str]]:
        """Its fields in order; what is empty gets a word where it must have one, or everywhere."""
        sent = [pair for each in controls(self.element) for pair in _successful(each, everything)]
        chosen = _choices(self.element)
        sent = [(name, value) for name, value in sent if name not in dict(chosen)] + chosen
        if self.button is not None and self.button.get("name"):
            sent.append((self.button["name"], self.button.get("value")))
        return sent


def forms(page: Element, path: str, *, scripts: bool) -> list[Form]:
    """Every form that somebody sees, once for every button that sends it."""
    found = []
    for element in page.all("form"):
        if _away(element, scripts) or element.get("method") == "dialog":
            continue
        buttons = [each for each in _parts(page, element, "button") if each.get("type", "submit") == "submit"]
        buttons = [each for each in buttons if not _away(each, scripts)]
        by_enter = [None] if any(each.get("type") != "hidden" for each in controls(element)) else []
        found += [Form(element, button, path) for button in buttons or by_enter]
    return found


def controls(form: Element) -> list[Element]:
    kinds = ("input", "textarea", "select")
    return [each for kind in kinds for each in _parts(_root(form), form, kind) if each.get("name") and not _off(each)]


def encoded(fields: list[tuple[str, str]], multipart: bool) -> tuple[str, bytes]:
    """The content type and the body."""
    if not multipart:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    mark = secrets.token_hex(8)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        + (
            b'; filename="tafel.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + photo(30, 20)
            if value == _FILE
            else b"\r\n\r\n" + value.encode()
        )
        for name, value in fields
    ]
    return f"multipart/form-data; boundary={mark}", b"\r\n".join([*parts, f"--{mark}--\r\n".encode()])


_FILE = "\0file"


def links(page: Element) -> list[str]:
    """Pages of this server that a tap leads to; not files, not places on the same page."""
    found = (
        urlsplit(each.get("href"))
        for each in page.all("a")
        if "download" not in each.attributes and not _away(each, scripts=False)
    )
    return [
        each.path + (f"?{each.query}" if each.query else "")
        for each in found
        if each.path.startswith("/") and not each.netloc and "." not in each.path.rpartition("/")[2]
    ]


def _root(element: Element) -> Element:
    while element.parent is not None:
        element = element.parent
    return element


def _parts(root: Element, form: Element, tag: str) -> list[Element]:
    """Those of a form: within it, or naming it."""
    inside = [each for each in form.all(tag) if not each.get("form")]
    if form.get("id"):
        inside += root.all(tag, form=form["id"])
    return inside


def _away(element: Element, scripts: bool) -> bool:
    """Whether nobody sees it: hidden until a script shows it, or there only where no scripts run."""
    at: Element | None = element
    while at is not None:
        if "hidden" in at.attributes or at.tag == "template" or (at.tag == "noscript" and scripts):
            return True
        at = at.parent
    return False


def _off(element: Element) -> bool:
    at: Element | None = element
    while at is not None:
        if "disabled" in at.attributes:
            return True
        at = at.parent if at.tag != "form" else None
    return False


def _successful(each: Element, everything: bool) -> list[tuple[str, str]]:
    name, kind = each["name"], each.get("type", "text")
    if each.tag == "select":
        options = each.all("option")
        chosen = next(
            (option for option in options if "selected" in option.attributes), options[0] if options else None
        )
        return [(name, chosen.get("value", chosen.text))] if chosen is not None else []
    if each.tag == "textarea":
        return [(name, _raw(each) or _word(each, everything))]
    if kind == "checkbox":
        on = "checked" in each.attributes or "required" in each.attributes
        return [(name, each.get("value", "on"))] if on else []
    if kind == "radio":
        return [(name, each.get("value", "on"))] if "checked" in each.attributes else []
    if kind == "file":
        return [(name, _FILE)]
    if "data-picked-topic" in each.attributes:  # pick.js: the topic that was picked
        return [(name, next((radio["value"] for radio in _root(each).all("input", name="topic", type="radio")), ""))]
    if kind in ("hidden", "submit", "button", "reset", "image"):
        return [(name, each.get("value"))] if kind == "hidden" else []
    return [(name, each.get("value") or _word(each, everything))]


def _choices(form: Element) -> list[tuple[str, str]]:
    """The first of every group of which none is chosen yet."""
    groups: dict[str, list[Element]] = {}
    for each in controls(form):
        if each.get("type") == "radio":
            groups.setdefault(each["name"], []).append(each)
    return [
        (name, group[0].get("value", "on"))
        for name, group in groups.items()
        if not any("checked" in each.attributes for each in group)
    ]


def _raw(area: Element) -> str:
    return "".join(child for child in area.children if isinstance(child, str)).removeprefix("\n")


def _word(each: Element, everything: bool) -> str:
    if not everything and "required" not in each.attributes:
        return ""
    if each.get("inputmode") == "numeric":
        return "1"
    return _NAMED.get(each["name"]) or each.get("min") or _WORDS.get(each.get("type", "text"), _WORD)
