"""A topic that gets a place is seen going there; nobody who asked for less movement sees it."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser

# Keeps what flew, with the place where it began, for it is gone in a moment.
WATCH = """() => {
  window.flown = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.className === "flying") window.flown.push(node.textContent);
    }
  }).observe(document.body, { childList: true });
}"""


async def test_a_topic_flies_to_its_cell_and_can_be_pressed_there_at_once(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    lively = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP, reduced_motion="no-preference")
    still = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(lively, still)
    for page in (lively, still):
        await page.evaluate(WATCH)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    for page in (lively, still):
        await expect(page.locator(f"#cell_{cast.slots[0]}_{cast.rooms[0]} .title")).to_have_text("Brot")
    await until(lively, "window.flown.length === 1 && window.flown[0] === 'Brot'")
    await until(lively, "!document.querySelector('.flying')")
    assert await still.evaluate("window.flown") == []
