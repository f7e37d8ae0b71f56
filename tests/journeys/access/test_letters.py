"""Single keys for attendees on a laptop: where they lead, that they do nothing while somebody types or holds another
key, and that they can be listed and switched off."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser


async def keyed(page: Page) -> None:
    await live(page)
    await until(page, "() => Boolean(window.barcamp?.shortcuts)")


async def test_digits_lead_through_the_tabs_and_letters_to_where_one_writes(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, MoveToPhase(phase="pitching"))
    kim = await visitors.open(f"/{cast.code}", cast.kim, LAPTOP)
    await keyed(kim)
    for key, tab in (("3", "plan"), ("5", "me"), ("2", "topics")):
        await kim.keyboard.press(key)
        await expect(kim.locator("body")).to_have_attribute("data-tab", tab)
        await expect(kim.locator(f'.tabs a[href="#{tab}"]')).to_be_focused()
    await expect(kim.locator('.tabs a[href="#plan"]')).to_have_attribute("aria-keyshortcuts", "3")
    await kim.keyboard.press("1")
    await kim.keyboard.press("/")
    await expect(kim.locator("#seek")).to_be_focused()
    await kim.keyboard.type("3n?/")
    await expect(kim.locator("#seek")).to_have_value("3n?/")
    await expect(kim.locator("body")).to_have_attribute("data-tab", "topics")
    await kim.locator('.tabs a[href="#topics"]').focus()
    for held in ("Control+3", "Alt+3", "Meta+3"):
        await kim.keyboard.press(held)
        await expect(kim.locator("body")).to_have_attribute("data-tab", "topics")
    await kim.keyboard.press("n")
    await expect(kim.locator("#f-pitch-topic-title")).to_be_focused()


async def test_on_a_wall_a_digit_leads_to_its_lane(cast: Cast, visitors: Visitors):
    async with cast.ctx.db.reading() as db:
        lanes = [each.id for each in await load_sections(db, cast.id)]
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await keyed(kim)
    await kim.keyboard.press("4")
    await expect(kim.locator(f"#foot_{lanes[3]} textarea")).to_be_focused()
    await kim.keyboard.type("2n")
    await expect(kim.locator(f"#foot_{lanes[3]} textarea")).to_have_value("2n")
    await kim.evaluate("document.activeElement.blur()")
    await kim.keyboard.press("n")
    await until(kim, "() => document.activeElement.matches('.foot-of-lane textarea')")


async def test_the_list_has_a_link_and_switches_the_keys_off_for_good(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}", cast.kim, LAPTOP)
    await keyed(kim)
    await kim.keyboard.press("?")
    await expect(kim.get_by_role("dialog", name="Tasten")).to_be_visible()
    await kim.keyboard.press("3")
    await expect(kim.locator("body")).not_to_have_attribute("data-tab", "plan")
    await kim.keyboard.press("Escape")
    await kim.keyboard.press("5")
    await kim.get_by_role("link", name="Tasten").click()
    await kim.get_by_label("Tasten auf diesem Gerät benutzen").uncheck()
    await kim.get_by_role("button", name="Schließen").click()
    for _ in range(2):
        for key in ("2", "n", "?", "/"):
            await kim.keyboard.press(key)
        await expect(kim.locator("#keys")).to_be_hidden()
        await expect(kim.locator('.tabs a[href="#plan"]')).not_to_have_attribute("aria-keyshortcuts", "3")
        await expect(kim.locator("body")).to_have_attribute("data-tab", "me")
        await kim.reload()
        await keyed(kim)
    await kim.get_by_role("link", name="Tasten").click()
    await kim.get_by_label("Tasten auf diesem Gerät benutzen").check()
    await kim.keyboard.press("Escape")
    await kim.keyboard.press("2")
    await expect(kim.locator("body")).to_have_attribute("data-tab", "topics")


async def test_without_scripts_the_link_leads_to_a_page(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}?whole=yes", cast.kim, LAPTOP, java_script_enabled=False)
    await kim.get_by_role("link", name="Tasten").click()
    await expect(kim.get_by_role("heading", name="Tasten")).to_be_visible()
    await expect(kim.get_by_label("Tasten auf diesem Gerät benutzen")).to_be_hidden()
