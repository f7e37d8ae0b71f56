"""Neighbours: a small event beside a full room of another organiser, in one process, beside the same event alone."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import servers
from bench.client import loading
from bench.findings import Findings, Goal, Plan
from bench.parts.latency import journal, quantile, waits_of
from bench.room import Room, furnish_beside
from bench.servers import Server

PHONES, RATE, FULL_RATE, CONNECTIONS = 30, 10, 50, 50
SAYS = [
    f"The small event has {PHONES} phones and {RATE} votes a second. 'full room' votes {FULL_RATE} times a second, and "
    f"each beat reaches all of its phones; 'as fast as it can' votes over {CONNECTIONS} connections without a pause.",
    "One process on one core, SQLite, the beat of 100 ms, of which half is expected until the projector shows a vote.",
]


def measure(plan: Plan) -> Findings:
    found = Findings(says=list(SAYS))
    kinds = {
        "alone": (),
        "full room": ("latency", "-n", plan.most, "-k", CONNECTIONS, "-r", FULL_RATE),
        "as fast as it can": ("commands", "-n", plan.most, "-k", CONNECTIONS),
    }
    waits: dict[str, list[float]] = {kind: [] for kind in kinds}
    answers: dict[str, list[float]] = {kind: [] for kind in kinds}
    if plan.tiny:
        del kinds["as fast as it can"]
    with _two_events(plan) as (full, small):
        for repeat in range(plan.repeats):
            for kind, beside in kinds.items():
                with servers.barcamp(full, heartbeat_s=10) as server:
                    told, some = _once(plan, server, full, small, beside, f"small{repeat}")
                waits[kind] += some
                answers[kind] += told["answers"]
                found.raw.append({"beside": kind, "repeat": repeat, "waits": sorted(some), "answers": told["answers"]})
    for kind in kinds:
        shown, answered = sorted(waits[kind]), sorted(answers[kind])
        found.rows.append(
            {"server": "barcamp", "beside": kind, "phones beside": plan.most if kinds[kind] else 0,
             "votes": len(shown), "p50 ms": quantile(shown, 0.5), "p99 ms": quantile(shown, 0.99),
             "answer p50 ms": quantile(answered, 0.5), "answer p99 ms": quantile(answered, 0.99)}
        )  # fmt: skip
    alone, beside = (quantile(sorted(waits[kind]), 0.99) for kind in ("alone", "full room"))
    ratio = beside / alone if alone and beside else None
    found.goals.append(Goal(f"p99 of a small event beside one of {plan.most} phones, against alone", ratio, 1.5))
    return found


def _once(
    plan: Plan, server: Server, full: Room, small: Room, beside: tuple[object, ...], run: str
) -> tuple[dict[str, Any], list[float]]:
    mine = _seen_from(server, small)
    options = ["-n", PHONES, "-k", 5, "-r", RATE, "-T", plan.seconds, "-R", run, "-A", small.people]
    options += ["-j", f"/{small.code}/socket/projector?mark="]
    crowd: AbstractContextManager[Any] = nullcontext()
    if beside:
        mode, *theirs = beside
        crowd = loading(plan.folder, str(mode), server, *theirs, "-T", plan.seconds + 4, "-R", "full", "-L", 60)
    with crowd, loading(plan.folder, "latency", mine, *options) as told:
        found = told()
    return found, waits_of(found, journal(server, run))


def _seen_from(server: Server, room: Room) -> Server:
    """The same server for the load client of another event."""
    instead = {"-s": f"/{room.code}/socket/phone?mark=", "-C": f"/{room.code}", "-t": ",".join(map(str, room.topics))}
    options = list(server.options)
    for name, value in instead.items():
        options[options.index(name) + 1] = value
    return replace(server, options=tuple(options))


@contextmanager
def _two_events(plan: Plan) -> Iterator[tuple[Room, Room]]:
    folder = plan.folder / "neighbours"
    shutil.copytree(plan.room.folder, folder)
    try:
        full = replace(plan.room, folder=Path(folder))
        yield full, asyncio.run(furnish_beside(full, PHONES))
    finally:
        shutil.rmtree(folder)
