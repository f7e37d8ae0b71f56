"""Three processes: whoever lost a right in one of them loses the screens that it opened in all of them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from barcamp import migrations
from barcamp.desk.desk import Desk
from barcamp.domain.people.organiser import SignIn
from barcamp.kernel.actor import Actor, Role
from barcamp.live.websocket.frames import MOST
from barcamp.web.gate import tokens
from tests.backends import postgres_named, redis_there
from tests.cast import Cast, Member
from tests.faults.breaking.processes import Process, process

PROCESSES = 3


@pytest.fixture
async def database_url(worker: str) -> AsyncIterator[str]:
    async with postgres_named(f"rights_{worker}") as url:
        await migrations.upgrade(url)
        yield url


def screen(server: Process, cast: Cast, name: str, who: Member) -> connect:
    cookies = "; ".join(f"{key}={value}" for key, value in who.cookies.items())
    return connect(
        f"{server.url.replace('http', 'ws', 1)}/{cast.code}/socket/{name}",
        origin=Origin(server.url), additional_headers={"cookie": cookies}, proxy=None, max_size=64 * MOST,
    )  # fmt: skip


async def code_of(line: ClientConnection) -> int:
    """What the line is closed with, once all that was on the way has been read."""
    try:
        while True:
            await line.recv()
    except ConnectionClosed as why:
        return why.rcvd.code if why.rcvd else 1006


async def signed_in(cast: Cast) -> Member:
    """Ada, by the clock of the processes."""
    token, desk = tokens.new_token(), Desk(cast.ctx.db, lambda ledger_id: None)
    who = Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id)
    await desk.carry_out(SignIn(token=tokens.hashed(token)), who)
    await desk.close()
    return Member("Ada", cast.ada.actor, {tokens.ORGANISER: token})


async def test_no_screen_outlives_the_right_to_it(cast: Cast, database_url: str, tmp_path: Path):
    bell, ada = await redis_there(), await signed_in(cast)
    async with AsyncExitStack() as stack:
        servers = [
            await stack.enter_async_context(process(database_url, tmp_path, bell_url=bell)) for _ in range(PROCESSES)
        ]
        opened = {
            (server.url, name, who.name): await stack.enter_async_context(screen(server, cast, name, who))
            for server in servers
            for name, who in (("console", cast.max), ("phone", cast.kim), ("phone", cast.noor), ("console", ada))
        }
        for line in opened.values():
            await line.recv()
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=300))

        async def does(path: str, who: Member = ada, **form: object) -> None:
            url = servers[0].url
            headers = {"origin": url, "cookie": "; ".join(f"{key}={value}" for key, value in who.cookies.items())}
            assert (await http.post(f"{url}{path}", data=form, headers=headers)).status_code in (200, 303)

        await does(f"/organiser/{cast.code}/end-moderating", attendee=cast.max.id)
        await does(f"/{cast.code}/remove-person", person=cast.kim.id, contributions="keep")
        for server in servers:
            for name, who in (("console", cast.max), ("phone", cast.kim)):
                assert await code_of(opened[server.url, name, who.name]) == 1006
                async with screen(server, cast, name, who) as again:
                    assert await code_of(again) == 4403
            async with screen(server, cast, "phone", cast.max) as again:
                assert await again.recv()
        await does(f"/{cast.code}/announce", text="Nur noch für die anderen")
        for server in servers:
            for name, who in (("phone", cast.noor), ("console", ada)):
                line, said = opened[server.url, name, who.name], ""
                while "Nur noch für die anderen" not in said:
                    said = str(await line.recv())
        await does(f"/{cast.code}/leave", cast.noor, sure="yes")
        await does("/organiser/sign-out")
        for server in servers:
            for name, who in (("phone", cast.noor), ("console", ada)):
                assert await code_of(opened[server.url, name, who.name]) == 1006
                async with screen(server, cast, name, who) as again:
                    assert await code_of(again) == 4403
