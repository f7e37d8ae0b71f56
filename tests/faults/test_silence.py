"""A path that freezes without a word: the server lets the seat go, the page notices, says so, and comes back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from websockets.asyncio.client import connect

from barcamp.live.audience import MOST_SILENT
from tests.cast import Cast
from tests.faults.breaking.processes import process
from tests.faults.breaking.proxy import proxy
from tests.faults.crowd.devices import device
from tests.journeys.browser import Visitors, chromium, live, mark_visit, same_visit

HEARTBEAT = 1  # seconds
SOON = 60_000  # milliseconds


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def test_the_server_lets_a_dead_seat_go_and_keeps_the_quiet_ones(cast: Cast, database_url: str, tmp_path: Path):
    async with (
        process(database_url, tmp_path, heartbeat_s=HEARTBEAT) as server,
        proxy(server.port) as path,
        _seat(server.url, cast.code) as near,
        _seat(path.url, cast.code) as far,
    ):
        # Longer than a silent seat would be kept: screens say nothing, but their browsers answer.
        for _ in range(MOST_SILENT + 2):
            await asyncio.gather(near.recv(), far.recv())
        assert (await server.measures())["seats"] == 2
        path.freeze()
        async with asyncio.timeout(SOON / 1000):
            while (await server.measures())["seats"] == 2:
                await near.recv()
        assert (await server.measures())["seats"] == 1
        far.transport.abort()  # it would wait for a goodbye


@pytest.mark.browser
async def test_a_page_notices_that_its_path_is_dead_and_is_right_when_there_is_another(
    cast: Cast, database_url: str, tmp_path: Path, browser: Browser
):
    async with (
        process(database_url, tmp_path, heartbeat_s=HEARTBEAT) as server,
        proxy(server.port) as path,
        device(server.url, cast.code, cast.noor) as noor,
    ):
        visitors = Visitors(browser, path.url)
        visitors.expects("WebSocket connection to", "ERR_")  # what a dead path looks like
        try:
            phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
            await live(phone)
            await mark_visit(phone)
            before = path.connections
            path.freeze()
            assert (await noor.gives("pitch-topic", title="Im Funkloch")).accepted
            await expect(phone.locator("#status")).to_have_attribute("data-state", "offline", timeout=SOON)
            assert path.connections > before
            path.thaw()
            await expect(phone.locator("#topics h3", has_text="Im Funkloch")).to_have_count(1, timeout=SOON)
            await expect(phone.locator("#status")).to_have_attribute("data-state", "live", timeout=SOON)
            assert (await noor.gives("pitch-topic", title="Wieder da")).accepted
            await expect(phone.locator("#topics h3", has_text="Wieder da")).to_have_count(1, timeout=SOON)
            assert await same_visit(phone)
        finally:
            await visitors.leave()
        assert visitors.unexpected == []


def _seat(url: str, code: str) -> connect:
    """A projector that keeps quiet."""
    address = f"{url.replace('http', 'ws', 1)}/{code}/socket/projector"
    return connect(address, origin=url, proxy=None, ping_interval=None, close_timeout=1)  # type: ignore[arg-type]
