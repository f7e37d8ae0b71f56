"""The benchmarks run, end by themselves, and tell in one shape what they found. No times are judged."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench import servers
from bench.__main__ import main
from bench.machine import Absent
from bench.room import SENTENCE, announcement
from tests.backends import connect, redis_there
from tests.presence import absent

ROOT = Path(__file__).parents[2]
PARTS = (
    "fanout",
    "storm",
    "commands",
    "latency",
    "renderings",
    "growth",
    "selection",
    "plan",
    "pack",
    "attack",
    "wall",
)  # memory asks the same as storm

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the benchmarks read Linux's CPU clocks"),
    pytest.mark.skipif(not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="no C compiler for the load client"),
]


async def measured(tmp_path: Path, *arguments: str) -> tuple[int, str, dict]:
    out = tmp_path / "found.json"

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bench", *arguments, "--out", str(out)],
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    done = await asyncio.to_thread(run)
    return done.returncode, done.stdout + done.stderr, json.loads(out.read_text()) if out.exists() else {}


async def test_each_part_finds_something_in_a_tiny_room(tmp_path):
    code, said, report = await measured(tmp_path, *PARTS, "--quick", "--alone")

    assert code == 0, said
    assert set(report) == {"at", "machine", "plan", "parts"}
    assert tuple(report["parts"]) == PARTS
    for name, part in report["parts"].items():
        assert set(part) == {"rows", "goals", "says", "raw", "seconds"}
        assert [row["server"] for row in part["rows"]][:1] == ["barcamp"], (name, part["says"])
        assert part["goals"] != []
        assert all(set(goal) == {"what", "value", "bound", "unit", "at_least", "met"} for goal in part["goals"])
    fanout = report["parts"]["fanout"]
    assert [(row["phones"], row["lost"]) for row in fanout["rows"]] == [(20, 0)]
    assert [one["right"] for one in report["parts"]["storm"]["raw"]] == [20]
    assert [one["refused"] for one in report["parts"]["commands"]["raw"]] == [0, 0]
    assert [(one["sent"], len(one["waits"])) for one in report["parts"]["latency"]["raw"]] == [(50, 50)]
    assert [(one["missing"], one["refused"]) for one in report["parts"]["wall"]["raw"]] == [(0, 0)]
    assert len({row["renderings"] for row in report["parts"]["renderings"]["rows"]}) == 1


async def test_parts_with_more_than_one_event_or_process_find_something_and_lose_nothing(tmp_path):
    await (await connect()).close()
    await redis_there()
    code, said, report = await measured(tmp_path, "neighbours", "processes", "scale", "--quick", "--alone")

    assert code == 0, said
    parts = report["parts"]
    if not parts["scale"]["rows"]:
        absent("nginx", f"scale says: {parts['scale']['says']}")
    for name, part in parts.items():
        assert {row["server"] for row in part["rows"]} == {"barcamp"}, (name, part["says"])
        assert part["goals"] != []
    counted = [goal["value"] for goal in parts["scale"]["goals"] if goal["bound"] == 0]
    assert counted == [0, 0]  # votes that were lost, and phones that were not right, after a process was killed


async def test_a_peer_that_is_not_here_is_named(monkeypatch):
    monkeypatch.setattr(servers, "NCHAN", "no_such_module.so")

    with pytest.raises(Absent, match="no nginx with the nchan module"), servers.nchan():
        pass


async def test_an_unknown_part_is_refused_with_those_there_are(capsys):
    assert main(["speed"]) == 2
    assert "fanout, storm, commands" in capsys.readouterr().out


def test_peers_send_what_phones_get():
    assert SENTENCE in announcement()
