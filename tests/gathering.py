"""Databases in which the cast has gathered already, made once for each worker: every test begins with all of it, and
nothing else. Bringing that back takes milliseconds, gathering a quarter of a second."""

import secrets
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import MetaData

from barcamp import migrations
from barcamp.app import build
from barcamp.kernel.db import metadata
from barcamp.settings import Settings
from tests.backends import connect, settle, sqlite_in
from tests.cast import Cast, Clock, Stay, gather_cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The stays of a database: Ada's and Eve's."""

    here: Stay
    elsewhere: Stay


@dataclass(frozen=True, slots=True)
class GatheredFile(Gathered):
    file: Path

    @classmethod
    async def within(cls, folder: Path) -> "GatheredFile":
        gathered = await _gather(await sqlite_in(folder))
        settle(folder / "barcamp.db")
        return cls(gathered.here, gathered.elsewhere, folder / "barcamp.db")

    async def after(self, folder: Path, happens: Callable[[Cast], Awaitable[T]]) -> tuple["GatheredFile", T]:
        """A further file, in which something has happened as well; and what came of it."""
        url, clock = self.copy_to(folder / "barcamp.db"), Clock()
        built = build(Settings(database_url=url), clock)
        came = await happens(Cast(built, clock, self.here, self.elsewhere))
        await built.desk.close()
        await built.db.close()
        settle(folder / "barcamp.db")
        return GatheredFile(self.here, self.elsewhere, folder / "barcamp.db"), came

    def copy_to(self, file: Path) -> str:
        """The address of a copy."""
        shutil.copy(self.file, file)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("UPDATE organiser SET name = name || ?", (_own_name(),))
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return f"sqlite+aiosqlite:///{file}"


@dataclass(frozen=True, slots=True)
class GatheredServer(Gathered):
    """In PostgreSQL the rows stand a second time in a schema of their own."""

    url: str
    _kept: list = field(default_factory=list)  # the connection on which the way back was planned before

    @classmethod
    async def of(cls, url: str) -> "GatheredServer":
        await migrations.upgrade(url)
        gathered = await _gather(url)
        connection = await connect(url)
        await connection.execute(_keeping(metadata))
        await connection.close()
        return cls(gathered.here, gathered.elsewhere, url)

    async def bring_back(self) -> str:
        """The address of the database, which is as it was."""
        connection = await connect(self.url)
        try:
            await _bring_back(connection)
        finally:
            await connection.close()
        return self.url

    async def bring_back_again(self) -> str:
        """The same in a tenth of the time, always from the same loop: PostgreSQL plans all of it for a connection once,
        and some tests end every connection."""
        if not self._kept or self._kept[0].is_closed():
            self._kept[:] = [await connect(self.url)]
        await _bring_back(self._kept[0])
        return self.url


async def _bring_back(connection) -> None:
    await connection.execute("SELECT gathered.bring_back($1)", _own_name())


async def _gather(url: str) -> Gathered:
    clock = Clock()
    built = build(Settings(database_url=url), clock)
    cast = await gather_cast(built, clock)
    await built.desk.close()
    await built.db.close()
    return Gathered(cast.here, cast.elsewhere)


def _own_name() -> str:
    """Organisers get names of their own in each test: the server remembers by name who mistyped a password."""
    return f" {secrets.token_hex(4)}"


def _keeping(metadata: MetaData) -> str:
    # DELETE and not TRUNCATE, which makes new files for every table and index: here they hold a handful of rows.
    tables = metadata.sorted_tables
    kept = "".join(f'CREATE TABLE gathered."{each.name}" AS TABLE public."{each.name}"; ' for each in tables)
    away = "".join(f'DELETE FROM public."{each.name}"; ' for each in reversed(tables))
    back = "".join(f'INSERT INTO public."{each.name}" TABLE gathered."{each.name}"; ' for each in tables)
    return f"""
        CREATE SCHEMA gathered; {kept}
        CREATE FUNCTION gathered.bring_back(own_name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            SET LOCAL lock_timeout = '10s';
            {away} {back} UPDATE public.organiser SET name = name || own_name;
        END $$"""
