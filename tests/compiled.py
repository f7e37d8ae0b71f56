"""What is compiled is kept. What SQLAlchemy makes of statements, for the whole worker: a test has an engine of its own,
and would compile every statement anew, a tenth of all time. What Jinja makes of templates, for all workers and later
runs: to compile them takes two seconds."""

import hashlib
from functools import partial
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.ext.asyncio import create_async_engine

from barcamp.kernel import db
from barcamp.rendering import templating

_BUILD = Path(__file__).parents[1] / "build" / "templates"


def share() -> None:
    """From now on; the database's own settings of an engine stay as they are."""
    # The dialect is part of a statement's key, and every engine of the same database speaks the same.
    for dialect in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        dialect.__eq__, dialect.__hash__ = _same, _hash  # type: ignore[assignment]
    db.create_async_engine = partial(create_async_engine, execution_options={"compiled_cache": {}})
    templating.environment().bytecode_cache = FileSystemBytecodeCache(str(_folder_of_templates()))


def _folder_of_templates() -> Path:
    """Of its own for each way to compile; Jinja itself looks at what stands in a template, and at Python's version."""
    way = Path(templating.__file__).read_bytes() + jinja2.__version__.encode()
    folder = _BUILD / hashlib.sha256(way).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _same(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other)


def _hash(one: DefaultDialect) -> int:
    return hash(type(one))
