"""Whether a picture is nothing but a picture: no place, no camera, no comment, no second file behind its end."""

from collections.abc import Iterator

# Frames, tables and scans, and the segments that only say how to read them (JFIF, Adobe).
_OF_THE_PICTURE = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xDA, 0xE0, 0xEE}
_FRAMES = {0xC0, 0xC1, 0xC2}
_SCAN, _END = 0xDA, 0xD9
_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PNG = b"\x89PNG\r\n\x1a\n"


def bare_jpeg(content: bytes) -> tuple[int, int] | None:
    """Its width and height; None if there is more in it than the picture (ITU-T T.81, annex B), or less."""
    size = None
    for marker, body in _segments(content):
        if marker == _END:
            return size
        if marker not in _OF_THE_PICTURE or (marker == 0xE0 and not body.startswith(b"JFIF\0")):
            return None
        if marker in _FRAMES and len(body) >= 5:
            size = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
    return None


def bare_png(content: bytes) -> tuple[int, int] | None:
    """The same for a PNG (ISO/IEC 15948)."""
    if not content.startswith(_PNG):
        return None
    at, size = len(_PNG), None
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind not in _CHUNKS:
            return None
        if kind == b"IHDR":
            size = int.from_bytes(content[at + 8 : at + 12]), int.from_bytes(content[at + 12 : at + 16])
        at += 12 + length
        if kind == b"IEND":
            return size if at == len(content) else None
    return None


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment; the end only if nothing comes after it. A file that is not a JPEG has none."""
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 2 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == _END:
            if at + 2 == len(content):
                yield _END, b""
            return
        length = int.from_bytes(content[at + 2 : at + 4])
        yield marker, content[at + 4 : at + 2 + length]
        at += 2 + max(2, length)
        if marker == _SCAN:
            at = _after_scan(content, at)


def _after_scan(content: bytes, at: int) -> int:
    """The position of the next marker: an FF of the picture itself is followed by 00, or by a restart mark."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)
