"""Opening the database. Only this module, and SQLite's driver beside it, can tell SQLite from PostgreSQL."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, TypeDecorator, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.util import await_only

from barcamp.kernel.sqlite.one_trip import OneTrip

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """Takes aware datetimes and returns aware UTC datetimes; SQLite alone would lose the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_TRIES, _PAUSE_S = 20, 0.1  # tries to leave no trace, while somebody still reads the former state


class Database:
    """One engine; `reading()` sees a consistent state, `writing()` is a transaction that commits at its end."""

    def __init__(self, url: str, patience_s: float = 5) -> None:
        """`patience_s`: how long a writer waits for those of other processes (SQLite)."""
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        # Writers of one process wait here in order, not in SQLite, where those that wait longest may starve.
        self._lock = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._file: tuple[int, int] | None = None  # device and inode of SQLite's file when it was first opened
        if self.is_sqlite:
            _make_file(url)
            one_trip = {"async_creator_fn": OneTrip.to}
            engine = create_async_engine(url, pool_size=6, max_overflow=4, hide_parameters=True, connect_args=one_trip)
            event.listen(engine.sync_engine, "connect", partial(_prepare_sqlite, patience_s))
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
            event.listen(engine.sync_engine, "connect", self._remember_file)
            self.engine = engine
            self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")
        else:
            self.engine = create_async_engine(
                url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
            )
            self._writer = self.engine
            self.engine = self.engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def one_writer(self) -> bool:
        """Whether all writers of this database wait in one queue (SQLite), or in one for each barcamp (PostgreSQL)."""
        return self.is_sqlite

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection]:
        async with self.engine.connect() as db:
            yield db

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncConnection]:
        async with self._lock, self._writer.begin() as db:
            yield db

    async def mark_traces(self, db: AsyncConnection) -> None:
        """Notes, in the erasing transaction, that traces are left, so that a server that dies before removing them does
        so when it starts."""
        if self.is_sqlite:
            await db.exec_driver_sql("PRAGMA user_version=1")

    async def leave_no_trace(self) -> bool:
        """Removes what was erased from every byte of the database's files; returns whether that was possible now.

        SQLite keeps old pages in its WAL, and pieces of them where pages were split, even with secure_delete.
        PostgreSQL does this in its own time (docs/operator.md).
        """
        if not self.is_sqlite:
            return True
        for _ in range(_TRIES):
            async with self._lock:
                if await asyncio.to_thread(_leave_no_trace, self.url):
                    return True
            await asyncio.sleep(_PAUSE_S)
        return False

    async def ready(self) -> None:
        """Raises if the database does not answer or cannot be written to, or if its file is not the one that was
        opened. What it writes to find out is rolled back."""
        if self._file is not None and self._file != _identity(self.url):
            raise OSError("the database's file was moved or replaced")
        async with self._lock, self._writer.connect() as db:
            if self.is_sqlite:
                await _fill(db)
            else:
                await db.execute(text("UPDATE alembic_version SET version_num = version_num"))
            await db.rollback()

    def _remember_file(self, _dbapi: object, _record: object) -> None:
        if self._file is None:
            self._file = _identity(self.url)

    async def close(self) -> None:
        await self.engine.dispose()
        await self._writer.dispose()


def is_outage(error: Exception) -> bool:
    """Whether the database itself failed (full, locked, read-only, gone), so that trying later may help."""
    if isinstance(error, IntegrityError | ProgrammingError | DataError | NotSupportedError):
        return False  # the database is fine; the statement was wrong
    return isinstance(error, DBAPIError | OSError | sqlite3.Error | TimeoutError | NoConnectionLeft)


async def _fill(db: AsyncConnection) -> None:
    """Rows of a table that nobody else sees, larger than this connection's cache: SQLite then has to write them into
    its log, which shows that the disk is full. Otherwise it would write only at the commit, which never comes."""
    size = (await db.exec_driver_sql("PRAGMA cache_size")).scalar()
    await db.exec_driver_sql("PRAGMA cache_size=10")
    try:
        await db.exec_driver_sql("CREATE TABLE scratch (filler BLOB)")
        await db.exec_driver_sql("INSERT INTO scratch VALUES (zeroblob(262144))")
    finally:
        await db.exec_driver_sql(f"PRAGMA cache_size={size}")


def _identity(url: str) -> tuple[int, int] | None:
    """The identity of the file, None for a database in memory. Raises OSError if the file is not there."""
    file = make_url(url).database
    if not file or file == ":memory:":
        return None
    found = os.stat(file)
    return found.st_dev, found.st_ino


def _file(url: str) -> Path | None:
    file = make_url(url).database
    return Path(file) if file and file != ":memory:" else None


def _make_file(url: str) -> None:
    """Creates the file for us alone, like copies of it: reading it would let anybody in as anyone. SQLite gives the
    files beside it the same rights."""
    file = _file(url)
    if file is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # belongs to another account, or the disk knows no rights: opening it will tell
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
        with suppress(OSError):
            each.chmod(0o600)


def _leave_no_trace(url: str) -> bool:
    """If traces are marked, rewrites the file from what it holds, and empties the WAL. False while somebody reads an
    older state, or if there is no room for the new file."""
    file = _file(url)
    if file is None:
        return True
    try:
        with closing(sqlite3.connect(file, timeout=0.5, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            if connection.execute("PRAGMA user_version").fetchone() != (0,):
                connection.execute("VACUUM")
                connection.execute("PRAGMA user_version=0")
            busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    except sqlite3.OperationalError:
        return False


def _prepare_sqlite(patience_s: float, dbapi: Any, _record: object) -> None:
    # The driver must not open transactions itself: it would begin them late and lose updates.
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    wait = f"busy_timeout={int(patience_s * 1000)}"
    try:
        cursor.execute(f"PRAGMA {wait}")
        _write_ahead(cursor, patience_s)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except BaseException:
        dbapi.close()  # nobody else has it yet, and its thread would outlive the loop that it answers to
        raise


def _write_ahead(cursor: Any, patience_s: float) -> None:
    """Waits for whoever is about to set this or to write the first table: SQLite itself does not wait here."""
    until = monotonic() + patience_s
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            await_only(asyncio.sleep(0.02))


def _begin_sqlite(connection: Connection) -> None:
    if begin := connection.get_execution_options().get("begin"):
        connection.exec_driver_sql(begin)
    elif isinstance(driver := connection.connection.driver_connection, OneTrip):
        driver.begin_with_the_next()
