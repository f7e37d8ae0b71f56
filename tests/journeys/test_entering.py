"""Somebody without a phone is entered by hand: the list shows them, marked, in view and with the focus."""

import pytest
from playwright.async_api import expect

from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
async def test_whoever_is_entered_is_seen_at_once(cast: Cast, visitors: Visitors, size: dict):
    page = await visitors.open(f"/{cast.code}/people", cast.max, size)
    for name in ("Zoë Zander", "Adam Ahrens"):
        await page.click("details.card > summary")
        await page.fill("#f-enter-person-name", name)
        await page.click("form[action$='/enter-person'] button")
        entered = page.locator(".roster .entered")
        await expect(entered).to_contain_text(name)
        await expect(entered).to_be_focused()
        await expect(entered).to_be_in_viewport(ratio=1)
