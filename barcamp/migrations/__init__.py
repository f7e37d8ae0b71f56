"""Brings the database to the shape this code expects, at start, with alembic; refuses one that is newer."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection, inspect

from barcamp.kernel.db import Database

HERE = Path(__file__).parent


class NewerDatabase(Exception):
    """The database was written by a later version; it stays untouched."""


def config():
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return made


def revisions() -> set[str]:
    """All revisions that this version can read and upgrade: a file each, whose name begins with its number."""
    return {file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*_*.py")}


def newest() -> str:
    return max(revisions())


async def upgrade(url: str, address: str = "") -> None:
    """Upgrades the database. `address` is the public one of the server. Raises NewerDatabase. Several processes may
    call it at once; they wait for one another."""
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
    here = _revision(connection)
    if here == newest():
        return
    if here is not None and here not in revisions():
        raise NewerDatabase(
            f"The database is at revision {here}, which this version of barcamp does not know. "
            "It was written by a newer version; nothing was changed. Install that version, or use another database."
        )
    _walk(connection, address)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _walk(connection: Connection, address: str) -> None:
    # Imported late: most starts find everything as it should be, and do without.
    from alembic import command

    made = config()
    made.attributes.update(connection=connection, address=address)
    command.upgrade(made, "head")
