"""Processes: what a second one gains, with PostgreSQL and Redis beneath them, compared with the one that needs
neither."""

import asyncio
import os
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench import machine, servers
from bench.client import Failed, load
from bench.findings import Findings, Goal, Plan, medians
from bench.machine import Absent
from bench.room import Room, furnish

POSTGRES = os.environ.get("BARCAMP_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("BARCAMP_TEST_REDIS", "redis://127.0.0.1:6379/0")
SAYS = [
    "Votes over keep-alive connections as in commands. One process has a core of its own; two share all cores with the"
    " load client, PostgreSQL and Redis, so what counts here is CPU per command, of the server's processes and of"
    " PostgreSQL and Redis together: on as many cores as that needs, commands per second grow as it stays the same.",
    "No proxy and no TLS stand before them, and all is on one machine.",
]
HOUSES = (1, "SQLite"), (1, "PostgreSQL"), (2, "PostgreSQL")
SHOWN = ("per s", "p50 ms", "p99 ms", "us/command", "beneath us/command", "beats/s", "level")


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    measured: dict[tuple[int, str, int], list[dict[str, float]]] = defaultdict(list)
    for repeat in range(plan.repeats):
        for many, database in HOUSES[2:] if plan.tiny else HOUSES:
            for phones in (plan.most,) if plan.tiny else (0, plan.most):
                try:
                    one = _once(plan, many, database, phones, f"processes-{repeat}")
                except (Absent, Failed) as why:
                    found.says.append(f"{many} with {database} failed: {why}")
                    continue
                measured[many, database, phones].append(one)
    for (many, database, phones), ones in measured.items():
        row = {"server": "barcamp", "processes": many, "database": database, "phones": phones}
        found.rows.append({**row, **medians(ones, SHOWN)})
    one, two = (_whole(measured.get((many, "PostgreSQL", plan.most), [])) for many in (1, 2))
    ratio = two / one if one and two else None
    found.goals.append(Goal("CPU per command, all together, of two processes against one", ratio, 1.3))
    return found


def _whole(ones: list[dict[str, float]]) -> float | None:
    found = medians(ones, SHOWN)
    ours, beneath = found["us/command"], found["beneath us/command"]
    return None if ours is None or beneath is None else ours + beneath


def _once(plan: Plan, many: int, database: str, phones: int, run: str) -> dict[str, float]:
    with _room(plan, database) as (room, settings):
        cores = machine.CORES if many > 1 else (machine.SERVER_CORE,)
        with servers.barcamp(room, cores=cores, processes=many, **settings) as server:
            before = machine.cpu_ms("postgres", "redis-server")
            options = ("-n", phones, "-k", plan.connections, "-T", plan.seconds, "-R", run)
            told: dict[str, Any] = load(plan.folder, "commands", server, *options)
            beneath = machine.cpu_ms("postgres", "redis-server") - before
    accepted = max(1, told["accepted"])
    return {
        "per s": told["accepted"] / told["seconds"],
        "p50 ms": told["p50"],
        "p99 ms": told["p99"],
        "us/command": told["cpu"] / accepted * 1000,
        "beneath us/command": beneath / accepted * 1000,
        "beats/s": told["fewest"] / told["seconds"],
        "level": told["level"] / phones if phones else 1.0,
    }


@contextmanager
def _room(plan: Plan, database: str) -> Iterator[tuple[Room, dict[str, Any]]]:
    if database == "SQLite":
        yield plan.room, {}
        return
    name = f"barcamp_bench_{secrets.token_hex(4)}"
    url = f"{POSTGRES.rpartition('/')[0].replace('postgresql://', 'postgresql+asyncpg://')}/{name}"
    asyncio.run(_ask(f'CREATE DATABASE "{name}"'))
    try:
        (plan.folder / name).mkdir()
        room = asyncio.run(furnish(plan.folder / name, plan.room.people, url))
        yield room, {"database_url": url, "bell_url": REDIS}
    finally:
        asyncio.run(_ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


async def _ask(statement: str) -> None:
    """Raises Absent."""
    try:
        import asyncpg

        connection = await asyncpg.connect(POSTGRES, timeout=10)
    except Exception as error:
        raise Absent(f"no PostgreSQL at {POSTGRES.rpartition('@')[2]}: {error}") from None
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
