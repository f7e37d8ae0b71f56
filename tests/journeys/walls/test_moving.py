"""Cards that are moved on the wall: by mouse, by finger, by keys, by menu; and what may come in between."""

from typing import Any

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import Row

from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote, notes
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast, Member
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live, mark_visit, same_visit, until

pytestmark = pytest.mark.browser

ORDER = """() => [...document.querySelectorAll(".wall-section")].flatMap((lane) =>
  [...lane.querySelectorAll(".cards")].map((pile) => [pile.getAttribute("aria-label") ?? "",
    [...pile.children].map((card) => card.querySelector(".text").textContent)])).filter(([, cards]) => cards.length)"""


async def cards(cast: Cast, *texts: str, by: Member | None = None, section: str = "insights") -> list[int]:
    async with cast.ctx.db.reading() as db:
        number = next(each.id for each in await load_sections(db, cast.id) if each.kind == section)
    return [await cast.makes(by or cast.kim, WriteNote(wall="e", text=text, section=number)) for text in texts]


async def wall(cast: Cast, visitors: Visitors, who: Member, size: dict = LAPTOP) -> Page:
    page = await visitors.open(f"/{cast.code}/notes/e", who, size)
    await live(page)
    return page


async def shows(page: Page, *wanted: list[object]) -> None:
    await until(page, f"wanted => JSON.stringify(({ORDER})()) === JSON.stringify(wanted)", list(wanted))


async def drag(page: Page, note: int, x: float, y: float, *, puts: bool = True) -> None:
    """By the words of the card, as somebody would who knows other walls."""
    await page.locator(f"#note_e-{note} .text").scroll_into_view_if_needed()
    box = await page.locator(f"#note_e-{note} .text").bounding_box()
    assert box
    await page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(x, y - 20, steps=4)
    await page.mouse.move(x, y, steps=4)
    if puts:
        await page.mouse.up()


async def at(page: Page, note: int, part: float) -> tuple[float, float]:
    """A point of a card, so much of its height below its upper edge."""
    box = await page.locator(f"#note_e-{note}").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * part


async def test_a_card_is_dragged_to_a_place_by_the_mouse_and_put_back_in_one_tap(cast: Cast, visitors: Visitors):
    one, _, three = await cards(cast, "Mehl", "Salz", "Hefe")
    kim, noor = await wall(cast, visitors, cast.kim), await wall(cast, visitors, cast.noor)
    await mark_visit(kim, noor)
    await drag(kim, three, *await at(kim, one, 0.1))
    for page in (kim, noor):
        await shows(page, ["", ["Hefe", "Mehl", "Salz"]])
    await kim.click(".moving .receipt form button")
    for page in (kim, noor):
        await shows(page, ["", ["Mehl", "Salz", "Hefe"]])
    await expect(kim.locator(".moving .says")).to_contain_text("Rückgängig gemacht")
    assert await same_visit(kim, noor)


async def test_onto_a_card_makes_a_group(cast: Cast, visitors: Visitors):
    one, _, three = await cards(cast, "Mehl", "Salz", "Hefe")
    tall = {"viewport": {"width": 1280, "height": 1200}}  # all three in sight
    kim = await wall(cast, visitors, cast.kim, tall)
    await drag(kim, one, *await at(kim, three, 0.5))
    await shows(kim, ["", ["Salz"]], ["Gruppe 1", ["Hefe", "Mehl"]])


async def test_into_an_empty_section_and_escape_leaves_it_where_it_was(cast: Cast, visitors: Visitors):
    [one, _] = await cards(cast, "Mehl", "Salz")
    kim = await wall(cast, visitors, cast.kim)
    heading = kim.locator(".wall-section[data-kind=questions] h3")
    await heading.scroll_into_view_if_needed()
    box = await heading.bounding_box()
    assert box
    to = box["x"] + 40, box["y"] + box["height"] / 2
    await drag(kim, one, *to, puts=False)
    await expect(kim.locator(".ghost")).to_have_text("Mehl")
    await kim.keyboard.press("Escape")
    await expect(kim.locator(".ghost")).to_have_count(0)
    await kim.mouse.up()
    await expect(kim.locator(".moving .says")).to_have_text("Sie bleibt, wo sie war.")
    box = await heading.bounding_box()
    assert box
    await drag(kim, one, box["x"] + 40, box["y"] + box["height"] / 2)
    await expect(kim.locator(".wall-section[data-kind=questions] .note")).to_have_count(1)


async def test_a_card_that_changes_in_the_hand_stays_there_and_comes_where_it_is_put(cast: Cast, visitors: Visitors):
    one, _, three = await cards(cast, "Mehl", "Salz", "Hefe")
    kim = await wall(cast, visitors, cast.kim)
    await drag(kim, three, *await at(kim, one, 0.1), puts=False)
    await cast.does(cast.kim, EditNote(note=three, text="Trockenhefe"))
    await cast.does(cast.kim, MoveNote(note=three, place=f"after-{one}"))
    await shows(kim, ["", ["Mehl", "Trockenhefe", "Salz"]])
    await expect(kim.locator(".ghost")).to_be_visible()
    await kim.mouse.move(*await at(kim, one, 0.15))
    await kim.mouse.up()
    await shows(kim, ["", ["Trockenhefe", "Mehl", "Salz"]])


async def test_a_card_that_is_gone_when_it_is_put_down_is_said(cast: Cast, visitors: Visitors):
    visitors.expects("status of 404")
    one, two = await cards(cast, "Mehl", "Salz")
    kim = await wall(cast, visitors, cast.kim)
    await drag(kim, two, *await at(kim, one, 0.1), puts=False)
    await cast.does(cast.max, WithdrawNote(note=two))
    await expect(kim.locator(f"#note_e-{two}")).to_have_count(0)
    await kim.mouse.up()
    await expect(kim.locator("#said")).to_have_text("Diese Karte gibt es nicht mehr.")


async def test_by_keys_a_card_goes_through_places_and_sections_and_into_a_group(cast: Cast, visitors: Visitors):
    three = (await cards(cast, "Mehl", "Salz", "Hefe"))[-1]
    await cards(cast, "Wer zahlt?", section="questions")
    kim = await wall(cast, visitors, cast.kim)
    await kim.focus(f"#note_e-{three} .move")
    says = kim.locator(".moving .says")
    await kim.keyboard.press("Enter")
    await expect(says).to_contain_text("„Hefe“ ist aufgenommen")
    await expect(kim.locator(".drop-mark")).to_be_visible()
    await kim.keyboard.press("ArrowUp")
    await expect(says).to_have_text("Platz 2 von 3 in Kernaussagen")
    await kim.keyboard.press("Enter")
    await shows(kim, ["", ["Mehl", "Hefe", "Salz"]], ["", ["Wer zahlt?"]])
    await expect(kim.locator(f"#note_e-{three} .move")).to_be_focused()
    await kim.keyboard.press("Enter")
    await kim.keyboard.press("ArrowRight")
    await expect(says).to_contain_text("in Offene Fragen")
    await kim.keyboard.press("Escape")
    await expect(says).to_have_text("Sie bleibt, wo sie war.")
    await expect(kim.locator(f"#note_e-{three} .move")).to_be_focused()
    for key in ("Enter", "ArrowDown", "g", "Enter"):
        await kim.keyboard.press(key)
    await shows(kim, ["", ["Mehl"]], ["Gruppe 1", ["Salz", "Hefe"]], ["", ["Wer zahlt?"]])


async def test_a_finger_that_scrolls_moves_nothing_and_one_that_holds_the_button_does(cast: Cast, visitors: Visitors):
    texts = [f"Karte {number}" for number in range(6)]
    found = await cards(cast, *texts)
    kim = await wall(cast, visitors, cast.kim, PHONE)
    session = await kim.context.new_cdp_session(kim)

    async def touch(kind: str, x: float = 0, y: float = 0) -> None:
        points = [{"x": x, "y": y}] if kind != "touchEnd" else []
        await session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    async def swipe(selector: str) -> None:
        box = await kim.locator(selector).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        await touch("touchStart", x, y)
        for step in range(1, 12):
            await touch("touchMove", x, y - 20 * step)
        await touch("touchEnd")

    for selector in (f"#note_e-{found[1]} .text", f"#note_e-{found[1]} .move"):
        await kim.locator(selector).scroll_into_view_if_needed()
        await swipe(selector)
        await expect(kim.locator(".ghost")).to_have_count(0)
    await shows(kim, ["", texts])
    handle = kim.locator(f"#note_e-{found[1]} .move")
    await handle.evaluate("each => each.scrollIntoView({ block: 'center' })")
    box = await handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await touch("touchStart", x, y)
    await expect(kim.locator(".ghost")).to_be_visible()
    to = await at(kim, found[0], 0.1)
    await touch("touchMove", to[0], to[1])
    await touch("touchEnd")
    await shows(kim, ["", [texts[1], texts[0], *texts[2:]]])


async def test_by_taps_alone_and_by_the_menu_of_the_card(cast: Cast, visitors: Visitors):
    _, two, three = await cards(cast, "Mehl", "Salz", "Hefe")
    kim = await wall(cast, visitors, cast.kim, PHONE)
    await kim.click(f"#note_e-{three} .move")
    await kim.click(".moving [data-step=up]")
    await kim.click(".moving [data-step=drop]")
    await shows(kim, ["", ["Mehl", "Hefe", "Salz"]])
    await kim.click(".moving [data-step=dismiss]")
    await kim.click(f"#note_e-{two} .edit")
    await kim.click("#card .move-note button[value=first]")
    await shows(kim, ["", ["Salz", "Mehl", "Hefe"]])
    await expect(kim.locator("#card")).to_be_hidden()
    await expect(kim.locator(".moving .receipt")).to_be_visible()


async def test_the_cards_of_others_have_no_button_until_the_wall_lets_everybody(cast: Cast, visitors: Visitors):
    [theirs] = await cards(cast, "Mehl", by=cast.noor)
    [mine] = await cards(cast, "Salz")
    kim, max_ = await wall(cast, visitors, cast.kim), await wall(cast, visitors, cast.max)
    await expect(kim.locator(f"#note_e-{mine} .move")).to_be_visible()
    await expect(kim.locator(f"#note_e-{theirs} .move")).to_be_hidden()
    await expect(max_.locator(f"#note_e-{theirs} .move")).to_be_visible()
    await max_.click(".who-moves button")
    await expect(kim.locator(f"#note_e-{theirs} .move")).to_be_visible()
    await drag(kim, theirs, *await at(kim, mine, 0.9))
    await shows(max_, ["", ["Salz", "Mehl"]])
    await max_.click(".who-moves button")
    await expect(kim.locator(f"#note_e-{theirs} .move")).to_be_hidden()


async def test_an_organiser_without_a_name_moves_cards_and_takes_it_back(cast: Cast, visitors: Visitors):
    one, two = await cards(cast, "Mehl", "Salz")
    ada = await wall(cast, visitors, cast.ada)
    await drag(ada, two, *await at(ada, one, 0.1))
    await shows(ada, ["", ["Salz", "Mehl"]])
    await ada.click(".moving .receipt form button")
    await shows(ada, ["", ["Mehl", "Salz"]])


async def test_without_scripts_the_card_s_own_page_moves_it_and_back(cast: Cast, visitors: Visitors):
    one, two = await cards(cast, "Mehl", "Salz")
    kim = await visitors.open(f"/{cast.code}/notes/e/{two}", cast.kim, java_script_enabled=False)
    await kim.click(".move-note button[value=first]")
    assert [row.id for row in sorted(await cast.rows(notes, barcamp_id=cast.id), key=place)] == [two, one]
    await kim.click("form[action$='/undo-move'] button")
    assert [row.id for row in sorted(await cast.rows(notes, barcamp_id=cast.id), key=place)] == [one, two]
    await expect(kim.locator("form[action$='/undo-move']")).to_have_count(0)


def place(row: Row[Any]) -> tuple[int, int]:
    return row.position, row.id


@pytest.mark.parametrize(("size", "writing"), [(PHONE, "#write"), (LAPTOP, "#feet")], ids=["phone", "laptop"])
async def test_the_receipt_leaves_free_where_one_writes(cast: Cast, visitors: Visitors, size: dict, writing: str):
    one, _ = await cards(cast, "Mehl", "Salz")
    kim = await wall(cast, visitors, cast.kim, size)
    await kim.click(f"#note_e-{one} .move")
    await expect(kim.locator(".wall-section:visible")).to_have_count(5)
    await kim.click(".moving [data-step=down]")
    await kim.click(".moving [data-step=drop]")
    await shows(kim, ["", ["Salz", "Mehl"]])
    await expect(kim.locator(".moving .receipt")).to_be_visible()
    bar, below = [await kim.locator(each).bounding_box() for each in (".moving", writing)]
    assert bar
    assert below
    assert bar["y"] + bar["height"] <= below["y"] + 1


async def test_one_s_own_card_dropped_onto_another_s_says_why_there_is_no_group(cast: Cast, visitors: Visitors):
    [theirs] = await cards(cast, "Mehl", by=cast.noor)
    mine, other = await cards(cast, "Hefe", "Salz")
    kim = await wall(cast, visitors, cast.kim)
    says = kim.locator(".moving .says")
    await drag(kim, other, *await at(kim, theirs, 0.4))
    await shows(kim, ["", ["Salz", "Mehl", "Hefe"]])
    why = "Keine Gruppe: „Mehl“ gehört jemand anderem, und fremde Karten gruppiert hier die Moderation."
    await expect(says).to_have_text(f"Verschoben: „Salz“ {why}")
    await expect(kim.locator(".moving .receipt")).to_be_visible()
    await drag(kim, mine, *await at(kim, theirs, 0.6))
    await expect(says).to_have_text(f"Sie bleibt, wo sie war. {why}")
    await kim.focus(f"#note_e-{mine} .move")
    for key in ("Enter", "ArrowUp", "g"):
        await kim.keyboard.press(key)
    await expect(says).to_have_text(why)
    await kim.keyboard.press("Escape")
    assert {row.grouped for row in await cast.rows(notes)} == {""}
    max_ = await wall(cast, visitors, cast.max)
    await drag(max_, mine, *await at(max_, theirs, 0.5))
    await shows(kim, ["", ["Salz"]], ["Gruppe 1", ["Mehl", "Hefe"]])


async def test_ctrl_and_z_take_back_what_the_bar_offers_and_nothing_in_a_field(cast: Cast, visitors: Visitors):
    one, _, three = await cards(cast, "Mehl", "Salz", "Hefe")
    kim = await wall(cast, visitors, cast.kim)
    says = kim.locator(".moving .says")
    await kim.keyboard.press("Control+z")
    await expect(says).to_have_text("Auf dieser Wand gibt es gerade nichts rückgängig zu machen.")
    await drag(kim, three, *await at(kim, one, 0.1))
    await expect(kim.locator(".moving .receipt")).to_be_visible()
    field = kim.locator(".foot-of-lane textarea").first
    await field.fill("Halber Satz")
    await field.press("Control+z")
    await shows(kim, ["", ["Hefe", "Mehl", "Salz"]])
    await kim.focus(f"#note_e-{one} .move")
    await kim.keyboard.press("Control+z")
    await shows(kim, ["", ["Mehl", "Salz", "Hefe"]])
    await expect(says).to_have_text("Rückgängig gemacht: „Hefe“")
    await kim.keyboard.press("Control+y")
    await shows(kim, ["", ["Hefe", "Mehl", "Salz"]])
    await expect(says).to_have_text("Verschoben: „Hefe“")
    await kim.keyboard.press("Control+y")
    await expect(says).to_have_text("Auf dieser Wand gibt es gerade nichts zu wiederholen.")
    await kim.click(".moving .undo-move button")
    await shows(kim, ["", ["Mehl", "Salz", "Hefe"]])
    await kim.click(".moving .again button")
    await shows(kim, ["", ["Hefe", "Mehl", "Salz"]])
    await kim.keyboard.press("Control+z")
    await shows(kim, ["", ["Mehl", "Salz", "Hefe"]])
    await kim.keyboard.press("Control+Shift+z")
    await shows(kim, ["", ["Hefe", "Mehl", "Salz"]])
    await kim.goto(f"/{cast.code}/keys")
    await expect(kim.locator(".keys-list dt", has_text="Strg").first).to_have_text("Strg + Z")


async def test_on_a_phone_a_moved_card_is_followed_and_words_speak_of_fingers(cast: Cast, visitors: Visitors):
    [mine] = await cards(cast, "Mehl")
    kim = await wall(cast, visitors, cast.kim, PHONE)
    here = kim.locator('#strip [aria-pressed="true"] .name')
    await expect(here).to_have_text("Kernaussagen")
    await kim.tap(f"#note_e-{mine} .move")
    await expect(kim.locator(".moving .says")).to_have_text(
        "„Mehl“ ist aufgenommen. Tippe auf die Pfeile, bis die Karte richtig liegt, dann auf „Ablegen“."
    )
    await kim.tap('.moving [data-step="right"]')
    await kim.tap('.moving [data-step="drop"]')
    await expect(here).to_have_text("Offene Fragen")
    card = kim.locator(f"#note_e-{mine}")
    await expect(card).to_be_visible()
    await kim.tap(".moving .receipt form button")
    await expect(here).to_have_text("Kernaussagen")
    await expect(card).to_be_visible()


async def test_the_foot_of_the_page_is_scrolled_out_from_under_the_bar(cast: Cast, visitors: Visitors):
    one, *_ = await cards(cast, "Mehl", "Salz", "Hefe")
    for size in (LAPTOP, PHONE):
        kim = await wall(cast, visitors, cast.kim, size)
        await kim.focus(f"#note_e-{one} .move")
        for key in ("Enter", "ArrowDown", "Enter"):
            await kim.keyboard.press(key)
        await expect(kim.locator(".moving .receipt")).to_be_visible()
        # The page grows by the bar once this is there, and can be scrolled further then.
        to_the_end = "scrollTo(0, document.documentElement.scrollHeight)"
        await until(kim, f"{to_the_end}, ({UNCOVERED})(document.querySelector('.legal a'))")


UNCOVERED = """(each) => {
  const { left, top, width, height } = each.getBoundingClientRect();
  return each.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


async def test_one_lane_that_asks_for_more_where_one_writes_leaves_the_others_their_height(
    cast: Cast, visitors: Visitors
):
    await cards(cast, *(f"Karte {number}" for number in range(12)))
    kim = await wall(cast, visitors, cast.kim)
    lane = kim.locator(".wall-section", has_text="Karte 3").locator(".groups")
    async with cast.ctx.db.reading() as db:
        found = {each.kind: each.id for each in await load_sections(db, cast.id)}
    foot = kim.locator(f"#foot_{found['insights']}")
    before = [await foot.bounding_box(), await lane.bounding_box()]
    await kim.click(f"#foot_{found['next']} textarea")
    await expect(kim.locator(f"#foot_{found['next']} .next-step-fields")).to_be_visible()
    after = [await foot.bounding_box(), await lane.bounding_box()]
    assert [box and box["height"] for box in before] == [box and box["height"] for box in after]
