"""`barcamp rehearse`, as an operator calls it beside a server that runs: from its first line to its last."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import func, select

from barcamp import migrations
from barcamp.app import build
from barcamp.cli import main
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.people.attendee import attendees
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from tests.cast import found
from tests.faults.breaking.processes import Process, process


async def _begin(server: Process, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "barcamp", "rehearse", *arguments, "--port", str(server.port),
        env={**os.environ, **server.settings}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def _refused(server: Process, code: str) -> str:
    """What it says and ends with."""
    told = await asyncio.to_thread(
        CliRunner().invoke, main, ["rehearse", code, "--port", str(server.port)], env=server.settings
    )
    assert told.exit_code == 6, told.output
    return told.output.strip()


async def _phones(ctx: AppContext, code: str) -> int:
    """How many are in the rehearsal of this event."""
    query = select(func.count()).select_from(attendees.join(barcamps, barcamps.c.id == attendees.c.barcamp_id))
    async with ctx.db.reading() as db:
        return await db.scalar(query.where(barcamps.c.rehearses == code)) or 0


async def _left(ctx: AppContext, code: str) -> int:
    async with ctx.db.reading() as db:
        return await db.scalar(select(func.count()).where(barcamps.c.rehearses == code)) or 0


async def test_it_tells_the_ways_in_plays_and_leaves_nothing(tmp_path: Path):
    database = f"sqlite+aiosqlite:///{tmp_path / 'barcamp.sqlite'}"
    await migrations.upgrade(database)
    ctx = build(Settings(database_url=database, data=tmp_path))
    try:
        real, other = await found(ctx, "Ada", "Max", "Kim"), await found(ctx, "Bo", "Lu")
        async with process(database, tmp_path) as server:
            short = await _begin(server, other.code, "--attendees", "1", "--minutes", "0.1")
            rehearsal = await _begin(server, real.code, "--attendees", "3", "--minutes", "5")
            assert rehearsal.stdout is not None
            ways = [(await asyncio.wait_for(rehearsal.stdout.readline(), 300)).decode().strip() for _ in range(4)]
            assert [way.partition(":")[0] for way in ways] == ["console", "projector", "join", "clock"]
            assert re.search(rf"/organiser/{real.code}/rehearsal$", ways[3])
            async with asyncio.timeout(300):
                while await _phones(ctx, real.code) < 3:  # noqa: ASYNC110 (another process acts)
                    await asyncio.sleep(0.2)
            assert "is a rehearsal on already?" in await _refused(server, real.code)
            rehearsal.send_signal(signal.SIGINT)  # Ctrl-C
            said, complaints = await asyncio.wait_for(rehearsal.communicate(), 300)
            assert said.decode().splitlines() == ["The rehearsal is over; nothing of it is left."]
            assert (rehearsal.returncode, complaints) == (0, b"")
            assert await _left(ctx, real.code) == 0

            said, complaints = await asyncio.wait_for(short.communicate(), 300)
            assert said.decode().splitlines()[-1] == "The rehearsal is over; nothing of it is left."
            assert (short.returncode, complaints, await _left(ctx, other.code)) == (0, b"", 0)

            assert await _refused(server, "NNNNNN") == "There is no event with the code NNNNNN."
        assert "start it first, with" in await _refused(server, real.code)
    finally:
        await ctx.desk.close()
        await ctx.bell.close()
        await ctx.db.close()
