"""From bytes to text: files say how they are written, or do not, or say something wrong."""

import re

from barcamp.kernel.refused import Refused

MOST_BYTES = 5_000_000
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9._-]{1,20})["']""")
_EIGHT_BITS = {"iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252"}
_TABLES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # Excel, and whatever else is packed like it
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z", b"Rar!", b"RIFF")


def text_of(data: bytes) -> tuple[str, tuple[Refused, ...]]:
    """The text, and what was assumed to read it. Raises Refused for a file of another kind or one that is too large."""
    if len(data) > MOST_BYTES:
        raise Refused("programme.too_big", most=MOST_BYTES // 1_000_000).beside("file")
    if data.startswith(_TABLES):
        raise Refused("programme.excel").beside("file")
    if data.startswith(_OTHERS):
        raise Refused("programme.wrong_type").beside("file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    if b"\0" in data:
        raise Refused("programme.wrong_type").beside("file")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.match(data[:200])
    name = declared[1].decode().lower() if declared else ""
    if name in _EIGHT_BITS:
        return data.decode(name, "replace"), ()
    return data.decode("cp1252", "replace"), (Refused("programme.windows"),)
