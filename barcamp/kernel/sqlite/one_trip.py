"""The driver for SQLite: aiosqlite, with one trip to its thread for each statement.

It relies on private parts of aiosqlite, which is why that version is pinned.
"""

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite


class _Cursor:
    """What SQLAlchemy asks of a cursor. All rows come with the statement, as SQLAlchemy keeps them anyway; streaming
    results (`stream`) would not work."""

    arraysize = 1

    def __init__(self, connection: "OneTrip") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "_Cursor":
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> "_Cursor":
        return await self._trip(lambda cursor: cursor.execute(sql, parameters))  # type: ignore[arg-type]

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "_Cursor":
        return await self._trip(lambda cursor: cursor.executemany(sql, parameters))  # type: ignore[arg-type]

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        self._rows = []

    async def _trip(self, does: Callable[[sqlite3.Cursor], object]) -> "_Cursor":
        found = await self._connection.do(does)
        self.description, self.rowcount, self.lastrowid, self._rows = found
        return self


class OneTrip(aiosqlite.Connection):
    """SQLite in a thread of its own, with one trip to that thread for each statement, since a trip takes longer than
    most statements do. Aiosqlite alone makes four: for a cursor, the statement, its rows and closing the cursor."""

    _begins = False
    _idle = True  # the thread has done everything it was asked for

    @classmethod
    async def to(cls, file: str, **options: Any) -> "OneTrip":
        """Opens a connection for SQLAlchemy, as its `async_creator_fn`. Like its own connections, the thread keeps no
        process alive."""
        made = cls(partial(sqlite3.connect, file, **options), iter_chunk_size=64)
        made._thread.daemon = True
        try:
            await made
        except Exception:
            made._thread.join()  # the thread ends on its own now, but answers to a loop that may be closed by then
            raise
        return made

    def begin_with_the_next(self) -> None:
        """Sends BEGIN along with the next statement: a deferred transaction does nothing before its first one."""
        self._begins = True

    def cursor(self) -> _Cursor:  # type: ignore[override]
        return _Cursor(self)

    async def do(self, does: Callable[[sqlite3.Cursor], object]) -> tuple[Any, int, int | None, list[Any]]:
        begins, self._begins = self._begins, False
        return await self._execute(_done, self._conn, begins, does)

    async def rollback(self) -> None:
        self._begins = False
        # A cancelled caller does not know what became of the statement, which may still begin a transaction.
        if not self._idle or self._conn.in_transaction:
            await super().rollback()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._idle = False
        result = await super()._execute(fn, *args, **kwargs)  # pyright: ignore[reportUnknownMemberType]
        self._idle = True
        return result


def _done(
    connection: sqlite3.Connection, begins: bool, does: Callable[[sqlite3.Cursor], object]
) -> tuple[Any, int, int | None, list[Any]]:
    cursor = connection.cursor()
    try:
        if begins:
            cursor.execute("BEGIN")
        does(cursor)
        rows = cursor.fetchall() if cursor.description else []
        return cursor.description, cursor.rowcount, cursor.lastrowid, rows
    finally:
        cursor.close()
