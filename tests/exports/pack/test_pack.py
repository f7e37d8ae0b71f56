"""The pack: every file in one ZIP, the same bytes for the same day."""

import hashlib
import io
import json
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from barcamp.exports.book.tree import Day
from barcamp.exports.formats.tables import tables
from barcamp.exports.pack import archive, pack
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.exports.pack.worker import Task
from barcamp.text import i18n
from tests.exports.days import MADE_AT, empty_day, full_day, hostile_day

ALONE = {name for name in DOWNLOADS if name != "csv.zip"}


@lru_cache(maxsize=4)
def written(make: Callable[[], Day]) -> bytes:
    """Once for all tests: it takes a while."""
    with i18n.speaking("de-sie"):
        return pack.write(make())


def packed(make: Callable[[], Day]) -> dict[str, bytes]:
    return read(written(make))


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def small_day() -> Day:
    return full_day(notes=45, photos=3, bytes_each=2_000)


@pytest.mark.parametrize("day", [small_day, empty_day, hostile_day])
def test_all_files_are_in_it(day: Callable[[], Day]):
    files = packed(day)
    names = {table.name for table in tables(day())}
    photos = {f"photos/{p.name}" for chapter in day().chapters for p in chapter.pictures}
    logos = {f"logos/{logo.name}" for logo in day().event.logos}
    assert set(files) == ALONE | photos | logos | {"README.txt", "manifest.json"} | {
        f"{folder}/{name}.csv" for folder in ("csv", "csv-excel") for name in names
    }
    assert min(map(len, (files[name] for name in ALONE))) > 100


def test_its_manifest_has_the_hash_of_every_other_file():
    files = packed(small_day)
    told = json.loads(files.pop("manifest.json"))
    assert told.pop("files") == {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    }
    assert (told["kind"], told["event"], told["final"], told["made_at"]) == (
        "pack", "RT2126", True, "2026-06-13T15:30:00+00:00",
    )  # fmt: skip


def test_the_same_day_gives_the_same_bytes():
    with i18n.speaking("de-sie"):
        again, other = pack.write(empty_day()), pack.write(replace(empty_day(), revision=813))
    assert again == written(empty_day)
    assert again != other


def test_files_are_sorted_and_of_the_time_of_the_day():
    with zipfile.ZipFile(io.BytesIO(written(empty_day))) as opened:
        infos = opened.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {MADE_AT.timetuple()[:6]}


def test_the_contents_tell_people_what_is_what_and_what_is_left_out():
    text = packed(small_day)["README.txt"].decode()
    assert "report.pdf       Der Bericht zum Drucken und Verschicken\r\n" in text
    said = [f"- {sentence}\r\n" for sentence in small_day().left_out]
    assert text.endswith("".join(("Weggelassen\r\n-----------\r\n", *said)))


def test_an_interim_state_says_so():
    assert "Zwischenstand" in packed(empty_day)["README.txt"].decode()
    assert "Zwischenstand" not in packed(small_day)["README.txt"].decode()


def test_what_cannot_be_made_here_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(DOWNLOADS, "report.pdf", replace(DOWNLOADS["report.pdf"], needs="no_such_package"))
    with i18n.speaking("de"):
        files = read(pack.write(empty_day()))
    assert "report.pdf" not in files
    assert "- report.pdf: Dieser Server hat keinen Baustein dafür.\r\n" in files["README.txt"].decode()


def test_it_tells_how_far_it_is():
    told = []
    with i18n.speaking("de"):
        pack.write(empty_day(), lambda done, of, name: told.append((done, of, name)))
    steps = len(DOWNLOADS)
    assert told == [(n, steps, name) for n, name in enumerate(DOWNLOADS)] + [(steps, steps, "")]


@pytest.mark.parametrize("what", ["pack.zip", "archive.zip", "plan.ics"])
def test_a_process_of_its_own_writes_the_same(what: str, tmp_path: Path):
    task = Task(what, empty_day(), "de-sie", tmp_path / "out")
    ran = subprocess.run(
        [sys.executable, "-m", "barcamp.exports.pack.worker"],
        input=pickle.dumps(task), capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.stderr.decode() == ""
    with i18n.speaking("de-sie"):
        here = {
            "pack.zip": pack.write,
            "archive.zip": lambda day: archive.write(day, None),
            "plan.ics": DOWNLOADS["plan.ics"].write,
        }[what](empty_day())
    assert task.file.read_bytes() == here
