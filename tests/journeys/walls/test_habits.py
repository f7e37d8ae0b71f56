"""What somebody tries who knows other whiteboards: double clicks, Delete, pasting, dragging what is not theirs."""

import base64

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.note import WriteNote, notes
from tests.cast import Cast, Member
from tests.journeys.browser import LAPTOP, Visitors, live
from tests.journeys.walls.test_lanes import lanes
from tests.pictures import photo

pytestmark = pytest.mark.browser

PASTE = """([words, picture]) => {
  const given = new DataTransfer();
  if (words) given.setData("text/plain", words);
  if (picture) given.items.add(new File([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))], "image.png",
    { type: "image/jpeg" }));
  const event = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""
DROP = """([picture, on]) => {
  const given = new DataTransfer();
  given.items.add(new File([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))], "foto.jpg",
    { type: "image/jpeg" }));
  const event = new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true });
  document.querySelector(on).dispatchEvent(event);
  return event.defaultPrevented;
}"""


async def card(cast: Cast, who: Member, text: str) -> str:
    section = (await lanes(cast))["insights"]
    return f"#note_e-{await cast.makes(who, WriteNote(wall='e', text=text, section=section))}"


async def wall(cast: Cast, visitors: Visitors) -> Page:
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    return kim


def says(page: Page):
    return page.locator(".moving .says")


async def test_a_double_click_writes_on_an_empty_place_and_changes_one_s_own_card(cast: Cast, visitors: Visitors):
    mine, theirs = await card(cast, cast.kim, "Mehl"), await card(cast, cast.noor, "Salz")
    kim = await wall(cast, visitors)
    box = await kim.locator(".wall-section[data-kind=questions]").bounding_box()
    assert box
    await kim.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + 200)
    section = (await lanes(cast))["questions"]
    await expect(kim.locator(f"#foot_{section} textarea")).to_be_focused()
    await kim.dblclick(f"{theirs} .text")
    await expect(says(kim)).to_have_text("Eine Karte ändert nur, wer sie geschrieben hat.")
    await expect(kim.locator("#card")).to_be_hidden()
    await kim.dblclick(f"{mine} .text")
    await expect(kim.locator("#card .edit-note textarea")).to_be_focused()
    await kim.keyboard.type(" und Hefe")
    await kim.click("#card .edit-note .button")
    await expect(kim.locator(f"{mine} .text")).to_have_text("Mehl und Hefe")


async def test_delete_asks_for_one_s_own_card_and_leaves_those_of_others(cast: Cast, visitors: Visitors):
    mine, theirs = await card(cast, cast.kim, "Mehl"), await card(cast, cast.noor, "Salz")
    kim = await wall(cast, visitors)
    await kim.click(f"{theirs} .text")
    await kim.keyboard.press("Delete")
    await expect(says(kim)).to_have_text("Eine Karte ändert nur, wer sie geschrieben hat.")
    await kim.click(f"{mine} .text")
    await kim.keyboard.press("Delete")
    await expect(kim.locator(f"{mine} .withdrawing button")).to_be_focused()
    assert {row.withdrawn_at for row in await cast.rows(notes, wall="e")} == {None}
    await kim.keyboard.press("Enter")
    await expect(kim.locator(mine)).to_have_count(0)
    await expect(kim.locator(theirs)).to_be_visible()


async def test_words_that_are_pasted_beside_fields_are_not_lost(cast: Cast, visitors: Visitors):
    mine = await card(cast, cast.kim, "Mehl")
    kim = await wall(cast, visitors)
    await kim.click(f"{mine} .text")
    field = kim.locator(f"#foot_{(await lanes(cast))['insights']} textarea")
    await kim.evaluate(PASTE, ["Zucker", ""])
    await expect(field).to_be_focused()
    await expect(field).to_have_value("Zucker")
    await kim.keyboard.press("Enter")
    await expect(kim.locator(".wall .note", has_text="Zucker")).to_be_visible()
    await kim.evaluate("document.activeElement.blur()")
    await kim.evaluate(PASTE, ["Hefe\nSalz", ""])
    await expect(kim.locator("#several-title")).to_have_text("2 Karten daraus machen?")


async def test_what_was_moved_is_told_below_a_sheet_and_not_over_its_buttons(cast: Cast, visitors: Visitors):
    one, _ = await card(cast, cast.kim, "Mehl"), await card(cast, cast.kim, "Salz")
    kim = await wall(cast, visitors)
    await kim.focus(f"{one} .move")
    for key in ("m", "ArrowDown", "Enter"):
        await kim.keyboard.press(key)
    await expect(says(kim)).to_have_text("Verschoben: „Mehl“")
    await kim.evaluate("document.activeElement.blur()")
    await kim.evaluate(PASTE, ["Hefe\nSalz", ""])
    await kim.click("#several .write-notes .button", timeout=20_000)
    await expect(kim.locator(".wall .note", has_text="Hefe")).to_be_visible()


async def test_the_words_of_a_card_are_copied(cast: Cast, visitors: Visitors):
    await card(cast, cast.noor, "Mehl")
    kim = await wall(cast, visitors)
    await kim.click(".wall .note .text")
    copied = """() => {
      const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.clipboardData.getData("text/plain");
    }"""
    assert await kim.evaluate(copied) == "Mehl"
    await expect(says(kim)).to_have_text("Kopiert: „Mehl“")


async def test_pictures_that_are_pasted_or_dropped_become_photos(cast: Cast, visitors: Visitors):
    kim = await wall(cast, visitors)
    picture = base64.b64encode(photo(300, 200)).decode()
    await kim.evaluate(PASTE, ["", picture])
    drafts = kim.locator(".undeveloped .draft")
    await expect(drafts).to_have_count(1)
    await expect(drafts.locator("textarea")).to_be_focused()
    assert await kim.evaluate(DROP, [picture, ".wall-section[data-kind=questions] .groups"])
    await expect(drafts).to_have_count(2)
    await kim.click("#add-photo .send")
    await expect(kim.locator(".wall .photo")).to_have_count(2)
    await expect(kim.locator(".wall-section[data-kind=questions] .photo")).to_have_count(1)


async def test_whoever_drags_the_card_of_somebody_else_is_told_why_it_stays(cast: Cast, visitors: Visitors):
    theirs = await card(cast, cast.noor, "Mehl")
    kim = await wall(cast, visitors)
    box = await kim.locator(f"{theirs} .text").bounding_box()
    assert box
    await kim.mouse.move(box["x"] + 5, box["y"] + 5)
    await kim.mouse.down()
    await kim.mouse.move(box["x"] + 30, box["y"] + 8, steps=3)
    await kim.mouse.up()
    await expect(says(kim)).to_have_text("")
    await kim.mouse.move(box["x"] + 5, box["y"] + 5)
    await kim.mouse.down()
    await kim.mouse.move(box["x"] + 400, box["y"] + 150, steps=3)
    await kim.mouse.up()
    await expect(says(kim)).to_have_text("Auf dieser Wand lassen sich nur eigene Karten verschieben.")
    await expect(kim.locator(f".wall-section[data-kind=insights] {theirs}")).to_be_visible()
