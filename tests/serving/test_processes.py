"""Several processes, one room: with PostgreSQL and a Redis bell, what is done in one process is shown by all."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import httpx
from websockets.asyncio.client import connect

from barcamp import migrations
from barcamp.app import build
from barcamp.domain.event.phases import MoveToPhase
from barcamp.settings import Settings
from tests.backends import postgres_named, redis_there
from tests.cast import found
from tests.ports import held_port

SEATS = 12  # enough that both processes have some


async def test_a_vote_in_one_process_reaches_screens_of_every_process(tmp_path: Path):
    bell = await redis_there()
    async with postgres_named("processes") as database:
        with held_port() as port:
            await _reaches(tmp_path, database, bell, port)


async def _reaches(folder: Path, database: str, bell: str, port: int) -> None:
    await migrations.upgrade(database)
    code = await _found_event(database)
    settings = {"DATABASE_URL": database, "BELL_URL": bell, "DATA": str(folder), "PROCESSES": "2"}
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "barcamp", "serve", "--port", str(port),
        env={**os.environ, **{f"BARCAMP_{name}": value for name, value in settings.items()}},
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        await _until_ready(url)
        seats = [await _sit_down(url, code) for _ in range(SEATS)]
        async with httpx.AsyncClient(base_url=url, headers={"origin": url}, trust_env=False, verify=False) as kim:
            await kim.post(f"/{code}/join", data={"name": "Kim"})
            answer = await kim.post(f"/{code}/pitch-topic", data={"title": "Leerstand gemeinsam angehen"})
            assert answer.status_code == 303
        await asyncio.gather(*[_hears(seat, "Leerstand gemeinsam angehen") for seat in seats])
        for seat in seats:
            await seat.close()
    finally:
        server.send_signal(signal.SIGTERM)
        await asyncio.wait_for(server.wait(), 300)


async def _found_event(database: str) -> str:
    ctx = build(Settings(database_url=database))
    stay = await found(ctx, "Ada", "Max")
    await ctx.desk.carry_out(MoveToPhase(phase="pitching"), stay.moderator.actor)
    await ctx.desk.close()
    await ctx.db.close()
    return stay.code


async def _sit_down(url: str, code: str):
    async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as visitor:
        page = await visitor.get(f"/{code}/projector")
    mark = re.search(r'data-mark="([^"]*)"', page.text)
    assert mark is not None
    address = f"{url.replace('http', 'ws', 1)}/{code}/socket/projector?mark={mark[1]}"
    return await connect(address, origin=url, proxy=None)  # type: ignore[arg-type]


async def _hears(seat, words: str) -> None:
    async with asyncio.timeout(300):
        while words not in await seat.recv():
            pass


async def _until_ready(url: str) -> None:
    async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as visitor, asyncio.timeout(300):
        while True:
            try:
                if (await visitor.get("/readyz")).status_code == 200:
                    return
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
