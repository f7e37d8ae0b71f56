"""A plan of twenty rooms and eight rows is worked by keyboard and by finger, and its words stay whole."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.setup.slot import AddSlot
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Look, Visitors, live

pytestmark = pytest.mark.browser

ROOMS, ROWS = 20, 8


@pytest.mark.parametrize("look", [LAPTOP, PHONE], ids=["laptop", "phone"])
async def test_no_room_gets_narrower_than_its_words(cast: Cast, visitors: Visitors, look: Look):
    console = await planning(cast, visitors, look)
    heads = console.locator("#plan thead th:not(:first-child)")
    await expect(heads).to_have_count(ROOMS)
    narrowest = await heads.evaluate_all("all => Math.min(...all.map((each) => each.getBoundingClientRect().width))")
    assert narrowest >= 120
    cut = await heads.evaluate_all("all => all.filter((each) => each.scrollWidth > each.clientWidth).length")
    assert cut == 0
    assert await console.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_last_cell_is_reached_and_filled_by_keys(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Leerstand in der Ortsmitte")
    console = await planning(cast, visitors, LAPTOP)
    await console.locator(f"#pick_{topic}").focus()
    await console.locator(f"#pick_{topic}").press("Space")
    await console.locator(f"#pick_{topic}").press("Enter")
    for _ in range(ROOMS - 1):
        await console.keyboard.press("ArrowRight")
    for _ in range(ROWS - 1):
        await console.keyboard.press("ArrowDown")
    await expect(console.locator("#plan .cell-button:focus")).to_be_in_viewport()
    await console.keyboard.press("Enter")
    last = console.locator("#plan tbody tr:has(.cell-button) td:last-child").last
    await expect(last).to_contain_text("Leerstand in der Ortsmitte")


async def test_the_last_cell_is_filled_by_finger(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Leerstand in der Ortsmitte")
    console = await planning(cast, visitors, PHONE)
    await console.locator(f"label[for='pick_{topic}']").tap()
    last = console.locator("#plan tbody tr:has(.cell-button) td:last-child").last
    await last.locator(".cell-button").tap()
    await expect(last).to_contain_text("Leerstand in der Ortsmitte")


async def planning(cast: Cast, visitors: Visitors, look: Look) -> Page:
    for number in range(len(cast.rooms), ROOMS):
        await cast.does(cast.ada, AddRoom(name=f"Besprechungsraum {number}"))
    for number in range(len(cast.slots), ROWS):
        await cast.does(cast.max, AddSlot(starts=f"{15 + number}:00", ends=f"{15 + number}:45"))
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    console = await visitors.open(f"/{cast.code}/console", cast.max, look)
    await live(console)
    return console
