"""The organiser goes from step to step, and nothing that was typed gets lost on the way."""

import pytest
from playwright.async_api import Dialog, expect

from barcamp.domain.setup.founding import EditBarcamp
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live
from tests.web.asking import sentence

pytestmark = pytest.mark.browser


async def test_going_on_saves_what_was_typed(cast: Cast, visitors: Visitors):
    visitors.expects("status of 409")
    ada = await visitors.open(f"/organiser/{cast.code}/details", cast.ada, LAPTOP)
    await ada.fill("#f-state-facts-organiser_name", "Stadt Lindenau")
    await ada.fill("#f-edit-barcamp-place", "Altes Rathaus")
    await ada.click(".onward .button")
    await expect(ada).to_have_url(f"{visitors.url}/organiser/{cast.code}/rooms")
    await ada.go_back()
    await expect(ada.locator("#f-state-facts-organiser_name")).to_have_value("Stadt Lindenau")
    await expect(ada.locator("#f-edit-barcamp-place")).to_have_value("Altes Rathaus")
    # Saving one form saves the other.
    await ada.fill("#f-state-facts-contact", "0123 456")
    await ada.fill("#f-edit-barcamp-place", "Neues Rathaus")
    async with ada.expect_navigation():
        await ada.click("form[action$='/edit-barcamp'] .button")
    await expect(ada.locator("#f-edit-barcamp-place")).to_have_value("Neues Rathaus")
    await expect(ada.locator("#f-state-facts-contact")).to_have_value("0123 456")
    # What cannot be saved is said, with what was typed still there.
    await ada.fill("#f-set-deletion-day-day", "2020-01-01")
    await ada.click(".onward .button")
    await expect(ada.locator("h1")).to_contain_text("Tag der Löschung")
    await expect(ada.locator("#f-set-deletion-day-day")).to_have_value("2020-01-01")


async def test_whoever_typed_nothing_leaves_without_being_asked(cast: Cast, visitors: Visitors):
    ada = await visitors.open(f"/organiser/{cast.code}/rules", cast.ada, LAPTOP)
    asked: list[str] = []

    async def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    ada.on("dialog", go_on)
    for step in ("rules", "look", "moderators"):
        await ada.goto(f"/organiser/{cast.code}/{step}")
        await ada.click("h1")  # browsers ask only on behalf of somebody who was there
    await ada.goto(f"/organiser/{cast.code}")
    assert asked == []
    await ada.goto(f"/organiser/{cast.code}/details")
    await ada.fill("#f-edit-barcamp-place", "Altes Rathaus")
    await ada.goto(f"/organiser/{cast.code}")
    assert asked == ["beforeunload"]


# Words of the column with the steps that reach out of it.
BEYOND = """[...document.querySelectorAll(".steps-nav, .steps")].flatMap((column) => {
  const right = (each) => each.getBoundingClientRect().right;
  const shown = [...column.querySelectorAll("span")].filter((each) => each.checkVisibility());
  return shown.filter((each) => right(each) > right(column) + 1).map((each) => each.textContent);
})"""


@pytest.mark.parametrize("name", ["a" * 60, "Wirtschaftsförderungsgesellschaftsversammlungsvorbereitungen"])
async def test_the_longest_name_stays_in_its_column(cast: Cast, visitors: Visitors, name: str):
    day = (await cast.barcamp()).day
    await cast.does(
        cast.ada, EditBarcamp(name=name, place=name, day=day, timezone="Europe/Berlin", language="de", tone="du")
    )
    for size in (PHONE, LAPTOP, {"viewport": {"width": 940, "height": 700}}):
        for step in ("", "/rooms", "/people"):
            ada = await visitors.open(f"/organiser/{cast.code}{step}", cast.ada, size)
            assert await ada.evaluate(BEYOND) == []
            assert await ada.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"]


async def test_a_finger_can_tell_the_two_ways_to_send_an_invitation_apart(cast: Cast, visitors: Visitors):
    ada = await visitors.open(f"/organiser/{cast.code}/moderators", cast.ada)
    await ada.click(".invite .button")
    ways = ada.locator(".notice .choices .button")
    await expect(ways).to_have_count(2)
    await expect(ways.first).to_be_visible()
    upper, lower = [await way.bounding_box() for way in await ways.all()]
    assert upper is not None
    assert lower is not None
    assert lower["y"] - upper["y"] - upper["height"] >= 8


async def test_whoever_no_longer_moderates_is_told_and_led_on(cast: Cast, visitors: Visitors):
    visitors.expects("status of 403")
    console = await visitors.open(f"/{cast.code}/console", cast.max)
    await live(console)
    organiser = await visitors.open(f"/organiser/{cast.code}/moderators", cast.ada, LAPTOP)
    await organiser.locator("details.ends summary").click()
    await organiser.locator("form[action$='/end-moderating'] button").click()
    await expect(console.locator("#status")).to_have_text("Deine Moderation wurde beendet.")
    onward = console.locator(".status .onward")
    assert (await onward.bounding_box() or {})["height"] >= 44
    await console.reload()
    await expect(console.locator("h1")).to_have_text(sentence("role.moderating_ended"))
    await console.locator(".leads .button").click()
    await expect(console.locator("body.phone")).to_be_visible()
