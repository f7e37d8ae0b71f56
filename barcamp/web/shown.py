"""What a page shows after its form was sent, and what no database could tell it again.

A form is answered with the way to a page, never with the page itself, so that Back, Forward and Reload find it. Only
the hash of a link's token is stored, and nothing of the Wi-Fi's password; so they travel in a cookie that no script can
read, that is sent to this one page only, and that expires soon. It works in every server process, it is as safe as the
cookie by which a device is known, and whoever shows its content first checks that it still belongs to the visitor.
"""

import base64
import binascii
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import Cookie
from litestar.response import Redirect

from barcamp.settings import Settings
from barcamp.web import pages

LASTS = 15 * 60  # seconds
_NAME = "barcamp_shown"


def see(settings: Settings, path: str, *said: str) -> Redirect:
    """Leads to `path`, which can then show what was `said`, more than once."""
    value = base64.urlsafe_b64encode(msgspec.json.encode(said)).decode().rstrip("=")
    cookie = Cookie(
        key=_full_name(settings), value=value, max_age=LASTS,
        httponly=True, secure=settings.secure, samesite="lax", path=path.partition("#")[0],
    )  # fmt: skip
    return pages.see(path, [cookie])


def said(request: Request[Any, Any, Any], settings: Settings) -> list[str]:
    """What this page may show; nothing if it was never said, or has expired."""
    return unpacked(request.cookies.get(_full_name(settings), ""))


def unpacked(value: str) -> list[str]:
    """The content of the cookie; nothing if it cannot be ours."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(f"{value}{'=' * (-len(value) % 4)}"), type=list[str])
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return []


def token(request: Request[Any, Any, Any], settings: Settings) -> str:
    return next(iter(said(request, settings)), "")


def _full_name(settings: Settings) -> str:
    return f"__Secure-{_NAME}" if settings.secure else _NAME  # __Host- would be sent to every page
