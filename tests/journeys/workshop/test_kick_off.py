"""A kick-off from joining to its next steps by the keyboard alone, on both sides; and groups that two make at once."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.note import WriteNote, notes
from tests.cast import Cast
from tests.journeys.access.test_keyboard import walk_to
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit, until
from tests.journeys.walls.test_moving import at, drag, shows
from tests.journeys.workshop.test_wall_keys import lanes

pytestmark = pytest.mark.browser

SHARED: Any = {"viewport": {"width": 640, "height": 360}}
TALL: Any = {"viewport": {"width": 1280, "height": 1400}}


async def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        await page.keyboard.press(key)


async def on_the_wall(page: Page) -> None:
    await live(page)
    await until(page, "'shortcuts' in barcamp")


async def uses(page: Page, control: str, most: int = 20) -> None:
    """Presses something that the Tab key reaches from the beginning of the page."""
    await page.evaluate("document.activeElement.blur()")
    await page.locator(".skip").focus()
    await walk_to(page, control, most=most)
    await page.keyboard.press("Enter")


async def test_a_kick_off_by_keys_alone(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    hall = await visitors.open(f"/{cast.code}/projector?shared=yes", size=SHARED)
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, LAPTOP)
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP)
    nuri = await visitors.open(f"/{cast.code}", size=LAPTOP)
    await live(hall)
    for page in (noor, max_):
        await on_the_wall(page)

    await walk_to(nuri, "#f-join-name")
    await nuri.keyboard.type("Nuri")
    await nuri.keyboard.press("Enter")
    await expect(nuri.locator("#mine")).to_be_attached()
    await on_the_wall(nuri)
    await keys(nuri, "4")
    await walk_to(nuri, "#walls [href$='/notes/e']", most=40)
    await nuri.keyboard.press("Enter")
    await expect(nuri.locator("#wall_e")).to_be_visible()
    await on_the_wall(nuri)
    await mark_visit(nuri, noor, max_, hall)

    await uses(max_, ".tools > summary")
    await walk_to(max_, "form.begin-silence button", most=4)
    await max_.keyboard.press("Enter")
    await expect(nuri.locator(".silence .what")).to_contain_text("Hier wird gerade unsichtbar geschrieben.")
    for number, kind in enumerate(ids, 1):
        await keys(nuri, str(number))
        await expect(nuri.locator(f"#foot_{ids[kind]} textarea")).to_be_focused()
        await nuri.keyboard.type(f"Nuri {number}")
        await keys(nuri, "Enter")
        await expect(nuri.locator(f"#section_e-{ids[kind]} .sealed-own")).to_contain_text(f"Nuri {number}")
        await keys(nuri, "Escape")
    await keys(noor, "2")
    await noor.keyboard.type("Noor")
    await keys(noor, "Enter")
    await expect(max_.locator("#sealed_e")).to_have_text("6 Karten")
    await uses(max_, ".silence form[action$='/reveal-cards'] button")
    for page in (nuri, noor, max_):
        await expect(page.locator(".note")).to_have_count(6)
        await expect(page.locator(".silence")).to_be_hidden()

    # Support for the card of somebody else, and one's own into another lane.
    await keys(nuri, "2", "Escape")
    theirs = nuri.locator(f"#section_e-{ids['insights']} .note", has_text="Noor")
    if not await theirs.locator(":focus").count():
        await keys(nuri, "k")
    await expect(theirs.locator(":focus")).to_be_attached()
    await keys(nuri, "+")
    await expect(noor.locator(".note", has_text="Noor").locator(".count")).to_contain_text("1")
    await expect(nuri.locator(".note[data-own]", has_text="Nuri 3")).to_be_attached()  # known as hers by now
    await keys(nuri, "3", "Escape", "m", "ArrowRight", "Enter")
    await expect(max_.locator(f"#section_e-{ids['next']} .note .text")).to_contain_text(["Nuri 3"])
    await expect(max_.locator(f"#section_e-{ids['next']} .note")).to_have_count(2)
    await expect(nuri.locator(".note:focus-within .text")).to_have_text("Nuri 3")

    await uses(max_, ".tools > summary")
    await walk_to(max_, "#f-open-dots-points", most=8)
    await keys(max_, "Backspace")
    await max_.keyboard.type("2")
    await keys(max_, "Enter")
    for page, kinds in ((nuri, ("1", "2")), (noor, ("2", "1"))):
        await expect(page.locator(".points")).to_have_attribute("data-left", "2")
        for kind in kinds:
            await keys(page, kind, "Escape", "+")
        await expect(page.locator(".points")).to_have_attribute("data-left", "0")
        await until(page, "barcamp.entries.waiting().length === 0")
    await expect(hall.locator(".voters")).to_contain_text("2 von")
    await uses(max_, ".voting form button")
    for page in (nuri, noor, max_):
        await expect(page.locator("#ranks_e .count")).to_have_text(["2 Punkte gleichauf", "2 Punkte gleichauf"])
        await expect(page.locator("#ranks_e .place")).to_have_text(["Platz 1", "Platz 1"])
    await expect(hall.locator("li.ranked .tied")).to_have_text(["gleichauf", "gleichauf"])
    best = (await max_.locator("#ranks_e .text").first.inner_text()).replace("\u00ad", "")
    await uses(max_, "#ranks_e form button", most=30)
    for page in (nuri, noor, max_):
        await expect(page.locator(f"#section_e-{ids['next']} .note", has_text=best)).to_have_count(1)
        await expect(page.locator("#ranks_e .adopted")).to_have_count(1)
    assert await same_visit(nuri, noor, max_, hall)


@pytest.mark.parametrize("crosswise", [False, True], ids=["onto the same card", "onto one another"])
async def test_two_who_make_a_group_at_once_make_one(cast: Cast, visitors: Visitors, crosswise: bool):
    one, two, third = [await cast.makes(cast.max, WriteNote(wall="e", text=text)) for text in ("Mehl", "Hefe", "Salz")]
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who, TALL) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    targets = (two, one) if crosswise else (third, third)
    for page, note, onto in zip((kim, noor), (one, two), targets, strict=True):
        await drag(page, note, *await at(page, onto, 0.5), puts=False)
    await asyncio.gather(kim.mouse.up(), noor.mouse.up())
    group = {"Mehl", "Hefe"} | (set() if crosswise else {"Salz"})
    for page in (kim, noor):
        await expect(page.locator(".grouped .note")).to_have_count(len(group))
        await expect(page.locator(".pile")).to_have_count(1)
        await until(page, "barcamp.entries.waiting().length === 0")
        assert set(await page.locator(".grouped .text").all_inner_texts()) == group
    seen = await kim.locator(".note .text").all_inner_texts()
    await shows(noor, *([["", ["Salz"]]] if crosswise else []), ["Gruppe 1", [each for each in seen if each in group]])
    rows = await cast.rows(notes, barcamp_id=cast.id)
    assert {row.text: row.grouped for row in rows if row.grouped} == dict.fromkeys(group, "Gruppe 1")
