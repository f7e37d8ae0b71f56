"""What browsers load beside pages: every file of static/, and those of one screen joined into one, so that a phone on
weak Wi-Fi asks once and not twenty times. Read once, packed once."""

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
from rjsmin import jsmin
from zopfli.gzip import compress as gzip

from barcamp.rendering.scopes import scoped

_PACKAGE = Path(__file__).parents[1]
_PACKED_ALREADY = {".woff2"}
_LIVE = (
    "vendor/htmx-4.0.1.min.js",
    "js/core/device.js",
    "js/core/status.js",
    "js/core/drafts.js",
    "js/core/mine.js",
    "js/core/commands.js",
    "js/core/live.js",
)
_OUTBOX = ("js/outbox/letters.js", "js/outbox/answers.js", "js/outbox/outbox.js", "js/outbox/tray.js")
_PHOTOS = ("js/wall/shelf.js", "js/wall/courier.js", "js/wall/phototray.js")

# In the order in which they run, or in which one rules over the other. They stand beside the files they are made of,
# so that what those name by a relative address is found.
JOINED = {
    "css/of-pages.css": ("css/letters.css", "css/base.css", "css/pages.css"),
    "css/of-entrance.css": ("css/letters-phone.css", "css/base.css", "css/pages.css"),
    "css/of-phone.css": ("css/letters-phone.css", "css/base.css", "css/phone.css"),
    "js/of-phone.js": (
        *_LIVE, *_OUTBOX, "js/phone/later.js", "js/phone/tint.js", "js/phone/tabs.js", "js/phone/myplan.js",
        "js/phone/asked.js", "js/phone/topics.js", "js/phone/sheet.js",
    ),
    "js/of-now.js": ("js/core/clock.js", "js/phone/now.js"),
    "js/of-photos.js": _PHOTOS,
    "js/of-offline.js": ("js/outbox/marked.js", "js/core/leave.js", "js/outbox/line.js", "js/outbox/offline.js"),
    "js/of-plain.js": (
        "js/core/device.js", "js/core/status.js", "js/core/leave.js", "js/outbox/line.js", "js/outbox/offline.js",
    ),
    "css/of-notes.css": ("css/letters-phone.css", "css/base.css", "css/phone.css", "css/wall.css", "css/photos.css"),
    "js/of-notes.js": (
        *_LIVE, *_OUTBOX, "js/phone/later.js", *_PHOTOS, "js/wall/shrink.js", "js/wall/photos.js",
        "js/wall/images.js", "js/wall/wall.js", "js/wall/card.js", "js/wall/result.js",
    ),
}  # fmt: skip

# What stands within pages: it would cost a round trip of its own before anything is seen.
WITHIN = ("css/of-entrance.css", "css/of-phone.css", "js/phone/early.js", "js/phone/opening.js", "js/of-now.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """By content coding, the same in fewer bytes. Browsers take Brotli only from hosts they trust; gzip also over the
    plain HTTP of a laptop in the hall."""

    kind: str
    version: str
    plain: bytes
    packed: dict[str, bytes]


def folder(name: str) -> Path:
    """The packaged copy first (an installed wheel), else the checkout beside the package."""
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


@lru_cache(maxsize=512)
def static(path: str) -> str:
    """The address of a static file, with its content's hash so that it may be cached for ever."""
    return f"/static/{path}?v={_version(_content(path))}"


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache(maxsize=8)
def data_address(path: str) -> str:
    """A small drawing as an address that holds all of it."""
    return f"data:image/svg+xml,{quote(_content(path), safe=_HARMLESS)}"


_HARMLESS = " /:=,;()'"


@lru_cache(maxsize=len(WITHIN))
def within(path: str) -> str:
    """The text of one of WITHIN, as pages hold it."""
    text = _content(path).decode()
    return text if path in JOINED or path.endswith(".css") else jsmin(text)


def allowance(text: str) -> str:
    """How a Content-Security-Policy names a script or a style within a page, by its hash (CSP 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def load(path: str) -> Asset | None:
    """None where there is no such file, or where it lies elsewhere. Of many who ask first, one packs."""
    with _packing:
        return _load(path)


_packing = Lock()


@lru_cache(maxsize=512)
def _load(path: str) -> Asset | None:
    if path not in JOINED and path not in _names():
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
    if path not in JOINED:
        plain = (folder("static") / path).read_bytes()
        return _addressed(scoped(path, plain.decode())).encode() if path.endswith(".css") else plain
    join = _style if path.endswith(".css") else _script
    texts = (scoped(each, (folder("static") / each).read_text(encoding="utf-8")) for each in JOINED[path])
    return "".join(join(text) for text in texts).encode()


def _style(text: str) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    text = re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").replace(";}", "}")
    text = re.sub(r"(?<![\w.])0(\.\d)", r"\1", text)
    return _addressed(text).lstrip()


def _addressed(style: str) -> str:
    """Names fonts by their whole address, for the style may stand within a page, and with their content's hash."""
    return re.sub(r'url\("\.\./([^"]+)"\)', lambda found: f'url("{static(found[1])}")', style)


def _script(text: str) -> str:
    """One that fails must not take the others with it."""
    return f"{jsmin(f'try {{ {text} }} catch (error) {{ setTimeout(() => {{ throw error; }}); }}')}\n"
