"""Reading what a form sent, byte for byte: text that is not UTF-8 is kept recognisable, so that its field can
say so."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request

from barcamp.kernel.actor import Role
from barcamp.kernel.command import COMMANDS, fields
from barcamp.kernel.refused import Invalid, Unreadable
from barcamp.rendering.assets import folder
from barcamp.text.i18n import gettext

_PLAIN_ID = re.compile(r"[a-z0-9-]{1,60}")
_NUMBER = re.compile(r"-\d+\Z")
_WHOLE_TABLES = 10_000
_UNASKED = {"colour", "token", "digest"}
_OF_PEOPLE = {
    (verb, "name") for verb in ("join", "open-link", "rename", "rename-person", "enter-person", "set-up-organiser")
}
_OWN_PATH = re.compile(r"/[A-Za-z0-9/_.-]*(\?[A-Za-z0-9=&_/.-]*)?(#[A-Za-z0-9_-]*)?")


async def read_form(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Fields of the address and of the body together. Raises Invalid if there are absurdly many."""
    body = await request.body()
    query = request.scope["query_string"]
    try:
        pairs = [
            pair
            for source in (query, body)
            for pair in parse_qsl(
                source.decode("utf-8", "surrogateescape"),
                keep_blank_values=True,
                errors="surrogateescape",
                max_num_fields=100,
            )
        ]
    except ValueError:
        raise Invalid({"": Unreadable("text.control")}) from None
    return dict(pairs)


def waiting(role: Role, near: str) -> dict[str, str]:
    """What a page's outbox has to know about the commands that this role may give without a connection: their names by
    command, and which of them are shown near a list, are about something new, and add to one's own or take from it."""
    waits = [(verb, kind.waits) for verb, kind in COMMANDS.items() if kind.waits and kind.by <= role]
    lists: dict[str, list[str]] = {}
    for verb, each in sorted(waits, key=lambda one: one[1].mine[:1], reverse=True):  # -votes before +votes
        mine = each.mine[1:] if each.near == near or COMMANDS[verb].painted else ""
        for name in ("near" * (each.near == near), mine, "new" * each.new):
            lists.setdefault(name, []).append(verb)
    told = {f"data-{verb}": gettext(each.called) for verb, each in waits if each.near in ("", near) or each.new}
    return told | {f"data-{name}": " ".join(verbs) for name, verbs in lists.items() if name}


@lru_cache(maxsize=512)
def most_letters(form: str, field: str) -> int:
    """How many characters fit into this field of a form, which is named after its command, and perhaps after a number.
    0 if there is no rule, and for fields that nobody could fill: names of people."""
    command = COMMANDS.get(_NUMBER.sub("", form))
    rule = fields(command).get(field, (None, None))[1] if command else None
    if command is None or rule is None or rule.most >= _WHOLE_TABLES:
        return 0
    return 0 if field in _UNASKED or (command.verb, field) in _OF_PEOPLE else rule.most


@lru_cache(maxsize=1)
def form_templates() -> dict[str, str]:
    """Where the form of each command stands, by the command's name: `templates/forms/<room>/<verb>.html`, or in a room
    within that."""
    root = folder("templates")
    return {each.stem: each.relative_to(root).as_posix() for each in sorted(root.glob("forms/**/*.html"))}


def form_id(form: dict[str, str], otherwise: str) -> str:
    """Which of the page's forms it was, so that an answer finds its fields."""
    wanted = form.get("owner", "")
    return wanted if _PLAIN_ID.fullmatch(wanted) else otherwise


def back(form: dict[str, str], otherwise: str, made: int | None = None) -> str:
    """Where to go after a form without scripts: only ever to a path of this server.

    On a phone full of topics, each form names its topic only once: on its button. Somebody entered by hand, `made`, is
    shown in the list.
    """
    wanted = form.get("back", "")
    if made and wanted.endswith("/people?entered="):
        wanted += f"{made}#person_{made}"
    return own_path(wanted + form.get("topic", "") if wanted.endswith("#topic_") else wanted, otherwise)


def own_path(wanted: str, otherwise: str) -> str:
    """`wanted`, if it can only be a path of this server."""
    return wanted if _OWN_PATH.fullmatch(wanted) and not wanted.startswith("//") else otherwise


def speakable(typed: str) -> str:
    """What was typed, fit to be shown on a page: half characters become question marks."""
    return typed.encode("utf-8", "replace").decode()
