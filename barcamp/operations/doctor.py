"""`barcamp doctor`: checks what a server with these settings would rely on, one thing after the other, and reports it
in plain words. It changes nothing."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.engine import make_url

from barcamp import __version__, addresses, migrations, settings
from barcamp.exports.formats import glyphs
from barcamp.kernel.db import Database
from barcamp.live.bell import make_bell
from barcamp.live.http import phones_that_fit
from barcamp.settings import Settings, variable
from barcamp.telemetry.discreet import in_one_line

LEAST_FREE = 500 * 2**20  # bytes; photos are half a megabyte each, at most 300 in an event
MANY_PHONES = 300
PATIENCE = 5.0  # seconds
LATE = timedelta(seconds=30)
BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # a clock that shows an earlier day is wrong

# For each extra: the package that shows whether it is there, and what is missing without it.
EXTRAS = {
    "postgres": ("asyncpg", "PostgreSQL"),
    "redis": ("redis", "several processes"),
    "planner": ("highspy", "proofs that no plan is better"),
    "metrics": ("prometheus_client", "/metrics"),
    "reports": ("typst", "reports as PDF and Word"),
    "demo": ("websockets", "demo day, and no rehearsal with simulated phones"),
}


class Weight(Enum):
    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    weight: Weight
    about: str
    says: str

    def __str__(self) -> str:
        return f"{self.weight.value:<5} {self.about:<9} {self.says}"


def good(about: str, says: str) -> Finding:
    return Finding(Weight.GOOD, about, says)


def note(about: str, says: str) -> Finding:
    return Finding(Weight.NOTE, about, says)


def bad(about: str, says: str) -> Finding:
    return Finding(Weight.BAD, about, says)


async def findings(config: Settings, environ: Mapping[str, str] = os.environ) -> AsyncIterator[Finding]:
    yield good("barcamp", f"Version {__version__}.")
    for each in _of_settings(config, environ):
        yield each
    yield _files(config)
    yield _limits()
    async for each in _database(config):
        yield each
    yield await _bell(config)
    yield _clock(datetime.now(UTC))
    yield _address(config)
    yield _fonts()
    for each in _extras(config):
        yield each


def _of_settings(config: Settings, environ: Mapping[str, str]) -> list[Finding]:
    found: list[Finding] = []
    for name, meant in settings.unknown(environ).items():
        found.append(bad("settings", f"{name} is no setting" + (f"; {meant} is." if meant else ".")))
    if config.proxy and not config.public_url:
        found.append(bad("settings", f"Behind a proxy links and codes need {variable('public_url')}."))
    if config.secure and not config.proxy:
        found.append(
            note("settings", f"https needs a proxy before this server; {variable('proxy')} says whose headers count.")
        )
    return found or [good("settings", "All are known, and each can work.")]


def _files(config: Settings) -> Finding:
    folder = config.data.resolve()
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as why:
        return bad("files", f"Nothing can be written in {there}: {why.strerror}.")
    free = shutil.disk_usage(there).free
    told = f"{folder} can be written, with {free // 2**20} MiB free."
    if free < LEAST_FREE:
        return bad("files", f"{told} A day with photos needs {LEAST_FREE // 2**20} MiB.")
    return good("files", told if there == folder else f"{folder} will be made; {free // 2**20} MiB are free.")


def _limits() -> Finding:
    fits = phones_that_fit()
    if fits < MANY_PHONES:
        return note("limits", f"{fits} phones fit; the system allows no more open files (ulimit -Hn).")
    return good("limits", f"{fits} phones fit." if fits < 10**6 else "Phones are not limited by open files.")


async def _database(config: Settings) -> AsyncIterator[Finding]:
    url = make_url(config.database)
    if url.drivername == "postgresql+asyncpg" and find_spec("asyncpg") is None:
        yield bad("database", "PostgreSQL needs the package asyncpg; install barcamp[postgres].")
        return
    if url.drivername.startswith("sqlite") and not _there(url.database or ""):
        yield note("database", f"{url.database} is not there yet; the first start makes it.")
        return
    db = Database(config.database)
    try:
        async with asyncio.timeout(PATIENCE):
            async with db.reading() as connection:
                here = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
                newest = (await connection.execute(text("SELECT MAX(at) FROM journal"))).scalar()
                if not db.is_sqlite:
                    theirs = (await connection.execute(text("SELECT now()"))).scalar()
                    if theirs is not None and abs(datetime.now(UTC) - theirs) > LATE:
                        yield bad("clock", f"The database's clock shows {theirs:%Y-%m-%d %H:%M:%S}, not our time.")
            if here not in migrations.revisions():
                yield bad("database", f"It is at revision {here}, of a newer version of barcamp.")
                return
            await db.ready()
    except Exception as error:
        yield bad("database", f"It cannot be used: {in_one_line(error)}.")
        return
    finally:
        await db.close()
    yield good("database", f"{url.render_as_string(hide_password=True)} answers and takes what is written.")
    if newest is not None and _aware(newest) > datetime.now(UTC) + LATE:
        yield bad("clock", f"Something was written at {_aware(newest):%Y-%m-%d %H:%M}, which is still to come.")


def _there(file: str) -> bool:
    return Path(file).exists()


def _aware(at: datetime | str) -> datetime:
    """An aware datetime, since SQLite returns text in UTC."""
    told = datetime.fromisoformat(at) if isinstance(at, str) else at
    return told if told.tzinfo else told.replace(tzinfo=UTC)


async def _bell(config: Settings) -> Finding:
    if config.bell_url.startswith("memory"):
        return good("bell", "In memory, for one process.")
    if find_spec("redis") is None:
        return bad("bell", "It needs the package redis; install barcamp[redis].")
    bell = make_bell(config.bell_url)
    try:
        async with asyncio.timeout(PATIENCE):
            await bell.ready()
    except Exception as error:
        return bad("bell", f"It cannot be heard: {in_one_line(error)}.")
    finally:
        await bell.close()
    return good("bell", "Redis answers.")


def _clock(now: datetime) -> Finding:
    try:
        there = now.astimezone(ZoneInfo("Europe/Berlin"))
    except Exception:
        return bad("clock", "Time zones are missing; install the package tzdata.")
    if now < BUILT:
        return bad("clock", f"It shows {now:%Y-%m-%d}, a day before this version was made.")
    return good("clock", f"It is {there:%A, %Y-%m-%d %H:%M} in Berlin. If not, the day will run at the wrong time.")


def _address(config: Settings) -> Finding:
    told = addresses.address(config)
    if addresses.here_only(told):
        there = addresses.from_phones(told)
        how = f"with BARCAMP_HOST=0.0.0.0 they reach {there}" if there else "this machine is in no network"
        return note("address", f"Phones cannot reach {told}; {how}.")
    return good("address", f"Phones find it at {told}. Try it with one of them.")


def _fonts() -> Finding:
    held = [len(list(folder.glob("*.ttf"))) for folder in glyphs.folders()]
    if not held[0]:
        return bad("fonts", f"Those for reports are missing in {glyphs.FONTS}.")
    if find_spec("typst") is None:
        return good("fonts", "None are needed: there are no reports as PDF.")
    if len(held) == 1:
        return note("fonts", "Reports as PDF have no letters but Latin, Greek and Cyrillic; install barcamp-fonts.")
    return good("fonts", f"{sum(held)} files for reports.")


def _extras(config: Settings) -> list[Finding]:
    """The extras. Those of databases only if they are there: if one is needed, the database's and the bell's lines say
    so."""
    return [
        good("extras", f"{name} is installed.")
        if find_spec(package) is not None
        else note("extras", f"{name} is not installed: without it there is no {what}.")
        for name, (package, what) in EXTRAS.items()
    ]


async def examine(config: Settings, say: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> bool:
    """Reports what it finds, line by line. Returns whether nothing was wrong."""
    well = True
    async for each in findings(config, environ):
        say(str(each))
        well = well and each.weight is not Weight.BAD
    return well
