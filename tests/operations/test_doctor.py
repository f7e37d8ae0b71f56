"""`barcamp doctor`: says in plain words what is wrong, each thing by its name, and changes nothing."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from barcamp.cli import main
from barcamp.exports.formats import glyphs
from barcamp.operations import doctor
from barcamp.operations.doctor import Weight
from barcamp.settings import Settings
from tests.ports import held_port


def examined(*words: str, **environ: str) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and what was said by weight and subject."""
    told = CliRunner().invoke(main, ["doctor", *words], env=environ)
    found: dict[str, list[str]] = {}
    for line in told.output.splitlines():
        weight, about, says = line.split(maxsplit=2)
        found.setdefault(f"{weight} {about}", []).append(says)
    return told.exit_code, found


def test_a_server_that_is_well(database_url: str, tmp_path: Path):
    before = sorted(tmp_path.iterdir())
    code, found = examined(BARCAMP_DATA=str(tmp_path), BARCAMP_DATABASE_URL=database_url)
    assert code == 0, found
    assert [each for each in found if each.startswith("bad")] == []
    assert {each.split()[1] for each in found} == {
        "barcamp", "settings", "files", "limits", "database", "bell", "clock", "address", "fonts", "extras"
    }  # fmt: skip
    assert [each.name for each in tmp_path.iterdir() if each not in before and "barcamp.db" not in each.name] == []


def test_before_the_first_start_nothing_is_made(tmp_path: Path):
    code, found = examined(BARCAMP_DATA=str(tmp_path / "new"))
    assert (code, list(tmp_path.iterdir())) == (0, [])
    assert "the first start makes it" in found["note database"][0]
    assert "will be made" in found["good files"][0]


def test_unknown_settings_and_a_bell_that_nobody_rings(tmp_path: Path):
    with held_port() as port:
        code, found = examined(
            BARCAMP_DATA=str(tmp_path), BARCAMP_PUBLICURL="x", BARCAMP_PROXY="127.0.0.1",
            BARCAMP_BELL_URL=f"redis://127.0.0.1:{port}/0",
        )  # fmt: skip
    assert code == 6
    assert found["bad settings"] == [
        "BARCAMP_PUBLICURL is no setting; BARCAMP_PUBLIC_URL is.",
        "Behind a proxy links and codes need BARCAMP_PUBLIC_URL.",
    ]
    assert "cannot be heard" in found["bad bell"][0]


def test_a_bad_proxy_is_refused_like_any_setting():
    told = CliRunner().invoke(main, ["doctor"], env={"BARCAMP_PROXY": "caddy"})
    assert (told.exit_code, "BARCAMP_PROXY is 'caddy'" in told.output) == (3, True)


def test_a_database_that_is_none_or_newer(database_url: str, tmp_path: Path):
    (tmp_path / "text.db").write_text("no database at all")
    code, found = examined(BARCAMP_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / 'text.db'}")
    assert (code, "cannot be used" in found["bad database"][0]) == (6, True)
    with closing(sqlite3.connect(tmp_path / "barcamp.db")) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    code, found = examined(BARCAMP_DATABASE_URL=database_url)
    assert (code, "newer version" in found["bad database"][0]) == (6, True)


def test_a_clock_that_is_behind_what_was_written(database_url: str, tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "barcamp.db")) as file, file:
        file.execute("UPDATE journal SET at = '2099-01-01 00:00:00.000000'")
    code, found = examined(BARCAMP_DATABASE_URL=database_url)
    assert (code, "2099-01-01" in found["bad clock"][0]) == (6, True)
    assert doctor._clock(datetime(2001, 1, 1, tzinfo=UTC)).weight is Weight.BAD


async def test_postgres_is_examined_too(postgres_url: str):
    found = [each async for each in doctor._database(Settings(database_url=postgres_url))]
    assert [each.weight for each in found] == [Weight.GOOD], found
    assert "postgres" in found[0].says


def test_a_full_disk_and_few_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1))
    assert doctor._files(Settings(data=tmp_path)).weight is Weight.BAD
    monkeypatch.setattr(doctor, "phones_that_fit", lambda: 160)
    assert (doctor._limits().weight, "160 phones" in doctor._limits().says) == (Weight.NOTE, True)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert {each.weight for each in doctor._extras(Settings())} == {Weight.NOTE}
    assert "no reports as PDF" in doctor._fonts().says
    monkeypatch.setattr(glyphs, "folders", lambda: [tmp_path])
    assert doctor._fonts().weight is Weight.BAD
    assert asyncio.run(doctor._bell(Settings(bell_url="redis://h/0"))).weight is Weight.BAD


def test_letters_of_the_world_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch):
    assert (doctor._fonts().weight, doctor._fonts().says) == (Weight.GOOD, "26 files for reports.")
    monkeypatch.setattr(glyphs, "folders", lambda: [glyphs.FONTS])
    assert doctor._fonts().weight is Weight.NOTE
    assert "install barcamp-fonts" in doctor._fonts().says


@pytest.mark.here_only
def test_an_address_that_phones_do_not_reach():
    assert doctor._address(Settings()).weight is Weight.NOTE
    assert doctor._address(Settings(public_url="https://camp.example.org")).weight is Weight.GOOD
