"""Nobody loses a word: what is done without a network waits on the phone and is sent once, in order, without anybody's
help."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from barcamp.domain.event.phases import SetPitching
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live, mark_visit, same_visit
from tests.journeys.outbox.cutting import Way, way_to

pytestmark = pytest.mark.browser

# What a venue's laptop on plain HTTP does not have.
PLAIN_HTTP = """
for (const [owner, name] of [[crypto, "randomUUID"], [Navigator.prototype, "locks"],
    [Navigator.prototype, "clipboard"], [Navigator.prototype, "serviceWorker"]]) {
  delete owner[name];
  Object.defineProperty(owner, name, { value: undefined, configurable: true });
}"""
CUT = ("net::ERR", "Failed to fetch", "WebSocket connection to", "status of 502")


@pytest.fixture
async def way(visitors: Visitors):
    """The visitors' way to the server, which can be cut."""
    visitors.expects(*CUT)
    async with way_to(visitors.url) as way:
        visitors.url = way.url
        yield way
        await visitors.leave()


async def test_a_topic_a_vote_and_notes_made_without_a_network_arrive_once_and_in_order(
    cast: Cast, visitors: Visitors, way: Way
):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await on_plain_http(cast, visitors, "#topics")
    wall = await on_plain_http(cast, visitors, f"/notes/t{topic}")
    await live(phone, wall)
    await mark_visit(phone, wall)
    way.cut()
    for title in ("Erstens", "Zweitens"):
        await suggest(phone, title)
        await expect(phone.locator("#f-pitch-topic-title")).to_have_value("")
    vote = phone.locator(f"#topic_{topic} button.interest")
    await vote.click()
    await expect(vote).to_have_attribute("aria-pressed", "true")
    for text in ("Eine Notiz", "Noch eine"):
        await wall.fill("#f-write-note-text", text)
        await wall.press("#f-write-note-text", "Enter")
    tray = phone.locator("[data-tray=topics]")
    await expect(tray.locator(".words")).to_have_text(["Erstens", "Zweitens", "Brot"])
    await expect(wall.locator("[data-tray=notes] .words")).to_have_text(["Eine Notiz", "Noch eine"])
    await expect(phone.locator("#status")).to_have_text(await said(phone, "offline", 3))
    way.mend()
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Brot", "Erstens", "Zweitens"])
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    await expect(vote).to_have_attribute("aria-pressed", "true")
    await expect(wall.locator(".note .text")).to_have_text(["Eine Notiz", "Noch eine"])
    await expect(tray).to_be_hidden()
    await expect(wall.locator("[data-tray=notes]")).to_be_hidden()
    assert await same_visit(phone, wall)
    assert [row.title for row in await cast.rows(topics)] == ["Brot", "Erstens", "Zweitens"]
    assert [row.text for row in await cast.rows(notes)] == ["Eine Notiz", "Noch eine"]
    assert [row.attendee_id for row in await cast.rows(votes)] == [cast.kim.id]


async def test_what_waits_survives_that_the_tab_is_closed(cast: Cast, visitors: Visitors, way: Way):
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    way.cut()
    await suggest(phone, "Leerstand")
    await expect(phone.locator("[data-tray=topics] .words")).to_have_text(["Leerstand"])
    await phone.close()
    way.mend()
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leerstand"])
    assert [row.title for row in await cast.rows(topics)] == ["Leerstand"]


async def test_a_proxy_without_a_server_is_waited_for(cast: Cast, visitors: Visitors, way: Way):
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    way.broken = True
    way.drop()
    await suggest(phone, "Leerstand")
    await expect(phone.locator("[data-tray=topics] .outgoing")).to_have_attribute("data-state", "waiting")
    way.mend()
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leerstand"])


async def test_an_answer_that_got_lost_makes_nothing_twice(cast: Cast, visitors: Visitors, way: Way):
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    way.answers_lost = True
    way.drop()
    await suggest(phone, "Leerstand")
    # The server has it; the phone cannot know and tries again.
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leerstand"])
    await expect(phone.locator("[data-tray=topics] .outgoing")).to_have_attribute("data-state", "waiting")
    way.mend()
    await expect(phone.locator("[data-tray=topics]")).to_be_hidden()
    assert len(way.posted) >= 2
    assert [row.title for row in await cast.rows(topics)] == ["Leerstand"]


async def test_what_is_refused_later_stays_with_its_sentence(cast: Cast, visitors: Visitors, way: Way):
    phone = await on_plain_http(cast, visitors, "#topics")
    visitors.expects("status of 409")
    await live(phone)
    way.cut()
    await suggest(phone, "Leerstand", "Zwei Beispiele")
    await expect(phone.locator("[data-tray=topics] .outgoing")).to_have_attribute("data-state", "waiting")
    await cast.does(cast.max, SetPitching(open=False))
    way.mend()
    for name in ("topics", "me"):
        await tab(phone, name)
        entry = phone.locator(f"[data-tray={'all' if name == 'me' else name}] .outgoing")
        await expect(entry).to_have_attribute("data-state", "refused")
        await expect(entry.locator(".words")).to_have_text("Leerstand\nZwei Beispiele")
        await expect(entry.locator(".fate")).not_to_be_empty()
    # The script that copies comes late; its button is shown from then on, so that no tap is in vain.
    late = asyncio.Event()

    async def hold(route: Route) -> None:
        await late.wait()
        await route.continue_()

    await phone.route("**/js/offline.js*", hold)
    await expect(phone).to_have_url(re.compile("#me$"))  # which the reload is to keep
    await phone.reload()
    entry = phone.locator("[data-tray=all] .outgoing")
    await expect(entry.locator("[data-do=again]")).to_be_visible()
    await expect(entry.locator("[data-do=copy]")).to_be_hidden()
    late.set()
    await entry.locator("[data-do=copy]").click()
    await phone.click("#f-rename-organisation")
    await phone.keyboard.press("Control+V")
    await expect(phone.locator("#f-rename-organisation")).to_have_value("Leerstand Zwei Beispiele")
    # When topics may be suggested again, it can go as it is.
    await cast.does(cast.max, SetPitching(open=True))
    await entry.locator("[data-do=again]").click()
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leerstand"])
    await expect(entry).to_have_count(0)


async def test_a_refused_topic_can_be_dismissed(cast: Cast, visitors: Visitors, way: Way):
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    visitors.expects("status of 409")
    await live(phone)
    way.cut()
    await suggest(phone, "Leerstand")
    await cast.does(cast.max, SetPitching(open=False))
    await expect(phone.locator("[data-tray=topics] .outgoing")).to_have_attribute("data-state", "waiting")
    way.mend()
    entry = phone.locator("[data-tray=topics] .outgoing")
    await expect(entry).to_have_attribute("data-state", "refused")
    await expect(phone.locator("#status")).to_have_text(await said(phone, "refused", 1))
    await entry.locator("[data-do=dismiss]").click()
    await expect(entry).to_have_count(0)
    await expect(phone.locator("#status")).to_be_hidden()


async def test_a_refused_topic_can_become_a_note(cast: Cast, visitors: Visitors, way: Way):
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    visitors.expects("status of 409")
    await live(phone)
    way.cut()
    await suggest(phone, "Leerstand", "Zwei Beispiele")
    await cast.does(cast.max, SetPitching(open=False))
    await expect(phone.locator("[data-tray=topics] .outgoing")).to_have_attribute("data-state", "waiting")
    way.mend()
    entry = phone.locator("[data-tray=topics] .outgoing")
    await expect(entry).to_have_attribute("data-state", "refused")
    await entry.locator("[data-do=note]").click()
    await expect(entry).to_have_count(0)
    async with asyncio.timeout(300):
        while not (written := await cast.rows(notes)):  # noqa: ASYNC110 (a row tells nobody)
            await asyncio.sleep(0.02)
    assert [note.text for note in written] == ["Leerstand\nZwei Beispiele"]
    assert written[0].wall in {f"s{plenary}" for plenary in cast.plenaries}


async def test_what_the_server_cannot_take_comes_back_into_the_form(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    visitors.expects("status of 422")
    await live(phone)
    await suggest(phone, "\u200b", "Zwei Beispiele")
    await expect(phone.locator("#e-pitch-topic-title")).not_to_be_empty()
    await expect(phone.locator("#f-pitch-topic-title")).to_have_attribute("aria-invalid", "true")
    await expect(phone.locator("#f-pitch-topic-description")).to_have_value("Zwei Beispiele")
    await expect(phone.locator("[data-tray=topics]")).to_be_hidden()


async def test_two_tabs_send_once(cast: Cast, visitors: Visitors, way: Way):
    context = await visitors.context(cast.kim)
    await context.add_init_script(PLAIN_HTTP)
    one, two = await context.new_page(), await context.new_page()
    for page in (one, two):
        await page.goto(f"/{cast.code}#topics")
    await live(one, two)
    way.cut()
    for number, page in enumerate((one, two, one, two)):
        await suggest(page, f"Thema {number}")
    for page in (one, two):
        await expect(page.locator("[data-tray=topics] .words")).to_have_text([f"Thema {n}" for n in range(4)])
    way.mend()
    for page in (one, two):
        await expect(page.locator("#topics > .topic h3")).to_have_text([f"Thema {n}" for n in range(4)])
        await expect(page.locator("[data-tray=topics]")).to_be_hidden()
        await expect(page.locator("#topics > .topic[data-own]")).to_have_count(4)
    assert [row.title for row in await cast.rows(topics)] == [f"Thema {n}" for n in range(4)]


async def suggest(phone: Page, title: str, description: str = "") -> None:
    if not await phone.locator("#f-pitch-topic-title").is_visible():
        await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", title)
    await phone.fill("#f-pitch-topic-description", description)
    await phone.click("#pitch form button")


async def said(page: Page, what: str, number: int) -> str:
    forms = await page.locator("#status").evaluate("(line, what) => line.dataset[`${what}Forms`]", what)
    return forms.split("|")[number != 1].replace("{n}", str(number))


async def on_plain_http(cast: Cast, visitors: Visitors, where: str) -> Page:
    context = await visitors.context(cast.kim)
    await context.add_init_script(PLAIN_HTTP)
    page = await context.new_page()
    await page.goto(f"/{cast.code}{where}")
    return page
