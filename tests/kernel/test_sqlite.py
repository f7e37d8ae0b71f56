"""SQLite's thread is asked as seldom as possible: to wait for it takes longer than most statements do."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from barcamp.kernel.db import Database
from barcamp.kernel.sqlite.one_trip import OneTrip


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """All that the threads of connections were asked for."""
    made, execute = [], OneTrip._execute

    async def counting(self: OneTrip, fn, *args, **kwargs):
        made.append(fn)
        return await execute(self, fn, *args, **kwargs)

    monkeypatch.setattr(OneTrip, "_execute", counting)
    return made


async def test_a_statement_takes_one_trip_to_the_thread_and_its_transaction_one_more(tmp_path: Path, trips: list):
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'barcamp.db'}")
    async with db.writing() as writing:
        await writing.execute(text("CREATE TABLE bread (name TEXT)"))
        trips.clear()
        await writing.execute(text("INSERT INTO bread VALUES (:name)"), [{"name": "Rye"}, {"name": "Spelt"}])
    assert len(trips) == 2
    trips.clear()
    async with db.reading() as reading:
        names = (await reading.execute(text("SELECT name FROM bread ORDER BY name"))).scalars().all()
        again = (await reading.execute(text("SELECT count(*) FROM bread"))).scalar()
    assert (names, again, len(trips)) == (["Rye", "Spelt"], 2, 3)
    trips.clear()
    async with db.reading() as reading:
        pass
    assert trips == []
    await db.close()


async def test_reading_sees_one_state_from_its_first_statement_to_its_end(tmp_path: Path):
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'barcamp.db'}")
    async with db.writing() as writing:
        await writing.execute(text("CREATE TABLE bread (name TEXT)"))
    count = text("SELECT count(*) FROM bread")
    async with db.reading() as reading:
        before = (await reading.execute(count)).scalar()
        async with db.writing() as writing:
            await writing.execute(text("INSERT INTO bread VALUES ('Rye')"))
        assert (await reading.execute(count)).scalar() == before == 0
    async with db.reading() as reading:
        assert (await reading.execute(count)).scalar() == 1
    await db.close()


async def test_what_was_cancelled_on_its_way_to_the_thread_leaves_no_transaction_behind():
    connection = await OneTrip.to(":memory:", check_same_thread=False, isolation_level=None)
    busy = threading.Event()
    connection._tx.put_nowait((None, busy.wait))
    begins = asyncio.create_task(connection.cursor().execute("BEGIN IMMEDIATE"))
    await asyncio.sleep(0)
    begins.cancel()
    await asyncio.gather(begins, return_exceptions=True)
    ends = asyncio.create_task(connection.rollback())
    await asyncio.sleep(0)
    busy.set()
    await ends
    assert not connection.in_transaction
    await connection.close()
