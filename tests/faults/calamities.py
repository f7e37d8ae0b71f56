"""The faults that a room lives through: what stands, what breaks, and how it comes back."""

import os
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults.breaking.bells import OwnRedis, own_redis
from tests.faults.breaking.clusters import Cluster, cluster
from tests.faults.breaking.disks import full
from tests.faults.breaking.processes import Process, process
from tests.faults.crowd.room import Figures, Room, Size, furnished, gathered
from tests.ports import held_port
from tests.serving.gateways import Gateway, plain_nginx, program_of

SEVERAL = 3  # processes


@dataclass(slots=True)
class Place:
    """What the room stands on. `settings` are the server's; the rest is there where a fault needs it."""

    folder: Path
    database_url: str
    settings: dict[str, object] = field(default_factory=dict)
    cluster: Cluster | None = None
    redis: OwnRedis | None = None
    server: Process | None = None
    gateway: Gateway | None = None
    gateway_port: int = 0


@dataclass(frozen=True, slots=True)
class Calamity:
    """One fault. `stands` and `happens` describe it in docs/reliability.md."""

    name: str
    stands: str
    happens: str
    place: Callable[[Path, AsyncExitStack], Awaitable[Place]]
    strike: Callable[[Place, Room], Awaitable[None]]


async def endured(calamity: Calamity, folder: Path, size: Size) -> Figures:
    """The figures of a room of this size that lives through it."""
    async with AsyncExitStack() as stack:
        place = await calamity.place(folder, stack)
        cast = await stack.enter_async_context(gathered(place.database_url))
        place.server = await stack.enter_async_context(process(place.database_url, folder, **place.settings))
        url = place.server.url
        if place.gateway_port:
            gateway = plain_nginx(folder, place.gateway_port, url)
            place.gateway = await stack.enter_async_context(gateway)
            url = place.gateway.url
        room = await stack.enter_async_context(furnished(cast, url, size))
        return await room.suffers(partial(calamity.strike, place))


async def _several(folder: Path, stack: AsyncExitStack) -> Place:
    """Processes that share a database and a bell."""
    there, bell = await stack.enter_async_context(cluster()), await stack.enter_async_context(own_redis(folder))
    settings: dict[str, object] = {"processes": SEVERAL, "bell_url": bell.url, "beat_ms": 100}
    return Place(folder, await there.database("room"), settings, there, bell)


async def _alone(folder: Path, stack: AsyncExitStack) -> Place:
    return Place(folder, f"sqlite+aiosqlite:///{folder / 'barcamp.db'}", {"beat_ms": 100})


async def _behind_nginx(folder: Path, stack: AsyncExitStack) -> Place:
    program_of("nginx")
    place = await _alone(folder, stack)
    place.gateway_port = stack.enter_context(held_port())
    place.settings |= {"public_url": f"http://127.0.0.1:{place.gateway_port}", "proxy": "127.0.0.1"}
    return place


async def _restart_postgres(how: str, place: Place, room: Room) -> None:
    assert place.cluster is not None
    await place.cluster.restart(how)


async def _silence_redis(place: Place, room: Room) -> None:
    assert place.redis is not None
    await place.redis.kill()
    await room.holds_out()
    await place.redis.start()


async def _kill_one(place: Place, room: Room) -> None:
    """Kills the process that was started last; the others, and their supervisor, go on."""
    assert place.server is not None
    os.kill(place.server.workers[-1], signal.SIGKILL)


async def _kill_the_only_one(place: Place, room: Room) -> None:
    assert place.server is not None
    await place.server.kill()
    await place.server.start()


async def _fill_disk(place: Place, room: Room) -> None:
    assert place.server is not None
    with closing(sqlite3.connect(place.folder / "barcamp.db")) as reader:
        # Whoever is reading keeps the log from starting over, so that it has to grow.
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM note").fetchone()
        with full(place.server, place.folder):
            await room.holds_out()


async def _restart_proxy(place: Place, room: Room) -> None:
    assert place.gateway is not None
    await place.gateway.stop()
    await place.gateway.start()


ALL = f"{SEVERAL} processes, PostgreSQL, Redis"
CALAMITIES = (
    Calamity(
        "postgres-fast", ALL,
        "PostgreSQL is restarted (`pg_ctl restart -m fast`): what is under way is ended, every connection is lost",
        _several, partial(_restart_postgres, "fast"),
    ),
    Calamity(
        "postgres-immediate", ALL,
        "PostgreSQL crashes and recovers from its log (`pg_ctl restart -m immediate`)",
        _several, partial(_restart_postgres, "immediate"),
    ),
    Calamity(
        "redis", ALL, "Redis is killed, stays away for a minute, and comes back empty", _several, _silence_redis
    ),
    Calamity(
        "process", ALL, "one of the processes is killed (`kill -9`); another one is started in its place",
        _several, _kill_one,
    ),
    Calamity(
        "server", "1 process, SQLite", "the only process is killed (`kill -9`) and started again",
        _alone, _kill_the_only_one,
    ),
    Calamity(
        "disk", "1 process, SQLite", "the disk is full for ten seconds: no file of the server may grow any more",
        _alone, _fill_disk,
    ),
    Calamity(
        "proxy", "1 process, SQLite, behind nginx", "nginx is stopped, with all that it holds, and started again",
        _behind_nginx, _restart_proxy,
    ),
)  # fmt: skip
