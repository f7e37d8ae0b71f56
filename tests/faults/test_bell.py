"""Redis is killed and comes back while commands are given: its absence delays the other process's screens, no more."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from barcamp import migrations
from tests.backends import postgres_named
from tests.cast import Cast
from tests.faults.breaking.bells import own_redis
from tests.faults.breaking.processes import process
from tests.faults.crowd.devices import Device, all_is_kept_once, device
from tests.faults.crowd.screens import Screen

SECONDS = 15  # generous: a process looks for itself every three


@pytest.fixture(params=["sqlite", "postgres"])
async def database_url(request: pytest.FixtureRequest, sqlite_url: str, worker: str) -> AsyncIterator[str]:
    """A database that two servers share."""
    if request.param == "sqlite":
        yield sqlite_url
        return
    async with postgres_named(f"bell_{worker}") as url:
        await migrations.upgrade(url)
        yield url


async def test_screens_are_right_while_redis_is_away_and_when_it_is_back(cast: Cast, database_url: str, tmp_path: Path):
    async with (
        own_redis(tmp_path) as redis,
        process(database_url, tmp_path, bell_url=redis.url) as one,
        process(database_url, tmp_path, bell_url=redis.url) as other,
        device(one.url, cast.code, cast.kim) as kim,
        device(one.url, cast.code, cast.noor) as noor,
    ):
        here, there = Screen(one.url, cast.code), Screen(other.url, cast.code)
        await here.load()
        await there.load()
        watching = [asyncio.create_task(screen.watch()) for screen in (here, there)]
        await here.waits(lambda: here.open and there.open)
        await redis.is_heard_by(2)
        over = asyncio.Event()
        load = asyncio.create_task(_load(noor, await cast.pitches(), over))

        async def is_shown_by_both(title: str) -> None:
            assert (await kim.gives("pitch-topic", title=title)).answers == [303]
            await here.shows(title, SECONDS)
            await there.shows(title, SECONDS)

        await is_shown_by_both("Mit Klingel")
        await redis.kill()
        await is_shown_by_both("Ohne Klingel")
        await is_shown_by_both("Noch immer ohne")
        await redis.start()
        await redis.is_heard_by(2)
        await is_shown_by_both("Wieder mit Klingel")
        over.set()
        await load
        await here.is_right()
        await there.is_right()
        for task in watching:
            task.cancel()
        assert "Traceback" not in one.said + other.said
    commands = [*kim.commands, *noor.commands]
    assert {answer for command in commands for answer in command.answers} == {303}
    await all_is_kept_once(cast, commands)


async def _load(phone: Device, topic: int, over: asyncio.Event) -> None:
    while not over.is_set():
        await phone.gives("write-note", wall=f"t{topic}", text=secrets.token_hex(8))
        await asyncio.sleep(0.15)
