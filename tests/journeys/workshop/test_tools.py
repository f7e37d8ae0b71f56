"""What moderators do on a wall is in reach from its head, by finger and by keys; and so is what is on."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.dots import OpenDots
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.kernel.command import Command
from tests.cast import Cast
from tests.journeys.access.test_keyboard import walk_to
from tests.journeys.browser import LAPTOP, PHONE, Look, Visitors, live

pytestmark = pytest.mark.browser

HALF: Look = {"viewport": {"width": 640, "height": 800}}
SIZES = pytest.mark.parametrize("size", [PHONE, HALF, LAPTOP], ids=["phone", "half", "laptop"])
STOPS = 12  # of the Tab key, until the tools are reached


async def wall(cast: Cast, visitors: Visitors, size: Look) -> Page:
    for number in range(12):
        await cast.does(cast.noor, WriteNote(wall="e", text=f"Karte {number}"))
    page = await visitors.open(f"/{cast.code}/notes/e", cast.max, size)
    await live(page)
    return page


@SIZES
async def test_the_tools_are_in_sight_without_scrolling_and_close_once_something_is_on(
    cast: Cast, visitors: Visitors, size: Look
):
    max_ = await wall(cast, visitors, size)
    tools, head = max_.locator("details.tools"), max_.locator(".tools > summary")
    lane = max_.locator(".wall-section:visible h3").first
    await expect(head).to_be_in_viewport(ratio=1)
    await expect(lane).to_be_in_viewport()
    before = await lane.bounding_box()
    await head.click()
    await expect(max_.locator("form.begin-silence button")).to_be_in_viewport(ratio=1)
    if size is LAPTOP:  # they lie over the lanes
        assert await lane.bounding_box() == before
    assert await max_.evaluate("[scrollY, document.documentElement.scrollWidth <= innerWidth]") == [0, True]
    await max_.click("form.begin-silence button")
    await expect(max_.locator(".silence form[action$='/reveal-cards'] button")).to_be_in_viewport(ratio=1)
    await expect(tools).not_to_have_attribute("open", "")
    await expect(head).to_be_focused()


# Not covered by anything, such as where one writes.
PRESSED = """each => {
  const { left, top, width, height } = each.getBoundingClientRect();
  return each.contains(document.elementFromPoint(left + width / 2, top + height - 2));
}"""


@SIZES
@pytest.mark.parametrize(
    ("begins", "ends"),
    [(BeginSilence(wall="e", minutes=3), "reveal-cards"), (OpenDots(wall="e", points=3), "close-dots")],
)
async def test_what_is_on_stands_at_the_top_with_the_button_that_ends_it(
    cast: Cast, visitors: Visitors, size: Look, begins: Command, ends: str
):
    await cast.does(cast.max, begins)
    max_ = await wall(cast, visitors, size)
    button = max_.locator(f"form[action$='/{ends}'] button").first
    await expect(button).to_be_in_viewport(ratio=1)
    assert await button.evaluate(PRESSED)


async def test_where_one_writes_is_free_while_a_silent_round_and_a_vote_are_on(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, BeginSilence(wall="e", minutes=3))
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    max_ = await wall(cast, visitors, LAPTOP)
    await expect(max_.locator(".points")).to_be_visible()
    for field in await max_.locator(".foot-of-lane textarea").all():
        assert await field.evaluate(PRESSED)


async def test_by_keys_they_are_near_and_escape_leads_back(cast: Cast, visitors: Visitors):
    max_ = await wall(cast, visitors, LAPTOP)
    await walk_to(max_, ".tools > summary", most=STOPS)
    await max_.keyboard.press("Enter")
    await walk_to(max_, "#f-begin-silence-minutes", most=4)
    await max_.keyboard.press("Escape")
    await expect(max_.locator(".tools")).not_to_have_attribute("open", "")
    await expect(max_.locator(".tools > summary")).to_be_focused()
    await max_.keyboard.press("Enter")
    await walk_to(max_, "#f-open-dots-points", most=8)
    await max_.keyboard.press("Enter")
    await expect(max_.locator(".voting")).to_contain_text("Alle haben 5 Punkte.")
    await expect(max_.locator(".tools > summary")).to_be_focused()


async def test_a_press_beside_them_closes_them_and_attendees_have_none(cast: Cast, visitors: Visitors):
    max_ = await wall(cast, visitors, LAPTOP)
    await max_.click(".tools > summary")
    await max_.fill("#f-open-dots-points", "7")
    await max_.click("#wall-title")
    await expect(max_.locator(".tools")).not_to_have_attribute("open", "")
    await max_.click(".tools > summary")
    await expect(max_.locator("#f-open-dots-points")).to_have_value("7")
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await expect(kim.locator(".tools")).to_be_hidden()
