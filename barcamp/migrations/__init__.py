"""Brings the database to the shape this code expects, at start, with alembic; refuses one that is newer."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from barcamp.kernel.db import Database


class NewerDatabase(Exception):
    """The database was written by a later version; it stays untouched."""


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return made


def revisions() -> set[str]:
    """All that this version can read, and bring up to date."""
    return {revision.revision for revision in ScriptDirectory.from_config(config()).walk_revisions()}


async def upgrade(url: str, address: str = "") -> None:
    """`address` is the public one of the server. Raises NewerDatabase. Several processes may call it at once; they
    wait for one another."""
    db = Database(url, patience_s=300)
    try:
        async with db.writing() as connection:
            await connection.run_sync(_upgrade, address)
    finally:
        await db.close()
        # aiosqlite's threads end a moment after dispose.
        await asyncio.sleep(0)


def _upgrade(connection: Connection, address: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7247662)")
    here = MigrationContext.configure(connection).get_current_revision()
    if here is not None and here not in revisions():
        raise NewerDatabase(
            f"The database is at revision {here}, which this version of barcamp does not know. "
            "It was written by a newer version; nothing was changed. Install that version, or use another database."
        )
    made = config()
    made.attributes.update(connection=connection, address=address)
    command.upgrade(made, "head")
