"""The moderator builds the plan on the console; phones and projector follow."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from tests.cast import Cast
from tests.journeys.acting import pick, place, tab
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, mark_visit, same_visit, until

pytestmark = pytest.mark.browser


async def test_a_placed_topic_shows_its_room_and_time_on_the_phone(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    phone = await visitors.open(f"/{cast.code}", cast.noor)
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(console, phone, projector)
    await mark_visit(console, phone, projector)

    await pick(console, topic)
    await expect(console.locator("body")).to_have_attribute("data-picked", "")
    await console.click(f"#cell_{cast.slots[0]}_{cast.rooms[0]}")
    await expect(console.locator("body")).not_to_have_attribute("data-picked", "")
    await tab(phone, "plan")
    await expect(phone.locator(f"#session_{topic} .where")).to_have_text("10:30–11:15 · Saal")
    await expect(phone.locator(f".row:has(#session_{topic}) time")).to_have_text("10:30–11:15")
    await tab(phone, "topics")
    await expect(phone.locator(f"#topic_{topic} .placed")).to_have_text("10:30 · Saal")
    await expect(projector.locator("#plan .taken")).to_have_text("Brot backen")
    assert await same_visit(console, phone, projector)


async def test_topics_move_swap_and_come_off_the_plan(cast: Cast, visitors: Visitors):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    phone = await visitors.open(f"/{cast.code}", cast.noor)
    await live(console, phone)
    first, second = cast.slots[:2]
    hall, workshop = cast.rooms[:2]

    await place(console, bread, first, hall)
    await shows(console, {(first, hall): "Brot"})
    await place(console, salt, second, workshop)
    await shows(console, {(first, hall): "Brot", (second, workshop): "Salz"})
    await place(console, bread, second, hall)
    await shows(console, {(second, hall): "Brot", (second, workshop): "Salz"})
    await place(console, bread, second, workshop)
    await shows(console, {(second, hall): "Salz", (second, workshop): "Brot"})
    await console.click(f"#topic_{salt} form[action$='/unplace-topic'] button")
    await shows(console, {(second, workshop): "Brot"})

    await tab(phone, "plan")
    await expect(phone.locator("#plan .session strong")).to_have_text(["Brot"])
    await expect(phone.locator(f"#session_{bread} .where")).to_have_text("11:30–12:15 · Werkstatt")


async def test_the_plan_can_be_built_with_the_keyboard_alone(cast: Cast, visitors: Visitors):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)

    await tab_to(console, f"pick_{bread}")
    await console.keyboard.press("Space")
    await tab_to(console, f"cell_{cast.slots[0]}_{cast.rooms[1]}")
    await console.keyboard.press("Enter")
    await shows(console, {(cast.slots[0], cast.rooms[1]): "Brot"})
    # The arrow keys walk through the topics, Escape lets go of the picked one.
    await console.focus(f"#pick_{bread}")
    await console.keyboard.press("ArrowDown")
    await expect(console.locator(f"#pick_{salt}")).to_be_checked()
    await console.keyboard.press("Escape")
    await expect(console.locator(f"#pick_{salt}")).not_to_be_checked()
    await console.focus(f"#topic_{bread} form[action$='/unplace-topic'] button")
    await console.keyboard.press("Space")
    await shows(console, {})


async def test_a_cell_that_somebody_else_took_meanwhile_is_refused_in_a_sentence(cast: Cast, visitors: Visitors):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    # As if the other placing were on its way to this screen: the button still says that the cell is empty.
    cell = f"#cell_{cast.slots[0]}_{cast.rooms[0]}"
    stale = await console.locator(cell).get_attribute("hx-post")
    await cast.does(cast.max, PlaceTopic(topic=salt, room=cast.rooms[0], slot=cast.slots[0]))
    await shows(console, {(cast.slots[0], cast.rooms[0]): "Salz"})
    await console.locator(cell).evaluate("(button, address) => button.setAttribute('hx-post', address)", stale)
    visitors.expects("status of 409")
    await place(console, bread, cast.slots[0], cast.rooms[0])
    await expect(console.locator("#said p")).to_contain_text("Salz")
    await shows(console, {(cast.slots[0], cast.rooms[0]): "Salz"})


async def test_the_plan_opens_where_the_day_is(cast: Cast, visitors: Visitors):
    cast.clock.forward(hours=4)  # 13:40, in the third slot for sessions
    await cast.does(cast.max, PlaceTopic(topic=await cast.pitches(), room=cast.rooms[0], slot=cast.slots[2]))
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    await live(phone)
    await tab(phone, "plan")
    await expect(phone.locator(".row.running h3")).to_be_in_viewport(ratio=1)
    await expect(phone.locator(".row.over h3").first).not_to_be_in_viewport()
    await tab(phone, "now")
    assert await phone.evaluate("scrollY") == 0


async def shows(console: Page, placed: dict[tuple[int, int], str]) -> None:
    """Waits until the console's grid holds exactly these titles, by slot and room."""
    expected = {f"cell_{slot}_{room}": title for (slot, room), title in placed.items()}
    await until(
        console,
        """(expected) => {
          const titles = [...document.querySelectorAll("#plan .cell-button .title")];
          return titles.length === Object.keys(expected).length
            && titles.every(title => title.textContent === expected[title.parentElement.id]);
        }""",
        expected,
    )


async def tab_to(page: Page, wanted: str) -> None:
    for _ in range(80):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"the Tab key does not reach {wanted}")
