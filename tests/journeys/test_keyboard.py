"""A phone's page in a browser with a keyboard: everything is reached, seen and done without a pointer."""

import pytest
from playwright.async_api import Page, expect

from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def test_the_first_tab_stop_skips_to_the_content(cast: Cast, visitors: Visitors):
    for path in (f"/{cast.code}", f"/{cast.code}/console", f"/{cast.code}/notes/t{await cast.pitches()}"):
        page = await visitors.open(path, cast.max, LAPTOP)
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()
        await expect(page.locator(".skip")).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.closest('main') !== null")


async def test_sections_interest_and_pitching_by_keyboard(cast: Cast, visitors: Visitors):
    topic = await cast.pitches(by=cast.noor)
    page = await visitors.open(f"/{cast.code}", cast.kim, LAPTOP)
    await live(page)
    await walk_to(page, ".tabs a[href='#plan']")
    await page.keyboard.press("Enter")
    await expect(page.locator("main > [data-tab=plan]")).to_be_visible()
    await expect(page.locator("main > [data-tab=topics]")).to_be_hidden()
    await walk_to(page, ".tabs a[href='#topics']")
    await page.keyboard.press("Enter")

    await walk_to(page, f"#topic_{topic} button.interest")
    for key, pressed, count in (("Space", "true", "1"), ("Enter", "false", "0"), ("Enter", "true", "1")):
        await page.keyboard.press(key)
        vote = page.locator(f"#topic_{topic} button.interest")
        await expect(page.locator(f"#interest_{topic}")).to_contain_text(count)
        await expect(vote).to_have_attribute("aria-pressed", pressed)
        await expect(vote).to_be_focused()

    await walk_to(page, "#pitch summary")
    await page.keyboard.press("Enter")
    await walk_to(page, "#f-pitch-topic-title")
    await page.keyboard.type("Salz")
    await page.keyboard.press("Enter")
    await expect(page.locator("#topics > .topic h3")).to_have_text(["Brot backen", "Salz"])
    await expect(page.locator("#f-pitch-topic-title")).to_be_focused()


async def test_every_stop_of_the_tab_key_is_seen(cast: Cast, visitors: Visitors):
    await cast.pitches(by=cast.noor)
    for path in (f"/{cast.code}#topics", f"/{cast.code}/console"):
        page = await visitors.open(path, cast.max, LAPTOP)
        await live(page)
        for _ in range(25):
            await page.keyboard.press("Tab")
            seen = await page.evaluate(
                """() => {
                  let at = document.activeElement;
                  if (at === document.body) return true;
                  if (at.matches("input[type=radio]")) at = at.labels[0];
                  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
                  return box.width > 0 && box.height > 0 && style.outlineStyle !== "none" || at.outerHTML;
                }"""
            )
            assert seen is True


async def walk_to(page: Page, wanted: str) -> None:
    """With the Tab key, round the page once at most."""
    for _ in range(60):
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {wanted}")
