"""What somebody between phone and server refuses steps aside with its words, and holds up nothing behind it."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.note import notes
from barcamp.domain.topic import topics
from barcamp.domain.vote import votes
from tests.cast import Cast
from tests.journeys.browser import Visitors, live
from tests.journeys.cutting import Way, way_to
from tests.journeys.deeds import tab
from tests.waiting import until

pytestmark = pytest.mark.browser

# A device whose clock can be put right while a page is open.
CLOCK = """
window.ahead = 0;
window.Date = class extends Date {
  constructor(...given) { given.length ? super(...given) : super(Date.now() + window.ahead); }
  static now() { return super.now() + window.ahead; }
};"""


@pytest.fixture
async def way(visitors: Visitors):
    """The visitors' way to the server, with somebody on it."""
    visitors.expects("net::ERR", "Failed to fetch", "WebSocket connection to", "status of 502", "status of 403")
    async with way_to(visitors.url) as way:
        visitors.url = way.url
        yield way
        await visitors.leave()


async def test_a_note_that_a_firewall_refuses_steps_aside_and_those_behind_it_arrive(
    cast: Cast, visitors: Visitors, way: Way
):
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    way.firewall = b"scratch"
    for text in ("Orte from scratch", "Zweite Notiz", "Dritte Notiz"):
        await wall.fill("#f-write-note-text", text)
        await wall.press("#f-write-note-text", "Enter")
    await expect(wall.locator(".note .text")).to_have_text(["Zweite Notiz", "Dritte Notiz"])
    letter = wall.locator("[data-tray=notes] .letter")
    await expect(letter.locator(".words")).to_have_text(["Orte from scratch"])
    await expect(letter.locator(".fate")).to_have_text(await foreign(wall))
    assert way.turned_away == 3
    # Tried again it comes back, as long as there is somebody who turns it away; later it arrives.
    await letter.get_by_role("button", name="Noch einmal senden").click()
    await until(lambda: way.turned_away == 6)
    await expect(letter.locator(".fate")).to_have_text(await foreign(wall))
    way.mend()
    await letter.get_by_role("button", name="Noch einmal senden").click()
    await expect(wall.locator(".note .text")).to_have_text(["Zweite Notiz", "Dritte Notiz", "Orte from scratch"])
    await expect(wall.locator("[data-tray=notes]")).to_be_hidden()
    assert len(await cast.rows(notes)) == 3


async def test_a_vote_behind_what_a_firewall_refuses_arrives(cast: Cast, visitors: Visitors, way: Way):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    way.firewall = b"Salz"
    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "Salz")
    await phone.click("#pitch form button:not([data-shut-leaf])")
    await phone.click(f"#topic_{topic} button.interest")
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    await expect(phone.locator("[data-tray=topics] .fate")).to_have_text(await foreign(phone))
    assert [row.attendee_id for row in await cast.rows(votes)] == [cast.kim.id]
    assert [row.title for row in await cast.rows(topics)] == ["Brot"]


async def test_while_nobody_gets_through_nothing_steps_aside(cast: Cast, visitors: Visitors, way: Way):
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    way.broken = True
    way.drop()
    await wall.fill("#f-write-note-text", "Wartet")
    await wall.press("#f-write-note-text", "Enter")
    letter = wall.locator("[data-tray=notes] .letter")
    await expect(letter).to_have_attribute("data-state", "waiting")
    before = way.turned_away
    await until(lambda: way.turned_away > before + 8)
    await expect(letter).to_have_attribute("data-state", "waiting")
    way.mend()
    await expect(wall.locator(".note .text")).to_have_text(["Wartet"])


async def test_a_clock_that_is_put_right_makes_no_vote_old_and_moves_no_countdown(
    cast: Cast, visitors: Visitors, way: Way
):
    topic = await cast.pitches("Brot", by=cast.noor)
    context = await visitors.context(cast.kim)
    await context.add_init_script(CLOCK)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    way.cut()
    await phone.click(f"#topic_{topic} button.interest")
    await expect(phone.locator("[data-tray=topics] .letter")).to_have_attribute("data-state", "waiting")
    jumped = await phone.evaluate("[serverClock.now(), window.ahead = 6e5, Date.now(), serverClock.now()]")
    assert jumped[3] - jumped[0] < 300_000
    way.mend()
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    await tab(phone, "me")
    await expect(phone.locator("[data-tray=all]")).to_be_hidden()


async def foreign(page: Page) -> str:
    return await page.locator("template[data-letter]").get_attribute("data-foreign") or ""
