"""Fan-out: one announcement to every phone from the whole application, beside servers that do nothing but pass
it on."""

from collections import defaultdict
from contextlib import AbstractContextManager
from statistics import median
from typing import Any

from bench import servers
from bench.client import Failed, load
from bench.findings import ALONE, Findings, Goal, Plan, medians, ratio
from bench.machine import Absent
from bench.servers import Server

SAYS = [
    "spread = first phone → last phone; last = from the POST, which for barcamp includes permission, journal, commit "
    "on disk, the beat (10 ms here, 100 ms by default), queries and drawing. The peers do none of that.",
    "Times are the kernel's arrival stamps. 'unwaited' is the spread without the time the server's main thread waited "
    "for its core. us/msg sending = CPU clock between first and last phone; us/msg all = from the POST until quiet.",
    "Ratios are medians of the repeats' own ratios; the goals compare spread and sending CPU with nchan, because "
    "these are the same work. us/msg all is given beside them, unadorned.",
]
SHOWN = ("answer ms", "first ms", "last ms", "spread ms", "unwaited ms", "us/msg sending", "us/msg all")
COMPARED = ("spread ms", "unwaited ms", "us/msg sending", "us/msg all")


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    makers = {
        "barcamp": lambda: servers.barcamp(plan.room, beat_ms=10, heartbeat_s=60),
        "nchan": servers.nchan,
        "channels": servers.channels,
        "c-limit": lambda: servers.limit(plan.folder),
    }
    absent: dict[str, str] = {} if plan.peers else dict.fromkeys(list(makers)[1:], ALONE)
    for phones in plan.sizes:
        measured: dict[str, list[dict[str, float]]] = defaultdict(list)
        for repeat in range(plan.repeats):
            order = list(makers) if repeat % 2 == 0 else list(reversed(makers))
            for name in order:
                if name not in absent:
                    try:
                        one = _once(plan, makers[name](), phones)
                    except (Absent, Failed) as why:
                        absent[name] = str(why)
                        continue
                    measured[name].append(one[0])
                    found.raw.append({"server": name, "phones": phones, "repeat": repeat, **one[1]})
        _conclude(plan, found, phones, measured)
    found.says += [f"{name} is missing: {why}" for name, why in absent.items()]
    return found


def _once(plan: Plan, made: AbstractContextManager[Server], phones: int) -> tuple[dict[str, float], dict[str, Any]]:
    with made as server:
        told = load(plan.folder, "fanout", server, "-n", phones, "-m", plan.broadcasts)
    rounds = [one for one in told["rounds"] if one["got"] == phones]
    if not rounds:
        raise Failed(f"{server.name}: no broadcast reached all of {phones} phones")
    spreads = [one["last"] - one["first"] for one in rounds]
    figures = {
        "answer ms": median(one["answer"] for one in rounds),
        "first ms": median(one["first"] for one in rounds),
        "last ms": median(one["last"] for one in rounds),
        "spread ms": median(spreads),
        "unwaited ms": median(spread - one["waited_sending"] for spread, one in zip(spreads, rounds, strict=True)),
        "us/msg sending": median(one["cpu_sending"] for one in rounds) / max(1, phones - 1) * 1000,
        "us/msg all": median(one["cpu"] for one in rounds) / phones * 1000,
        "client us/msg": median(one["client_cpu"] for one in rounds) / phones * 1000,
        "lost": len(told["rounds"]) - len(rounds),
    }
    return figures, {"figures": figures, "rounds": told["rounds"], "failed": told["failed"]}


def _conclude(plan: Plan, found: Findings, phones: int, measured: dict[str, list[dict[str, float]]]) -> None:
    ours, peer = measured.get("barcamp", []), measured.get("nchan", [])
    for name, ones in measured.items():
        row: dict[str, Any] = {"server": name, "phones": phones, **medians(ones, SHOWN)}
        row["lost"] = int(sum(one["lost"] for one in ones))
        for what in COMPARED:
            row[f"{what.split(' ms')[0]}/nchan"] = _against(ones, peer, what)
        found.rows.append(row)
    if phones >= 1000 or phones == plan.most:
        found.goals += [
            Goal(f"last phone, first → last, against nchan at {phones}", _against(ours, peer, "unwaited ms"), 0.95),
            Goal(f"CPU per delivered message against nchan at {phones}", _against(ours, peer, "us/msg sending"), 0.95),
        ]


def _against(ours: list[dict[str, float]], peer: list[dict[str, float]], what: str) -> float | None:
    return ratio([one[what] for one in ours], [one[what] for one in peer])
