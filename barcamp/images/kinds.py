"""The kind of a file by its first bytes, whatever its name says."""

_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_OTHERS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"PK\3\4", "ZIP"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\1\0", "ICO"),
)
TAKEN = ("JPEG", "PNG", "WEBP")


def kind_of(head: bytes) -> str:
    """One of TAKEN, `HEIC`, the name of another kind that people may know, or nothing if it is not a picture at all.

    `head` are the file's first bytes; 1024 are enough.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _film(head[8:12])
    for magic, name in _OTHERS:
        if head.startswith(magic):
            return name
    return "SVG" if b"<svg" in head[:1024].lower() else ""


def _film(brand: bytes) -> str:
    if brand in _HEIC:
        return "HEIC"
    return "AVIF" if brand in (b"avif", b"avis") else "Video"
