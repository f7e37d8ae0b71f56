"""The server is killed without a warning, twenty times in a burst of votes: what was answered is there, once."""

import asyncio
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

from barcamp.domain.topics.vote import votes
from tests.cast import Cast
from tests.faults.breaking.processes import process
from tests.faults.crowd.devices import Device, all_is_kept_once, answered, crowd, device
from tests.faults.crowd.screens import Screen

KILLS = 8
PEOPLE = 8
BURST = 24  # answers between two kills


async def test_nothing_is_lost_or_doubled_when_the_server_is_killed_again_and_again(
    cast: Cast, database_url: str, tmp_path: Path
):
    people = await crowd(cast, PEOPLE)
    topics = [await cast.pitches(f"Brot {number}") for number in range(3)]
    async with process(database_url, tmp_path) as server, AsyncExitStack() as stack:
        devices = [await stack.enter_async_context(device(server.url, cast.code, who)) for who in people]
        screen = Screen(server.url, cast.code)
        await screen.load()
        watching = asyncio.create_task(screen.watch())
        over = asyncio.Event()
        acting = [asyncio.create_task(_act(number, each, topics, over)) for number, each in enumerate(devices)]
        for _ in range(KILLS):
            await answered(devices, BURST)
            await screen.waits(lambda: screen.open)
            await server.kill()
            await screen.waits(lambda: not screen.open)
            await server.start()
        over.set()
        await asyncio.wait_for(asyncio.gather(*acting), 300)
        await screen.waits(lambda: screen.open)
        await screen.is_right()
        watching.cancel()

    commands = [command for each in devices for command in each.commands]
    assert all(command.answers[-1] == 303 for command in commands)
    await all_is_kept_once(cast, commands)
    kept = {(row.attendee_id, row.topic_id) for row in await cast.rows(votes)}
    assert kept == {vote for who, each in zip(people, devices, strict=True) for vote in _meant(who.id, each)}
    # Otherwise it would not have been tried.
    assert sum(command.answers[0] == 0 for command in commands) >= KILLS
    assert (screen.sittings, screen.closes) == (KILLS + 1, [1006] * KILLS)


async def _act(number: int, phone: Device, topics: list[int], over: asyncio.Event) -> None:
    """Changes its mind about every topic in turn; every fourth time it writes something that could be there twice."""
    for step in count(number):
        if over.is_set():
            return
        if step % 4 == 3:
            await phone.gives("write-note", wall=f"t{topics[0]}", text=f"Notiz {step} von Gast {number}")
        else:
            verb = "cast-vote" if step // len(topics) % 2 else "withdraw-vote"
            await phone.gives(verb, topic=topics[step % len(topics)])


def _meant(attendee: int, phone: Device) -> set[tuple[int, int]]:
    """The votes somebody should have after all that they did, one after the other."""
    left: set[tuple[int, int]] = set()
    for command in phone.commands:
        if command.verb == "cast-vote":
            left.add((attendee, int(str(command.form["topic"]))))
        elif command.verb == "withdraw-vote":
            left.discard((attendee, int(str(command.form["topic"]))))
    return left
