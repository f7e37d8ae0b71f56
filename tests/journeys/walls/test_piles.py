"""Cards that were put together lie on a pile that opens and closes, for whoever looks."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote, notes
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


async def on_a_wall(cast: Cast, visitors: Visitors, size: dict = LAPTOP) -> Page:
    page = await visitors.open(f"/{cast.code}/notes/e", cast.kim, size)
    await live(page)
    name = page.locator(".pile")
    await name.click()
    await expect(name).to_have_attribute("aria-expanded", "false")
    return page


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
async def test_by_keys_a_card_goes_onto_a_closed_pile_in_one_step_and_the_focus_with_it(
    cast: Cast, visitors: Visitors, size: dict
):
    inside = await pile(cast, "Mehl", "Hefe", "Salz")
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Wasser"))
    kim = await on_a_wall(cast, visitors, size)
    says, name, button = kim.locator(".moving .says"), kim.locator(".pile"), kim.locator(f"#note_e-{mine} .move")
    await button.press("Enter")
    await kim.keyboard.press("ArrowDown")
    await expect(says).to_have_text("In die zugeklappte Gruppe Zutaten mit 3 Karten. Sie klappt beim Ablegen auf.")
    mark, box = [await kim.locator(each).bounding_box() for each in (".drop-mark", ".pile")]
    assert mark
    assert box
    assert mark["y"] == pytest.approx(box["y"], abs=8)
    await expect(kim.locator("[data-step=onto]")).to_have_attribute("aria-disabled", "true")
    await kim.keyboard.press("g")  # which leads there as well, and not beside it
    await expect(says).to_contain_text("In die zugeklappte Gruppe Zutaten")
    await kim.keyboard.press("ArrowDown")  # and there is nothing below
    await kim.keyboard.press("Enter")
    await expect(says).to_have_text("„Wasser“ liegt jetzt in der Gruppe Zutaten.")
    await expect(name).to_have_attribute("aria-expanded", "true")
    await expect(button).to_be_focused()
    await expect(button).to_be_visible()
    rows = sorted(await cast.rows(notes, barcamp_id=cast.id), key=lambda row: (row.position, row.id))
    assert [row.id for row in rows if row.grouped == "Zutaten"] == [*inside, mine]

    undo = kim.locator(".moving .undo-move button")
    await undo.focus()
    await kim.keyboard.press("Enter")
    await expect(says).to_have_text("Rückgängig gemacht: „Wasser“")
    await expect(kim.locator(".cards:not(.grouped) .text")).to_have_text(["Wasser"])
    await expect(button).to_be_focused()


async def test_the_focus_stays_with_a_card_that_somebody_else_puts_onto_a_closed_pile(cast: Cast, visitors: Visitors):
    inside = await pile(cast, "Mehl", "Hefe")
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Wasser"))
    kim = await on_a_wall(cast, visitors)
    button = kim.locator(f"#note_e-{mine} .move")
    await button.focus()
    await cast.does(cast.max, MoveNote(note=mine, place=f"after-{inside[-1]}"))
    await expect(kim.locator(".pile")).to_have_text("Zutaten 3")
    await expect(kim.locator(".pile")).to_have_attribute("aria-expanded", "true")
    await expect(button).to_be_focused()


async def test_the_focus_goes_on_where_a_card_was_taken_out_of_the_hand(cast: Cast, visitors: Visitors):
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Wasser"))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await kim.press(f"#note_e-{mine} .move", "Enter")
    await kim.keyboard.press("ArrowRight")
    await cast.does(cast.max, WithdrawNote(note=mine))
    await expect(kim.locator(".moving .says")).to_have_text("Diese Karte gibt es nicht mehr.")
    await expect(kim.locator(".wall-section[data-kind=questions] h3")).to_be_focused()


async def test_whoever_closes_the_receipt_goes_on_at_the_card(cast: Cast, visitors: Visitors):
    mine, _ = [await cast.makes(cast.kim, WriteNote(wall="e", text=text)) for text in ("Wasser", "Mehl")]
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await kim.press(f"#note_e-{mine} .move", "Enter")
    for key in ("ArrowDown", "Enter"):
        await kim.keyboard.press(key)
    await expect(kim.locator(".moving .receipt")).to_be_visible()
    await kim.press(".moving [data-step=dismiss]", "Enter")
    await expect(kim.locator(".moving .receipt")).to_be_hidden()
    await expect(kim.locator(f"#note_e-{mine} .move")).to_be_focused()


async def test_a_card_that_is_dragged_onto_a_closed_pile_is_said_to_be_in_it(cast: Cast, visitors: Visitors):
    """Whoever sorts with the mouse has closed it to see the others: it stays closed."""
    await pile(cast, "Mehl", "Hefe")
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Wasser"))
    kim = await on_a_wall(cast, visitors)
    await kim.drag_and_drop(f"#note_e-{mine} .text", ".pile")
    await expect(kim.locator(".moving .says")).to_have_text("„Wasser“ liegt jetzt in der Gruppe Zutaten.")
    await expect(kim.locator(".pile")).to_have_text("Zutaten 3")
    await expect(kim.locator(".pile")).to_have_attribute("aria-expanded", "false")
