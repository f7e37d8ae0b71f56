"""How databases are opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from barcamp.kernel import db as opening
from barcamp.kernel.db import Database
from tests.durability import prepare_sqlite


def test_what_sqlite_has_confirmed_outlives_a_power_cut(tmp_path: Path):
    """Other tests waive it, see tests/durability.py."""
    with closing(sqlite3.connect(tmp_path / "barcamp.db")) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        prepare_sqlite(5, connection, None)
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    assert (journal, synchronous) == ("wal", 2)  # 2 is FULL


async def test_whoever_opens_a_new_file_waits_for_somebody_who_writes_its_first_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """SQLite waits for locks, but not where a file is about to get its journal, as when two processes start at once."""
    file = tmp_path / "new.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        waits, pause = [], opening.await_only

        def done_meanwhile(coroutine):
            waits.append(coroutine)
            if somebody.in_transaction:
                somebody.execute("COMMIT")
            return pause(coroutine)

        monkeypatch.setattr(opening, "await_only", done_meanwhile)
        db = Database(f"sqlite+aiosqlite:///{file}", patience_s=60)
        assert await _ask(db) == "wal"
        assert len(waits) == 1
        await db.close()


async def _ask(db: Database) -> str:
    async with db.reading() as connection:
        return await connection.scalar(text("PRAGMA journal_mode"))
