"""`python -m bench [part …]`: measures, prints a table per part, and writes a JSON file to bench/results/."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import machine, profiling
from bench.findings import Findings, Plan
from bench.machine import Absent
from bench.parts import PARTS
from bench.room import furnish

RESULTS = machine.HERE / "results"
SIZES = (100, 1000, 5000)
FEWEST = 500  # people in a room: together they may send more than a quick measurement can


def main(arguments: list[str] | None = None) -> int:
    wanted = _parser().parse_args(arguments)
    names = wanted.parts or list(PARTS)
    profile = names[0] == "profile"
    unknown = [name for name in names[profile:] if name not in PARTS]
    if unknown or (profile and not set(names[1:]) <= set(profiling.WAYS)):
        print(f"There is no part called {' '.join(unknown or names[1:])}.")
        print(f"There is: {', '.join(PARTS)}; profile {', profile '.join(profiling.WAYS)}.")
        return 2
    if sys.platform != "linux":
        print("The benchmarks need Linux: they read the CPU clocks of the servers and hold them to one core each.")
        return 2
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        plan = _plan(Path(folder), wanted)
        if profile:
            profiling.run(plan, names[1:] or list(profiling.WAYS))
            return 0
        report = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine.described()}
        report["plan"] = {"sizes": plan.sizes, "repeats": plan.repeats, "quick": wanted.quick}
        report["parts"] = {name: _measure(name, plan) for name in names}
    path = wanted.out or RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(f"\nWritten to {path.relative_to(machine.ROOT) if path.is_relative_to(machine.ROOT) else path}")
    return 0


def _measure(name: str, plan: Plan) -> dict:
    began = time.monotonic()
    print(f"\n{name}", flush=True)
    try:
        found = PARTS[name](plan)
    except Absent as why:
        found = Findings(says=[f"Skipped: {why}."])
    for line in (found.table(), *map(str, found.goals), *(f"  {sentence}" for sentence in found.says)):
        if line:
            print(line, flush=True)
    return {**found.as_json(), "seconds": round(time.monotonic() - began, 1)}


def _plan(folder: Path, wanted: argparse.Namespace) -> Plan:
    sizes = (20,) if wanted.quick else tuple(size for size in SIZES if size <= wanted.phones) or (wanted.phones,)
    room = asyncio.run(furnish(folder / "room", max(sizes[-1], FEWEST)))
    repeats = wanted.repeats or (1 if wanted.quick else 3)
    if wanted.quick:
        return Plan(folder, room, sizes, repeats, seconds=1, broadcasts=2, connections=5, peers=not wanted.alone)
    return Plan(
        folder, room, sizes, repeats, seconds=wanted.seconds, broadcasts=20, connections=200, peers=not wanted.alone
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; or: profile storm, profile commands"
    )
    parser.add_argument("--quick", action="store_true", help="20 phones and a second each: does it run at all?")
    parser.add_argument("--alone", action="store_true", help="without the peers: faster, and no ratios")
    parser.add_argument("--repeats", type=int, choices=range(1, 21), metavar="N", help="paired repeats, 3 by default")
    parser.add_argument("--phones", type=int, default=5000, metavar="N", help="the largest room, at most 5000")
    parser.add_argument("--seconds", type=int, default=5, metavar="N", help="of each timed measurement")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the JSON goes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
