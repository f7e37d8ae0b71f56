"""Latency: from a vote on a phone until a projector has heard of it, in a full room at a steady rate."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import servers
from bench.client import load
from bench.findings import Findings, Goal, Plan
from bench.servers import Server

RATE = 50
SAYS = [
    f"{RATE} votes a second, sent when they are due; a vote has arrived when the projector gets the first message "
    "whose mark has reached the vote's journal line. The beat is the default of 100 ms, so half of it is expected.",
    "'waited ms' is how long the server's main thread stood in line for its core in all.",
    "nchan and channels are missing in this part: they have no commands, no journal and no screens to draw.",
]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    phones = min(1000, plan.most)
    waits: list[float] = []
    for repeat in range(plan.repeats):
        with servers.barcamp(plan.room) as server:
            told = load(
                plan.folder, "latency", server, "-n", phones, "-k", 50, "-r", RATE, "-T", plan.seconds,
                "-R", f"bench{repeat}", "-j", f"/{plan.room.code}/socket/projector?mark=",
            )  # fmt: skip
            lines = journal(server, "bench")
        waits += (some := sorted(waits_of(told, lines)))
        found.raw.append(
            {"repeat": repeat, "waits": some, "sent": len(told["votes"]), "cpu": told["cpu"], "waited": told["waited"]}
        )
        found.rows.append(
            {"server": "barcamp", "phones": phones, "votes/s": RATE, "repeat": repeat, "arrived": len(some),
             "p50 ms": quantile(some, 0.5), "p99 ms": quantile(some, 0.99), "max ms": quantile(some, 1),
             "waited ms": told["waited"]}
        )  # fmt: skip
    waits.sort()
    found.goals.append(
        Goal(f"vote → projector, p99 of all, {phones} phones, {RATE} votes/s", quantile(waits, 0.99), 250, " ms")
    )
    return found


def quantile(ordered: list[float], q: float) -> float | None:
    return ordered[round(q * (len(ordered) - 1))] if ordered else None


def journal(server: Server, run: str) -> dict[str, int]:
    """Of every vote of the load client's run, its op and its line."""
    assert server.data is not None
    with closing(sqlite3.connect(Path(server.data) / "barcamp.db")) as db:
        return dict(db.execute("SELECT op, seq FROM journal WHERE op LIKE ?", (f"{run}%",)))


def waits_of(told: dict[str, Any], lines: dict[str, int]) -> list[float]:
    marks = sorted((at, seq) for seq, at in told["marks"])
    waits = []
    for op, sent in told["votes"]:
        seq = lines.get(op)
        arrived = next((at for at, reached in marks if seq is not None and reached >= seq), None)
        if arrived is not None:
            waits.append(arrived - sent)
    return waits
