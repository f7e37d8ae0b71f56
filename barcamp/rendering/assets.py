"""What browsers load beside pages: every file of static/, with sheets and scripts joined with everything they import
(styles.py, scripts.py), so that a phone on weak Wi-Fi asks once and not twenty times. Read once, compressed once."""

import base64
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import quote

import brotli
from zopfli.gzip import compress as gzip

from barcamp.rendering.scripts import bundle
from barcamp.rendering.styles import joined

_PACKAGE = Path(__file__).parents[1]
_PACKED_ALREADY = {".woff2"}

# What stands within pages, since it would cost a round trip of its own before anything can be seen.
WITHIN = ("css/entrance.css", "css/phone.css", "js/phone/early.js", "js/phone/opening.js", "js/phone/now.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file by content coding, the same in fewer bytes. Browsers take Brotli only over connections they trust; gzip
    also over the plain HTTP of a laptop in the hall."""

    kind: str
    version: str
    plain: bytes
    packed: dict[str, bytes]


def folder(name: str) -> Path:
    """The packaged copy (an installed wheel) if there is one, else the checkout beside the package."""
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


@lru_cache(maxsize=512)
def static(path: str) -> str:
    """The address of a static file, with its content's hash so that it may be cached forever."""
    return f"/static/{path}?v={_version(_content(path))}"


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache(maxsize=1)
def version() -> str:
    """A mark of everything that browsers may load; it differs as soon as any of it does."""
    return _version("".join(static(each) for each in sorted(_names())).encode())


@lru_cache(maxsize=8)
def data_address(path: str) -> str:
    """A small drawing as an address that holds all of it."""
    return f"data:image/svg+xml,{quote(_content(path), safe=_HARMLESS)}"


_HARMLESS = " /:=,;()'"


@lru_cache(maxsize=len(WITHIN))
def within(path: str) -> str:
    """The text of one of WITHIN, as pages contain it."""
    return _content(path).decode()


def allowance(text: str) -> str:
    """The source by which a Content-Security-Policy allows a script or a style within a page: its hash (CSP 3, section
    2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def load(path: str) -> Asset | None:
    """The file, or None if it does not exist or lies elsewhere. If many ask first, one compresses it."""
    with _packing:
        return _load(path)


_packing = Lock()


@lru_cache(maxsize=512)
def _load(path: str) -> Asset | None:
    if path not in _names():
        return None
    plain, suffix = _content(path), Path(path).suffix
    kind = _KINDS.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if suffix in _PACKED_ALREADY:
        return Asset(kind, _version(plain), plain, {})
    packed = {"br": brotli.compress(plain, quality=10), "gzip": gzip(plain, numiterations=3)}
    return Asset(kind, _version(plain), plain, packed)


_KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    root = folder("static")
    return frozenset(str(each.relative_to(root).as_posix()) for each in root.rglob("*") if each.is_file())


def _content(path: str) -> bytes:
    root = folder("static")
    if path.endswith(".css"):
        return _addressed(joined(root, path)).encode()
    if path.endswith(".js") and not path.startswith("vendor/"):
        return bundle(root, path).encode()
    return (root / path).read_bytes()


def _addressed(style: str) -> str:
    """Names fonts by their whole address, since the style may stand within a page, and with their content's hash."""
    return re.sub(r'url\("([^":]+)"\)', lambda found: f'url("{static(found[1])}")', style)
