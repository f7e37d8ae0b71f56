"""Single keys on the console: what each of them presses, that none takes effect while somebody types, and that they can
be switched off."""

import pytest
from playwright.async_api import expect

from barcamp.domain.plan.placement import placements
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live
from tests.journeys.console.console_states import seven_topics

pytestmark = pytest.mark.browser


async def test_a_round_is_led_by_single_keys(cast: Cast, visitors: Visitors):
    first, *_ = await seven_topics(cast)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    stage = console.locator("#stage .spotlit")
    await console.keyboard.press("n")
    await expect(stage.locator(".title")).to_have_text("Belebung der Innenstadt")
    await console.keyboard.press("u")
    await expect(console.locator("#clock .panel .remaining")).to_be_visible()

    # The places stand as a grid; each says what it costs and how many come, and the arrow keys lead through it.
    await console.keyboard.press("l")
    spots = console.locator("#stage-place .spot")
    await expect(spots).to_have_count(len(cast.rooms) * len(cast.slots))
    await expect(spots.first).to_be_focused()
    await expect(spots.first.locator(".cost")).not_to_be_empty()
    await expect(spots.first.locator(".heads")).to_have_text("80 Plätze")
    for key in ("ArrowDown", "ArrowRight"):
        await console.keyboard.press(key)
    await expect(console.locator(f"#spot_{cast.slots[1]}_{cast.rooms[1]}")).to_be_focused()
    await console.keyboard.press("Enter")
    await expect(stage.locator(".tag.good")).to_contain_text("11:30 Werkstatt")
    (placed,) = await cast.rows(placements, barcamp_id=cast.id)
    assert (placed.topic_id, placed.room_id, placed.slot_id) == (first, cast.rooms[1], cast.slots[1])

    await console.keyboard.press("n")
    await expect(stage.locator(".title")).to_have_text("Innenstadtbelebung")
    await console.keyboard.press("l")
    await expect(spots).to_have_count(len(cast.rooms) * len(cast.slots) - 1)  # one is taken
    await expect(spots.first.locator(".heads")).to_have_text("etwa 1 auf 80 Plätze")
    await console.keyboard.press("Escape")
    await console.keyboard.press("p")
    await expect(stage.locator(".tag.calm")).to_be_visible()


async def test_the_last_step_is_undone_by_a_key(cast: Cast, visitors: Visitors):
    await seven_topics(cast)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.keyboard.press("n")
    await expect(console.locator("#stage .title")).to_have_text("Belebung der Innenstadt")
    await expect(console.locator("#undo .button").first).to_have_attribute("aria-keyshortcuts", "Z")
    await console.keyboard.press("z")
    await expect(console.locator("#stage .spotlit")).to_have_count(0)


async def test_who_types_only_writes(cast: Cast, visitors: Visitors):
    await seven_topics(cast)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.keyboard.press("d")
    field = console.locator("#f-announce-text")
    await expect(field).to_be_focused()
    await console.keyboard.type("unplbd?n")
    await expect(field).to_have_value("unplbd?n")
    await expect(console.locator("#stage .spotlit")).to_have_count(0)
    await expect(console.locator("#keys")).to_be_hidden()


async def test_keys_are_listed_and_can_be_switched_off_for_good(cast: Cast, visitors: Visitors):
    await seven_topics(cast)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    following = console.locator("#next .button.large")
    await expect(following).to_have_attribute("aria-keyshortcuts", "N")
    await console.keyboard.press("?")
    shown = await console.locator("#keys kbd").all_inner_texts()
    assert shown == ["N", "U", "P", "L", "D", "B", "Z", "/", "?"]
    await console.get_by_label("Tasten auf diesem Gerät benutzen").uncheck()
    await console.keyboard.press("Escape")
    for _ in range(2):
        for key in ("n", "?", "d", "b"):
            await console.keyboard.press(key)
        await expect(following).not_to_have_attribute("aria-keyshortcuts", "N")
        await expect(console.locator("#stage .spotlit")).to_have_count(0)
        await expect(console.locator("#keys")).to_be_hidden()
        await expect(console.locator("#scene-panel")).to_be_hidden()
        await console.reload()
        await live(console)

    # People who want them back find them without a key.
    await console.click("#menu summary")
    await console.get_by_role("button", name="Tasten").click()
    await console.get_by_label("Tasten auf diesem Gerät benutzen").check()
    await console.keyboard.press("Escape")
    await console.keyboard.press("n")
    await expect(console.locator("#stage .title")).to_have_text("Belebung der Innenstadt")
