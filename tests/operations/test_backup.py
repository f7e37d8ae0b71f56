"""Copies of a running server's database, and putting one in place: whole and checked, or not at all."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from barcamp.cli import main
from tests.cast import Cast
from tests.faults.breaking.processes import process
from tests.faults.crowd.devices import Device, device
from tests.pictures import hang, photo

pytestmark = pytest.mark.skipif(os.name != "posix", reason="The server's process is forked.")


@pytest.fixture
def copy(database_url: str, tmp_path: Path) -> Path:
    """A copy of the cast's database."""
    file = tmp_path / "copies" / "copy.db"
    file.parent.mkdir()
    assert _run("backup", file, "--data", tmp_path).output == f"saved: {file}\n"
    return file


async def test_a_copy_of_a_running_server_goes_on_elsewhere_with_the_same_phones(
    cast: Cast, database_url: str, tmp_path: Path
):
    topic, copy, elsewhere = await cast.pitches("Brot"), tmp_path / "copy.db", tmp_path / "elsewhere"
    async with process(database_url, tmp_path) as server, device(server.url, cast.code, cast.kim) as phone:
        writing = asyncio.create_task(_write(phone, topic))
        await _has_written(phone, 5)
        saved = await asyncio.to_thread(_run, "backup", copy, "--data", tmp_path)
        assert (saved.exit_code, saved.output) == (0, f"saved: {copy}\n")
        await _has_written(phone, len(phone.commands) + 5)
        writing.cancel()
    assert [name for name in os.listdir(tmp_path) if "copy.db" in name] == ["copy.db"]
    assert _run("restore", copy, "--data", elsewhere).output == f"restored: {copy}\n"
    lines = _lines(elsewhere / "barcamp.db")
    assert lines == _lines(tmp_path / "barcamp.db")[: len(lines)]
    assert lines[-1][0] == len(lines) >= 5

    async with (
        process("", elsewhere) as server,
        device(server.url, cast.code, cast.kim) as kim,
        device(server.url, cast.code, cast.max) as moderator,
    ):
        assert (await kim.client.get(f"/{cast.code}")).text.count("Brot") > 0
        assert (await moderator.client.get(f"/{cast.code}/console")).status_code == 200
        done = next(command for command in phone.commands if command.op == lines[-1][1])
        assert await kim.sends(done) == 303
        assert _lines(elsewhere / "barcamp.db") == lines
        assert (await kim.gives("cast-vote", topic=topic)).accepted
    assert len(_lines(elsewhere / "barcamp.db")) == len(lines) + 1


def test_a_file_that_is_there_is_never_overwritten(copy: Path, tmp_path: Path):
    before = copy.read_bytes()
    told = _run("backup", copy, "--data", tmp_path)
    assert (told.exit_code, told.output.count("is there already")) == (6, 1)
    assert copy.read_bytes() == before
    assert os.listdir(copy.parent) == ["copy.db"]


def test_a_copy_is_readable_for_its_owner_alone(copy: Path):
    assert copy.stat().st_mode & 0o777 == 0o600


def test_no_copy_of_nothing(tmp_path: Path):
    told = _run("backup", tmp_path / "copy.db", "--data", tmp_path / "empty")
    assert (told.exit_code, "There is no database at" in told.output) == (6, True)
    assert os.listdir(tmp_path) == []


def test_no_copy_where_nothing_can_be_written(copy: Path, tmp_path: Path):
    told = _run("backup", tmp_path / "nowhere" / "copy.db", "--data", tmp_path)
    assert (told.exit_code, "Nothing can be written in" in told.output) == (6, True)


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_with_postgresql_its_own_tools_are_named(copy: Path, monkeypatch: pytest.MonkeyPatch, command: str, tool: str):
    monkeypatch.setenv("BARCAMP_DATABASE_URL", "postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    told = _run(command, copy)
    assert (told.exit_code, tool in told.output) == (6, True)


def test_a_database_that_is_there_is_replaced_only_when_told_and_then_kept(copy: Path, tmp_path: Path):
    database = tmp_path / "barcamp.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE barcamp SET name = 'Später'")
    told = _run("restore", copy, "--data", tmp_path)
    assert (told.exit_code, "--replace" in told.output) == (6, True)
    assert _names(database) == {"Später"}
    told = _run("restore", copy, "--data", tmp_path, "--replace")
    assert told.exit_code == 0, told.output
    [kept] = tmp_path.glob("barcamp-before-*.db")
    assert told.output == f"kept: {kept}\nrestored: {copy}\n"
    assert (_names(database), _names(kept)) == ({"Barcamp Lindenau"}, {"Später"})


def test_what_a_broken_database_left_beside_it_does_not_get_into_the_new_one(copy: Path, tmp_path: Path):
    (tmp_path / "barcamp.db").write_bytes(b"SQLite" + b"\0" * 4096)
    (tmp_path / "barcamp.db-wal").write_bytes(b"left")
    assert _run("restore", copy, "--data", tmp_path, "--replace").exit_code == 0
    assert _names(tmp_path / "barcamp.db") == {"Barcamp Lindenau"}
    assert sum("left" in file.read_bytes().decode("latin-1") for file in tmp_path.glob("barcamp-before-*")) == 1


async def test_a_database_in_use_is_not_replaced(cast: Cast, copy: Path, tmp_path: Path):
    await cast.pitches()  # whoever asked it once keeps it open
    told = _run("restore", copy, "--data", tmp_path, "--replace")
    assert (told.exit_code, "stop the server first" in told.output) == (6, True)
    await cast.pitches()
    assert [name for name in os.listdir(tmp_path) if "before" in name or ".part" in name] == []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda file: file.write_bytes(b"a picture of a cat" * 500), "cannot be copied"),
        (lambda file: file.write_bytes(file.read_bytes()[:-8192]), "damaged|cannot be copied|not a database"),
        (lambda file: _change(file, "UPDATE alembic_version SET version_num = '9999'"), "newer version"),
        (lambda file: _change(file, "DROP TABLE alembic_version"), "not a database of barcamp"),
        (lambda file: file.unlink(), "There is no file"),
    ],
    ids=["no database", "cut off", "newer", "of another program", "not there"],
)
def test_what_cannot_be_used_is_not_put_in_place(copy: Path, tmp_path: Path, spoil, says: str):
    spoil(copy)
    before = (tmp_path / "barcamp.db").read_bytes()
    told = _run("restore", copy, "--data", tmp_path, "--replace")
    assert told.exit_code == 6
    assert any(words in told.output for words in says.split("|")), told.output
    assert (tmp_path / "barcamp.db").read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["barcamp.db", "copies"]
    told = _run("restore", copy, "--data", tmp_path / "new")
    assert told.exit_code == 6
    assert not (tmp_path / "new" / "barcamp.db").exists()


async def test_a_copy_keeps_the_photos(cast: Cast, tmp_path: Path):
    await hang(cast, "e", "Drei Spalten")
    copy, elsewhere = tmp_path / "copy.db", tmp_path / "elsewhere"
    assert _run("backup", copy, "--data", tmp_path).exit_code == 0
    assert _run("restore", copy, "--data", elsewhere).exit_code == 0
    with closing(sqlite3.connect(elsewhere / "barcamp.db")) as connection:
        kept = connection.execute("SELECT wall, description, data, thumb FROM photo").fetchall()
    assert kept == [("e", "Drei Spalten", photo(), photo(30, 20))]


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


async def _write(phone: Device, topic: int) -> None:
    while True:
        await phone.gives("write-note", wall=f"t{topic}", text="x" * 500)
        await asyncio.sleep(0.03)


async def _has_written(phone: Device, number: int) -> None:
    async with asyncio.timeout(300):
        while sum(command.accepted for command in phone.commands) < number:  # noqa: ASYNC110 (devices tell nobody)
            await asyncio.sleep(0.01)


def _lines(file: Path) -> list[tuple]:
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT j.seq, j.op, j.command, j.payload FROM journal j JOIN barcamp b ON b.id = j.ledger_id"
        return list(connection.execute(query + " WHERE b.id = (SELECT MIN(id) FROM barcamp) ORDER BY j.seq"))


def _names(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM barcamp")}


def _change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)
