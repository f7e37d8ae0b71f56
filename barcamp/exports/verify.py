"""Checking an archive before anybody believes it: what is in it is what its manifest says, and nothing else."""

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from barcamp.exports.archive import FORMAT as RECORD_FORMAT
from barcamp.exports.archive import JOURNAL, KIND, RECORD
from barcamp.exports.archive import VERSION as RECORD_VERSION
from barcamp.exports.zips import FORMAT, MANIFEST, VERSION

MOST_FILES = 5_000
MOST_BYTES = 2 * 2**30  # of all files together, unpacked
MOST_IN_ONE = 200 * 2**20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


class Unsound(Exception):
    """The file is no archive that can be believed. `wrong` says why, a sentence for each thing."""

    def __init__(self, *wrong: str) -> None:
        super().__init__("; ".join(wrong))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Contents:
    """An archive that was checked: its manifest, and what bringing it in needs."""

    manifest: dict[str, Any]
    digest: str
    record: dict[str, Any] | None = None
    lines: list[Any] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)


def verify(file: Path) -> Contents:
    """Reads and checks every file of it. Raises Unsound."""
    try:
        with file.open("rb") as opened, zipfile.ZipFile(opened) as archive:
            opened.seek(0)
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            return _checked(archive, digest)
    except FileNotFoundError:
        raise Unsound(f"There is no file {file}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as why:
        raise Unsound(f"It is not a ZIP file, or it is cut off or damaged ({why}).") from why


def _checked(archive: zipfile.ZipFile, digest: str) -> Contents:
    _check_names(archive)
    told = _manifest(archive)
    wrong: list[str] = []
    there = {info.filename for info in archive.infolist()} - {MANIFEST}
    wrong += [f"{name} is missing." for name in sorted(set(told["files"]) - there)]
    wrong += [f"{name} is not in the manifest." for name in sorted(there - set(told["files"]))]
    kept: dict[str, bytes] = {}
    hashes: dict[str, str] = {}
    for name in sorted(there & set(told["files"])):
        content = _content(archive, name)
        hashes[name] = hashlib.sha256(content).hexdigest()
        if told["files"][name] != {"bytes": len(content), "sha256": hashes[name]}:
            wrong.append(f"{name} was altered.")
        if name in (RECORD, JOURNAL) or name.startswith(("photos/", "files/")):
            kept[name] = content
    if wrong:
        raise Unsound(*wrong)
    if not told.get("complete"):
        return Contents(told, digest)
    return _with_record(told, digest, kept, hashes)


def _check_names(archive: zipfile.ZipFile) -> None:
    """Before anything is unpacked: names that lead elsewhere, twice the same, and bombs."""
    infos = archive.infolist()
    if min((info.header_offset for info in infos), default=0) != 0:  # what was found is a ZIP inside of this one
        raise Unsound("It is cut off or damaged.")
    names = [info.filename for info in infos]
    wrong = [f"{name!r} is no name for a file in an archive." for name in names if not _NAME.fullmatch(name)]
    often = Counter(name.casefold() for name in names)
    wrong += [f"{name} is in it twice." for name in sorted(set(names)) if often[name.casefold()] > 1]
    if len(infos) > MOST_FILES:
        wrong.append(f"It has more than {MOST_FILES} files.")
    if sum(info.file_size for info in infos) > MOST_BYTES or any(info.file_size > MOST_IN_ONE for info in infos):
        wrong.append("Unpacked it would be larger than any archive of ours.")
    if any(info.flag_bits & 1 for info in infos):
        wrong.append("It is locked with a password.")
    if wrong:
        raise Unsound(*wrong[:20])


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    if MANIFEST not in archive.namelist():
        raise Unsound(f"It has no {MANIFEST}: it is not an archive of barcamp.")
    told = _json(_content(archive, MANIFEST), MANIFEST)
    if told.get("format") != FORMAT or told.get("kind") != KIND or not isinstance(told.get("files"), dict):
        raise Unsound("It is not an archive of barcamp.")
    if not isinstance(told.get("version"), int) or told["version"] > VERSION:
        raise Unsound("It was written by a newer version of barcamp.")
    return told


def _with_record(told: dict[str, Any], digest: str, kept: dict[str, bytes], hashes: dict[str, str]) -> Contents:
    if RECORD not in kept or JOURNAL not in kept:
        raise Unsound(f"It calls itself complete, but has no {RECORD} or no {JOURNAL}.")
    record = _json(kept[RECORD], RECORD)
    if record.get("format") != RECORD_FORMAT or not isinstance(record.get("files"), dict):
        raise Unsound(f"{RECORD} is not a record of barcamp.")
    if not isinstance(record.get("version"), int) or record["version"] > RECORD_VERSION:
        raise Unsound("It was written by a newer version of barcamp.")
    blobs: dict[str, bytes] = {}
    for blob, name in record["files"].items():
        if not isinstance(name, str) or name not in kept or hashes[name] != blob:
            raise Unsound(f"{RECORD} names a file that is not there.")
        blobs[blob] = kept[name]
    lines = [_json(line, JOURNAL) for line in kept[JOURNAL].splitlines()]
    return Contents(told, digest, record, lines, blobs)


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """No more than the ZIP said there would be, whatever it unpacks to."""
    info = archive.getinfo(name)
    with archive.open(info) as packed:
        content = packed.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise Unsound(f"{name} is not as long as it says.")
    return content


def _json(content: bytes, name: str) -> dict[str, Any]:
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        raise Unsound(f"{name} cannot be read.") from None
    if not isinstance(tree, dict):
        raise Unsound(f"{name} cannot be read.")
    return tree
