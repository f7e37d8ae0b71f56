"""Somebody without a phone is entered by hand: the list shows them, marked, in view and with the focus. Whoever knocks
is seen without a reload."""

import pytest
from playwright.async_api import expect

from barcamp.domain.people.entry import Knock, SetEntry
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


async def test_whoever_looks_at_the_people_sees_who_knocks_meanwhile(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, SetEntry(open=False))
    page = await visitors.open(f"/{cast.code}/people", cast.max, PHONE)
    await expect(page.locator("#entry h3")).to_have_count(0)
    await page.locator("#entry [name=open]").focus()
    await cast.does(cast.stranger, Knock(device="0" * 64, name="Zoë Zander"))
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # somebody comes back to it
    await expect(page.locator("#entry h3")).to_have_text("1 Person wartet")
    await expect(page.locator("#entry-news")).to_have_text("1 Person wartet")
    await expect(page.locator("#entry [name=open]")).to_be_focused()
    await page.click("#entry form[action$='/let-in'] button")
    await expect(page.locator(".roster a", has_text="Zoë Zander")).to_be_visible()
