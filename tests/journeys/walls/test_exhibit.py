"""What the moderators show everybody: it opens large for whoever goes along, takes the screen from nobody who writes or
moderates, and ends with one tap, or by itself when the card is gone."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, PHONE, Visitors, live, until
from tests.pictures import hang

pytestmark = pytest.mark.browser


async def written(cast: Cast, text: str = "Mehl") -> int:
    return (await cast.does(cast.kim, WriteNote(wall="e", text=text))).made or 0


async def follows(*pages: Page) -> None:
    """Waits until the scripts that come once a page is quiet are there."""
    await live(*pages)
    for page in pages:
        await until(page, "() => Boolean(window.barcamp?.exhibit)")


def sheet(page: Page):
    return page.locator("#exhibit .sheet")


async def test_one_card_opens_large_for_all_until_the_moderator_ends_it(cast: Cast, visitors: Visitors):
    note = await written(cast)
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, LAPTOP)
    max_, hall = (
        await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP),
        await visitors.open(f"/{cast.code}/projector", size=HALL),
    )
    await follows(kim, noor, max_)
    await live(hall)
    await max_.click(f"#note_e-{note} .edit")
    await max_.get_by_role("button", name="Allen groß zeigen").click()
    for page in (kim, noor):
        await expect(sheet(page).locator(".text")).to_have_text("Mehl")
        await expect(sheet(page)).to_be_visible()
    await expect(hall.locator("#scene .key .text")).to_have_text("Mehl")
    await expect(max_.get_by_text("Die Moderation zeigt eine Karte").first).to_be_visible()
    await expect(sheet(max_)).to_be_hidden()
    await kim.reload()
    await expect(sheet(kim)).to_be_visible()
    await max_.get_by_role("button", name="Nicht mehr zeigen").click()
    for page in (kim, noor, max_):
        await expect(page.locator("#exhibit")).to_be_hidden()
    await expect(hall.locator("#scene .key")).to_have_count(0)


async def test_whoever_writes_keeps_the_screen_and_gets_there_with_one_tap(cast: Cast, visitors: Visitors):
    note = await written(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await follows(kim)
    await kim.locator("form.write-note textarea").first.focus()
    await kim.keyboard.type("Ich schreibe ge")
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=note))
    await expect(kim.get_by_text("Die Moderation zeigt eine Karte").first).to_be_visible()
    await expect(sheet(kim)).to_be_hidden()
    await kim.keyboard.type("rade")
    await expect(kim.locator("form.write-note textarea").first).to_have_value("Ich schreibe gerade")
    await kim.get_by_role("button", name="Ansehen").click()
    await expect(sheet(kim)).to_be_visible()
    await kim.get_by_role("link", name="Zur Wand").click()
    await expect(sheet(kim)).to_be_hidden()
    await expect(kim.locator(f"#note_e-{note}")).to_be_in_viewport()
    await expect(kim.locator(f"#note_e-{note}")).to_have_attribute("data-exhibited", "")


async def test_whoever_goes_on_alone_is_left_alone_until_they_look(cast: Cast, visitors: Visitors):
    first, second = await written(cast), await written(cast, "Salz")
    kim = await visitors.open(f"/{cast.code}", cast.kim, PHONE)
    await follows(kim)
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=first))
    await kim.get_by_role("button", name="Allein weiter").click()
    await expect(sheet(kim)).to_be_hidden()
    await expect(kim.get_by_role("button", name="Ansehen")).to_be_focused()
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=second))
    await expect(sheet(kim).locator(".text")).to_have_text("Salz")
    await expect(sheet(kim)).to_be_hidden()
    await kim.get_by_role("button", name="Ansehen").click()
    await expect(sheet(kim)).to_be_visible()
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=first))
    await expect(sheet(kim).locator(".text")).to_have_text("Mehl")
    await expect(sheet(kim)).to_be_visible()
    await kim.keyboard.press("Escape")
    await expect(sheet(kim)).to_be_hidden()


async def test_a_card_that_is_hidden_goes_from_every_screen(cast: Cast, visitors: Visitors):
    note = await written(cast, "Ein Name")
    kim, hall = (
        await visitors.open(f"/{cast.code}", cast.kim),
        await visitors.open(f"/{cast.code}/projector", size=HALL),
    )
    await follows(kim)
    await live(hall)
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=note))
    await expect(sheet(kim)).to_be_visible()
    await expect(hall.locator("#scene")).to_contain_text("Ein Name")
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name zu viel"))
    await expect(kim.locator("#exhibit")).to_be_hidden()
    for page in (kim, hall):
        await expect(page.locator("body")).not_to_contain_text("Ein Name")


async def test_a_lane_is_shown_from_its_head_and_grows(cast: Cast, visitors: Visitors):
    async with cast.ctx.db.reading() as db:
        lane = next(each.id for each in await load_sections(db, cast.id) if each.kind == "questions")
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP)
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    await follows(max_, kim)
    await max_.click(f'[data-show-lane="{lane}"]')
    await expect(sheet(kim)).to_be_visible()
    await cast.does(cast.noor, WriteNote(wall="e", text="Wer backt?", section=lane))
    await expect(kim.locator("#exhibit-cards li")).to_have_text(["Wer backt?"])


async def test_photos_of_a_section_are_shown_with_its_cards(cast: Cast, visitors: Visitors):
    await written(cast)
    async with cast.ctx.db.reading() as db:
        insights = next(each.id for each in await load_sections(db, cast.id) if each.kind == "insights")
    await hang(cast, "e", "Drei Spalten")
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, LAPTOP)
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await follows(kim, noor)
    await live(hall)
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", wall="e", section=insights))
    for page in (kim, noor):
        await expect(sheet(page).locator("li")).to_have_count(2)
        await expect(sheet(page).get_by_alt_text("Drei Spalten")).to_be_visible()
    await expect(hall.locator("#scene li.photo .text")).to_have_text("Drei Spalten")
    await hang(cast, "e", "Ein Kreis")
    for page in (kim, noor):
        await expect(sheet(page).locator("img")).to_have_count(2)
    await expect(hall.locator("#scene li.photo")).to_have_count(2)
