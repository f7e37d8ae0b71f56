"""What the app says: the keys of its refusals, the msgids of its templates and code, and its catalogues."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from barcamp.kernel import refused
from tests.house.sources import PACKAGE, ROOT, calls, modules

REFUSALS = {
    name: each for name, each in vars(refused).items() if isinstance(each, type) and issubclass(each, refused.Refused)
}
ROLES = ("attendee", "moderator", "organiser")
_KEY = re.compile(r"[a-z]+\.[a-z0-9_]+")
_IN_TEMPLATE = re.compile(r"\bsentence\(\s*[\"']([a-z]+\.[a-z0-9_]+)[\"']")


def refused_keys() -> set[str]:
    """Every key that something is refused with."""
    return set(keys_of(*REFUSALS))


@lru_cache(maxsize=1)
def statuses() -> dict[str, set[int]]:
    """Every key that something is refused with, and the statuses that are answered then."""
    found: dict[str, set[int]] = {key: set() for key in refused_keys()}
    for tree in modules().values():
        other = {
            id(call.func.value): call.args[0]
            for name, call in calls(tree)
            if name == "answered" and isinstance(call.func, ast.Attribute)
        }
        for name, call in calls(tree):
            if name in REFUSALS and call.args:
                status = ast.literal_eval(other[id(call)]) if id(call) in other else REFUSALS[name].status
                for key in _keys_in(call.args[0], tree):
                    found[key].add(status)
    return found


def refusal_keys() -> dict[str, str]:
    """Every key that may be said to somebody, with a place where it is."""
    found = keys_of(*REFUSALS, "sentence", "Reason")
    for file in sorted((ROOT / "templates").rglob("*.html")):
        for key in _IN_TEMPLATE.findall(file.read_text(encoding="utf-8")):
            found.setdefault(key, file.relative_to(ROOT).as_posix())
    return found


def keys_of(*names: str) -> dict[str, str]:
    """Every key in a call of one of these, with a place where it is."""
    found: dict[str, str] = {}
    for path, tree in modules().items():
        for name, call in calls(tree):
            if name in names and call.args:
                for key in _keys_in(call.args[0], tree):
                    found.setdefault(key, f"barcamp/{path}:{call.lineno}")
    return found


def refusals_that_cannot_be_followed() -> list[str]:
    """Places that refuse with something in which no key can be read."""
    return [
        f"barcamp/{path}:{call.lineno}"
        for path, tree in modules().items()
        for name, call in calls(tree)
        if name in REFUSALS and not (call.args and _keys_in(call.args[0], tree))
    ]


@lru_cache(maxsize=1)
def msgids() -> dict[str, str]:
    """Every msgid of templates and code, with a place where it is. A plural counts with its singular."""
    found: dict[str, str] = {}
    for place, message, _ in extracted():
        found.setdefault(message[0] if isinstance(message, tuple) else message, place)
    return found


@lru_cache(maxsize=8)
def catalogue(name: str) -> Catalog:
    with (PACKAGE / "text" / "locale" / f"{name}.po").open("rb") as file:
        return read_po(file)


def translations(name: str) -> dict[str, tuple[str, ...]]:
    """msgid → all its forms, of entries that are complete and not fuzzy."""
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue(name):
        msgid = message.id[0] if isinstance(message.id, list | tuple) else message.id
        forms = forms_of(message)
        if msgid and not message.fuzzy and all(forms):
            found[msgid] = forms
    return found


def forms_of(message: Message) -> tuple[str, ...]:
    """What it says: one text, or one for each kind of number."""
    return tuple(message.string or ()) if isinstance(message.string, list | tuple) else (message.string or "",)


def extracted() -> Iterator[tuple[str, str | tuple[str, ...], list[str]]]:
    """Every place where something is said, what is said (with its plural), and what translators are told of it."""
    wanted = {"_": None, "gettext": None, "ngettext": (1, 2), "forms": (1, 2), "Waits": None}
    for folder, method in ((ROOT / "templates", "jinja2"), (PACKAGE, "python")):
        pattern = "**.html" if method == "jinja2" else "**.py"
        options = {pattern: {"silent": "false"}} if method == "jinja2" else {}
        found = extract_from_dir(
            folder, [(pattern, method)], options,
            keywords=wanted, comment_tags=("Translators:",), strip_comment_tags=True,
        )  # fmt: skip
        for file, line, message, comments, _ in found:
            yield f"{folder.name}/{file}:{line}", message, comments


def _keys_in(node: ast.expr, tree: ast.Module) -> set[str]:
    """Keys in an expression: as they stand, made from a role, or in a table of the module that it names."""
    if isinstance(node, ast.JoinedStr):
        return _from_roles(node)
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _KEY.fullmatch(part.value):
            found.add(part.value)
        elif isinstance(part, ast.Name):
            found |= _strings_of(part.id, tree)
    return found


def _from_roles(node: ast.JoinedStr) -> set[str]:
    head = node.values[0]
    if isinstance(head, ast.Constant) and head.value == "role." and len(node.values) == 2:
        return {f"role.{role}" for role in ROLES}
    return set()


def _strings_of(name: str, tree: ast.Module) -> set[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            strings = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
            return {text for text in strings if isinstance(text, str) and _KEY.fullmatch(text)}
    return set()
