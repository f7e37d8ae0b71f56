"""Choosing a language with a finger: on the page to join, and under "Me"."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import Announce
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live

pytestmark = pytest.mark.browser

FINGER = 44


async def tapped(page: Page, name: str) -> None:
    """Taps a language, which is in sight without scrolling and as large as a finger."""
    button = page.get_by_role("button", name=name, exact=True)
    await expect(button).to_be_in_viewport(ratio=1)
    box = await button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= FINGER
    async with page.expect_navigation():
        await button.tap()


async def test_leichte_sprache_is_chosen_before_joining_and_stays(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}")
    await tapped(phone, "Leichte Sprache")
    await expect(phone.locator("html")).to_have_attribute("lang", "de-simple")
    await phone.get_by_label("Wie heißen Sie?").fill("Uli")
    await phone.keyboard.press("Enter")
    await expect(phone.locator("#welcome")).to_contain_text("Alle machen das Programm zusammen.")
    await live(phone)
    await phone.reload()
    await expect(phone.locator("html")).to_have_attribute("lang", "de-simple")
    lines = await phone.locator("#welcome li").first.evaluate("item => getComputedStyle(item).whiteSpace")
    assert lines.startswith("pre-line")


async def test_under_me_it_is_chosen_and_given_up_again(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}#me", cast.kim)
    await live(phone)
    await tapped(phone, "Leichte Sprache")
    await expect(phone.locator("#tab-me")).to_be_in_viewport()
    await expect(phone.locator("#mine")).to_contain_text("Sie haben 0 Notizen geschrieben.")
    await live(phone)
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    await expect(phone.locator("#announcement")).to_contain_text("Der Kaffee ist da")
    await tab(phone, "topics")
    await expect(phone.locator("#topics")).to_contain_text("Es gibt noch keine Themen.")
    await cast.pitches("Leerstand")
    await expect(phone.locator(".fresh button")).to_have_text("1 neues Thema")
    await tab(phone, "me")
    await tapped(phone, "Deutsch")
    await expect(phone.locator("html")).to_have_attribute("lang", "de")
