"""How databases are opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.durability import prepare_sqlite


def test_what_sqlite_has_confirmed_outlives_a_power_cut(tmp_path: Path):
    """Other tests waive it, see tests/durability.py."""
    with closing(sqlite3.connect(tmp_path / "barcamp.db")) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        prepare_sqlite(5, connection, None)
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    assert (journal, synchronous) == ("wal", 2)  # 2 is FULL
