"""Whoever arranges a wall puts a section in the order of its support, sees that it was done, and takes it back."""

from typing import Any

import pytest
from playwright.async_api import expect

from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.support import SupportNote
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
async def test_the_most_support_comes_first_on_every_screen_and_is_taken_back(
    cast: Cast, visitors: Visitors, size: dict[str, Any]
):
    texts = ["Mehl", "Salz", "Hefe"]
    notes = [await cast.makes(cast.noor, WriteNote(wall="e", text=text)) for text in texts]
    await cast.does(cast.kim, SupportNote(note=notes[2]))
    moderator = await visitors.open(f"/{cast.code}/notes/e", cast.max, size)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(moderator, kim)
    await expect(kim.locator("#order-sheet")).to_be_hidden()
    cards = [page.locator(".wall .note .text") for page in (moderator, kim)]
    await moderator.locator(".tools > summary").click()
    await moderator.get_by_role("button", name="Nach Zustimmung: Kernaussagen").click()
    for each in cards:
        await expect(each).to_have_text(["Hefe", "Mehl", "Salz"])
    await expect(moderator.locator(".moving .says")).to_have_text("Geordnet: Kernaussagen")
    await cast.does(cast.kim, SupportNote(note=notes[1]))
    await cast.does(cast.max, SupportNote(note=notes[1]))
    await expect(kim.locator(f"#note_e-{notes[1]} .count")).to_contain_text("2")
    await expect(cards[1]).to_have_text(["Hefe", "Mehl", "Salz"])
    await moderator.locator(".moving").get_by_role("button", name="Rückgängig").click()
    for each in cards:
        await expect(each).to_have_text(texts)
    await expect(moderator.locator(".moving .says")).to_have_text("Wieder in der Reihenfolge von vorher: Kernaussagen")
    await expect(moderator.locator(".moving .ordered")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
async def test_it_is_taken_back_later_too(cast: Cast, visitors: Visitors, scripts: bool):
    notes = [await cast.makes(cast.noor, WriteNote(wall="e", text=text)) for text in ("Mehl", "Salz")]
    await cast.does(cast.kim, SupportNote(note=notes[1]))
    page = await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP, java_script_enabled=scripts)
    cards = page.locator(".wall .note .text")
    await page.locator(".tools > summary").click()
    await page.get_by_role("button", name="Nach Zustimmung: Kernaussagen").click()
    await expect(cards).to_have_text(["Salz", "Mehl"])
    await page.reload()
    await page.locator(".tools > summary").click()
    await page.get_by_role("button", name="Ordnung zurücknehmen: Kernaussagen").click()
    await expect(cards).to_have_text(["Mehl", "Salz"])
    await expect(page.locator("#order-sheet .undo-order:visible")).to_have_count(0)
