"""One Chromium per worker; every journey has visitors, and fails if one of their consoles complained, or if a state
that it reached is not accessible (see watching.py; only if BARCAMP_TEST_AXE names axe-core)."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.journeys.browser import Visitors, chromium
from tests.journeys.watching import Watch, axe_source
from tests.server import Server


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
def watch(browser: Browser, request: pytest.FixtureRequest) -> Watch | None:
    source, folder = axe_source(), os.environ.get("BARCAMP_TEST_KINDS")
    journey = f"{request.path.name}::{request.node.nodeid.partition('::')[2]}"
    return Watch(browser, source, journey, Path(folder) if folder else None) if source else None


@pytest.fixture
async def visitors(browser: Browser, server: Server, watch: Watch | None) -> AsyncIterator[Visitors]:
    """Visitors of the server, see tests/journeys/browser.py."""
    visitors = Visitors(browser, server.url, watch)
    try:
        yield visitors
    finally:
        await visitors.leave()
    assert visitors.unexpected == []
    found = await watch.examine(server.url) if watch else []
    assert not found, "\n".join(found)
