"""On a phone one section of a wall is seen at a time, the one in which one writes; a strip at the thumb and a swipe
lead to the others."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.note import WriteNote
from barcamp.live.keyed import NESTED
from tests.cast import Cast
from tests.journeys.acting import write_note
from tests.journeys.browser import Visitors, live
from tests.journeys.walls.test_lanes import lanes

pytestmark = pytest.mark.browser


def tab(page: Page, section: int):
    return page.locator(f"#strip [data-lane='{section}']")


def lane(page: Page, section: int):
    return page.locator(f"#section_e-{section}")


async def swipe(page: Page, across: int) -> None:
    """With one finger over the wall, so many pixels to the right."""
    box = await page.locator(".wall-sections").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    cdp = await page.context.new_cdp_session(page)
    for kind, at in (("touchStart", x), ("touchMove", x + across / 2), ("touchMove", x + across), ("touchEnd", None)):
        points = [] if at is None else [{"x": at, "y": y}]
        await cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


async def test_the_strip_and_a_swipe_lead_to_another_section_and_one_writes_there(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await expect(lane(kim, ids["insights"])).to_be_visible()
    await expect(kim.locator(".wall-section:visible")).to_have_count(1)
    await tab(kim, ids["questions"]).click()
    await expect(tab(kim, ids["questions"])).to_have_attribute("aria-pressed", "true")
    await write_note(kim, "Wer zahlt?")
    await expect(lane(kim, ids["questions"]).locator(".note .text")).to_have_text("Wer zahlt?")
    await expect(tab(kim, ids["questions"])).to_have_text("Offene Fragen 1")
    await swipe(kim, -150)
    await expect(lane(kim, ids["next"])).to_be_visible()
    await expect(kim.locator(".write-note input[name=who]")).to_be_visible()
    await swipe(kim, 150)
    await swipe(kim, 150)
    await expect(lane(kim, ids["insights"])).to_be_visible()
    await swipe(kim, 20)
    await expect(lane(kim, ids["insights"])).to_be_visible()


async def test_cards_that_the_page_brings_along_later_are_not_new(cast: Cast, visitors: Visitors):
    """A full wall can be read before all of it has come; what comes then was there before."""
    ids = await lanes(cast)
    notes = [
        await cast.makes(cast.noor, WriteNote(wall="e", text=f"Karte {number}", section=ids["questions"]))
        for number in range(NESTED + 30)
    ]
    kim = await visitors.open(f"/{cast.code}/notes/e#note_e-{notes[-1]}", cast.kim)
    await live(kim)
    await expect(kim.locator(f"#note_e-{notes[-1]}")).to_be_in_viewport()
    await expect(lane(kim, ids["questions"]).locator(".note")).to_have_count(NESTED + 30)
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max)
    await expect(tab(max_, ids["questions"])).to_have_text(f"Offene Fragen {len(notes)}")  # and no word of new ones
    await write_note(max_, "Und noch eine")
    await expect(tab(max_, ids["questions"])).to_have_text(f"Offene Fragen {len(notes)}")
    await cast.does(cast.noor, WriteNote(wall="e", text="Neu", section=ids["questions"]))
    await expect(tab(max_, ids["questions"])).to_have_text(f"Offene Fragen {len(notes) + 1} 1 neu")
    plain = await visitors.open(f"/{cast.code}/notes/e", cast.noor, java_script_enabled=False)
    await expect(plain.locator(".note")).to_have_count(len(notes) + 2)


async def test_what_is_new_elsewhere_is_counted_until_it_was_seen(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    await cast.does(cast.noor, WriteNote(wall="e", text="War schon da", section=ids["questions"]))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await expect(tab(kim, ids["questions"])).to_have_text("Offene Fragen 1")
    for text in ("Wer zahlt?", "Wer putzt?"):
        await cast.does(cast.noor, WriteNote(wall="e", text=text, section=ids["questions"]))
    await cast.does(cast.noor, WriteNote(wall="e", text="Hier", section=ids["insights"]))
    await expect(tab(kim, ids["questions"])).to_have_text("Offene Fragen 3 2 neu")
    await expect(tab(kim, ids["insights"])).to_have_text("Kernaussagen 1")
    await kim.reload()
    await expect(tab(kim, ids["questions"])).to_have_text("Offene Fragen 3 2 neu")
    await tab(kim, ids["questions"]).click()
    await expect(tab(kim, ids["questions"])).to_have_text("Offene Fragen 3")
    await kim.reload()
    await expect(tab(kim, ids["questions"])).to_have_text("Offene Fragen 3")
    await expect(lane(kim, ids["questions"])).to_be_visible()


async def test_whoever_chooses_by_keys_is_left_there_when_a_card_comes(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await tab(kim, ids["questions"]).focus()
    await cast.does(cast.noor, WriteNote(wall="e", text="Hier", section=ids["next"]))
    await expect(tab(kim, ids["next"])).to_have_text("Nächste Schritte 1 1 neu")
    await expect(tab(kim, ids["questions"])).to_be_focused()


async def test_an_address_of_a_card_leads_to_its_section(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    note = await cast.makes(cast.noor, WriteNote(wall="e", text="Wer zahlt?", section=ids["questions"]))
    kim = await visitors.open(f"/{cast.code}/notes/e#note_e-{note}", cast.kim)
    await live(kim)
    await expect(kim.locator(f"#note_e-{note}")).to_be_in_viewport()


async def test_whoever_writes_the_result_sees_all_sections(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    for kind in ("insights", "questions"):
        await cast.does(cast.noor, WriteNote(wall="e", text=kind, section=ids[kind]))
    await cast.does(cast.kim, BecomeKeeper(wall="e"))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await kim.click("#result-sheet > summary")
    await expect(kim.locator(".note:visible")).to_have_count(2)


async def test_who_cannot_write_sees_all_sections(cast: Cast, visitors: Visitors):
    kim, organiser = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.kim, cast.ada)]
    await live(kim, organiser)
    await expect(organiser.locator(".wall-section:visible")).to_have_count(5)
    await expect(kim.locator(".wall-section:visible")).to_have_count(1)
    await cast.does(cast.ada, ArchiveBarcamp())
    await expect(kim.locator(".wall-section:visible")).to_have_count(5)


async def test_a_section_that_goes_while_it_is_seen_leaves_another_one(cast: Cast, visitors: Visitors):
    mine = await cast.makes(cast.ada, AddSection(title="Ideen"))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await tab(kim, mine).click()
    await kim.fill("#f-write-note-text", "Noch nicht fertig")
    await cast.does(cast.ada, RemoveSection(section=mine))
    await expect(tab(kim, mine)).to_have_count(0)
    await expect(kim.locator(".wall-section:visible")).to_have_count(1)
    await expect(kim.locator("#f-write-note-text")).to_have_value("Noch nicht fertig")
