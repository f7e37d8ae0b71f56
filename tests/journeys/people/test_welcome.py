"""The welcome is on the tab where somebody arrives, once: on no other tab, and only until they do something."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from tests.cast import Cast
from tests.journeys.access.test_floating import TOGETHER
from tests.journeys.acting import pitch, tab
from tests.journeys.browser import Visitors, live, until

pytestmark = pytest.mark.browser


async def test_it_stands_on_the_first_tab_until_somebody_does_something(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot")
    phone = await visitors.open(f"/{cast.code}?welcome=1", cast.noor)
    await live(phone)
    await expect(phone.locator("#welcome")).to_be_visible()
    await tab(phone, "plan")
    await expect(phone.locator("#welcome")).to_be_hidden()
    await tab(phone, "topics")
    await expect(phone.locator("#welcome")).to_be_visible()
    button = phone.locator(f"#topic_{topic} button.interest")
    await button.scroll_into_view_if_needed()
    before = await button.bounding_box()
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")
    await until(phone, "!location.search")
    assert await button.bounding_box() == before  # nothing moves under the finger
    for name in ("now", "topics"):
        await tab(phone, name)
        await expect(phone.locator("#welcome")).to_be_hidden()


async def test_it_goes_with_the_first_topic(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}?welcome=1", cast.noor)
    await live(phone)
    await pitch(phone, "Brot")
    await expect(phone.locator("#welcome")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 412])
async def test_new_topics_are_announced_clear_of_what_else_floats(cast: Cast, visitors: Visitors, width: int):
    await cast.does(cast.max, MoveToPhase(phase="pitching"))
    phone = await visitors.open(
        f"/{cast.code}?welcome=1", cast.kim, {"viewport": {"width": width, "height": 740}, "has_touch": True}
    )
    await live(phone)
    for title in ("Brot", "Salz", "Öl"):
        await cast.pitches(title, by=cast.noor)
    await expect(phone.locator(".fresh button")).to_have_text("3 neue Themen")
    await expect(phone.locator(".fresh")).to_be_hidden()  # the welcome is read first
    await phone.click("[data-begin]")
    await expect(phone.locator(".fresh")).to_be_visible()
    assert await phone.evaluate(TOGETHER, [""]) == []
    await phone.click(".fresh button")
    await expect(phone.locator(".fresh")).to_be_hidden()
