"""Databases and bells for tests: a SQLite file of its own for each, a PostgreSQL database for each worker."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from barcamp import migrations
from tests.presence import POSTGRES, REDIS, absent, says


async def sqlite_in(folder: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    url = f"sqlite+aiosqlite:///{folder / 'barcamp.db'}"
    await migrations.upgrade(url)
    return url


def settle(file: Path) -> None:
    """Brings all that was written into the one file, so that it can be copied."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@asynccontextmanager
async def postgres_named(name: str) -> AsyncIterator[str]:
    """The address of a fresh, empty PostgreSQL database, dropped at the end."""
    name = f"barcamp_{name}_{os.getpid()}"
    server = await connect()
    try:
        await server.execute(f'CREATE DATABASE "{name}"')
        await server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        base = POSTGRES.rpartition("/")[0].replace("postgresql://", "postgresql+asyncpg://")
        yield f"{base}/{name}"
    finally:
        await server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await server.close()


async def redis_there() -> str:
    """The address of a Redis that answers."""
    try:
        from redis.asyncio import Redis
    except ImportError:
        absent("redis", "The package redis is not installed.")
    client = Redis.from_url(REDIS, socket_connect_timeout=300, socket_timeout=300)
    why = ""
    try:
        await client.ping()
    except Exception as error:
        why = says(error)
    await client.aclose()
    if why:
        absent("redis", f"Redis at {REDIS} did not answer: {why}.")
    return REDIS


def _driver():
    try:
        import asyncpg
    except ImportError:
        absent("postgres", "The package asyncpg is not installed.")
    return asyncpg


async def connect(url: str = POSTGRES):
    """A plain connection to PostgreSQL, by the app's addresses or the driver's."""
    asyncpg = _driver()
    try:
        return await asyncpg.connect(url.replace("+asyncpg", ""), timeout=300)
    except Exception as error:
        why = says(error)
    return absent("postgres", f"PostgreSQL at {POSTGRES} did not answer: {why}.")
