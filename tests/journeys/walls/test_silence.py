"""A silent round in real browsers: four laptops and a phone write unseen, and all of them see the cards revealed."""

import re
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.people.entry import Join
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.layout.divide import ChooseLanes
from barcamp.domain.walls.note import WriteNote, notes
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.kernel.actor import Actor, Role
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.journeys.browser import HALL, LAPTOP, PHONE, Visitors, in_slow_motion, live, mark_visit, same_visit, until
from tests.journeys.outbox.cutting import way_to
from tests.journeys.outbox.test_outbox import CUT

pytestmark = pytest.mark.browser

MOVES = {"reduced_motion": "no-preference"}
CALM = {"reduced_motion": "reduce"}
# The cards that are being turned over at this moment.
TURNING = """() => document.getAnimations()
  .filter((each) => each.effect.getKeyframes()[0]?.transform?.includes("rotateX"))
  .map((each) => each.effect.target.querySelector(".text").textContent)"""
COUNTS = f"""() => document.body.addEventListener("barcamp:shown", () => {{ window.turned = ({TURNING})().length; }})"""


async def lane(cast: Cast, kind: str = "insights") -> int:
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, cast.id) if each.kind == kind)


async def joins(cast: Cast, name: str) -> Member:
    device = tokens.new_token()
    made = await cast.makes(cast.stranger, Join(device=tokens.hashed(device), name=name))
    return replace(cast.kim, name=name, actor=Actor(Role.ATTENDEE, cast.id, made), cookies={tokens.DEVICE: device})


def in_minutes(cast: Cast, minutes: int) -> str:
    return str(int(cast.clock.at.timestamp() + 60 * minutes) * 1000)


async def writes(page: Page, text: str, section: int) -> None:
    """At the foot of the lane, or on a phone where one writes."""
    foot = page.locator(f"#foot_{section} textarea")
    field = foot if await foot.is_visible() else page.locator("#write textarea")
    await field.fill(text)
    await field.press("Enter")
    await expect(page.locator(f"#section_e-{section} .sealed-own")).to_contain_text(text)


async def test_four_laptops_and_a_phone_write_unseen_and_all_see_it_revealed(cast: Cast, visitors: Visitors):
    insights, questions = await lane(cast), await lane(cast, "questions")
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    people = {"Kim": cast.kim, "Noor": cast.noor, "Bo": await joins(cast, "Bo"), "Cem": await joins(cast, "Cem")}
    wall = f"/{cast.code}/notes/e"
    pages = {
        name: await visitors.open(wall, who, {**(PHONE if name == "Kim" else LAPTOP), **MOVES})
        for name, who in people.items()
    }
    max_ = await visitors.open(wall, cast.max, {**LAPTOP, **MOVES})
    hall = await visitors.open(f"/{cast.code}/projector", size={**HALL, **MOVES})
    every = [*pages.values(), max_, hall]
    await live(*every)
    await mark_visit(*every)

    await max_.click(".tools > summary")
    await max_.fill("#f-begin-silence-minutes", "3")
    await max_.click("form.begin-silence button")
    for page in pages.values():
        await expect(page.locator(".silence .what")).to_contain_text("Hier wird gerade unsichtbar geschrieben.")
        await expect(page.locator(".silence .to-write")).to_have_text(re.compile(r"^[0-3]:[0-5]\d$"))
        await expect(page.locator(".silence .to-write")).to_have_attribute("data-until", in_minutes(cast, 3))
        await expect(page.locator(".silence form.moderating")).to_have_count(2)
        await expect(page.locator(".silence form.moderating").first).to_be_hidden()
    await expect(pages["Kim"].locator(".silent-here")).to_be_visible()
    await expect(max_.locator(".beginning")).to_be_hidden()

    for name, page in pages.items():
        await writes(page, f"Gedanke von {name}", insights)
    await writes(pages["Noor"], "Frage von Noor", questions)
    for page in (*pages.values(), max_):
        await expect(page.locator("#sealed_e")).to_have_text("5 Karten von 4 Personen")
        await expect(page.locator(f"#sealed_e-{insights}")).to_have_text("4 Karten von 4 Personen")
    await expect(hall.locator(".so-many")).to_have_text("5 Karten von 4 Personen")
    for name, page in pages.items():
        others = {f"von {other}" for other in pages if other != name}
        assert not [each for each in others if each in await page.content()]
    for page in (max_, hall):
        assert "Gedanke von" not in await page.content()

    await pages["Noor"].click(".asking button")
    await expect(pages["Noor"].locator(".asking button")).to_have_text("Du hast um mehr Zeit gebeten")
    await expect(max_.locator(".more-time")).to_have_text("1 Person bittet um mehr Zeit")
    await max_.click("form[action$='/give-time'] button")
    for page in pages.values():
        await expect(page.locator(".silence .to-write")).to_have_attribute("data-until", in_minutes(cast, 4))
    await expect(pages["Noor"].locator(".asking button")).to_have_text("Ich brauche mehr Zeit")

    await in_slow_motion(hall)
    await max_.click(f"#section_e-{insights} form[action$='/reveal-cards'] button")
    for page in pages.values():
        await expect(page.locator(f"#section_e-{insights} .note")).to_have_count(4)
        await expect(page.locator(f"#section_e-{insights} .sealed-own")).to_have_count(0)
        assert ("Frage von Noor" in await page.content()) is (page is pages["Noor"])
    await until(hall, f"({TURNING})().length > 1")
    await expect(hall.locator("#wall-cards > [id^='card_']")).to_have_count(4)
    await max_.click(".silence form[action$='/reveal-cards'] button")
    for page in pages.values():
        await expect(page.locator(f"#section_e-{questions} .note .text")).to_have_text("Frage von Noor")
        await expect(page.locator(".silence")).to_be_hidden()
    await expect(pages["Kim"].locator(".note[data-own] .text")).to_have_text("Gedanke von Kim")

    bo = pages["Bo"].locator(f"#foot_{insights} textarea")
    await bo.fill("Nachzügler")
    await bo.press("Enter")
    for page in (*pages.values(), max_):
        await expect(page.locator(f"#section_e-{insights} .note")).to_have_count(5)
    assert await same_visit(*every)


async def test_one_s_own_card_is_still_there_after_a_reload_and_is_changed(cast: Cast, visitors: Visitors):
    insights = await lane(cast)
    await cast.does(cast.max, BeginSilence(wall="e", section=insights, minutes=0))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, PHONE)
    await live(kim)
    await writes(kim, "Mehl", insights)
    await expect(kim.locator(".silence .to-write")).to_have_count(0)
    await kim.reload()
    await live(kim)
    own = kim.locator(f"#section_e-{insights} .sealed-own")
    await expect(own).to_contain_text("Mehl")
    await own.locator("a").click()
    await kim.fill("#f-edit-sealed-text", "Vollkornmehl")
    await kim.click("form.edit-sealed button")
    await expect(own).to_contain_text("Vollkornmehl")
    await own.locator("a").click()
    await kim.click("form[action$='/withdraw-sealed'] button")
    await expect(kim.locator(f"#sealed_e-{insights}")).to_have_text("Noch keine unsichtbare Karte")
    await expect(own).to_have_count(0)
    assert [row.text for row in await cast.rows(sealed)] == [""]


async def test_a_card_that_is_dragged_while_others_are_revealed_lands_where_it_is_put(cast: Cast, visitors: Visitors):
    insights, questions = await lane(cast), await lane(cast, "questions")
    mine = await cast.makes(cast.kim, WriteNote(wall="e", text="Meine", section=questions))
    await cast.does(cast.max, BeginSilence(wall="e", section=insights))
    for number in range(6):
        await cast.does(cast.noor, WriteNote(wall="e", text=f"{number}", section=insights))
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, {**LAPTOP, **MOVES})
    await live(kim)
    card = await kim.locator(f"#note_e-{mine} .text").bounding_box()
    there = await kim.locator(f"#section_e-{insights}").bounding_box()
    assert card
    assert there
    await kim.mouse.move(card["x"] + 10, card["y"] + card["height"] / 2)
    await kim.mouse.down()
    await kim.mouse.move(there["x"] + 90, there["y"] + 200, steps=6)
    await cast.does(cast.max, RevealCards(wall="e", section=insights))
    await expect(kim.locator(f"#section_e-{insights} .note")).to_have_count(6)
    await kim.mouse.move(there["x"] + 95, there["y"] + 230, steps=4)
    await kim.mouse.up()
    await expect(kim.locator(f"#section_e-{insights} .note")).to_have_count(7)
    await until(kim, "barcamp.entries.waiting().length === 0")
    rows = await cast.rows(notes)
    assert {row.text: row.section_id for row in rows} == {"Meine": insights, **{f"{n}": insights for n in range(6)}}


async def test_who_asks_for_less_movement_sees_the_cards_at_once(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await cast.does(cast.max, BeginSilence(wall="e"))
    for number in range(4):
        await cast.does(cast.kim, WriteNote(wall="e", text=f"{number}"))
    moving, calm = [await visitors.open(f"/{cast.code}/projector", size={**HALL, **look}) for look in (MOVES, CALM)]
    await live(moving, calm)
    for page in (moving, calm):
        await page.evaluate(COUNTS)
    await cast.does(cast.max, RevealCards(wall="e"))
    for page in (moving, calm):
        await expect(page.locator("#wall-cards > [id^='card_']")).to_have_count(4)
    assert await moving.evaluate("window.turned") == 4
    assert await calm.evaluate("window.turned") == 0


async def test_closing_the_event_reveals_what_was_still_unseen_and_says_so_beforehand(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, BeginSilence(wall="e"))
    await cast.does(cast.kim, WriteNote(wall="e", text="Mehl"))
    max_ = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await expect(max_.locator(".ending details")).to_contain_text("werden dabei aufgedeckt")
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, PHONE)
    await live(noor)
    await cast.does(cast.max, ArchiveBarcamp())
    await expect(noor.locator(".note .text")).to_have_text("Mehl")


async def test_a_sealed_card_is_changed_beside_the_clock_and_without_a_connection(cast: Cast, visitors: Visitors):
    insights = await lane(cast)
    await cast.does(cast.max, BeginSilence(wall="e", section=insights, minutes=5))
    visitors.expects(*CUT)
    async with way_to(visitors.url) as way:
        visitors.url = way.url
        kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, PHONE)
        await live(kim)
        await mark_visit(kim)
        await writes(kim, "Mehl", insights)
        way.cut()
        own = kim.locator(f"#section_e-{insights} .sealed-own")
        await own.locator("a").click()
        sheet = kim.locator("#sealed-card")
        await expect(sheet.locator("#f-edit-sealed-text")).to_have_value("Mehl")
        await expect(sheet.locator(".to-write")).to_have_text(re.compile(r"\d:\d\d"))
        await kim.fill("#f-edit-sealed-text", "Vollkornmehl")
        await kim.click("form.edit-sealed button")
        await expect(sheet).to_be_hidden()
        await expect(kim.locator("[data-tray=notes] .outgoing")).to_contain_text("Vollkornmehl")
        # Whoever opens it again finds what they have written.
        await own.locator("a").click()
        await expect(sheet.locator("#f-edit-sealed-text")).to_have_value("Vollkornmehl")
        await kim.keyboard.press("Escape")
        way.mend()
        await expect(own).to_contain_text("Vollkornmehl")
        assert [row.text for row in await cast.rows(sealed)] == ["Vollkornmehl"]
        await own.locator("a").click()
        await sheet.locator("form[action$='/withdraw-sealed'] button").click()
        await expect(own).to_have_count(0)
        await expect(sheet).to_be_hidden()
        assert await same_visit(kim)
        await visitors.leave()
    assert [row.text for row in await cast.rows(sealed)] == [""]
    assert not [line for line in await cast.journal() if "ehl" in line.payload]


# How much of its height a list of cards has in sight, above where one writes.
SEEN = """(lane) => {
  const box = lane.querySelector(".groups").getBoundingClientRect();
  const foot = document.getElementById("feet").getBoundingClientRect();
  return Math.min(box.bottom, foot.top, innerHeight) - Math.max(0, box.top);
}"""


async def test_a_silent_round_leaves_the_lanes_their_room_and_shows_no_result_of_before(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, ChooseLanes(wall="e", template="kick-off"))
    notes_ = [await cast.makes(cast.noor, WriteNote(wall="e", text=f"Karte {number}")) for number in range(8)]
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    await cast.does(cast.noor, PlaceDot(note=notes_[0]))
    await cast.does(cast.max, CloseDots(wall="e"))
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    pages = [await visitors.open(f"/{cast.code}/notes/e", who, LAPTOP) for who in (cast.max, cast.noor)]
    halls = [
        await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": width, "height": height}})
        for width, height in ((1920, 1080), (640, 400))
    ]
    await live(*pages, *halls)
    for page in (*pages, *halls):
        await expect(page.locator(".rank, li.ranked").first).to_be_attached()
    await cast.does(cast.max, BeginSilence(wall="e", minutes=12))
    for page in pages:
        await expect(page.locator("#ranking_e")).to_be_hidden()
        await expect(page.locator(".to-write[data-until]")).to_be_visible()
        assert await page.locator(".wall-section").first.evaluate(SEEN) >= 300
    for hall in halls:
        await expect(hall.locator("li.sealed").first).to_be_attached()
        await expect(hall.locator("li.ranked")).to_have_count(0)
        await expect(hall.locator("li > .count:visible")).to_have_count(0)
        clock = hall.locator(".silence > .left")
        await expect(clock).to_have_text(re.compile(r"^1[12]:[0-5]\d$"))
        lines = "(each) => { const range = document.createRange(); range.selectNodeContents(each); "
        assert await clock.evaluate(lines + "return range.getClientRects().length; }") == 1
    await cast.does(cast.max, RevealCards(wall="e"))
    for page in (*pages, *halls):
        await expect(page.locator(".rank, li.ranked").first).to_be_visible()
