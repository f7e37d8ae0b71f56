"""The vote with points in real browsers: one button per card, how many have voted, and the moment of the ranking."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot, dots
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote, notes
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, PHONE, Look, Visitors, live, until

pytestmark = pytest.mark.browser

MOVES = {"reduced_motion": "no-preference"}
# How many bars have begun to grow.
GREW = """() => document.addEventListener("animationstart",
  ({ animationName }) => { window.grew = (window.grew ?? 0) + (animationName === "grows"); })"""
# Which bars grow at this moment.
GROWING = """() => document.getAnimations()
  .filter((each) => each.animationName === "grows" && each.playState === "running")
  .map((each) => each.effect.target.closest("li").id)"""


async def card(cast: Cast, text: str = "Mehl") -> int:
    return await cast.makes(cast.kim, WriteNote(wall="e", text=text))


def button(note: int, kind: str = "place") -> str:
    return f"#note_e-{note} button.{kind}"


async def sent(page: Page) -> None:
    """Points are painted before they are sent: what comes after the vote is closed would be refused."""
    await until(page, "barcamp.entries.waiting().length === 0")


async def test_a_vote_from_its_opening_to_the_ranking(cast: Cast, visitors: Visitors):
    first, second, third = [await card(cast, text) for text in ("Mehl", "Hefe", "Salz")]
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, {**PHONE, **MOVES})
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, {**LAPTOP, **MOVES})
    hall = await visitors.open(f"/{cast.code}/projector", size={**HALL, **MOVES})
    await live(noor, max_, hall)

    await max_.click(".tools > summary")
    await max_.fill("#f-open-dots-points", "3")
    await max_.click(".opens-vote button")
    await expect(hall.locator(".polling")).to_contain_text("3 Punkte für jede Person")
    await expect(max_.locator(".opening")).to_be_hidden()
    await expect(max_.locator(".tools")).not_to_have_attribute("open", "")
    await expect(max_.locator(".voters")).to_have_text("Noch hat niemand Punkte vergeben")
    await expect(noor.locator(".points")).to_have_attribute("data-left", "3")
    await expect(noor.locator(".support")).to_have_count(0)
    for left in ("2", "1"):
        await noor.click(button(second))
        await expect(noor.locator(".points")).to_have_attribute("data-left", left)
    await expect(noor.locator(button(second))).to_have_accessible_name("Punkt geben: Hefe 2 Punkte von dir")
    for page in (noor, max_, hall):
        await expect(page.locator(".voters")).to_have_text("1 von 2 hat Punkte vergeben")
    await max_.click(button(first))
    await sent(noor)
    await sent(max_)

    for page in (noor, max_, hall):
        await page.evaluate(GREW)
    await max_.click(".voting form button")
    for page, place in ((noor, "#ranks_e > li"), (max_, "#ranks_e > li"), (hall, "li.ranked")):
        await expect(page.locator(place)).to_have_count(2)
        await until(page, "window.grew === 2")
    await expect(noor.locator("#ranks_e .text")).to_have_text(["Hefe", "Mehl"])
    await expect(noor.locator(".fold")).to_have_text("… und 1 weitere ohne Punkte")
    await expect(noor.locator("#ranking_e")).to_be_in_viewport()
    await expect(noor.locator(".revealed")).to_contain_text("Die Punkte sind da")
    await expect(noor.locator(".points")).to_be_hidden()
    await expect(hall.locator(".fold")).to_contain_text("… und 1 weitere ohne Punkte")
    await max_.click(".tools > summary")
    await expect(max_.locator(".tools .opening")).to_be_visible()
    for page in (noor, hall):
        await page.reload()
        await live(page)
        assert await page.evaluate(GROWING) == [], "whoever comes later has not missed the moment, but it is over"
    assert third not in {row.note_id for row in await cast.rows(dots)}


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
async def test_the_ranking_is_folded_says_the_first_three_and_stays_so_until_the_next_reveal(
    cast: Cast, visitors: Visitors, size: Look
):
    cards = [await card(cast, text) for text in ("Mehl", "Hefe", "Salz", "Öl")]
    await cast.does(cast.max, OpenDots(wall="e", points=9))
    for number, note in enumerate(cards, 1):
        for _ in range(number if number < 4 else 1):
            await cast.does(cast.kim, PlaceDot(note=note))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, size)
    await live(noor)
    await cast.does(cast.max, CloseDots(wall="e"))
    lane, ranks, short = (
        noor.locator(".wall-section:visible").first,
        noor.locator("#ranks_e"),
        noor.locator(".in-short"),
    )
    await expect(ranks).to_be_visible()
    await expect(short).to_be_hidden()
    await noor.click(".outcome > summary")
    await expect(ranks).to_be_hidden()
    await expect(short).to_have_text("1 Salz 2 Hefe 3 Mehl")
    await cast.does(cast.kim, WriteNote(wall="e", text="Noch eine"))
    await expect(noor.locator(".note", has_text="Noch eine")).to_be_attached()
    await expect(ranks).to_be_hidden()
    await noor.reload()
    await live(noor)
    await expect(ranks).to_be_hidden()
    await noor.evaluate("scrollTo(0, 0)")
    await expect(lane).to_be_in_viewport(ratio=0.1)
    await cast.does(cast.max, OpenDots(wall="e", points=9))
    await expect(ranks).to_have_count(0)
    await cast.does(cast.max, CloseDots(wall="e"))
    await expect(ranks).to_be_visible()


async def test_the_first_cards_become_next_steps_in_one_tap(cast: Cast, visitors: Visitors):
    note = await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.max, CloseDots(wall="e"))
    noor, max_ = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.noor, cast.max)]
    await live(noor, max_)
    await expect(noor.locator("#ranks_e button:visible")).to_have_count(0)
    await max_.click("#ranks_e button:visible")
    for page in (noor, max_):
        await expect(page.locator("#ranks_e .adopted")).to_be_visible()
        await expect(page.locator("[data-kind=next] .note .text")).to_have_text("Mehl")
    async with cast.ctx.db.reading() as db:
        step = next(each.id for each in await load_sections(db, cast.id) if each.kind == "next")
    assert [row.section_id for row in await cast.rows(notes)] == [step]


async def test_points_are_taken_back_and_none_are_given_beyond_one_s_own(cast: Cast, visitors: Visitors):
    one, two = await card(cast), await card(cast, "Hefe")
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    await expect(noor.locator(button(one, "take"))).to_be_hidden()
    await noor.focus(button(one))
    await noor.keyboard.press("+")
    await noor.keyboard.press("Enter")
    await expect(noor.locator(".points")).to_have_attribute("data-left", "0")
    await noor.click(button(two))
    await sent(noor)
    await until(noor, "barcamp.entries.all().length === 0")  # whatever is painted meanwhile
    await expect(noor.locator(".points")).to_have_text("Alle Punkte sind vergeben. Nimm erst einen zurück.")
    await noor.click(button(one, "take"))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "1")
    await noor.focus(button(one, "take"))
    await noor.keyboard.press("-")
    await expect(noor.locator(button(one, "take"))).to_be_hidden()
    await expect(noor.locator(button(one))).to_be_focused()
    await noor.keyboard.press("-")  # there is none left to take
    await noor.click(button(two))
    await sent(noor)
    assert {(row.note_id, row.number) for row in await cast.rows(dots)} == {(two, 1)}


async def test_points_on_cards_that_go_come_back_to_their_owner(cast: Cast, visitors: Visitors):
    withdrawn, hidden = await card(cast), await card(cast, "Hefe")
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    for note in (withdrawn, hidden):
        await noor.click(button(note))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "0")
    await sent(noor)
    await cast.does(cast.kim, WithdrawNote(note=withdrawn))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "1")
    await cast.does(cast.max, HideNote(note=hidden, reason="Name"))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "2")
    await expect(noor.locator(".voters")).to_have_text("1 von 2 hat Punkte vergeben")
    await cast.does(cast.max, OpenDots(wall="e", points=1))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "1")


async def test_a_point_that_comes_too_late_is_said_not_to_count(cast: Cast, visitors: Visitors):
    visitors.expects("status of 409", "net::ERR_INTERNET_DISCONNECTED", "WebSocket")
    note = await card(cast)
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    await noor.context.set_offline(True)
    await noor.click(button(note))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "1")
    await until(noor, "barcamp.entries.waiting().some((entry) => entry.failed)")
    await cast.does(cast.max, CloseDots(wall="e"))
    await noor.context.set_offline(False)
    said = noor.locator("body", has_text="Die Abstimmung ist beendet. Dieser Punkt zählt nicht mehr mit.")
    await expect(said).to_be_visible()
    assert await cast.rows(dots) == []
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    await expect(noor.locator(".points")).to_have_attribute("data-left", "2")


async def test_a_second_vote_begins_with_none_and_the_first_one_comes_back(cast: Cast, visitors: Visitors):
    visitors.expects("status of 409", "net::ERR_INTERNET_DISCONNECTED", "WebSocket")
    one, two = await card(cast), await card(cast, "Hefe")
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP)
    await live(noor, max_)
    await noor.click(button(one))
    await sent(noor)
    await noor.context.set_offline(True)
    await noor.click(button(two))
    await until(noor, "barcamp.entries.waiting().some((entry) => entry.failed)")
    await max_.click(".voting .moderating button")
    await expect(max_.locator("#ranks_e .text")).to_have_text(["Mehl"])

    await max_.click(".tools > summary")
    await expect(max_.locator(".opens-vote")).to_contain_text("Hier liegen schon Punkte einer Abstimmung.")
    await max_.get_by_role("button", name="Neu abstimmen").click()
    await expect(max_.locator(".voting")).to_contain_text("Neue Abstimmung: Alle beginnen bei null.")
    await expect(max_.locator("#ranking_e")).to_have_count(0)
    await noor.context.set_offline(False)
    said = noor.locator("body", has_text="Dieser Punkt war für eine andere Abstimmung auf dieser Wand.")
    await expect(said).to_be_visible()
    await expect(noor.locator(".points")).to_have_attribute("data-left", "5")
    await expect(noor.locator(".my-dots:not(:empty)")).to_have_count(0)
    assert await cast.rows(dots) == []

    await noor.click(button(two))
    await sent(noor)
    assert [row.note_id for row in await cast.rows(dots)] == [two]
    await max_.get_by_role("button", name="Vorige Abstimmung zurückholen").first.click()
    for page in (noor, max_):
        await expect(page.locator("#ranks_e .text")).to_have_text(["Mehl"])
    await max_.click(".tools > summary")
    await max_.get_by_role("button", name="Fortsetzen").click()
    await expect(noor.locator(".points")).to_have_attribute("data-left", "4")
    await expect(noor.locator(f"#note_e-{one} .my-dots")).to_have_text("1")


async def test_nobody_is_carried_away_from_what_they_write(cast: Cast, visitors: Visitors):
    notes_ = [await card(cast, f"Karte {number}") for number in range(12)]
    await cast.does(cast.max, OpenDots(wall="e", points=2))
    await cast.does(cast.kim, PlaceDot(note=notes_[0]))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    await noor.locator(button(notes_[-1])).scroll_into_view_if_needed()
    await noor.fill(".write-note textarea", "Halber Satz")
    await cast.does(cast.max, CloseDots(wall="e"))
    await expect(noor.locator(".revealed a")).to_be_visible()
    await expect(noor.locator("#ranking_e")).not_to_be_in_viewport()
    await noor.click(".revealed a")
    await expect(noor.locator("#ranking_e")).to_be_in_viewport()
    await expect(noor.locator(".revealed")).to_be_hidden()
    await expect(noor.locator(".write-note textarea")).to_have_value("Halber Satz")


async def test_a_ranking_passes_every_check_and_stays_still_where_nothing_may_move(cast: Cast, visitors: Visitors):
    """The checks themselves are made of every page that a journey leaves open."""
    texts = ["Wirtschaftsförderungsgesellschaft und Hochschule zusammenbringen", "Vertreter*innen", "Bus", "Salz"]
    cards = [await card(cast, text) for text in texts]
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await cast.does(cast.max, OpenDots(wall="e", points=3))
    for note in cards[:3]:
        await cast.does(cast.noor, PlaceDot(note=note))
    await cast.does(cast.kim, PlaceDot(note=cards[0]))
    pages = [
        await visitors.open(f"/{cast.code}/notes/e", cast.max, {**PHONE, "viewport": {"width": 320, "height": 640}}),
        await visitors.open(f"/{cast.code}/notes/e", cast.noor, LAPTOP),
        await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 960, "height": 540}}),
    ]
    await live(*pages)
    await cast.does(cast.max, CloseDots(wall="e"))
    for page, place in zip(pages, ("#ranks_e .tied", "#ranks_e .tied", "li.ranked .tied"), strict=True):
        await expect(page.locator(place)).to_have_text(["gleichauf", "gleichauf"])
        assert await page.evaluate(GROWING) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_moderator_shows_a_selection_that_stands_for_everybody(cast: Cast, visitors: Visitors):
    cards = [await card(cast, f"{text} für die Wirtschaftsförderung") for text in ("Mehl", "Hefe", "Salz", "Öl", "Ei")]
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await cast.does(cast.max, OpenDots(wall="e", points=4))
    for number in range(9):
        person = await cast.newcomer(f"Gast {number}")
        for each in cards[:3] if number < 5 else cards[3:4] if number < 8 else cards[4:]:
            await cast.does(person, PlaceDot(note=each))
    await cast.does(cast.max, CloseDots(wall="e"))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, PHONE)
    max_ = await visitors.open(f"/{cast.code}/notes/e", cast.max, LAPTOP)
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(noor, max_, hall)
    await expect(noor.get_by_role("button", name="3 Karten")).to_have_count(0)
    await max_.get_by_role("button", name="3 Karten").click()
    for page in (noor, max_):
        await expect(page.locator("#selection_e .text")).to_contain_text(["Mehl", "Hefe", "Öl"])
        await expect(page.locator("#selection_e .why").last).to_contain_text(
            "Allein nach Punkten käme sie auf Platz 4."
        )
    await expect(hall.locator(".selected .text")).to_contain_text(["Mehl", "Hefe", "Öl"])
    await hall.keyboard.press("ArrowRight")
    await expect(hall.locator(".selected").first).to_be_visible()
    await max_.get_by_role("button", name="Nicht zeigen").click()
    for page in (noor, max_):
        await expect(page.locator("#selection_e")).to_have_count(0)
    await expect(hall.locator(".selected")).to_have_count(0)
