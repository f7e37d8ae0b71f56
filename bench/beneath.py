"""PostgreSQL and Redis of the run's own, so that their CPU is nobody else's; databases are made of one with a room."""

import asyncio
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import machine
from bench.machine import Absent
from bench.room import Room, furnish

MODEL = "model"
OWNER = "postgres"


@dataclass(frozen=True, slots=True)
class Beneath:
    """`pids` are the first processes of both servers."""

    pids: tuple[int, ...]
    room: Room
    _postgres: int = 0
    _redis: int = 0
    _made: list[str] = field(default_factory=list)

    @contextmanager
    def settings(self, host: str = "127.0.0.1") -> Iterator[dict[str, object]]:
        """A database of its own with the room in it, as processes on this machine or on another host reach it."""
        name = f"run_{secrets.token_hex(4)}"
        asyncio.run(_ask(self._postgres, f'CREATE DATABASE "{name}" TEMPLATE "{MODEL}"'))
        try:
            yield {
                "database_url": f"postgresql+asyncpg://{OWNER}@{host}:{self._postgres}/{name}",
                "bell_url": f"redis://{host}:{self._redis}/0",
            }
        finally:
            asyncio.run(_ask(self._postgres, f'DROP DATABASE "{name}" WITH (FORCE)'))

    def rows(self, settings: dict[str, object], question: str) -> list[tuple[object, ...]]:
        return asyncio.run(_ask(self._postgres, question, str(settings["database_url"]).rpartition("/")[2]))


@contextmanager
def beneath(people: int, addresses: Sequence[str] = ()) -> Iterator[Beneath]:
    """Both, on the loopback and on the `addresses` of this machine that other hosts reach. Raises Absent."""
    redis = shutil.which("redis-server")
    if redis is None:
        raise Absent("no redis-server here")
    postgres, wanted = machine.free_port(), ("127.0.0.1", *addresses)
    redis_port = machine.free_port()
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        data = _make_cluster(Path(folder))
        server = [
            str(_programs() / "postgres"), "-D", str(data), "-p", str(postgres), "-k", "",
            "-c", f"listen_addresses={','.join(wanted)}", "-c", "max_connections=200",
        ]  # fmt: skip
        other = [redis, "--port", str(redis_port), "--save", "", "--dir", folder, "--protected-mode", "no"]
        other += ["--bind", *wanted]
        with (
            machine.running([*_as_owner(), *server], cores=machine.CORES, said=Path(folder) / "postgres") as one,
            machine.running(other, cores=machine.CORES, said=Path(folder) / "redis") as two,
        ):
            asyncio.run(_until_it_answers(postgres))
            asyncio.run(_ask(postgres, f'CREATE DATABASE "{MODEL}"'))
            url = f"postgresql+asyncpg://{OWNER}@127.0.0.1:{postgres}/{MODEL}"
            (Path(folder) / "room").mkdir()
            room = asyncio.run(furnish(Path(folder) / "room", people, url))
            yield Beneath((one.pid, two.pid), room, postgres, redis_port)


def _make_cluster(folder: Path) -> Path:
    folder.chmod(0o755)
    data = folder / "cluster"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, OWNER)
    command = [*_as_owner(), str(_programs() / "initdb"), "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
    command += ["--no-sync"]
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=120, check=False)
    if made.returncode:
        raise Absent(f"initdb fails here: {made.stderr.strip().splitlines()[-1]}")
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.203.0.0/16 trust\n")
    return data


def _programs() -> Path:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not places:
        raise Absent("no programs of a PostgreSQL server here (Debian: postgresql)")
    return places[-1]


def _as_owner() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    program = shutil.which("setpriv")
    if program is None:
        raise Absent("no setpriv here, without which PostgreSQL does not run for root")
    return [program, f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"]


async def _until_it_answers(port: int) -> None:
    for _ in range(100):
        try:
            await _ask(port, "SELECT 1")
        except Absent:
            await asyncio.sleep(0.1)
        else:
            return
    raise Absent("PostgreSQL does not answer")


async def _ask(port: int, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
    """Raises Absent."""
    try:
        import asyncpg

        connection = await asyncpg.connect(host="127.0.0.1", port=port, user=OWNER, database=database, timeout=10)
    except Exception as error:
        raise Absent(f"no PostgreSQL on port {port}: {error}") from None
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()
