"""Looking for cards on a wall with many: what is seen, what is said of the rest, and the way back to all of them."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.walls.dots import OpenDots, PlaceDot
from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.note import WriteNote
from tests.cast import Cast
from tests.journeys.acting import write_note
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live, resize, until
from tests.journeys.walls.test_lanes import foot, lanes
from tests.pictures import hang

pytestmark = pytest.mark.browser

# What those who hear the page are told, one after the other.
LISTEN = """() => {
  window.heard = [];
  const place = document.getElementById("sifted-says");
  new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true });
}"""


async def wall(cast: Cast, busses: int = 3, others: int = 9) -> list[int]:
    """Cards about busses are Noor's, the others Kim's, one after the other in all sections."""
    ids = list((await lanes(cast)).values())
    notes = []
    for number in range(busses + others):
        who, text = (cast.noor, "Busse öfter") if number < busses else (cast.kim, "Radwege breiter")
        section = ids[number % len(ids)]
        notes.append(await cast.makes(who, WriteNote(wall="e", text=f"{text} {number}", section=section)))
    return notes


async def opened(page: Page) -> None:
    await live(page)
    await page.click("#seek-cards")
    await expect(page.locator("#seek-words")).to_be_focused()


def seen(page: Page):
    return page.locator(".wall .note:not([data-sifted])")


def said(page: Page):
    return page.locator("#sifted > span")


async def test_a_wall_with_few_cards_has_nothing_to_look_for_and_nothing_moves_when_it_comes(
    cast: Cast, visitors: Visitors
):
    await wall(cast, busses=2, others=9)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await expect(kim.locator(".wall .note")).to_have_count(11)
    await expect(kim.locator("#seek-cards")).to_be_hidden()
    tall = "document.getElementById('wall-title').getBoundingClientRect().top"
    before = await kim.evaluate(tall)
    await cast.does(cast.noor, WriteNote(wall="e", text="Die zwölfte"))
    await expect(kim.locator("#seek-cards")).to_be_visible()
    assert await kim.evaluate(tall) == before
    await expect(kim.locator("#sift")).to_be_hidden()
    await expect(kim.get_by_role("button", name="Karten suchen")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
async def test_words_sift_the_cards_and_what_is_left_out_is_said_once_and_with_a_way_back(
    cast: Cast, visitors: Visitors, size: dict[str, Any]
):
    await wall(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, size)
    await opened(kim)
    await kim.evaluate(LISTEN)
    await kim.keyboard.type("öfter BUSSE", delay=20)
    await expect(seen(kim)).to_have_count(3)
    await expect(said(kim)).to_have_text("3 von 12 Karten · mit „öfter BUSSE“")
    await until(kim, "() => heard.length > 0")
    assert await kim.evaluate("heard") == ["3 von 12 Karten"]
    await kim.get_by_role("button", name="Alle zeigen").click()
    await expect(seen(kim)).to_have_count(12)
    await expect(kim.locator("#sifted")).to_be_hidden()
    await expect(kim.locator("#seek-words")).to_be_focused()
    await expect(kim.locator("#seek-words")).to_have_value("")
    await until(kim, "() => heard.length > 1")
    assert await kim.evaluate("heard") == ["3 von 12 Karten", "Alle 12 Karten sind wieder zu sehen."]


async def test_what_comes_obeys_and_my_own_new_card_is_never_out_of_sight_without_a_word(
    cast: Cast, visitors: Visitors
):
    await wall(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await opened(kim)
    await kim.fill("#seek-words", "busse")
    await expect(seen(kim)).to_have_count(3)
    await cast.does(cast.noor, WriteNote(wall="e", text="Bahn statt Auto"))
    await cast.does(cast.noor, WriteNote(wall="e", text="Busse am Abend"))
    await expect(said(kim)).to_have_text("4 von 14 Karten · mit „busse“")
    await expect(kim.locator(".note", has_text="Bahn statt Auto")).to_be_hidden()
    await kim.click("#seek-cards")
    await expect(kim.locator("#sift")).to_be_hidden()
    await write_note(kim, "Tempo 30")
    await expect(said(kim)).to_have_text(
        "5 von 15 Karten · mit „busse“ · Was du gerade hinzugefügt hast, ist auch dabei."
    )
    await expect(kim.locator("#sifted-says")).to_have_text("Was du gerade hinzugefügt hast, ist auch dabei.")
    await kim.get_by_role("button", name="Alle zeigen").click()
    await expect(kim.locator("#seek-cards")).to_be_focused()
    await expect(seen(kim)).to_have_count(15)


async def test_my_cards_those_i_support_and_those_without_a_group(cast: Cast, visitors: Visitors):
    notes = await wall(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await opened(kim)
    await expect(kim.get_by_role("button", name="Ohne Gruppe")).to_be_hidden()
    await kim.get_by_role("button", name="Meine").click()
    await expect(said(kim)).to_have_text("9 von 12 Karten · Meine")
    await kim.get_by_role("button", name="Alle Karten").click()
    await kim.locator(f"#note_e-{notes[0]} .support").click()
    await kim.get_by_role("button", name="Von mir unterstützt").click()
    await expect(said(kim)).to_have_text("1 von 12 Karten · Von mir unterstützt")
    await kim.locator(f"#note_e-{notes[0]} .support").click()
    await expect(kim.locator(f"#note_e-{notes[0]} .support")).to_have_attribute("aria-pressed", "false")
    await expect(said(kim)).to_have_text("1 von 12 Karten · Von mir unterstützt")
    for note in notes[:2]:
        await cast.does(cast.max, GroupNote(note=note, group="Busse"))
    await kim.get_by_role("button", name="Ohne Gruppe").click()
    await expect(said(kim)).to_have_text("10 von 12 Karten · Ohne Gruppe")
    await expect(kim.locator(".pile")).to_have_count(2)
    await expect(kim.locator(".pile:visible")).to_have_count(0)
    await cast.does(cast.max, GroupNote(note=notes[2], group="Busse"))
    await expect(said(kim)).to_have_text("9 von 12 Karten · Ohne Gruppe")


async def test_cards_with_my_points_are_supported_by_me(cast: Cast, visitors: Visitors):
    notes = await wall(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    await cast.does(cast.kim, PlaceDot(note=notes[5]))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await opened(kim)
    await kim.get_by_role("button", name="Von mir unterstützt").click()
    await expect(seen(kim)).to_have_attribute("data-note", str(notes[5]))


async def test_one_section_fills_the_width_and_comes_back_when_it_is_gone(cast: Cast, visitors: Visitors):
    await wall(cast)
    ids = await lanes(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await opened(kim)
    await kim.select_option("#seek-lane", label="Offene Fragen")
    await expect(kim.locator(".wall-section:visible")).to_have_count(1)
    await expect(kim.locator(".foot-of-lane:visible")).to_have_count(1)
    await expect(said(kim)).to_have_text("2 von 12 Karten · Offene Fragen")
    await foot(kim, ids["questions"]).fill("Wer zahlt?")
    await foot(kim, ids["questions"]).press("Enter")
    await expect(said(kim)).to_have_text("3 von 13 Karten · Offene Fragen")
    await resize(kim, 360, 740)
    await expect(kim.locator("#sifted")).to_be_hidden()  # there the strip shows one section
    await resize(kim, 1280, 800)
    await expect(said(kim)).to_have_text("3 von 13 Karten · Offene Fragen")
    extra = await cast.makes(cast.ada, AddSection(title="Lob"))
    await kim.select_option("#seek-lane", label="Lob")
    await expect(said(kim)).to_have_text("0 von 13 Karten · Lob")
    await cast.does(cast.ada, RemoveSection(section=extra))
    await expect(kim.locator("#sifted")).to_be_hidden()
    await expect(seen(kim)).to_have_count(13)


async def test_piles_open_while_cards_are_looked_for_and_are_then_as_they_were(cast: Cast, visitors: Visitors):
    notes = await wall(cast, busses=6)
    for note in (notes[0], notes[5]):
        await cast.does(cast.max, GroupNote(note=note, group="Zutaten"))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    pile = kim.get_by_role("button", name="Zutaten 2")
    await pile.click()
    await expect(kim.locator(f"#note_e-{notes[0]}")).to_be_hidden()
    await kim.click("#seek-cards")
    await kim.keyboard.type("zutaten")
    await expect(kim.locator(f"#note_e-{notes[0]}")).to_be_visible()
    await expect(pile).to_have_attribute("aria-expanded", "true")
    await expect(seen(kim)).to_have_count(2)
    await kim.get_by_role("button", name="Alle zeigen").click()
    await expect(kim.locator(f"#note_e-{notes[0]}")).to_be_hidden()
    await expect(pile).to_have_attribute("aria-expanded", "false")


async def test_a_key_leads_to_the_field_and_enter_to_the_first_card_that_was_found(cast: Cast, visitors: Visitors):
    ids, _ = await lanes(cast), await wall(cast, busses=1, others=12)
    laptop = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(laptop)
    await until(laptop, "() => Boolean(window.barcamp?.shortcuts)")
    await laptop.keyboard.press("/")
    await expect(laptop.locator("#seek-words")).to_be_focused()
    await laptop.keyboard.type("busse/")
    await expect(laptop.locator("#seek-words")).to_have_value("busse/")
    await laptop.keyboard.press("Backspace")
    await laptop.keyboard.press("Enter")
    await until(
        laptop, "() => document.activeElement.matches('.note') && /Busse/.test(document.activeElement.textContent)"
    )
    await laptop.keyboard.press("/")
    await expect(laptop.locator("#seek-words")).to_be_focused()
    phone = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await opened(phone)
    await expect(phone.locator(f"#section_e-{ids['insights']}")).to_be_visible()
    await phone.keyboard.type("busse")
    await phone.keyboard.press("Enter")
    await expect(phone.locator(f"#section_e-{ids['about']}")).to_be_visible()
    await expect(phone.locator(f"#strip [data-lane='{ids['about']}']")).to_have_text("Worum ging es 1")
    await until(phone, "() => document.activeElement.matches('.note')")
    await expect(phone.locator(".note:focus")).to_be_in_viewport()


async def test_a_card_is_moved_among_those_that_are_seen(cast: Cast, visitors: Visitors):
    section = (await lanes(cast))["insights"]
    texts = ["Bus 1", *[f"Rad {number}" for number in range(10)], "Bus 2", "Bus 3"]
    notes = [await cast.makes(cast.kim, WriteNote(wall="e", text=text, section=section)) for text in texts]
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await opened(kim)
    await kim.keyboard.type("bus")
    await expect(seen(kim)).to_have_count(3)
    await kim.locator(f"#note_e-{notes[0]} .move").press("Enter")
    await kim.keyboard.press("ArrowDown")
    await expect(kim.locator(".moving .says")).to_have_text("Platz 2 von 3 in Kernaussagen")
    await kim.keyboard.press("Enter")
    await expect(seen(kim).locator(".text")).to_have_text(["Bus 2", "Bus 1", "Bus 3"])


async def test_without_scripts_there_is_nothing_of_it(cast: Cast, visitors: Visitors):
    await wall(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, java_script_enabled=False)
    await expect(kim.locator(".note").first).to_be_visible()
    for place in ("#seek-cards", "#sift", "#sifted"):
        await expect(kim.locator(place)).to_be_hidden()


@pytest.mark.parametrize("colours", ["none", "active"])
async def test_on_the_narrowest_phone_nothing_is_scrolled_sideways(cast: Cast, visitors: Visitors, colours: str):
    await wall(cast)
    size = {"viewport": {"width": 320, "height": 640}}
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, size, forced_colors=colours)
    await opened(kim)
    await kim.fill("#seek-words", "Wirtschaftsförderungsgesellschaft")
    await expect(said(kim)).to_contain_text("0 von 12 Karten")
    assert await kim.evaluate("document.documentElement.scrollWidth") <= 320
    await expect(kim.get_by_role("button", name="Alle zeigen")).to_be_visible()


async def test_photos_are_found_by_what_is_said_of_them_and_among_my_own(cast: Cast, visitors: Visitors):
    await wall(cast)
    mine, other = await hang(cast, "e", "Skizze vom Busbahnhof"), await hang(cast, "e", "Drei Spalten", by=cast.noor)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await opened(kim)
    photos = kim.locator(".wall .photo:visible")
    await expect(photos).to_have_count(2)
    await kim.fill("#seek-words", "busbahn")
    await expect(photos).to_have_count(1)
    await expect(kim.locator(f"#photo_{mine}")).to_be_visible()
    await expect(said(kim)).to_have_text("0 von 12 Karten · 1 von 2 Fotos · mit „busbahn“")
    await kim.keyboard.press("Enter")
    await expect(kim.locator(f"#photo_{mine}")).to_be_focused()
    await kim.fill("#seek-words", "noor")
    await expect(photos).to_have_count(1)
    await expect(kim.locator(f"#photo_{other}")).to_be_visible()
    await hang(cast, "e", "Noch ein Bus", by=cast.max)
    await expect(said(kim)).to_have_text("3 von 12 Karten · 1 von 3 Fotos · mit „noor“")
    await kim.fill("#seek-words", "")
    await kim.get_by_role("button", name="Meine").click()
    await expect(photos).to_have_count(1)
    await expect(kim.locator(f"#photo_{mine}")).to_be_visible()
    await kim.get_by_role("button", name="Alle zeigen").click()
    await expect(photos).to_have_count(3)
