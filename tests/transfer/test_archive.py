"""The archive can be checked; one that is cut off, altered, foreign or a trap is told apart."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from barcamp.exports.pack import archive
from barcamp.exports.pack.zips import manifest, zipped
from barcamp.queries.transfer.record import Record
from barcamp.text import i18n
from barcamp.transfer.verify import Unsound, verify
from tests.exports.days import MADE_AT, empty_day, full_day, hostile_day
from tests.markup import parse

THUMB = b"\x89PNG thumb"
DIGEST = hashlib.sha256(THUMB).hexdigest()
RECORD = Record(
    code="AAAAAA", seq=1, barcamp={"code": "AAAAAA"}, series=None, tables={"photo": [{"id": 1, "thumb": DIGEST}]},
    journal=[{"seq": 1, "command": "join"}], blobs={DIGEST: THUMB},
)  # fmt: skip
Files = dict[str, bytes]
NEWER = "The archive was written by a newer version of barcamp; install that version first. Nothing was brought in."


@lru_cache(maxsize=1)
def made() -> bytes:
    with i18n.speaking("de-sie"):
        return archive.write(empty_day(), RECORD)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archive.zip"


def files_of(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def with_manifest(files: Files, **facts: object) -> Files:
    """A manifest that fits, as somebody would write who knows how."""
    told = {"kind": "archive", "complete": True, **facts}
    inside = {name: content for name, content in files.items() if name != "manifest.json"}
    return {**inside, "manifest.json": manifest(inside, **told)}


def versioned(files: Files, version: object) -> bytes:
    return json.dumps({**json.loads(files["record.json"]), "version": version}).encode()


def wrong(file: Path) -> tuple[str, ...]:
    with pytest.raises(Unsound) as unsound:
        verify(file)
    with i18n.speaking("en"):
        return tuple(unsound.value.sentences())


def test_an_archive_is_sound_and_gives_back_what_was_put_in(file: Path):
    file.write_bytes(made())
    contents = verify(file)
    assert contents.record is not None
    assert (contents.manifest["kind"], contents.manifest["complete"], contents.manifest["erased_people"]) == (
        "archive", True, 0,
    )  # fmt: skip
    assert (contents.record["tables"], contents.lines, contents.blobs) == (RECORD.tables, RECORD.journal, RECORD.blobs)
    assert contents.digest == hashlib.sha256(made()).hexdigest()


def test_the_same_day_gives_the_same_bytes():
    with i18n.speaking("de-sie"):
        assert archive.write(empty_day(), RECORD) == made()


def test_without_a_record_it_can_be_read_but_not_brought_in(file: Path):
    with i18n.speaking("de-sie"):
        file.write_bytes(archive.write(empty_day(), None))
    contents = verify(file)
    assert (contents.record, contents.manifest["complete"]) == (None, False)
    assert not {"record.json", "journal.jsonl"} & set(files_of(file.read_bytes()))


def test_the_copy_to_read_names_only_files_that_are_there():
    with i18n.speaking("de-sie"):
        files = files_of(archive.write(full_day(notes=45, photos=3, bytes_each=2_000), None))
    page = parse(files["index.html"].decode())
    links = {link["href"] for link in page.all("a") if not link["href"].startswith(("#", "http"))}
    images = {image["src"] for image in page.all("img")}
    assert len([name for name in images if name.startswith("photos/")]) == 3
    assert links | images <= set(files)
    assert {"report.pdf", "event.json", "manifest.json"} <= links
    assert page.all("script") == []


def test_its_list_of_contents_names_every_file_or_folder_at_its_top():
    files = files_of(made())
    listed = files["README.txt"].decode()
    tops = {name.partition("/")[0] for name in files} - {"README.txt", "files"}
    assert {"index.html", "record.json", "journal.jsonl", "csv-excel"} <= tops
    assert [top for top in sorted(tops) if top not in listed] == []


def test_a_day_with_naughty_strings_is_an_archive_that_is_sound_and_runs_nothing(file: Path):
    with i18n.speaking("de-sie"):
        content = archive.write(hostile_day(), RECORD)
    file.write_bytes(content)
    assert verify(file).record is not None
    page = parse(files_of(content)["index.html"].decode())
    assert page.all("script") == []
    assert [link["href"] for link in page.all("a") if ":" in link["href"] and not link["href"].startswith("http")] == []


def test_a_blob_that_is_a_photo_already_is_not_in_it_twice():
    day = full_day(notes=45, photos=3, bytes_each=2_000)
    photo = day.chapters[0].pictures[0]
    digest = hashlib.sha256(photo.data).hexdigest()
    record = Record("AAAAAA", 0, {}, None, {"photo": [{"id": 1, "data": digest}]}, [], blobs={digest: photo.data})
    with i18n.speaking("de-sie"):
        files = files_of(archive.write(day, record))
    assert json.loads(files["record.json"])["files"] == {digest: f"photos/{photo.name}"}
    assert [name for name in files if name.startswith("files/")] == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_one_that_is_cut_off_is_refused(file: Path, share: float):
    file.write_bytes(made()[: int(len(made()) * share)])
    assert "incomplete or damaged" in wrong(file)[0]


def test_a_flipped_bit_is_noticed(file: Path):
    name = "journal.jsonl"
    files = {**files_of(made()), name: files_of(made())[name].replace(b"join", b"jump")}
    file.write_bytes(zipped(files, MADE_AT))
    assert wrong(file) == (f"{name} was altered.",)


def test_a_missing_and_an_additional_file_are_named(file: Path):
    files = files_of(made())
    del files["report.md"]
    file.write_bytes(zipped({**files, "extra.txt": b"x"}, MADE_AT))
    assert wrong(file) == ("report.md is missing.", "extra.txt is not in the manifest.")


def test_a_zip_of_somebody_else_is_refused(file: Path):
    file.write_bytes(zipped({"holiday.jpg": b"x"}, MADE_AT))
    assert wrong(file) == ("This is not a barcamp archive.",)
    file.write_bytes(b"no zip at all")
    assert "not a ZIP file" in wrong(file)[0]
    assert "There is no file" in wrong(file.with_name("none.zip"))[0]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"kind": "pack"}, "It is not a barcamp archive."),
        ({"version": 2}, NEWER),
        ({"version": 0}, "It is not a barcamp archive."),
        ({"version": "1"}, "It is not a barcamp archive."),
        ({"version": True}, "It is not a barcamp archive."),
        ({"format": "other"}, "It is not a barcamp archive."),
    ],
)
def test_another_kind_and_a_newer_version_are_refused(file: Path, told: dict[str, object], says: str):
    files = files_of(made())
    changed = {**json.loads(files["manifest.json"]), **told}
    file.write_bytes(zipped({**files, "manifest.json": json.dumps(changed).encode()}, MADE_AT))
    assert wrong(file) == (says,)


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "photos/../../x", "C:\\x", "photos\\x", ".hidden", "a//b", "a/", "ü.txt"]
)
def test_names_that_lead_elsewhere_are_refused(file: Path, name: str):
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("manifest.json", b"{}")
        opened.writestr(name, b"x")
    assert len(wrong(file)) == 1
    assert "is not a valid name for a file" in wrong(file)[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("again", ["record.json", "RECORD.json"])
def test_the_same_name_twice_is_refused(file: Path, again: str):
    file.write_bytes(made())
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr(again, b"{}")
    assert all("is in it twice." in why for why in wrong(file))


def test_a_bomb_is_refused_before_it_is_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("manifest.json", b"{}")
        opened.writestr("bomb.txt", b"0" * 210 * 2**20)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("was unpacked"))
    assert wrong(file) == ("Unpacked, it would be larger than any archive that barcamp makes.",)
    assert zipfile.ZipFile(file).getinfo("bomb.txt").compress_size < 2**20


def test_a_record_that_is_too_long_to_be_taken_apart_is_refused(file: Path):
    files = {**files_of(made()), "journal.jsonl": b"{}\n" * 25_000_000}
    file.write_bytes(zipped(files, MADE_AT))
    assert wrong(file) == ("Unpacked, it would be larger than any archive that barcamp makes.",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda files: {**files, "record.json": b"[1]"}, "record.json cannot be read."),
        (lambda files: {**files, "record.json": b"{" * 9}, "record.json cannot be read."),
        (lambda files: {**files, "record.json": b'{"format": "x"}'}, "record.json is not a barcamp record."),
        (lambda files: {**files, "record.json": versioned(files, 2)}, NEWER),
        (lambda files: {**files, "record.json": versioned(files, 0)}, "record.json is not a barcamp record."),
        (lambda files: {**files, "record.json": versioned(files, "1")}, "record.json is not a barcamp record."),
        (lambda files: {k: v for k, v in files.items() if k != "record.json"},
         "It claims to be complete, but record.json or journal.jsonl is missing."),
        (lambda files: {k: v for k, v in files.items() if k != f"files/{DIGEST}"},
         "record.json names a file that is not there."),
        (lambda files: {**files, f"files/{DIGEST}": b"other"}, "record.json names a file that is not there."),
        (lambda files: {**files, "journal.jsonl": b"not json\n"}, "journal.jsonl cannot be read."),
    ],
)  # fmt: skip
def test_one_that_was_altered_with_its_manifest_is_still_looked_at(
    file: Path, change: Callable[[Files], Files], says: str
):
    file.write_bytes(zipped(with_manifest(change(files_of(made()))), MADE_AT))
    assert wrong(file) == (says,)
