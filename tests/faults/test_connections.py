"""PostgreSQL ends the server's connections under load: commands are answered or can be sent again, and it goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

import pytest

from barcamp import migrations
from tests.backends import postgres_named
from tests.cast import Cast
from tests.faults.breaking.processes import process
from tests.faults.crowd.devices import Command, Device, all_is_kept_once, answered, crowd, device
from tests.faults.crowd.screens import Screen

PEOPLE, ROUNDS = 6, 12
END_THEM = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
async def database_url(worker: str) -> AsyncIterator[str]:
    """A database of its own: its connections are ended."""
    async with postgres_named(f"connections_{worker}") as url:
        await migrations.upgrade(url)
        yield url


async def test_ended_connections_cost_a_second_try_and_nothing_else(cast: Cast, database_url: str, tmp_path: Path):
    import asyncpg

    topic, people = await cast.pitches(), await crowd(cast, PEOPLE)
    await cast.ctx.db.close()
    async with process(database_url, tmp_path) as server, AsyncExitStack() as stack:
        devices = [await stack.enter_async_context(device(server.url, cast.code, who)) for who in people]
        screen = Screen(server.url, cast.code)
        await screen.load()
        watching, over = asyncio.create_task(screen.watch()), asyncio.Event()
        acting = [asyncio.create_task(_act(number, each, topic, over)) for number, each in enumerate(devices)]
        other = await asyncpg.connect(database_url.replace("+asyncpg", ""))
        ended = 0
        # Until they were ended often enough, and somebody met one that was: else it would not have been tried.
        async with asyncio.timeout(300):
            while ended < ROUNDS or not any(503 in command.answers for each in devices for command in each.commands):
                await answered(devices, PEOPLE)
                ended += len(await other.fetch(END_THEM))
        await other.close()
        over.set()
        given_up = [
            command for commands in await asyncio.wait_for(asyncio.gather(*acting), 300) for command in commands
        ]
        assert (await devices[0].gives("pitch-topic", title="Danach")).answers[-1] == 303
        await screen.shows("Danach")
        await screen.is_right()
        watching.cancel()
        # A page is asked for with connections that may have ended, too.
        assert (await devices[0].client.get(f"/{cast.code}")).status_code == 200

    commands = [command for each in devices for command in each.commands]
    assert all(command.accepted for command in commands if command not in given_up)
    await all_is_kept_once(cast, commands)


async def _act(number: int, phone: Device, topic: int, over: asyncio.Event) -> list[Command]:
    """Writes notes and votes; what fails is sent again, but for every other note, which is given up."""
    given_up, steps = [], count()
    while not over.is_set():
        step = next(steps)
        if step % 3 == 0:
            await phone.gives("cast-vote" if step % 2 else "withdraw-vote", topic=topic)
        elif step % 3 == 1:
            await phone.gives("write-note", wall=f"t{topic}", text=f"Notiz {step} von Gast {number}")
        else:
            command = Command("write-note", {"wall": f"t{topic}", "text": f"Einmal {step} von Gast {number}"})
            if await phone.sends(command) != 303:
                given_up.append(command)
        await asyncio.sleep(0.05)
    return given_up
