"""Export without a browser, check, and bring in: the archive of an import is the archive again."""

import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from barcamp.app import build
from barcamp.cli import main
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import PutUpOffer
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.settings import Settings
from barcamp.transfer import cli
from tests.backends import sqlite_in
from tests.cast import Cast, Clock, found
from tests.pictures import printed, put_up_logo

QUICK = ("event.json", "plan.ics", "schedule.json", "data.xlsx")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def day_of_the_cast(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """Archives past their deletion day are refused, so the command line must live on the day of the cast."""
    monkeypatch.setattr(cli, "now", clock)


@pytest.fixture
async def day(cast: Cast) -> str:
    """The code of a day that was closed."""
    topic = await cast.pitches("Leerstand: was tun?")
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Zwischennutzung 🎉"))
    await cast.does(cast.noor, WriteNote(wall=f"s{cast.plenaries[0]}", text="Guten Morgen"))
    await cast.does(cast.kim, PutUpOffer(title="Rundgang", what="Durch die Altstadt", contact="", link=""))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.kim, printed(f"t{topic}", "Skizze"))
    await put_up_logo(cast)
    await cast.does(cast.max, ArchiveBarcamp())
    return cast.code


@pytest.fixture
async def elsewhere(tmp_path: Path, clock: Clock) -> Path:
    """The data folder of another server, on which Oda organises an event of her own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    parts = build(Settings(database_url=await sqlite_in(folder)), clock)
    await found(parts, "Oda", "Mo", "Bo")
    await parts.desk.close()
    await parts.db.close()
    return folder


def archived(code: str, data: Path, file: Path) -> Path:
    ran = run("export", code, "--format", "archive.zip", "--out", file, "--data", data)
    assert (ran.exit_code, ran.output) == (0, f"written: {file}\n")
    return file


def test_an_archive_that_was_brought_in_gives_the_same_archive(day: str, tmp_path: Path, elsewhere: Path):
    first = archived(day, tmp_path, tmp_path / "first.zip")
    ran = run("import", first, "--data", elsewhere)
    assert (ran.exit_code, ran.output) == (0, f"imported: Barcamp Lindenau, code {day}\n")
    second = archived(day, elsewhere, tmp_path / "second.zip")
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        assert one.namelist() == other.namelist()
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == []
        assert {
            "photos/photo-1.jpg",
            "logos/logo-1.svg",
            "record.json",
            "index.html",
            *set(DOWNLOADS) - {"csv.zip"},
        } <= set(one.namelist())
    assert first.read_bytes() == second.read_bytes()


def test_an_archive_is_told_to_be_sound(day: str, tmp_path: Path):
    told = run("verify", archived(day, tmp_path, tmp_path / "a.zip")).output.splitlines()
    assert told[0].startswith("sound: Barcamp Lindenau, 2026-06-13, ")
    assert told[1:] == ["final", "can be imported"]


def test_one_that_was_altered_is_told_and_nothing_is_brought_in(day: str, tmp_path: Path, elsewhere: Path):
    file = archived(day, tmp_path, tmp_path / "a.zip")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    before = (elsewhere / "barcamp.db").read_bytes()
    for command in (("verify", file), ("import", file, "--data", elsewhere)):
        ran = run(*command)
        assert ran.exit_code == 6
        assert "altered" in ran.output or "damaged" in ran.output
    assert (elsewhere / "barcamp.db").read_bytes() == before


def test_one_without_names_cannot_be_brought_in(day: str, tmp_path: Path, elsewhere: Path):
    file = tmp_path / "a.zip"
    assert run("export", day, "--format", "archive.zip", "--without", "names", "--out", file, "--data", tmp_path)
    assert run("verify", file).output.splitlines()[-1] == "cannot be imported: something was left out"
    ran = run("import", file, "--data", elsewhere)
    assert (ran.exit_code, ran.output) == (
        6, "This is the archive to pass on, or something was left out of it: it can be read but not brought in."
        " Use the archive to keep.\n",
    )  # fmt: skip


def test_where_several_organise_it_must_be_said_whose_it_is(day: str, tmp_path: Path):
    file = archived(day, tmp_path, tmp_path / "a.zip")
    ran = run("import", file, "--data", tmp_path)
    assert ran.exit_code == 6
    assert ran.output.startswith("Say whose it is to be with --organiser: Ada ")
    ran = run("import", file, "--data", tmp_path, "--organiser", "Nobody")
    assert (ran.exit_code, ran.output[:28]) == (6, "There is no organiser Nobody")


def test_an_event_that_is_here_already_comes_in_once_more_only_when_that_is_said(
    day: str, tmp_path: Path, elsewhere: Path
):
    file = archived(day, tmp_path, tmp_path / "a.zip")
    assert run("import", file, "--data", elsewhere).exit_code == 0
    ran = run("import", file, "--data", elsewhere)
    assert (ran.exit_code, ran.output) == (
        6, f"This event is here already: Barcamp Lindenau, code {day}. With --again it is brought in a second time.\n",
    )  # fmt: skip
    assert run("import", file, "--data", elsewhere, "--again").exit_code == 0


def test_files_are_written_where_they_are_wanted(day: str, tmp_path: Path):
    single = tmp_path / "kalender.ics"
    assert run("export", day, "--format", "plan.ics", "--out", single, "--data", tmp_path).exit_code == 0
    assert single.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    formats = [word for name in QUICK for word in ("--format", name)]
    ran = run("export", day, *formats, "--out", tmp_path / "out", "--data", tmp_path)
    assert ran.exit_code == 0, ran.output
    assert sorted(os.listdir(tmp_path / "out")) == sorted(QUICK)
    assert (tmp_path / "out" / "plan.ics").read_bytes() == single.read_bytes()


def test_a_wish_that_cannot_be_met_is_answered_with_a_sentence(day: str, tmp_path: Path):
    out = ("--out", tmp_path / "x", "--data", tmp_path)
    assert run("export", day, "--format", "report.exe", *out).output.startswith(
        "Name one or more with --format: one-page.pdf"
    )
    assert run("export", "QQQQQQ", "--format", "plan.ics", *out).output == "There is no event with the code QQQQQQ.\n"
