"""What goes over a screen's socket, and the websocket frames around it (RFC 6455 section 5.2, RFC 7692).

A message is a mark and, after a line break, any number of fragments. The mark says how far the screen is afterwards. A
mark without a line break is a sign of life: it says how far the screen should be.

A message with two marks is for screens that are as far as the first; others ask for the whole page. Before its
fragments it may say, in a line each, what happens to lists:

    +topic_9 article topics topic_7     put it behind another one of the list, or first in it; made if it is not there
    -topic_4                            remove it
    #topics 40 1063717                  the list's new length and the Adler-32 of its ids: if they differ, ask for all

Any of these may come twice without doing harm.

What begins with an exclamation mark stands beside all this: it concerns no mark, and is worth nothing a moment later.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CONTINUE, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
MOST = 16 * 1024  # bytes of one incoming message, inflated
WORTH_DEFLATING = 200  # bytes; shorter messages fit into one packet anyway
_TAIL = b"\x00\x00\xff\xff"


class Violation(Exception):
    """The other end broke the protocol; `code` is the close code to answer with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Frame:
    """A finished message, made once for everybody: as it is, and for screens that negotiated permessage-deflate."""

    plain: bytes
    deflated: bytes


def message(mark: str, fragments: Mapping[str, str], since: str = "", lines: Iterable[str] = ()) -> str:
    """`fragments` maps the id of each element to its new HTML, whole; `lines` say what becomes of lists."""
    parts = "".join(
        f'<hx-partial hx-target="#{name}" hx-swap="outerMorph">{html}</hx-partial>' for name, html in fragments.items()
    )
    return "\n".join([f"{since} {mark}" if since else mark, *lines, parts])


def aside(words: str) -> str:
    """Something said in passing, whatever the mark of the screen is."""
    return f"!{words}"


def text_frame(text: str) -> Frame:
    data = text.encode()
    plain = frame(TEXT, data)
    return Frame(plain, frame(TEXT | 0x40, _deflated(data)) if len(data) >= WORTH_DEFLATING else plain)


def frame(kind: int, payload: bytes) -> bytes:
    """One unmasked, final frame; `kind` may carry the bit for compressed (0x40)."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | kind, size)) + payload
    if size < 1 << 16:
        return bytes((0x80 | kind, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x80 | kind, 127)) + size.to_bytes(8, "big") + payload


def takes_deflate(offers: bytes) -> bool:
    """Whether one of the offers can be met with the largest window and no context takeover."""
    for offer in offers.lower().split(b","):
        name, *wishes = [part.strip() for part in offer.split(b";")]
        if name == b"permessage-deflate" and not any(wish.startswith(b"server_max_window_bits") for wish in wishes):
            return True
    return False


def unmasked(mask: bytes, data: bytes) -> bytes:
    size = len(data)
    if not size:
        return b""
    repeated = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")


def inflated(data: bytes) -> bytes:
    """The inflated message. Raises Violation for anything that is not a deflate stream or grows beyond MOST."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = inflate.decompress(data + _TAIL, MOST)
    except zlib.error:
        raise Violation(1007) from None
    if inflate.unconsumed_tail:
        raise Violation(1009)
    return found


def _deflated(data: bytes) -> bytes:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return (deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_TAIL)
