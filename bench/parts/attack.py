"""Attack: how long another person's page takes while one client of each hostile kind is at work, and the memory.

Beside us, nginx and plain uvicorn do the same work, unless a kind is about screens.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from bench import machine, servers
from bench.attackers import ATTACKERS, HALVES
from bench.findings import Findings, Goal, Plan
from bench.machine import Absent
from bench.parts.latency import quantile
from bench.servers import Server

TIMES, MOST_MS, MOST_MB = 5, 250, 50
EVERY = 0.02  # seconds between two requests of the other person
SAYS = [
    "One attacker at a time, on the client's core; another person looks at one page every 20 ms over connections of "
    "their own: with barcamp at the page to join, with the peers at a page of one word.",
    f"Half heads and half bodies are {HALVES} connections each. 'let go' is of how many the attacker saw the end.",
]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    worst: dict[str, float] = {}
    grown: list[float] = []
    code = plan.room.code
    _all_kinds(plan, found, servers.barcamp(plan.room), f"/{code}", f"/{code}/socket/projector", worst, grown)
    if plan.peers:
        for peer, page, screen in ((servers.nchan, "/alive", "/sub"), (servers.channels, "/nothing", "/room")):
            try:
                _all_kinds(plan, found, peer(), page, screen, {}, [])
            except Absent as why:
                found.says.append(f"Without {peer.__name__}: {why}.")
    for kind, ms in worst.items():
        found.goals.append(Goal(f"{kind}: p95 of another person's page, times the quiet one", ms, TIMES))
    theirs = [row["p95 ms"] for row in found.rows if row["server"] == "barcamp" and row["attack"] != "none"]
    found.goals.append(Goal("p95 of another person's page, the worst", max(theirs, default=None), MOST_MS, " ms"))
    found.goals.append(Goal("memory that an attacker takes, the most", max(grown, default=None), MOST_MB, " MB"))
    return found


def _all_kinds(
    plan: Plan, found: Findings, started: AbstractContextManager[Server], page: str, screen: str,
    worst: dict[str, float], grown: list[float],
) -> None:  # fmt: skip
    with started as server:
        quiet = _looks(server, page, plan.seconds)
        calm = quantile(quiet, 0.95) or 0.0
        found.rows.append(_row(server, "none", quiet, 0.0, ""))
        for kind in ATTACKERS:
            before = _megabytes(server.pids)
            with _attacker(kind, server, screen if kind == "frames" else page, plan.seconds) as attacker:
                looks = _looks(server, page, plan.seconds)
                memory = max(0.0, _megabytes(server.pids) - before)
                told = attacker.communicate(timeout=60)[0].split()
            grown.append(memory)
            worst[kind] = (quantile(looks, 0.95) or 0.0) / calm if calm else 0.0
            found.rows.append(_row(server, kind, looks, memory, told[1] if len(told) > 1 else ""))
            found.raw.append({"server": server.name, "attack": kind, "looks": looks, "MB": memory})


def _row(server: Server, kind: str, looks: Sequence[float], memory: float, let_go: str) -> dict[str, object]:
    return {
        "server": server.name, "attack": kind, "looks": len(looks), "p50 ms": quantile(looks, 0.5),  # type: ignore[arg-type]
        "p95 ms": quantile(looks, 0.95), "max ms": quantile(looks, 1), "MB": round(memory, 1), "let go": let_go,  # type: ignore[arg-type]
    }  # fmt: skip


def _attacker(kind: str, server: Server, path: str, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.attackers", kind, str(server.port), path, str(seconds)],
        cwd=machine.ROOT, text=True, stdout=subprocess.PIPE, preexec_fn=machine.on_core(machine.CLIENT_CORE),
    )  # fmt: skip


def _looks(server: Server, page: str, seconds: float) -> list[float]:
    """The milliseconds of each request, sorted."""
    looks, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        server.request("GET", page)
        looks.append((time.monotonic() - began) * 1000)
        time.sleep(EVERY)
    return sorted(looks)


def _megabytes(pids: Sequence[int]) -> float:
    """Resident memory of these processes."""
    total = 0
    for pid in pids:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        total += int(status.partition("VmRSS:")[2].split()[0])
    return total / 1024
