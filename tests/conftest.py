"""Fixtures for everybody. Tests run on SQLite and the memory bell; where `database_url` is overridden with `backend`,
or `bell_url` with `bell`, they run on both databases and on both bells (Rule 12)."""

import gc
import os
from collections.abc import AsyncIterator
from pathlib import Path

import hypothesis
import pytest
import structlog
from hypothesis import HealthCheck

from barcamp import addresses
from barcamp.app import build
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from tests.backends import postgres_named, redis_there
from tests.cast import Cast, Clock, gather_cast
from tests.compiled import share
from tests.durability import waive
from tests.gathering import Gathered, GatheredFile, GatheredServer
from tests.packing import make_here
from tests.server import Server, running
from tools.near import changed, near

for name in [name for name in os.environ if name.startswith("BARCAMP_") and "_TEST_" not in name]:
    del os.environ[name]

# How long an example takes says something of the machine only, and nothing is kept in the folder that is tested.
# Whoever changed nothing sees nothing new: the examples are the same each time, unless other ones are looked for.
hypothesis.settings.register_profile(
    "here",
    deadline=None,
    database=None,
    derandomize="BARCAMP_TEST_RANDOM" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis.settings.load_profile("here")

structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        # Without colours and frames' variables, which take a second per traceback.
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ],
)

share()
waive()
gc.set_threshold(100_000, 50, 100)  # as servers have it: what the tests import stays


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: many tests wait for a process, a clock or a database."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--near", action="store_true", help="Only what is near to changes since the last commit.")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.near is True:  # workers are told what was found
        config.option.near = sorted(near(changes := changed()))
        print(f"{len(config.option.near)} files of tests are near to {len(changes)} that have changed.")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if config.option.near is False or not collection_path.is_file():
        return None
    return collection_path.relative_to(config.rootpath).as_posix() not in config.option.near or None


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody needs to look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
async def gathered_file(tmp_path_factory: pytest.TempPathFactory) -> GatheredFile:
    return await GatheredFile.within(tmp_path_factory.mktemp("gathered"))


@pytest.fixture(scope="session")
async def gathered_server(worker: str) -> AsyncIterator[GatheredServer]:
    async with postgres_named(f"test_{worker}") as url:
        yield await GatheredServer.of(url)


@pytest.fixture(scope="session")
def gathered() -> dict[str, Gathered]:
    """Who is in a database, by its address, where they are there before the test begins."""
    return {}


@pytest.fixture
def sqlite_url(gathered_file: GatheredFile, gathered: dict[str, Gathered], tmp_path: Path) -> str:
    """A database of the test's own, with the cast in it."""
    url = gathered_file.copy_to(tmp_path / "barcamp.db")
    gathered[url] = gathered_file
    return url


@pytest.fixture
async def postgres_url(gathered_server: GatheredServer, gathered: dict[str, Gathered]) -> str:
    """The worker's database, with the cast in it and nothing of earlier tests."""
    url = await gathered_server.bring_back_again()
    gathered[url] = gathered_server
    return url


@pytest.fixture(scope="session")
async def redis_url() -> str:
    return await redis_there()


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this xdist worker."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(params=["sqlite", "postgres"])
def backend(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database: once SQLite, once PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=["memory", "redis"])
def bell(request: pytest.FixtureRequest) -> str:
    """The address of a bell: once of memory, once of Redis."""
    return "memory://" if request.param == "memory" else request.getfixturevalue("redis_url")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def bell_url() -> str:
    return "memory://"


@pytest.fixture(autouse=True)
def phones_get_through(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests serve on the loopback, and what they look at is a server that phones reach; `here_only` marks others."""
    if request.node.get_closest_marker("here_only") is None:
        monkeypatch.setattr(addresses, "here_only", lambda _: False)


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files to carry home need no process of their own, see tests/packing.py."""
    make_here(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ctx(database_url: str, bell_url: str, clock: Clock) -> AsyncIterator[AppContext]:
    """All parts as app.py builds them, with clocks that stand still and a quick beat; not serving."""
    built = build(Settings(database_url=database_url, bell_url=bell_url, beat_ms=10), clock, elapsed=lambda: 0.0)
    yield built
    await built.desk.close()
    await built.bell.close()
    await built.db.close()


@pytest.fixture
async def cast(ctx: AppContext, clock: Clock, gathered: dict[str, Gathered]) -> Cast:
    """Ada, Max, Kim, Noor and Eve, see tests/cast.py."""
    there = gathered.get(ctx.db.url)
    return Cast(ctx, clock, there.here, there.elsewhere) if there else await gather_cast(ctx, clock)


@pytest.fixture
async def server(cast: Cast) -> AsyncIterator[Server]:
    """The cast's barcamp behind the real server, see tests/server.py."""
    async with running(cast) as server:
        yield server
