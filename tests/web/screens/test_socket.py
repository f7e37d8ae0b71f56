"""A screen's socket: who may sit down, what is told to the others, and what is not listened to."""

import asyncio

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from barcamp.domain.topics.topic import PitchTopic
from tests.cast import Cast
from tests.server import Server
from tests.waiting import until


async def closed_with(server: Server, path: str, who=None) -> int | None:
    with pytest.raises(ConnectionClosed) as caught:
        async with server.socket(path, who) as socket:
            await asyncio.wait_for(socket.recv(), 300)
    return caught.value.rcvd.code if caught.value.rcvd else None


async def test_a_socket_without_the_role_is_told_not_to_come_back(server: Server, cast: Cast):
    wall = f"notes/t{await cast.pitches()}"
    for who in (None, cast.eve, cast.eve_organising):
        for screen in ("phone", "console", wall):
            assert await closed_with(server, f"/{cast.code}/socket/{screen}", who) == 4403
    assert await closed_with(server, f"/{cast.code}/socket/console", cast.kim) == 4403


async def test_a_socket_of_what_does_not_exist_is_told_not_to_come_back(server: Server, cast: Cast):
    theirs = await cast.pitches(by=cast.eve)
    for path in ("phone/t1", "kitchen", "notes/t999999", "notes/x", f"notes/t{theirs}"):
        assert await closed_with(server, f"/{cast.code}/socket/{path}", cast.max) == 4404
    assert await closed_with(server, "/XXXXXX/socket/phone", cast.kim) == 4404


async def test_a_socket_beside_every_address_is_refused(server: Server, cast: Cast):
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        async with server.socket("/nowhere/at/all", cast.kim) as socket:
            await asyncio.wait_for(socket.recv(), 300)


async def test_messages_from_screens_are_counted_and_ignored(server: Server, cast: Cast):
    hub, before = server.ctx.hub, await cast.journal()
    async with server.socket(f"/{cast.code}/socket/phone", cast.kim) as socket:
        await socket.recv()
        for message in ("{}", "cast-vote", b"\x00\xff", '{"op": 1}'):
            await socket.send(message)
        await until(lambda: hub.unexpected == 4)
        assert await cast.journal() == before
        answer = await cast.does(cast.noor, PitchTopic(title="Salz"))
        assert f" {answer.seq}_" in str(await socket.recv()).partition("\n")[0]
    await until(lambda: not hub.broadcast(cast.id).audience.groups)


async def test_a_message_too_large_ends_that_socket_alone(server: Server, cast: Cast):
    async with server.socket(f"/{cast.code}/socket/phone", cast.noor) as noor:
        await noor.recv()
        async with server.socket(f"/{cast.code}/socket/phone", cast.kim) as kim:
            await kim.send("x" * 100_000)
            await asyncio.wait_for(kim.wait_closed(), 300)
        await cast.pitches()
        assert "Brot backen" in str(await noor.recv())
