"""ZIP files that are equal for equal contents, with a manifest of what is in them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

FORMAT, VERSION = "barcamp-manifest", 1
MANIFEST = "manifest.json"
_PACKED = (".jpg", ".png", ".pdf", ".docx", ".xlsx", ".zip")  # these do not get smaller
_PHOTOS_IN_LETTERS = "report.html"  # base64 does not get smaller with more work


def zipped(files: Mapping[str, bytes], at: datetime) -> bytes:
    """The files in order of their names, all dated `at`, to two seconds."""
    moment = max(at.astimezone(UTC), datetime(1980, 1, 1, tzinfo=UTC))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            made.writestr(info, files[name], compresslevel=1 if name.endswith(_PHOTOS_IN_LETTERS) else 6)
    return out.getvalue()


def manifest(files: Mapping[str, bytes], **facts: object) -> bytes:
    """Size and SHA-256 of every file, after what there is to say about all of them."""
    told = {
        name: {"bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()} for name in sorted(files)
    }
    tree = {"format": FORMAT, "version": VERSION, **facts, "files": told}
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()
