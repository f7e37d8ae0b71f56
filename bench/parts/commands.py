"""Commands: durable votes per second over keep-alive connections, alone and while a full room gets every beat."""

import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from bench import servers
from bench.client import Failed, load
from bench.findings import Findings, Goal, Plan, medians
from bench.machine import Absent

SAYS = [
    "Each request is somebody else's cast-vote or withdraw-vote with an op of its own, answered after its commit is on "
    "disk. 'per core s' is what the server would do with a core all to itself, by its CPU clock. 'level' is the share "
    "of phones whose last mark is the newest one a second after the last vote; beats/s are those of the phone with "
    "the fewest.",
    "bare = the same requests to a Litestar app that reads the form and stores nothing: the roof of HTTP here. "
    "nchan is missing in this part: it takes no commands and keeps no journal.",
]
SHOWN = ("per s", "per core s", "p50 ms", "p99 ms", "us/command", "beats/s", "level", "client core")


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    measured: dict[tuple[str, int], list[dict[str, float]]] = defaultdict(list)
    for repeat in range(plan.repeats):
        for name, rooms in {"barcamp": (0, plan.most), "bare": (0,)}.items():
            if name == "barcamp" or plan.peers:
                try:
                    _send(plan, found, measured, name, rooms, repeat)
                except (Absent, Failed) as why:
                    found.says.append(f"{name} failed: {why}")
    found.says.append(f"One fdatasync of 4 KB takes {fdatasync_ms(plan.folder):.2f} ms here, in the median of 100.")
    for (name, phones), ones in measured.items():
        found.rows.append({"server": name, "phones": phones, "connections": plan.connections, **medians(ones, SHOWN)})
    alone = medians(measured["barcamp", 0], SHOWN)
    full = medians(measured["barcamp", plan.most], SHOWN)
    found.goals += [
        Goal(f"commands per second over {plan.connections} connections", alone["per s"], 2500, at_least=True),
        Goal("their p99", alone["p99 ms"], 150, " ms"),
        Goal(f"commands per second while {plan.most} phones get every beat", full["per s"], 1500, at_least=True),
        Goal("their p99", full["p99 ms"], 200, " ms"),
    ]
    return found


def fdatasync_ms(folder: Path) -> float:
    """What the disk charges anybody who wants a commit to last."""
    took = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(100):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - began)
    return median(took) * 1000


def _send(
    plan: Plan,
    found: Findings,
    measured: dict[tuple[str, int], list[dict[str, float]]],
    name: str,
    rooms: tuple[int, ...],
    repeat: int,
) -> None:
    with servers.barcamp(plan.room) if name == "barcamp" else servers.channels() as server:
        for phones in rooms:
            options = ["-n", phones, "-k", plan.connections, "-T", plan.seconds, "-R", f"bench-{repeat}-{phones}"]
            if name == "bare":
                options += ["-C", "/bench", "-d", "x", "-A", 5000, "-t", "1,2,3"]
            told = load(plan.folder, "commands", server, *options)
            measured[name, phones].append(_figures(told, phones))
            found.raw.append({"server": name, "repeat": repeat, **told})


def _figures(told: dict[str, Any], phones: int) -> dict[str, float]:
    return {
        "per s": told["accepted"] / told["seconds"],
        "per core s": told["accepted"] / told["cpu"] * 1000,
        "p50 ms": told["p50"],
        "p99 ms": told["p99"],
        "us/command": told["cpu"] / max(1, told["accepted"]) * 1000,
        "beats/s": told["fewest"] / told["seconds"],
        "level": told["level"] / phones if phones else 1.0,
        "client core": told["client_cpu"] / told["seconds"] / 1000,
    }
