"""What SQLAlchemy makes of statements is kept for the whole worker: a test has an engine of its own, and would compile
every statement anew, a tenth of all time."""

from functools import partial

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.ext.asyncio import create_async_engine

from barcamp.kernel import db


def share() -> None:
    """From now on; the database's own settings of an engine stay as they are."""
    # The dialect is part of a statement's key, and every engine of the same database speaks the same.
    for dialect in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        dialect.__eq__, dialect.__hash__ = _same, _hash  # type: ignore[assignment]
    db.create_async_engine = partial(create_async_engine, execution_options={"compiled_cache": {}})


def _same(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other)


def _hash(one: DefaultDialect) -> int:
    return hash(type(one))
