"""Cards that were put together lie on a pile that opens and closes, for whoever looks."""

import pytest
from playwright.async_api import expect

from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.note import WriteNote
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live

pytestmark = pytest.mark.browser


async def pile(cast: Cast, *texts: str) -> list[int]:
    notes = [await cast.makes(cast.kim, WriteNote(wall="e", text=text)) for text in texts]
    for note in notes:
        await cast.does(cast.max, GroupNote(note=note, group="Zutaten"))
    return notes


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
async def test_a_pile_stays_as_somebody_left_it_whatever_comes(cast: Cast, visitors: Visitors, size: dict):
    one, _ = await pile(cast, "Mehl", "Hefe")
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who, size) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    name, card = kim.get_by_role("button", name="Zutaten 2"), kim.locator(f"#note_e-{one}")
    await expect(name).to_have_attribute("aria-expanded", "true")
    await name.press("Enter")
    await expect(name).to_have_attribute("aria-expanded", "false")
    await expect(card).to_be_hidden()
    await expect(noor.locator(f"#note_e-{one}")).to_be_visible()
    more = await cast.makes(cast.noor, WriteNote(wall="e", text="Salz"))
    await cast.does(cast.max, GroupNote(note=more, group="Zutaten"))
    name = kim.get_by_role("button", name="Zutaten 3")
    await expect(name).to_have_attribute("aria-expanded", "false")
    await kim.reload()
    await live(kim)
    await expect(name).to_have_attribute("aria-expanded", "false")
    await expect(card).to_be_hidden()
    await name.click()
    await expect(card).to_be_visible()
    await expect(kim.locator(f"#note_e-{more}")).to_be_visible()
