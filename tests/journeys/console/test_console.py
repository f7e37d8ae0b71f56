"""The console in all its states and sizes: nothing lies over anything else, what the room hears and sees is in reach,
and what can be scrolled says so."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.setup.founding import EditBarcamp
from tests.cast import DAY, Cast
from tests.journeys.browser import LAPTOP, Visitors, live, resize
from tests.journeys.console.console_states import STATES

pytestmark = pytest.mark.browser

SIZES = [(1280, 800), (1440, 900), (390, 844)]
ARCHIVED = {"archived"}
_OVERLAPS = (Path(__file__).parent / "overlaps.js").read_text(encoding="utf-8")
_SCROLL = """share => {
  scrollTo(0, share * document.documentElement.scrollHeight);
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# Seen, not covered, and without scrolling: the middle of it is where a press would meet it.
_IN_REACH = """(element) => {
  const box = element.getBoundingClientRect(), at = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const over = document.elementFromPoint(...at);
  const inside = box.width > 0 && box.bottom <= innerHeight + 1 && box.top >= 0;
  return inside && (element.contains(over) || over?.contains(element));
}"""


@pytest.mark.parametrize("state", STATES)
async def test_nothing_overlaps_and_what_scrolls_has_a_sign(cast: Cast, visitors: Visitors, state: str):
    await STATES[state](cast)
    page = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(page)
    found = {}
    for size in SIZES:
        await resize(page, *size)
        if state.startswith("ten_rooms") or state == "long_titles":
            await page.evaluate("for (const each of document.querySelectorAll('#stage-place')) each.open = true")
        for share in (0, 0.4, 1):
            await page.evaluate(_SCROLL, share)
            if faults := await page.evaluate(_OVERLAPS):
                found[*size, share] = faults
        await page.evaluate(_SCROLL, 0)
        if faults := await in_reach(page, state, narrow=size[0] < 900):
            found[*size, "reach"] = faults
    assert found == {}


async def in_reach(page: Page, state: str, narrow: bool) -> list[str]:
    """What of announcement, projector and clock is not in reach at once, on a phone with one tap."""
    parts = {"#clock-panel": "#clock-panel > :first-child", "#scene-panel": "#scene-panel .scenes button"}
    if state not in ARCHIVED:
        parts["#announce"] = "#f-announce-text"
    else:
        parts["#scene-panel"] = "#scene-panel .showing strong"
    missed = []
    for panel, wanted in parts.items():
        handle = page.locator(f".bench .opens[href='{panel}']")
        if narrow or panel == "#scene-panel":
            if not await handle.evaluate(_IN_REACH):
                missed.append(f"{panel}: no handle")
            await handle.click()
        if not await page.locator(wanted).first.evaluate(_IN_REACH):
            missed.append(f"{panel}: {wanted}")
        if narrow or panel == "#scene-panel":
            missed += await page.evaluate(_OVERLAPS)
            await handle.click()
            await expect(page.locator(panel)).to_be_hidden()
    return missed


LONGEST = "Wirtschaftsförderungsgesellschaften im Gespräch: Wie wir Ortskerne und Nachwuchs gemeinsam stärken können"
# How much is left between the words of neighbours on the bench, in pixels.
_BETWEEN = """() => {
  const words = [...document.querySelectorAll(".bench :is(.places a, .opens)")].map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  }).sort((a, b) => a.left - b.left);
  const between = words.slice(1).map((box, n) => Math.round(box.left - words[n].right));
  return [...between, Math.round(innerWidth - words.at(-1).right)];
}"""


@pytest.mark.parametrize(("language", "narrowest"), [("de", 320), ("en", 344)])
async def test_a_long_name_leaves_the_screen_to_the_day_and_controls_keep_apart(
    cast: Cast, visitors: Visitors, language: str, narrowest: int
):
    frame = {"day": DAY, "timezone": "Europe/Berlin", "language": language, "tone": "sie"}
    await cast.does(cast.ada, EditBarcamp(name=LONGEST, **frame))
    page = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP, locale=language)
    await live(page)
    name = page.locator("#heading .name")
    assert await name.get_attribute("title") == LONGEST
    for width, most, lines in ((1280, 110, 1), (390, 150, 2), (narrowest, 190, 2)):
        await resize(page, width, 800)
        assert (await page.locator("header.top").bounding_box() or {})["height"] <= most, width
        shown = "each => Math.round(each.clientHeight / parseFloat(getComputedStyle(each).lineHeight))"
        assert await name.evaluate(shown) <= lines, width
        if width < 900:
            between = await page.evaluate(_BETWEEN)
            assert len(between) == 6, width
            assert between[-1] >= 0, width
            assert min(between[:-1]) >= 8, (width, between)
    await page.goto(f"/{cast.code}/people")
    await expect(page.get_by_text(LONGEST)).to_be_visible()


async def test_the_menu_closes_by_escape_by_a_press_beside_it_and_when_it_has_led_away(cast: Cast, visitors: Visitors):
    page = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(page)
    opens, closed = page.locator("#menu > summary"), page.locator("#menu:not([open])")
    await opens.click()
    await page.keyboard.press("Escape")
    await expect(closed).to_have_count(1)
    await expect(opens).to_be_focused()
    await opens.click()
    await page.click("#pool-title")
    await expect(closed).to_have_count(1)
    await opens.click()
    async with page.expect_popup():
        await page.click("#menu [href$='/projector']")
    await expect(closed).to_have_count(1)


async def test_the_way_to_enter_somebody_leads_to_the_open_form(cast: Cast, visitors: Visitors):
    page = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await page.click(".phoneless a")
    await expect(page.locator("#f-enter-person-name")).to_be_visible()


async def test_entering_somebody_s_interest_keeps_the_topic_in_sight(cast: Cast, visitors: Visitors):
    for number in range(9):
        await cast.pitches(f"{number}. Thema mit einem Titel, der auf zwei Zeilen geht", by=cast.noor)
    topic = await cast.pitches("Leerstand")
    for number in range(9):
        await cast.pitches(f"{number}. Thema mit einem Titel, der auf zwei Zeilen geht", by=cast.max)
    page = await visitors.open(f"/{cast.code}/people/{cast.noor.id}", cast.max)
    button = page.locator(f"#interest-{topic} button")
    await expect(page.locator(f"#interest-{topic} .facts")).to_have_text("Kim")
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(button).to_be_in_viewport(ratio=1)
