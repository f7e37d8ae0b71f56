"""`python -m tests.faults.reliability`: a room at its full size lives through every fault, and docs/reliability.md says
what came of it. Names of faults limit the run to these, and print only.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.calamities import CALAMITIES, Calamity, endured
from tests.faults.crowd.room import Figures, Size
from tests.faults.report import written

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
# A minute without Redis; what fills a disk is noticed sooner.
MINUTE, TEN = 60.0, 10.0


def main(arguments: list[str] | None = None) -> int:
    wanted = _parser().parse_args(arguments)
    if sys.platform != "linux":
        print("The faults need Linux: another process is kept from writing.")
        return 2
    for name in [name for name in os.environ if name.startswith("BARCAMP_") and "_TEST_" not in name]:
        del os.environ[name]
    unknown = set(wanted.faults) - {each.name for each in CALAMITIES}
    if unknown:
        print(f"There is no fault called {' '.join(sorted(unknown))}.")
        return 2
    chosen = [each for each in CALAMITIES if each.name in wanted.faults] or list(CALAMITIES)
    found: dict[str, Figures | str] = {}
    size = Size(wanted.phones, wanted.pause, TEN)
    for calamity in chosen:
        longer = replace(size, seconds=MINUTE) if calamity.name == "redis" else size
        found[calamity.name] = asyncio.run(_tried(calamity, longer))
        print(f"{calamity.name}: {_in_short(found[calamity.name])}", flush=True)
    if not wanted.faults:
        PAGE.write_text(written(found, size, _machine(), datetime.now(UTC).date()), encoding="utf-8")
        print(f"Written: docs/{PAGE.name}")
    return 0 if all(isinstance(each, Figures) and each.kept for each in found.values()) else 1


async def _tried(calamity: Calamity, size: Size) -> Figures | str:
    """The figures, or why there are none."""
    with tempfile.TemporaryDirectory(prefix="barcamp-faults-") as folder:
        try:
            return await endured(calamity, Path(folder), size)
        except pytest.skip.Exception as why:
            return f"not tried here: {why}"
        except AssertionError as why:
            return f"failed: {why}"


def _in_short(came: Figures | str) -> str:
    if isinstance(came, str):
        return came
    kept = f"{came.acknowledged} acknowledged, {len(came.lost)} lost, {len(came.doubled)} doubled"
    return f"{kept}; screens right after {came.median:.1f} s, the last after {came.worst:.1f} s; {came.answers}"


def _machine() -> str:
    """Enough to compare it with another one, nothing that names it."""
    busy = f"load {os.getloadavg()[0]:.1f}"
    return f"{len(os.sched_getaffinity(0))} cores, {busy}, Linux, Python {platform.python_version()}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.reliability", description=__doc__)
    names = [each.name for each in CALAMITIES]
    parser.add_argument("faults", nargs="*", metavar="fault", help=", ".join(names))
    parser.add_argument("--phones", type=int, default=200, metavar="N", help="200 by default")
    parser.add_argument(
        "--pause", type=float, default=10.0, metavar="S", help="seconds between two commands of a phone"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
