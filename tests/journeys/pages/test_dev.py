"""What a change of the code does to screens that are open under `make dev`."""

import pytest
from playwright.async_api import Browser, expect

from tests.tools.developing import change, started

pytestmark = pytest.mark.browser


async def test_an_open_screen_loads_its_page_anew_after_a_change(browser: Browser) -> None:
    async with started("--attendees", "0") as dev:
        page = await browser.new_page()
        await page.goto(dev.links["projector"])
        await expect(page.locator("#status")).to_have_attribute("data-state", "live", timeout=120_000)
        async with page.expect_event("framenavigated", timeout=120_000):
            change()
        await expect(page.locator("#status")).to_have_attribute("data-state", "live", timeout=120_000)
        await page.close()
