"""What was erased is in no byte: not in the database's files, nor in those that wait to be fetched, nor in Redis."""

import asyncio
import os
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from barcamp.app import build
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import Database
from barcamp.operations.housekeeping import Housekeeping
from barcamp.settings import Settings
from barcamp.web.files import export_jobs
from tests.backends import connect, sqlite_in
from tests.cast import Cast, Member
from tests.desk.deskwork import another_moderator
from tests.server import Server

WORD = "Zauberwort"


def in_files(folder: Path, word: str = WORD) -> list[str]:
    """Of all that lies in the folder, what holds the word."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if word.encode() in file.read_bytes()]


def wal_of(folder: Path) -> int:
    """Its bytes."""
    return (folder / "barcamp.db-wal").stat().st_size


def organiser(cast: Cast) -> Member:
    """Ada, between events."""
    return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))


async def much_is_written(cast: Cast) -> None:
    """So much that pages are divided, with words that come and go."""
    topic = await cast.pitches(f"{WORD} und mehr")
    for _ in range(3):
        texts = (f"{WORD} {number} " + "Suppe " * (number % 60) for number in range(60))
        await asyncio.gather(*(cast.does(cast.noor, WriteNote(wall=f"t{topic}", text=text)) for text in texts))
        await cast.does(cast.kim, Rename(name=f"Kim {WORD}", organisation=f"{WORD} GmbH"))


async def test_a_deleted_event_is_in_no_byte_of_the_database(cast: Cast, tmp_path: Path):
    await much_is_written(cast)
    assert "barcamp.db-wal" in in_files(tmp_path)
    await cast.does(organiser(cast), DeleteBarcamp(barcamp=cast.id))
    assert in_files(tmp_path) == []


async def test_an_erased_person_is_in_no_byte_of_the_database(cast: Cast, tmp_path: Path):
    for number in range(10):
        await cast.does(cast.kim, Rename(name=f"{WORD} {number}", organisation=f"{WORD} GmbH"))
        await cast.does(cast.noor, WriteNote(wall="e", text="Suppe " * number + "."))
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id))
    assert in_files(tmp_path) == []
    assert wal_of(tmp_path) == 0


async def test_who_reads_meanwhile_is_waited_for_and_the_caretaker_comes_after(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("barcamp.kernel.db._TRIES", 1)
    await much_is_written(cast)
    with closing(sqlite3.connect(tmp_path / "barcamp.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM note").fetchone()
        await cast.does(organiser(cast), DeleteBarcamp(barcamp=cast.id))
        assert in_files(tmp_path)
    await Housekeeping(cast.ctx.db, cast.ctx.desk, cast.clock, lambda of: None).look()
    assert in_files(tmp_path) == []


async def test_a_server_that_died_before_it_left_no_trace_does_it_when_it_starts(cast: Cast, tmp_path: Path):
    async def dies() -> bool:
        return True

    await much_is_written(cast)
    alive, cast.ctx.db.leave_no_trace = cast.ctx.db.leave_no_trace, dies  # type: ignore[method-assign]
    await cast.does(organiser(cast), DeleteBarcamp(barcamp=cast.id))
    assert in_files(tmp_path)
    cast.ctx.db.leave_no_trace = alive  # type: ignore[method-assign]
    await Housekeeping(cast.ctx.db, cast.ctx.desk, cast.clock, lambda of: None).look()
    assert in_files(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="Rights of files are those of POSIX.")
async def test_the_database_is_for_its_owner_alone(tmp_path: Path):
    old = tmp_path / "old"
    old.mkdir()
    (old / "barcamp.db").touch(0o644)
    for folder in (tmp_path / "new", old):
        url = await sqlite_in(folder)
        db = Database(url)
        async with db.writing() as writing:
            await db.mark_traces(writing)
        files = sorted(folder.iterdir())
        assert [file.name for file in files] == ["barcamp.db", "barcamp.db-shm", "barcamp.db-wal"]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        await db.close()


async def test_files_that_wait_to_be_fetched_are_thrown_away(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cast, shop = server.cast, tmp_path / "shop"
    shop.mkdir()
    monkeypatch.setattr(export_jobs.tempfile, "tempdir", str(shop))
    await cast.pitches(f"{WORD} backen")
    client = server.client(cast.max)
    assert (await client.get(f"/{cast.code}/summary/event.json")).status_code == 200
    assert len(in_files(shop)) == 1
    await cast.does(cast.ada, ErasePerson(attendee=cast.kim.id, contributions="remove"))
    assert in_files(shop) == []
    assert WORD not in (await client.get(f"/{cast.code}/summary/event.json")).text


async def test_a_file_that_is_being_made_of_somebody_who_is_erased_is_not_handed_out(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cast, shop, begun = server.cast, tmp_path / "shop", asyncio.Event()
    shop.mkdir()
    monkeypatch.setattr(export_jobs.tempfile, "tempdir", str(shop))

    async def never_ends(given: bytes, job: export_jobs.Job, desk: Path) -> None:
        (desk / "half").write_text(WORD)
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(export_jobs, "_work", never_ends)
    asked = asyncio.create_task(server.client(cast.max).get(f"/{cast.code}/summary/event.json"))
    await begun.wait()
    assert in_files(shop) == ["half"]
    await cast.does(cast.ada, ErasePerson(attendee=cast.kim.id))
    assert (await asked).status_code == 409
    assert in_files(shop) == []


def test_what_killed_servers_left_behind_is_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_jobs.tempfile, "tempdir", str(tmp_path))
    abandoned, fresh, demo, other = "barcamp-passing-1/1.desk", "barcamp-passing-2", "barcamp-dev-1", "other"
    left = [tmp_path / abandoned / "document.json", tmp_path / demo / "1.db", tmp_path / other / "1.part"]
    for file in [*left, tmp_path / fresh / "1"]:
        file.parent.mkdir(parents=True)
        file.write_text(WORD)
    for file in left:
        long_ago = time.time() - export_jobs.ABANDONED_S - 60
        os.utime(file, (long_ago, long_ago))
    export_jobs.ExportJobs.sweep()
    assert sorted(in_files(tmp_path)) == ["1", "1.db", "1.part"]


def test_a_server_starts_while_another_puts_its_desk_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Seen by whoever lists the folder, gone when they look inside: no reason not to start."""
    desk = tmp_path / "barcamp-passing-1/1.desk"
    desk.mkdir(parents=True)
    scandir = os.scandir

    def put_away_meanwhile(folder: str):
        if os.fspath(folder) == os.fspath(desk):
            desk.rmdir()
        return scandir(folder)

    monkeypatch.setattr(export_jobs.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "scandir", put_away_meanwhile)
    export_jobs.ExportJobs.sweep()
    assert not desk.exists()


async def test_on_postgresql_no_row_of_any_table_says_it(postgres_url: str, cast_on_postgres: Cast):
    cast = cast_on_postgres
    await much_is_written(cast)
    assert await rows_with(postgres_url)
    await cast.does(organiser(cast), DeleteBarcamp(barcamp=cast.id))
    assert await rows_with(postgres_url) == []


async def rows_with(url: str, word: str = WORD) -> list[str]:
    """The tables that have a row, as text, with this word."""
    connection = await connect(url)
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = []
        for (name,) in tables:
            many = await connection.fetchval(f'SELECT count(*) FROM "{name}" t WHERE t::text LIKE $1', f"%{word}%")
            found += [name] if many else []
        return found
    finally:
        await connection.close()


@pytest.fixture
async def cast_on_postgres(postgres_url: str, gathered, clock):
    ctx = build(Settings(database_url=postgres_url, beat_ms=10), clock, elapsed=lambda: 0.0)
    there = gathered[postgres_url]
    yield Cast(ctx, clock, there.here, there.elsewhere)
    await ctx.desk.close()
    await ctx.db.close()


async def test_redis_keeps_nothing(redis_url: str, database_url: str, gathered, clock):
    from redis.asyncio import Redis

    client = Redis.from_url(redis_url)
    before = {key async for key in client.scan_iter()}
    ctx = build(Settings(database_url=database_url, bell_url=redis_url), clock, elapsed=lambda: 0.0)
    there = gathered[database_url]
    cast = Cast(ctx, clock, there.here, there.elsewhere)
    await much_is_written(cast)
    moderator = await another_moderator(cast, WORD)
    assert moderator.id
    kept = {key async for key in client.scan_iter()} - before
    await ctx.desk.close()
    await ctx.bell.close()
    await ctx.db.close()
    await client.aclose()
    assert kept == set()
