"""Several cards at once at a laptop: chosen with Shift, a frame or keys, moved, grouped and withdrawn together."""

from typing import Literal

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.lane import notes
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WithdrawNote
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, until
from tests.journeys.walls.test_moving import at, cards, drag, shows, wall
from tests.pictures import hang

pytestmark = pytest.mark.browser

CHOSEN = """() => [...document.querySelectorAll("[data-chosen]")].map((card) =>
  card.querySelector(".text")?.textContent ?? "Foto")"""


async def laptop(cast: Cast, visitors: Visitors, who=None, size=None) -> Page:
    page = await wall(cast, visitors, who or cast.kim, size or LAPTOP)
    await until(page, "Boolean(barcamp.choose)")
    return page


async def chosen(page: Page, *wanted: str) -> None:
    await until(page, f"wanted => JSON.stringify(({CHOSEN})()) === JSON.stringify(wanted)", list(wanted))


async def pick(page: Page, *numbers: int, key: Literal["Shift", "Control"] = "Shift") -> None:
    for number in numbers:
        await page.click(f"#note_e-{number} .text", modifiers=[key])


def counts(page: Page):
    return page.locator(".moving .selecting .count")


def says(page: Page):
    return page.locator(".moving .says")


async def test_with_shift_or_ctrl_cards_are_chosen_and_escape_lets_go_of_them(cast: Cast, visitors: Visitors):
    one, two, three = await cards(cast, "Mehl", "Salz", "Hefe")
    kim = await laptop(cast, visitors)
    await kim.click(f"#note_e-{one} .text")
    await pick(kim, two)
    await expect(counts(kim)).to_have_text("2 Karten ausgewählt")
    await pick(kim, three, key="Control")
    await chosen(kim, "Mehl", "Salz", "Hefe")
    await expect(kim.locator("[aria-current=true]")).to_have_count(3)
    await pick(kim, two)
    await chosen(kim, "Mehl", "Hefe")
    await cast.does(cast.max, GroupNote(note=one, group="Zutaten"))
    await expect(kim.locator(".wall .pile, .wall .group-of h4").first).to_be_visible()
    await chosen(kim, "Hefe", "Mehl")
    await kim.keyboard.press("Escape")
    await chosen(kim)
    await expect(kim.locator(".moving .selecting")).to_be_hidden()
    await pick(kim, two, three)
    await kim.click(".wall-section[data-kind=questions] h3")
    await chosen(kim)


async def test_one_of_them_is_dragged_and_all_go_along_and_come_back_in_one_step(cast: Cast, visitors: Visitors):
    one, _, three = await cards(cast, "Mehl", "Salz", "Hefe")
    [other] = await cards(cast, "Wann?", section="questions")
    kim, noor = await laptop(cast, visitors), await wall(cast, visitors, cast.noor)
    await pick(kim, one, three)
    await drag(kim, three, *await at(kim, other, 0.9), puts=False)
    await expect(kim.locator(".ghost")).to_have_text("2 Karten")
    await kim.mouse.up()
    for page in (kim, noor):
        await shows(page, ["", ["Salz"]], ["", ["Wann?", "Mehl", "Hefe"]])
    await expect(says(kim)).to_have_text("Verschoben: 2 Karten")
    await chosen(kim)
    await kim.click(".moving .undo-moves button")
    for page in (kim, noor):
        await shows(page, ["", ["Mehl", "Salz", "Hefe"]], ["", ["Wann?"]])
    await expect(says(kim)).to_have_text("Zurückgelegt, soweit sie seither niemand sonst verschoben hat: 2 Karten")
    await kim.keyboard.press("Control+y")
    await shows(kim, ["", ["Salz"]], ["", ["Wann?", "Mehl", "Hefe"]])
    await kim.keyboard.press("Control+z")
    await shows(kim, ["", ["Mehl", "Salz", "Hefe"]], ["", ["Wann?"]])


async def test_a_frame_over_an_empty_place_chooses_what_lies_in_it(cast: Cast, visitors: Visitors):
    one, two, _ = await cards(cast, "Mehl", "Salz", "Hefe")
    await cards(cast, "Noors Karte", by=cast.noor, section="questions")
    kim = await laptop(cast, visitors)
    first, second = [await kim.locator(f"#note_e-{each}").bounding_box() for each in (one, two)]
    empty = await kim.locator(".wall-section[data-kind=questions] .groups").bounding_box()
    assert first
    assert second
    assert empty
    x, y = empty["x"] + empty["width"] / 2, min(empty["y"] + empty["height"] - 10, second["y"] + second["height"] - 5)
    await kim.mouse.move(x, y)
    await kim.mouse.down()
    await kim.mouse.move(first["x"] + 40, first["y"] + 10, steps=4)
    await expect(kim.locator(".choosing")).to_be_visible()
    await kim.mouse.up()
    await chosen(kim, "Mehl", "Salz")
    await expect(kim.locator(".choosing")).to_be_hidden()
    beside = kim.locator(".moving .selecting .beside")
    await expect(beside).to_have_text(
        "1 Karte von anderen bleibt außen vor: Auf dieser Wand lassen sich nur eigene verschieben."
    )
    await kim.mouse.click(x, y)
    await chosen(kim)


async def test_by_keys_they_are_chosen_and_picked_up_together(cast: Cast, visitors: Visitors):
    one, _, _ = await cards(cast, "Mehl", "Salz", "Hefe")
    kim = await laptop(cast, visitors)
    await kim.focus(f"#note_e-{one} .move")
    await kim.keyboard.press("x")
    await kim.keyboard.press("j")
    await kim.keyboard.press("x")
    await chosen(kim, "Mehl", "Salz")
    await kim.keyboard.press("m")
    await expect(says(kim)).to_contain_text("2 Karten sind aufgenommen.")
    await kim.keyboard.press("ArrowDown")
    await kim.keyboard.press("Enter")
    await shows(kim, ["", ["Hefe", "Mehl", "Salz"]])
    await kim.keyboard.press("Control+z")
    await shows(kim, ["", ["Mehl", "Salz", "Hefe"]])
    await kim.keyboard.press("Control+a")
    await expect(counts(kim)).to_have_text("3 Karten ausgewählt")


async def test_the_bar_moves_them_groups_them_and_withdraws_one_s_own(cast: Cast, visitors: Visitors):
    one, two = await cards(cast, "Mehl", "Salz")
    [theirs] = await cards(cast, "Hefe", by=cast.noor)
    photo = await hang(cast, "e")
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    kim = await laptop(cast, visitors)
    async with cast.ctx.db.reading() as db:
        questions = next(each.id for each in await load_sections(db, cast.id) if each.kind == "questions")
    await pick(kim, one, two)
    await kim.click(f"#photo_{photo} img", modifiers=["Shift"])
    await expect(counts(kim)).to_have_text("3 Karten ausgewählt")
    await kim.select_option(".selecting select", str(questions))
    await kim.click(".selecting [data-do=move]")
    await expect(kim.locator(".wall-section[data-kind=questions] :is(.note, .photo)")).to_have_count(3)
    await pick(kim, theirs, one)
    await kim.click(".selecting [data-do=group]")
    await expect(says(kim)).to_have_text("Verschoben: 2 Karten")
    assert {row.grouped for row in await cast.rows(notes, wall="e") if row.id in (one, theirs)} == {"Gruppe 1"}
    await pick(kim, theirs, one)
    await kim.keyboard.press("Delete")
    await expect(kim.locator(".selecting .asked")).to_have_text(
        "1 Karte endgültig zurückziehen? 1 Karte bleibt: Zurückziehen kann sie nur, wer sie geschrieben hat."
    )
    await kim.keyboard.press("Enter")
    await expect(says(kim)).to_have_text("Zurückgezogen: 1 Karte")
    gone = {row.id for row in await cast.rows(notes, wall="e") if row.withdrawn_at}
    assert gone == {one}


async def test_cards_of_others_are_not_chosen_where_they_must_not_be_moved(cast: Cast, visitors: Visitors):
    [theirs] = await cards(cast, "Hefe", by=cast.noor)
    kim = await laptop(cast, visitors)
    await pick(kim, theirs)
    await expect(says(kim)).to_have_text("Auf dieser Wand lassen sich nur eigene Karten verschieben.")
    await chosen(kim)
    await kim.keyboard.press("Control+a")
    await chosen(kim)
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    await expect(kim.locator(f"#note_e-{theirs} .move")).to_be_visible()
    await pick(kim, theirs)
    await chosen(kim, "Hefe")
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=False))
    await chosen(kim)


async def test_what_is_gone_meanwhile_is_left_out(cast: Cast, visitors: Visitors):
    one, two, three = await cards(cast, "Mehl", "Salz", "Hefe")
    kim = await laptop(cast, visitors)
    await pick(kim, one, two)
    await cast.does(cast.kim, WithdrawNote(note=two))
    await expect(counts(kim)).to_have_text("1 Karte ausgewählt")
    await pick(kim, three)
    await cast.does(cast.max, MoveNote(note=three, place="first"))
    await shows(kim, ["", ["Hefe", "Mehl"]])
    await kim.click(".selecting [data-do=group]")
    await shows(kim, ["Gruppe 1", ["Hefe", "Mehl"]])


async def test_a_phone_does_not_load_it(cast: Cast, visitors: Visitors):
    await cards(cast, "Mehl")
    kim = await wall(cast, visitors, cast.kim, PHONE)
    assert not await kim.evaluate("document.querySelectorAll('script[src*=selection]').length")


async def test_it_is_seen_without_colours(cast: Cast, visitors: Visitors):
    one, two = await cards(cast, "Mehl", "Salz")
    for colours in ("none", "active"):
        kim = await laptop(cast, visitors)
        await kim.emulate_media(forced_colors=colours)
        await pick(kim, one, two)
        sign = "getComputedStyle(document.querySelector('[data-chosen] > p:last-of-type'), '::after').content"
        assert "✓" in await kim.evaluate(sign)
