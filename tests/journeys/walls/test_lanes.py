"""From the width of a laptop on, the sections of a wall are lanes side by side, and one writes at the foot of each."""

import re

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.dots import CloseDots, OpenDots
from barcamp.domain.walls.layout.divide import ChooseLanes
from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.support import SupportNote
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, resize, until

pytestmark = pytest.mark.browser

# Per lane: whether its heading, and where one writes in it, are in sight at their full width.
IN_SIGHT = """() => [...document.querySelectorAll(".wall-section")].map((lane) =>
  [lane.querySelector("h3"), document.getElementById(`foot_${lane.id.split("-").at(-1)}`).querySelector("textarea")]
    .map((each) => each.getBoundingClientRect())
    .every(({ left, right, top, bottom }) => left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight))"""
SIDEWAYS = """() => [document.documentElement, document.querySelector(".wall-sections")]
  .map((each) => each.scrollWidth - each.clientWidth)"""


async def lanes(cast: Cast) -> dict[str, int]:
    async with cast.ctx.db.reading() as db:
        return {each.kind: each.id for each in await load_sections(db, cast.id)}


async def filled(cast: Cast, section: int, cards: int) -> None:
    for number in range(cards):
        await cast.does(cast.noor, WriteNote(wall="e", text=f"Karte {number}", section=section))


def foot(page: Page, section: int):
    return page.locator(f"#foot_{section} textarea")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (1920, 1080), (900, 700)])
async def test_five_lanes_fit_and_each_scrolls_by_itself(cast: Cast, visitors: Visitors, width: int, height: int):
    ids = await lanes(cast)
    await filled(cast, ids["insights"], 20)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, {"viewport": {"width": width, "height": height}})
    await live(kim)
    fits = width >= 1280
    assert await kim.evaluate(IN_SIGHT) == [True] * 5 if fits else len(ids) == 5
    page, board = await kim.evaluate(SIDEWAYS)
    assert page <= 0
    assert (board <= 0) is fits
    lane = kim.locator(f"#section_e-{ids['insights']} .groups")
    assert await lane.evaluate("each => each.scrollHeight > each.clientHeight + 100")
    await lane.hover()
    await kim.mouse.wheel(0, 300)
    await until(kim, "id => document.querySelector(`#${id} .groups`).scrollTop > 0", f"section_e-{ids['insights']}")
    assert await kim.evaluate("scrollY") == 0


async def test_where_lanes_do_not_fit_their_feet_go_with_them(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, {"viewport": {"width": 900, "height": 700}})
    await live(kim)
    await foot(kim, (await lanes(cast))["links"]).focus()
    await until(
        kim,
        """() => {
          const [board, feet] = [".wall-sections", "#feet"].map((of) => document.querySelector(of).scrollLeft);
          return board > 0 && board === feet;
        }""",
    )


async def test_enter_at_the_foot_of_a_lane_puts_a_card_there(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(kim, noor)
    await expect(foot(kim, ids["questions"])).to_have_accessible_name("Hier eine Karte schreiben: Offene Fragen")
    for text in ("Wer zahlt?", "Wer putzt?"):
        await foot(kim, ids["questions"]).fill(text)
        await foot(kim, ids["questions"]).press("Enter")
        await expect(foot(kim, ids["questions"])).to_have_value("")
        await expect(foot(kim, ids["questions"])).to_be_focused()
    for page in (kim, noor):
        cards = page.locator(f"#section_e-{ids['questions']} .note .text")
        await expect(cards).to_have_text(["Wer zahlt?", "Wer putzt?"])
    next_step = kim.locator(f"#foot_{ids['next']}")
    await expect(next_step.locator("input[name=who]")).to_be_hidden()
    await next_step.locator("textarea").fill("Halle fragen")
    await next_step.locator("input[name=who]").fill("Kim")
    await next_step.locator("button").click()
    await expect(noor.locator(f"#section_e-{ids['next']} .who")).to_have_text("Kim")


async def test_who_read_a_lane_to_its_end_sees_what_comes_and_who_reads_above_is_left_there(
    cast: Cast, visitors: Visitors
):
    ids = await lanes(cast)
    for kind in ("insights", "questions"):
        await filled(cast, ids[kind], 15)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    at = """id => {
      const lane = document.querySelector(`#section_e-${id} .groups`);
      return [lane.scrollTop, lane.scrollHeight - lane.clientHeight];
    }"""
    await kim.evaluate(
        "id => { document.querySelector(`#section_e-${id} .groups`).scrollTop = 99999; }", ids["insights"]
    )
    for kind in ("insights", "questions"):
        await cast.does(cast.noor, WriteNote(wall="e", text="Die letzte", section=ids[kind]))
    await expect(kim.locator(".note .text", has_text="Die letzte")).to_have_count(2)
    here, end = await kim.evaluate(at, ids["insights"])
    assert here == pytest.approx(end, abs=1)
    assert (await kim.evaluate(at, ids["questions"]))[0] == 0
    await foot(kim, ids["questions"]).fill("Und meine")
    await foot(kim, ids["questions"]).press("Enter")
    await expect(kim.locator(".note .text", has_text="Und meine")).to_be_in_viewport()


async def test_what_is_being_written_outlives_its_lane_and_the_width_of_the_window(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    mine = await cast.makes(cast.ada, AddSection(title="Ideen"))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await foot(kim, mine).fill("Noch nicht fertig")
    await cast.does(cast.ada, RemoveSection(section=mine))
    await expect(kim.locator(f"#foot_{mine}")).to_have_count(0)
    await expect(foot(kim, ids["about"])).to_have_value("Noch nicht fertig")
    await resize(kim, 640, 800)
    await expect(kim.locator("#f-write-note-text")).to_have_value("Noch nicht fertig")
    await expect(kim.locator(".write-note select").first.locator("option:checked")).to_have_text("Worum ging es")
    await expect(foot(kim, ids["about"])).to_be_hidden()
    await kim.reload()
    await expect(kim.locator("#f-write-note-text")).to_have_value("Noch nicht fertig")
    await resize(kim, 1280, 800)
    await expect(foot(kim, ids["about"])).to_have_value("Noch nicht fertig")
    await expect(kim.locator("#f-write-note-text")).to_be_hidden()


async def test_whoever_writes_goes_on_writing_when_a_lane_comes(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await foot(kim, ids["questions"]).press_sequentially("Wer ")
    await cast.does(cast.ada, AddSection(title="Ideen"))
    await expect(kim.locator(".foot-of-lane")).to_have_count(6)
    await kim.keyboard.type("zahlt?")
    await expect(foot(kim, ids["questions"])).to_have_value("Wer zahlt?")


async def test_a_wall_that_is_archived_is_scrolled_by_keys_lane_by_lane(cast: Cast, visitors: Visitors):
    ids = await lanes(cast)
    await filled(cast, ids["insights"], 20)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await cast.does(cast.ada, ArchiveBarcamp())
    await expect(foot(kim, ids["insights"])).to_be_hidden()
    lane = kim.locator(f"#section_e-{ids['insights']} .groups")
    await lane.focus()
    await kim.keyboard.press("End")
    await until(kim, "id => document.querySelector(`#section_e-${id} .groups`).scrollTop > 0", ids["insights"])
    await expect(lane).to_have_accessible_name("Kernaussagen")


async def test_without_scripts_a_laptop_has_sections_one_below_the_other(cast: Cast, visitors: Visitors):
    await cast.does(cast.noor, WriteNote(wall="e", text="Karte"))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP, java_script_enabled=False)
    await expect(kim.locator("#feet")).to_be_hidden()
    await expect(kim.locator("#f-write-note-text")).to_be_visible()
    boxes = [await kim.locator(".wall-section").nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]


@pytest.mark.parametrize("width", [1280, 360])
async def test_what_can_be_done_with_a_card_is_one_row_of_whole_targets(cast: Cast, visitors: Visitors, width: int):
    """Signs alone, so each has its word for those who hear it, also where somebody supports the card."""
    note = await cast.makes(cast.max, WriteNote(wall="e", text="Mehl"))
    for person in (cast.kim, cast.noor):
        await cast.does(person, SupportNote(note=note))
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, {"viewport": {"width": width, "height": 800}})
    await live(max_)
    card = max_.locator(f"#note_e-{note}")
    controls = [card.locator(each) for each in (".support", ".move", ".edit", ".withdrawing > summary")]
    boxes = [await each.bounding_box() for each in controls]
    tops = {round(box["y"]) for box in boxes if box}
    assert len([box for box in boxes if box]) == 4
    assert max(tops) - min(tops) <= 4, "they are in one row"
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes if box)
    for control, word in zip(controls, ("Zustimmen", "Verschieben", "Bearbeiten", "Zurückziehen"), strict=True):
        await expect(control).to_have_accessible_name(re.compile(f"{word}.*Mehl"))


async def test_in_lanes_that_come_while_the_page_is_open_one_writes_without_leaving_it(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await kim.evaluate("window.stays = true")
    await cast.does(cast.max, ChooseLanes(wall="e", template="kick-off"))
    lane = kim.locator(".wall-section", has_text="Wen wollen wir erreichen?")
    await expect(lane).to_be_visible()
    place = kim.get_by_role("textbox", name="Hier eine Karte schreiben: Zielgruppen")
    await place.fill("Pflegende")
    await place.press("Enter")
    await expect(lane.locator(".note")).to_have_text(re.compile("Pflegende"))
    await expect(place).to_have_value("")
    assert await kim.evaluate("window.stays")


async def test_nothing_shows_through_between_the_feet_of_lanes(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    between = """() => {
      const [one, other] = [...document.querySelectorAll(".foot-of-lane")].map((each) => each.getBoundingClientRect());
      return [one.top + 2, one.bottom - 1].map((y) => [one.right + 1, other.left - 0.5].map((x) =>
        document.elementFromPoint(x, y)?.className));
    }"""
    assert await kim.evaluate(between) == [["foot-of-lane"] * 2] * 2


async def test_what_is_at_the_foot_of_a_card_keeps_off_its_edges(cast: Cast, visitors: Visitors):
    note = await cast.makes(cast.noor, WriteNote(wall="e", text="Mehl", section=(await lanes(cast))["insights"]))
    for command in (OpenDots(wall="e", points=2), CloseDots(wall="e")):
        await cast.does(cast.max, command)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    room = """(card) => {
      const words = document.createRange();
      words.selectNodeContents(card.querySelector(".dot-count"));
      const [box, left, right] = [card, card.querySelector(".support"), words].map((each) =>
        each.getBoundingClientRect());
      return [left.left - box.left, box.right - right.right];
    }"""
    assert min(await kim.locator(f"#note_e-{note}").evaluate(room)) >= 8


async def test_a_wall_is_printed_whole_and_without_what_is_pressed(cast: Cast, visitors: Visitors):
    section = (await lanes(cast))["insights"]
    for number in range(12):
        await cast.makes(cast.noor, WriteNote(wall="e", text=f"Karte {number}", section=section))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await kim.emulate_media(media="print")
    for away in (".feet", ".keeper", "#add-photo", "#seek-cards"):
        await expect(kim.locator(away)).to_be_hidden()
    whole = """() => [...document.querySelectorAll(".wall-sections, .groups")].every((each) =>
      each.scrollHeight <= each.clientHeight + 1)"""
    assert await kim.evaluate(whole)
    await expect(kim.locator(".note", has_text="Karte 11")).to_be_visible()
