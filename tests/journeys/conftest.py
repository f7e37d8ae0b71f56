"""One Chromium per worker; every journey has visitors, and fails when one of their consoles complained."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.journeys.browser import Visitors, chromium
from tests.server import Server


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def visitors(browser: Browser, server: Server) -> AsyncIterator[Visitors]:
    """Visitors of the server, see tests/journeys/browser.py."""
    visitors = Visitors(browser, server.url)
    try:
        yield visitors
    finally:
        await visitors.leave()
    assert visitors.unexpected == []
