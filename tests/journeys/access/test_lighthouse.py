"""Lighthouse gives at least 95 of 100 for accessibility, good practice and search to the pages that people see first,
during and afterwards. Its score for speed depends on what else this machine does, so it is not asked for.

`BARCAMP_TEST_LIGHTHOUSE` names an installed `lighthouse/cli/index.js`.
"""

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic
from tests.cast import Cast, Member
from tests.journeys.browser import chromium_path
from tests.presence import absent
from tests.server import Server

pytestmark = pytest.mark.browser

LEAST = 95
TRIES = 3  # a busy machine is slow, and then so is the page


@pytest.fixture
def lighthouse() -> list[str]:
    script, node = os.environ.get("BARCAMP_TEST_LIGHTHOUSE"), shutil.which("node")
    if not script or node is None:
        absent("lighthouse", "BARCAMP_TEST_LIGHTHOUSE does not name lighthouse/cli/index.js, or there is no node.")
    return [node, script]


@pytest.mark.parametrize("page", ["join", "phone", "archive", "take-home"])
async def test_lighthouse_is_content(cast: Cast, server: Server, lighthouse: list[str], tmp_path: Path, page: str):
    topics = [await cast.pitches(f"Thema {number}", by=cast.noor) for number in range(12)]
    await cast.does(cast.max, PlaceTopic(topic=topics[0], room=cast.rooms[0], slot=cast.slots[0]))
    if page in ("archive", "take-home"):
        await cast.does(cast.max, ArchiveBarcamp())
    address = f"{server.url}/{cast.code}{'/home' if page == 'take-home' else ''}"
    assert await _weak(lighthouse, address, None if page == "join" else cast.kim, tmp_path) == []


async def _weak(lighthouse: list[str], address: str, who: Member | None, folder: Path) -> list[str]:
    """What is below the mark after some tries, with what Lighthouse found wanting."""
    found: list[str] = []
    for _ in range(TRIES):
        found = _wanting(await _measured(lighthouse, address, who, folder / "report.json"))
        if not found:
            break
    return found


async def _measured(lighthouse: list[str], address: str, who: Member | None, file: Path) -> dict:
    cookies = "; ".join(f"{name}={value}" for name, value in (who.cookies if who else {}).items())
    arguments = [
        *lighthouse, address, "--quiet", "--output=json", f"--output-path={file}",
        "--only-categories=accessibility,best-practices,seo", "--throttling-method=provided",
        "--skip-audits=is-crawlable",  # an event keeps search engines out
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu", "--locale=de",
        *([f"--extra-headers={json.dumps({'Cookie': cookies})}"] if cookies else []),
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *arguments,
        env={**os.environ, "CHROME_PATH": chromium_path()},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 300)
    if process.returncode:  # it says so itself if a run went wrong: "please run Lighthouse again"
        return {"categories": {said.decode()[-2000:]: {"score": 0, "auditRefs": []}}, "audits": {}}
    return json.loads(await asyncio.to_thread(file.read_text, encoding="utf-8"))


def _wanting(report: dict) -> list[str]:
    weak = []
    for name, category in report["categories"].items():
        score = round(100 * (category["score"] or 0))
        if score < LEAST:
            missed = [
                each["id"]
                for each in category["auditRefs"]
                if each["weight"] and (report["audits"][each["id"]]["score"] or 0) < 0.9
            ]
            weak.append(f"{name} {score}: {', '.join(missed)}")
    return weak
