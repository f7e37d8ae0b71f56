"""Copies of a SQLite database while it is in use, and putting one in place: whole and checked, or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from barcamp import migrations
from barcamp.settings import Settings

_BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a file in use


class NotDone(Exception):
    """Nothing was changed; the message says why, and what to do, in one sentence."""


def back_up(config: Settings, file: Path) -> None:
    """Makes a consistent copy of the database as one file, even while the server is running. Raises NotDone."""
    source = _database(config, "pg_dump")
    if not source.exists():
        raise NotDone(f"There is no database at {source}; name its folder with --data.")
    if file.exists():
        raise NotDone(f"{file} is there already and is left as it is; choose another name.")
    with _new(file) as copy:
        _copy(source, copy, "rw")  # even reading would leave files beside it
        _check(copy, source)
        _give_name(copy, file)


def restore(config: Settings, file: Path, replace: bool, now: datetime) -> Path | None:
    """Puts a copy in the database's place. Returns the file in which the previous one was kept, if any. Raises
    NotDone."""
    target = _database(config, "pg_restore")
    if not file.is_file():
        raise NotDone(f"There is no file {file}.")
    there = target.exists()
    if there and not replace:
        raise NotDone(f"There is a database at {target} already; with --replace it is kept under another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _new(target) as copy:
        _copy(file, copy, "ro")
        _check(copy, file)
        if there:
            _refuse_if_used(target)
        kept = target.with_name(f"{target.stem}-before-{now:%Y%m%d-%H%M%S}{target.suffix}") if there else None
        _put_aside(target, kept)
        os.replace(copy, target)
    return kept


def _database(config: Settings, tool: str) -> Path:
    url = make_url(config.database)
    if not url.drivername.startswith("sqlite") or not url.database:
        raise NotDone(f"The database is in PostgreSQL; use {tool}, which can do it while the server runs.")
    return Path(url.database)


@contextmanager
def _new(file: Path) -> Generator[Path]:
    """An empty file beside the intended one, for us alone: its future content lets people in."""
    made = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as why:
        raise NotDone(f"Nothing can be written in {file.parent} ({why.strerror}).") from why
    try:
        yield made
    except OSError as why:
        raise NotDone(f"{file} could not be written ({why.strerror}).") from why
    finally:
        made.unlink(missing_ok=True)


def _copy(source: Path, copy: Path, mode: str) -> None:
    """Copies everything as it is at one moment; writers do not have to wait. `mode` is ro or rw, as SQLite has it."""
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode={mode}", uri=True)) as old,
            closing(sqlite3.connect(copy)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file that needs no other beside it
    except sqlite3.Error as why:
        raise NotDone(f"{source} cannot be copied: {why}.") from why
    with copy.open("rb+") as written:
        os.fsync(written.fileno())


def _check(copy: Path, source: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check")]
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as why:
        raise NotDone(f"{source} is not a database of barcamp: {why}.") from why
    if found != ["ok"]:
        raise NotDone(f"{source} is damaged: {found[0]}.")
    if revision is None or revision[0] not in migrations.revisions():
        raise NotDone(f"{source} was written by a newer version of barcamp; install that version first.")


def _refuse_if_used(target: Path) -> None:
    """Refuses if anybody has the database open, which keeps it from leaving its WAL; without a WAL, it is one file to
    put aside."""
    address = target.resolve().as_uri()
    try:
        with closing(sqlite3.connect(f"{address}?mode=ro", uri=True)) as database:
            database.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError:
        return  # broken, which is a reason to restore; opening it for writing could spoil what is left
    try:
        with closing(sqlite3.connect(f"{address}?mode=rw", uri=True, timeout=1)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as why:
        raise NotDone(f"{target} is in use ({why}); stop the server first.") from why


def _put_aside(target: Path, kept: Path | None) -> None:
    for beside in _BESIDE:  # first: what is left of another database would be read into the new one
        lost = target.with_name(target.name + beside)
        if lost.exists():
            os.replace(lost, (kept or target).with_name(f"{(kept or target).name}{beside}{'' if kept else '.lost'}"))
    if kept is not None:
        try:
            os.link(target, kept)  # so that there is a database under the old name at every moment
        except OSError:
            shutil.copy2(target, kept)


def _give_name(copy: Path, file: Path) -> None:
    """Gives the file its name, but never that of another file, even one that has just been made."""
    try:
        os.link(copy, file)
    except OSError:  # the name is taken, or the disk has no links, as on USB sticks
        if file.exists():
            raise NotDone(f"{file} is there already and is left as it is; choose another name.") from None
        os.rename(copy, file)
