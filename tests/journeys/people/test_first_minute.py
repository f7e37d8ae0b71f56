"""The first minute on a phone: from the scan to the first interest, and nothing that moves by itself."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.topics.topic import PitchTopic
from bench.sixty import sixty_topics
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live, until

pytestmark = pytest.mark.browser

# Survives the way from page to page of one tab.
COUNT = """
for (const what of ["click", "input"]) document.addEventListener(what, ({ target, isTrusted }) => {
  const kept = JSON.parse(sessionStorage.counted ?? "{}");
  if (isTrusted) (kept[what] ??= []).push(target.closest("[id]")?.id);
  sessionStorage.counted = JSON.stringify(kept);
}, true);
"""
# Counted too: what moves within half a second of a scroll, which a browser puts down to the one who scrolled.
SHIFTS = """
window.shifts = [];
const seen = ({ value, sources }) =>
  window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "")]);
new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


async def test_from_the_scan_to_the_first_interest_it_is_one_field_and_three_taps(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Leerstand in der Ortsmitte")
    await cast.does(cast.max, MoveToPhase(phase="interest"))
    context = await visitors.context()
    await context.add_init_script(COUNT)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}")
    assert await phone.locator("input:visible, textarea:visible, select:visible").count() == 1
    await phone.fill("#f-join-name", "Nuri")
    await phone.tap("form[action$='/join'] button")
    await phone.tap("[data-begin]")
    vote = phone.locator(f"#topic_{topic} .interest")
    await expect(vote).to_be_in_viewport()
    await vote.tap()
    await expect(vote).to_have_attribute("aria-pressed", "true")
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    counted = await phone.evaluate("JSON.parse(sessionStorage.counted)")
    assert len(counted["click"]) == 3, counted
    assert set(counted["input"]) == {"f-join-name"}


async def test_nothing_shifts_while_a_phone_loads_and_while_topics_come_in(cast: Cast, visitors: Visitors):
    topics = sixty_topics(24)
    for number, (title, description) in enumerate(topics[:20]):
        await cast.does((cast.kim, cast.noor)[number % 2], PitchTopic(title=title, description=description))
    context = await visitors.context(cast.noor)
    await context.add_init_script(SHIFTS)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}")
    await live(phone)
    await expect(phone.locator("#topics .own")).to_have_count(10)
    await phone.evaluate("scrollTo(0, 900)")
    for number, (title, description) in enumerate(topics[20:]):
        await cast.does(cast.kim, PitchTopic(title=title, description=description))
        await expect(phone.locator("#topics > .topic")).to_have_count(21 + number)
    await expect(phone.locator(".fresh")).to_be_visible()
    await phone.evaluate(TWO_FRAMES)
    assert await phone.evaluate("shifts") == []
    # What does shift is seen; at the top, where the browser does not scroll along with what it moved.
    await phone.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    await phone.evaluate(TWO_FRAMES)
    await phone.evaluate("document.querySelector('main').style.paddingTop = '50px'")
    await until(phone, "shifts.length")


async def test_a_note_is_written_without_a_mouse(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    await live(phone)
    await tab(phone, "notes")
    await phone.focus(".tabs a[href='#notes']")
    for _ in range(12):
        await phone.keyboard.press("Shift+Tab")
        if await phone.evaluate("document.activeElement.id === 'jot'"):
            break
    await phone.keyboard.press("Enter")
    await live(phone)
    for _ in range(30):
        await phone.keyboard.press("Tab")
        if await phone.evaluate("document.activeElement.id === 'f-write-note-text'"):
            break
    await phone.keyboard.type("Wochenmarkt am Abend")
    await phone.keyboard.press("Enter")
    await expect(phone.locator(".note .text")).to_have_text("Wochenmarkt am Abend")
    assert await phone.evaluate("document.activeElement.id") == "f-write-note-text"
