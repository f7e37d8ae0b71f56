"""What tests write need not outlive a power cut: SQLite leaves it to the system to bring it to the disk, as PostgreSQL
does in tests/backends.py. To wait for the disk at each commit, and when a database is closed, takes longer than most
tests do."""

import sqlite3
from typing import Any

from barcamp.kernel import db

prepare_sqlite = db._prepare_sqlite


def waive() -> None:
    """From now on, in this process; servers that tests start as processes of their own wait for the disk."""
    db._prepare_sqlite = _prepare_sqlite
    db.sqlite3 = _Sqlite3()  # type: ignore[assignment]


def _prepare_sqlite(patience_s: float, dbapi: Any, record: object) -> None:
    prepare_sqlite(patience_s, dbapi, record)
    cursor = dbapi.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


class _Sqlite3:
    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)

    def connect(self, *args: Any, **options: Any) -> sqlite3.Connection:
        made = sqlite3.connect(*args, **options)
        made.execute("PRAGMA synchronous=OFF")
        return made
