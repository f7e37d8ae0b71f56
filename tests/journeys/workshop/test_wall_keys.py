"""A wall by the keyboard alone: in few keys, in the order in which it is seen; and the keys can be switched off."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.dots import OpenDots, dots
from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.note import WriteNote, notes
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.round import BeginSilence
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Look, Visitors, live, until
from tests.journeys.walls.test_moving import ORDER

pytestmark = pytest.mark.browser

MOST = 25  # keys to write a card, move it, make a group of three and give three points; its words not counted
# Lanes and cards by where they are seen: lane beside lane, card below card.
SEEN = """() => {
  const top = (each) => each.getBoundingClientRect().top, left = (each) => each.getBoundingClientRect().left;
  const visible = (all) => [...all].filter((each) => each.checkVisibility());
  return visible(document.querySelectorAll(".wall-section")).sort((a, b) => left(a) - left(b) || top(a) - top(b))
    .flatMap((lane) => [lane.querySelector("h3 span").textContent, ...visible(lane.querySelectorAll(".note .text"))
      .sort((a, b) => top(a) - top(b)).map((each) => each.textContent)]);
}"""


class Keyboard:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed += 1
            await self.page.keyboard.press(key)

    async def writes(self, text: str) -> None:
        await self.page.keyboard.type(text)


async def lanes(cast: Cast) -> dict[str, int]:
    async with cast.ctx.db.reading() as db:
        return {each.kind: each.id for each in await load_sections(db, cast.id)}


async def wall(cast: Cast, visitors: Visitors, size: Look = LAPTOP) -> Page:
    page = await visitors.open(f"/{cast.code}/notes/e", cast.kim, size)
    await live(page)
    await until(page, "'shortcuts' in barcamp")  # which come once the page is idle
    return page


async def shows(page: Page, *piles: list[object]) -> None:
    await until(page, f"wanted => JSON.stringify(({ORDER})()) === JSON.stringify(wanted)", list(piles))


async def test_a_card_is_written_and_moved_three_are_grouped_and_get_points_in_few_keys(cast: Cast, visitors: Visitors):
    insights = (await lanes(cast))["insights"]
    for text in ("Mehl", "Hefe"):
        await cast.does(cast.noor, WriteNote(wall="e", text=text, section=insights))
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    kim = await wall(cast, visitors)
    keys = Keyboard(kim)

    await keys.press("2")  # the second lane
    await keys.writes("Wasser")
    await keys.press("Enter")
    await shows(kim, ["", ["Mehl", "Hefe", "Wasser"]])
    await keys.press("Escape", "m", "ArrowUp", "Enter")
    await shows(kim, ["", ["Mehl", "Wasser", "Hefe"]])
    await keys.press("m", "g", "Enter")
    await shows(kim, ["", ["Mehl"]], ["Gruppe 1", ["Hefe", "Wasser"]])
    await keys.press("k", "k", "m", "ArrowDown", "Enter")
    await shows(kim, ["Gruppe 1", ["Mehl", "Hefe", "Wasser"]])
    await keys.press("+", "j", "+", "j", "+")
    await expect(kim.locator(".points")).to_have_attribute("data-left", "0")
    await expect(kim.locator(".note:focus-within .text")).to_have_text("Wasser")
    assert keys.pressed <= MOST
    await until(kim, "barcamp.entries.waiting().length === 0")
    assert len({row.grouped for row in await cast.rows(notes)} - {""}) == 1
    assert {row.number for row in await cast.rows(dots)} == {1}
    assert len(await cast.rows(dots)) == 3


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
async def test_who_hears_the_wall_meets_lanes_and_cards_in_the_order_in_which_they_are_seen(
    cast: Cast, visitors: Visitors, size: Look
):
    ids = await lanes(cast)
    made = [
        await cast.makes(cast.noor, WriteNote(wall="e", text=f"{kind} {number}", section=ids[kind]))
        for kind in ("questions", "insights", "next")
        for number in range(4)
    ]
    for note in (made[0], made[2], made[5]):
        await cast.does(cast.max, GroupNote(note=note, group="Zutaten"))
    kim = await wall(cast, visitors, size)
    seen = await kim.evaluate(SEEN)
    assert len(seen) == (5 + len(made) if size is LAPTOP else 1 + 4)
    cdp = await kim.context.new_cdp_session(kim)
    tree = (await cdp.send("Accessibility.getFullAXTree"))["nodes"]
    heard = [
        node["name"]["value"].strip()
        for node in in_order(tree)
        if not node["ignored"] and node.get("role", {}).get("value") in ("StaticText",)
    ]
    assert [each for each in heard if each in seen][: len(seen)] == seen
    stops = []
    await kim.evaluate("document.activeElement.blur()")
    for _ in range(len(made) + 1):
        await kim.keyboard.press("j")
        stops.append(await kim.locator(".note:focus-within .text").inner_text())
    assert list(dict.fromkeys(stops)) == [each for each in seen if each[-1].isdigit()]


def in_order(tree: list[dict]) -> list[dict]:
    """Of the tree that the browser hands out as a list, from the first to the last."""
    by_id = {node["nodeId"]: node for node in tree}
    found, waiting = [], [tree[0]["nodeId"]]
    while waiting:
        node = by_id.get(waiting.pop())
        if node is not None:
            found.append(node)
            waiting += reversed(node.get("childIds", []))
    return found


async def test_keys_that_are_switched_off_do_nothing_on_cards_either(cast: Cast, visitors: Visitors):
    await cast.does(cast.noor, WriteNote(wall="e", text="Mehl"))
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Wasser"))
    kim = await wall(cast, visitors)
    await kim.keyboard.press("?")
    for key in ("J", "K", "M"):
        await expect(kim.locator("#keys kbd", has_text=key).first).to_be_visible()
    await kim.uncheck("#with-keys")
    await kim.keyboard.press("Escape")
    await kim.focus(f"#note_e-{mine} .move")
    for key in ("k", "m", "+"):
        await kim.keyboard.press(key)
    await expect(kim.locator(f"#note_e-{mine} .move")).to_be_focused()
    await expect(kim.locator("body")).not_to_have_attribute("data-lifting", "")
    await expect(kim.locator(".support[aria-pressed=true]")).to_have_count(0)


async def test_support_is_given_once_and_taken_back_by_key_and_a_letter_in_a_field_is_a_letter(
    cast: Cast, visitors: Visitors
):
    theirs = await cast.makes(cast.noor, WriteNote(wall="e", text="Mehl"))
    kim = await wall(cast, visitors)
    support = kim.locator(f"#note_e-{theirs} .support")
    await kim.keyboard.press("j")
    await expect(support).to_be_focused()
    for key, pressed in (("+", "true"), ("+", "true"), ("-", "false"), ("-", "false")):
        await kim.keyboard.press(key)
        await expect(support).to_have_attribute("aria-pressed", pressed)
    await kim.keyboard.press("m")  # it is not Kim's
    await expect(kim.locator(".moving .keys")).to_be_hidden()
    await kim.keyboard.press("2")
    await kim.keyboard.type("mjk+-")
    await expect(kim.locator("textarea:focus")).to_have_value("mjk+-")
    await kim.keyboard.press("Escape")
    await expect(support).to_be_focused()
    await kim.keyboard.press("2")
    await expect(kim.locator("textarea:focus")).to_have_value("mjk+-")


async def test_escape_leads_to_one_s_own_card_that_nobody_else_sees(cast: Cast, visitors: Visitors):
    insights = (await lanes(cast))["insights"]
    await cast.does(cast.max, BeginSilence(wall="e", section=insights))
    kim = await wall(cast, visitors)
    await kim.keyboard.press("2")
    await kim.keyboard.press("Escape")  # nothing stands there
    await expect(kim.locator(f"#section_e-{insights} h3")).to_be_focused()
    for text in ("Mehl", "Hefe"):
        await kim.keyboard.press("2")
        await kim.keyboard.type(text)
        await kim.keyboard.press("Enter")
        await expect(kim.locator(".sealed-own")).to_contain_text(text)
    await kim.keyboard.press("Escape")
    await expect(kim.locator(".sealed-own li:focus-within")).to_contain_text("Hefe")
