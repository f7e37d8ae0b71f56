"""Secrets in cookies and links: 256 random bits outside, their SHA-256 inside."""

import base64
import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from barcamp.kernel.refused import Refused
from barcamp.settings import Settings

DEVICE = "barcamp_device"
ORGANISER = "barcamp_organiser"
LANGUAGE = "barcamp_language"
KNOWN = "barcamp_known"

HALF_A_YEAR = 182 * 24 * 3600
_TRUSTED = ("localhost", "127.0.0.1", "::1")  # on these, browsers keep secure cookies over plain http too


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def known_by(password_hash: str, nonce: str = "") -> str:
    """The token of a device that knew the password: derived from the stored hash, so that nothing more is stored, and
    worthless once the password has changed."""
    nonce = nonce or secrets.token_urlsafe(16)
    mac = hmac.digest(password_hash.encode(), f"device:{nonce}".encode(), "sha256")
    return f"{nonce}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def is_known(password_hash: str, token: str | None) -> bool:
    nonce = (token or "").partition(".")[0]
    return bool(nonce) and hmac.compare_digest(known_by(password_hash, nonce).encode(), (token or "").encode())


def mark(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> str:
    """A mark by which a log can recognise a device, but nobody can find the device: keyed with a secret of this
    server."""
    token = read(connection, settings, DEVICE) or read(connection, settings, KNOWN)
    if token is None:
        return "new"
    return hmac.digest(_log_key(settings.data), token.encode("utf-8", "surrogateescape"), "sha256").hex()[:16]


@lru_cache(maxsize=8)
def _log_key(data: Path) -> bytes:
    """The key, kept in the data folder if there is one; otherwise it lasts as long as the process."""
    file, fresh = data / "log.key", secrets.token_bytes(32)
    try:
        with suppress(FileExistsError):
            opened = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(opened, "wb") as written:
                written.write(fresh)
        kept = file.read_bytes()
    except OSError:
        return fresh
    return kept if len(kept) == len(fresh) else fresh


def read(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings, name: str) -> str | None:
    """The token in a cookie, or None if there is none or it cannot be one of ours."""
    token = connection.cookies.get(_full_name(settings, name))
    return token if token and 20 <= len(token) <= 100 else None


def keep(settings: Settings, name: str, token: str, seconds: int | None = HALF_A_YEAR) -> Cookie:
    """A cookie that no script can read and no other site sends; over https it is locked to this host."""
    return Cookie(
        key=_full_name(settings, name), value=token, max_age=seconds,
        httponly=True, secure=settings.secure, samesite="lax", path="/",
    )  # fmt: skip


def must_be_kept(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> None:
    """Raises Refused if the browser would drop a secure cookie because its page was opened over http. Behind a proxy
    the scheme of the request says nothing; what the browser says about the page does."""
    page = urlsplit(connection.headers.get("origin", ""))
    if settings.secure and page.scheme == "http" and page.hostname not in _TRUSTED:
        raise Refused("cookies.plain_http", address=settings.public_url)


def drop(settings: Settings, name: str) -> Cookie:
    return keep(settings, name, "", 0)


def _full_name(settings: Settings, name: str) -> str:
    return f"__Host-{name}" if settings.secure else name
