"""Checking an archive before trusting it: what is in it is what its manifest says, and nothing else."""

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from barcamp.exports.pack.archive import FOLDERS, JOURNAL, KIND, RECORD
from barcamp.exports.pack.archive import FORMAT as RECORD_FORMAT
from barcamp.exports.pack.archive import VERSION as RECORD_VERSION
from barcamp.exports.pack.zips import FORMAT, MANIFEST, VERSION
from barcamp.kernel.refused import Refused
from barcamp.kernel.shapes import is_object
from barcamp.text import i18n

MOST_FILES = 5_000
MOST_BYTES = 2 * 2**30  # bytes of all files together, unpacked
MOST_IN_ONE = 200 * 2**20
MOST_TO_READ = 60 * 2**20  # bytes of the record and of the journal, which are parsed as a whole
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


class Unsound(Exception):
    """The file is not an archive that can be trusted. `wrong` says why, each reason by the key of its sentence."""

    def __init__(self, *wrong: Refused) -> None:
        super().__init__("; ".join(why.key for why in wrong))
        self.wrong = wrong

    def sentences(self) -> list[str]:
        """The reasons in the current language."""
        return [i18n.sentence(why.key, **why.facts) for why in self.wrong]


@dataclass(frozen=True, slots=True)
class Contents:
    """An archive that was checked: its manifest, and what an import needs."""

    manifest: dict[str, Any]
    digest: str
    record: dict[str, Any] | None = None
    lines: list[Any] = field(default_factory=list[Any])
    blobs: dict[str, bytes] = field(default_factory=dict[str, bytes])


def verify(file: Path, most: int = MOST_BYTES) -> Contents:
    """Reads and checks every file of it, which may have `most` bytes at most when unpacked. Raises Unsound."""
    try:
        with file.open("rb") as opened, zipfile.ZipFile(opened) as archive:
            opened.seek(0)
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            return _checked(archive, digest, most)
    except FileNotFoundError:
        raise Unsound(Refused("archive.no_file", file=str(file))) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as why:
        raise Unsound(Refused("archive.no_zip")) from why


def _checked(archive: zipfile.ZipFile, digest: str, most: int) -> Contents:
    _check_names(archive, most)
    told = _manifest(archive)
    wrong: list[Refused] = []
    there = {info.filename for info in archive.infolist()} - {MANIFEST}
    wrong += [Refused("archive.file_missing", file=name) for name in sorted(set(told["files"]) - there)]
    wrong += [Refused("archive.file_extra", file=name) for name in sorted(there - set(told["files"]))]
    kept: dict[str, bytes] = {}
    hashes: dict[str, str] = {}
    for name in sorted(there & set(told["files"])):
        content = _content(archive, name)
        hashes[name] = hashlib.sha256(content).hexdigest()
        if told["files"][name] != {"bytes": len(content), "sha256": hashes[name]}:
            wrong.append(Refused("archive.file_altered", file=name))
        if name in (RECORD, JOURNAL) or name.startswith(FOLDERS):
            kept[name] = content
    if wrong:
        raise Unsound(*wrong)
    if not told.get("complete"):
        return Contents(told, digest)
    return _with_record(told, digest, kept, hashes)


def _check_names(archive: zipfile.ZipFile, most: int) -> None:
    """Checks names before anything is unpacked: those that lead elsewhere, duplicates, and bombs."""
    infos = archive.infolist()
    if min((info.header_offset for info in infos), default=0) != 0:  # what was found is a ZIP inside this one
        raise Unsound(Refused("archive.cut_off"))
    names = [info.filename for info in infos]
    if MANIFEST not in names:  # office documents are ZIPs as well
        raise Unsound(Refused("archive.no_manifest"))
    wrong = [Refused("archive.file_name", file=repr(name[:80])) for name in names if not _NAME.fullmatch(name)]
    often = Counter(name.casefold() for name in names)
    wrong += [Refused("archive.file_twice", file=name) for name in sorted(set(names)) if often[name.casefold()] > 1]
    if len(infos) > MOST_FILES:
        wrong.append(Refused("archive.many_files", most=MOST_FILES))
    if sum(info.file_size for info in infos) > most or any(info.file_size > _most_in(info.filename) for info in infos):
        wrong.append(Refused("archive.too_large"))
    if any(info.flag_bits & 1 for info in infos):
        wrong.append(Refused("archive.locked"))
    if wrong:
        raise Unsound(*wrong[:20])


def _most_in(name: str) -> int:
    return MOST_TO_READ if name in (RECORD, JOURNAL, MANIFEST) else MOST_IN_ONE


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    told = _json(_content(archive, MANIFEST), MANIFEST)
    if told.get("format") != FORMAT or told.get("kind") != KIND or not isinstance(told.get("files"), dict):
        raise Unsound(Refused("archive.foreign"))
    if not _is_version(told.get("version")):
        raise Unsound(Refused("archive.foreign"))
    if told["version"] > VERSION:
        raise Unsound(Refused("archive.newer"))
    return told


def _is_version(told: object) -> bool:
    return type(told) is int and told >= 1


def _with_record(told: dict[str, Any], digest: str, kept: dict[str, bytes], hashes: dict[str, str]) -> Contents:
    if RECORD not in kept or JOURNAL not in kept:
        raise Unsound(Refused("archive.incomplete"))
    record = _json(kept[RECORD], RECORD)
    if record.get("format") != RECORD_FORMAT or not isinstance(record.get("files"), dict):
        raise Unsound(Refused("archive.no_record"))
    if not _is_version(record.get("version")):
        raise Unsound(Refused("archive.no_record"))
    if record["version"] > RECORD_VERSION:
        raise Unsound(Refused("archive.newer"))
    blobs: dict[str, bytes] = {}
    for blob, name in record["files"].items():
        if not isinstance(name, str) or name not in kept or hashes[name] != blob:
            raise Unsound(Refused("archive.blob_gone"))
        blobs[blob] = kept[name]
    lines = [_json(line, JOURNAL) for line in kept[JOURNAL].splitlines()]
    return Contents(told, digest, record, lines, blobs)


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of a file, no more of it than the ZIP announced, whatever it unpacks to."""
    info = archive.getinfo(name)
    with archive.open(info) as packed:
        content = packed.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise Unsound(Refused("archive.file_altered", file=name))
    return content


def _json(content: bytes, name: str) -> dict[str, Any]:
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        raise Unsound(Refused("archive.file_unreadable", file=name)) from None
    if not is_object(tree):
        raise Unsound(Refused("archive.file_unreadable", file=name))
    return tree
