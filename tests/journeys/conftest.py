"""One Chromium per worker; every journey has visitors, and fails when one of their consoles complained, or when a state
that it reached is not accessible (see watching.py; only where BARCAMP_TEST_AXE names axe-core)."""

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.journeys.browser import Visitors, chromium
from tests.journeys.watching import Watch, axe_source
from tests.server import Server


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def watch(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Watch | None:
    source = axe_source()
    if source is None:
        return None
    ours = tmp_path_factory.getbasetemp()
    run = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    return Watch(browser, source, run / "examined.txt")


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
