"""An entry that something between phone and server refuses steps aside with its words, and holds up nothing
behind it."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import WriteNote, notes
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live
from tests.journeys.browser import until as eventually
from tests.journeys.outbox.cutting import Way, way_to
from tests.waiting import until

pytestmark = pytest.mark.browser

# A device whose clock can be set while a page is open.
CLOCK = """
window.ahead = 0;
window.Date = class extends Date {
  constructor(...given) { given.length ? super(...given) : super(Date.now() + window.ahead); }
  static now() { return super.now() + window.ahead; }
};"""


EDITS = """([note, text]) => {
  const path = `/${document.body.dataset.code}/edit-note`;
  const fields = [["note", note], ["text", text]];
  barcamp.entries.add({ op: barcamp.device.newId(), verb: "edit-note", path, text, about: "", fields });
  barcamp.outbox.run();
}"""


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
    entry = wall.locator("[data-tray=notes] .outgoing")
    await expect(entry.locator(".words")).to_have_text(["Orte from scratch"])
    await expect(entry.locator(".fate")).to_have_text(await foreign(wall))
    assert way.turned_away == 3
    # Tried again, it comes back as long as something turns it away; later it arrives.
    await entry.get_by_role("button", name="Noch einmal senden").click()
    await until(lambda: way.turned_away == 6)
    await expect(entry.locator(".fate")).to_have_text(await foreign(wall))
    way.mend()
    await entry.get_by_role("button", name="Noch einmal senden").click()
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


async def test_what_is_about_the_same_card_waits_behind_what_stepped_aside(cast: Cast, visitors: Visitors, way: Way):
    note = (await cast.does(cast.kim, WriteNote(wall="e", text="Orte"))).made
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    way.firewall = b"scratch"
    await wall.evaluate(EDITS, [str(note), "Orte from scratch"])
    entry = wall.locator("[data-tray=notes] .outgoing")
    await expect(entry.locator(".fate")).to_have_text(await foreign(wall))
    await wall.evaluate(EDITS, [str(note), "Orte neu"])
    await wall.fill("#f-write-note-text", "Zweite Notiz")
    await wall.press("#f-write-note-text", "Enter")
    await expect(wall.locator(".note .text")).to_have_text(["Orte", "Zweite Notiz"])
    # The wall may tell of a card before its entry has its answer.
    await eventually(wall, "barcamp.entries.waiting().map(each => each.text).join() === 'Orte neu'")
    way.mend()
    await entry.first.get_by_role("button", name="Noch einmal senden").click()
    await eventually(wall, "barcamp.entries.waiting().length === 0")
    await expect(wall.locator(".note .text")).to_have_text(["Orte neu", "Zweite Notiz"])
    assert [row.text for row in await cast.rows(notes)] == ["Orte neu", "Zweite Notiz"]


async def test_what_stepped_aside_and_is_dismissed_holds_up_nothing_any_more(cast: Cast, visitors: Visitors, way: Way):
    note = (await cast.does(cast.kim, WriteNote(wall="e", text="Orte"))).made
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    way.firewall = b"scratch"
    await wall.evaluate(EDITS, [str(note), "Orte from scratch"])
    entry = wall.locator("[data-tray=notes] .outgoing")
    await expect(entry.locator(".fate")).to_have_text(await foreign(wall))
    await wall.evaluate(EDITS, [str(note), "Orte neu"])
    await entry.first.locator("[data-do=dismiss]").click()
    await expect(wall.locator(".note .text")).to_have_text(["Orte neu"])


async def test_a_vote_that_was_turned_away_can_be_sent_again_and_the_next_tap_takes_its_place(
    cast: Cast, visitors: Visitors, way: Way
):
    brot, salz = [await cast.pitches(title, by=cast.noor) for title in ("Brot", "Salz")]
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    way.firewall = b"topic="
    entry = phone.locator("[data-tray=topics] .outgoing")
    for topic in (brot, salz):
        await phone.click(f"#topic_{topic} button.interest")
        await expect(entry.filter(has_text="Brot" if topic == brot else "Salz").locator(".fate")).to_have_text(
            await foreign(phone)
        )
    way.mend()
    await entry.filter(has_text="Brot").get_by_role("button", name="Noch einmal senden").click()
    await expect(phone.locator(f"#interest_{brot}")).to_contain_text("1")
    await expect(entry).to_have_count(1)
    await phone.click(f"#topic_{salz} button.interest")
    await expect(phone.locator(f"#interest_{salz}")).to_contain_text("1")
    await expect(entry).to_have_count(0)
    assert {row.topic_id for row in await cast.rows(votes)} == {brot, salz}


async def test_while_nobody_gets_through_nothing_steps_aside(cast: Cast, visitors: Visitors, way: Way):
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    way.broken = True
    way.drop()
    await wall.fill("#f-write-note-text", "Wartet")
    await wall.press("#f-write-note-text", "Enter")
    entry = wall.locator("[data-tray=notes] .outgoing")
    await expect(entry).to_have_attribute("data-state", "waiting")
    before = way.turned_away
    await until(lambda: way.turned_away > before + 8)
    await expect(entry).to_have_attribute("data-state", "waiting")
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
    await expect(phone.locator("[data-tray=topics] .outgoing")).to_have_attribute("data-state", "waiting")
    jumped = await phone.evaluate("[barcamp.clock.now(), window.ahead = 6e5, Date.now(), barcamp.clock.now()]")
    assert jumped[3] - jumped[0] < 300_000
    way.mend()
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    await tab(phone, "me")
    await expect(phone.locator("[data-tray=all]")).to_be_hidden()


async def foreign(page: Page) -> str:
    return await page.locator("template[data-entry]").get_attribute("data-foreign") or ""
