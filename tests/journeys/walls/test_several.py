"""Several lines where one writes become several cards, after a look at them; the text stays in its field till then."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.lane import notes
from tests.cast import Cast, Member
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live
from tests.server import Server

pytestmark = pytest.mark.browser

LIST = "Zutaten:\n- Mehl\n\u2022\tSalz\n1. Hefe\n2. Wasser\n\n"


async def at_the_wall(visitors: Visitors, cast: Cast, who: Member, size: dict = PHONE) -> Page:
    page = await visitors.open(f"/{cast.code}/notes/e", who, size)
    await live(page)
    return page


async def texts(cast: Cast) -> list[str]:
    return [row.text for row in await cast.rows(notes, wall="e", withdrawn_at=None)]


async def test_lines_become_cards_after_a_look_at_them(cast: Cast, visitors: Visitors):
    kim, noor = [await at_the_wall(visitors, cast, who) for who in (cast.kim, cast.noor)]
    field = kim.get_by_label("Meine Karte")
    await field.fill(LIST)
    await kim.get_by_role("button", name="An die Wand", exact=True).click()
    await expect(kim.get_by_role("heading", name="5 Karten daraus machen?")).to_be_focused()
    await kim.get_by_role("button", name="Karte 1 weglassen").click()
    await expect(kim.get_by_role("heading", name="4 Karten daraus machen?")).to_be_visible()
    await expect(kim.get_by_role("button", name="Karte 1 weglassen")).to_be_focused()
    await kim.get_by_role("textbox", name="Karte 2").fill("Meersalz")
    await expect(field).to_have_value(LIST)
    await kim.get_by_role("button", name="An die Wand damit").click()
    await expect(noor.locator(".wall .note .text")).to_have_text(["Mehl", "Meersalz", "Hefe", "Wasser"])
    await expect(kim.locator("#several")).to_be_hidden()
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()


async def test_as_one_card_they_stay_together_and_escape_leaves_them_in_their_field(cast: Cast, visitors: Visitors):
    kim = await at_the_wall(visitors, cast, cast.kim, LAPTOP)
    field = kim.locator(".foot-of-lane textarea").first
    await field.fill("Mehl\nSalz")
    await field.press("Enter")
    await kim.keyboard.press("Escape")
    await expect(kim.locator("#several")).to_be_hidden()
    await expect(field).to_be_focused()
    await expect(field).to_have_value("Mehl\nSalz")
    await field.press("Enter")
    await kim.get_by_role("button", name="Als eine Karte").click()
    await expect(kim.locator(".wall .note .text")).to_have_text(["Mehl\nSalz"])
    await expect(field).to_have_value("")


async def test_more_than_fit_stay_until_some_are_left_out(cast: Cast, visitors: Visitors):
    kim = await at_the_wall(visitors, cast, cast.kim)
    field, text = kim.get_by_label("Meine Karte"), "\n".join(["x" * 501, *map(str, range(50))])
    await field.fill(text)
    await kim.get_by_role("button", name="An die Wand", exact=True).click()
    await expect(kim.get_by_role("status").filter(has_text="1 Karte zu viel: 50 gehen auf einmal.")).to_be_visible()
    await expect(kim.get_by_text("Zu lang: 501 Zeichen, 500 passen.")).to_be_visible()
    await kim.get_by_role("button", name="An die Wand damit").press("Enter")
    await expect(kim.get_by_role("textbox", name="Karte 1", exact=True)).to_be_focused()
    await expect(field).to_have_value(text)
    assert await texts(cast) == []
    await kim.get_by_role("button", name="Karte 1 weglassen").click()
    await kim.get_by_role("button", name="An die Wand damit").click()
    await expect(kim.locator(".wall .note")).to_have_count(50)


async def test_without_a_connection_they_wait_together(cast: Cast, visitors: Visitors, server: Server):
    visitors.expects("ERR_INTERNET_DISCONNECTED")
    kim = await at_the_wall(visitors, cast, cast.kim)
    await kim.context.set_offline(True)
    await kim.get_by_label("Meine Karte").fill("Mehl\nSalz")
    await kim.get_by_role("button", name="An die Wand", exact=True).click()
    await kim.get_by_role("button", name="An die Wand damit").click()
    await expect(kim.locator(".tray .words")).to_have_text(["Mehl\nSalz"])
    await kim.context.set_offline(False)
    await expect(kim.locator(".wall .note .text")).to_have_text(["Mehl", "Salz"], timeout=60_000)
