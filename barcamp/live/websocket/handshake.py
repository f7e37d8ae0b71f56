"""How a websocket begins: what a browser must send and what it is answered (RFC 6455 section 4, RFC 7692 section 5)."""

import base64
import hashlib
from collections.abc import Iterable, Mapping

from barcamp.live.websocket.frames import takes_deflate

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_DEFLATE = b"permessage-deflate; server_no_context_takeover; client_no_context_takeover"


def is_meant(asked: Mapping[bytes, bytes]) -> bool:
    """Whether these headers, named in lower case, ask for a websocket that we speak."""
    key = asked.get(b"sec-websocket-key", b"").strip()
    try:
        right_key = len(base64.b64decode(key, validate=True)) == 16
    except ValueError:
        right_key = False
    return asked.get(b"sec-websocket-version") == b"13" and right_key


def accepted(asked: Mapping[bytes, bytes], headers: Iterable[tuple[bytes, bytes]] = ()) -> tuple[bytes, bool]:
    """The answer, with these headers from the app, and whether messages may be deflated from then on."""
    deflates = takes_deflate(asked.get(b"sec-websocket-extensions", b""))
    lines = [
        (b"Upgrade", b"websocket"),
        (b"Connection", b"Upgrade"),
        (b"Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(asked[b"sec-websocket-key"] + _GUID).digest())),
        *([(b"Sec-WebSocket-Extensions", _DEFLATE)] if deflates else []),
        *headers,
    ]
    written = b"".join(b"%b: %b\r\n" % line for line in lines)
    return b"HTTP/1.1 101 Switching Protocols\r\n" + written + b"\r\n", deflates
