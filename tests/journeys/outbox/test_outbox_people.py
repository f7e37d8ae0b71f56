"""What the device remembers belongs to a person: drafts come back to them, and nobody else finds or sends anything."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.topics.topic import topics
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('barcamp:')).length"
CUT = ("net::ERR", "Failed to fetch")


async def test_a_draft_survives_a_reload_and_goes_when_it_is_sent(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await phone.click("#pitch summary")
    await phone.locator("#f-pitch-topic-title").press_sequentially("Leer")
    await phone.locator("#f-pitch-topic-description").press_sequentially("Zwei Beispiele")
    await phone.reload()
    await live(phone)
    await expect(phone.locator("#f-pitch-topic-title")).to_have_value("Leer")
    await expect(phone.locator("#f-pitch-topic-description")).to_have_value("Zwei Beispiele")
    await expect(phone.locator("#pitch")).to_have_attribute("open", "")
    await phone.click("#pitch form button")
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leer"])
    await phone.reload()
    await live(phone)
    await expect(phone.locator("#f-pitch-topic-title")).to_have_value("")
    await until(phone, "!Object.keys(localStorage).some(key => key.startsWith('barcamp:draft:'))")


async def test_drafts_of_notes_belong_to_their_wall(cast: Cast, visitors: Visitors):
    one, two = await cast.pitches("Brot"), await cast.pitches("Salz")
    phone = await visitors.open(f"/{cast.code}/notes/t{one}", cast.kim)
    await live(phone)
    await phone.locator("#f-write-note-text").press_sequentially("Sauerteig")
    await phone.goto(f"/{cast.code}/notes/t{two}")
    await live(phone)
    await expect(phone.locator("#f-write-note-text")).to_have_value("")
    await phone.goto(f"/{cast.code}/notes/t{one}")
    await live(phone)
    await expect(phone.locator("#f-write-note-text")).to_have_value("Sauerteig")
    await phone.fill("#f-write-note-text", "")
    await phone.reload()
    await live(phone)
    await expect(phone.locator("#f-write-note-text")).to_have_value("")


async def test_a_new_name_and_an_announcement_are_drafts_too(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}#me", cast.kim)
    await live(phone)
    await phone.locator("#f-rename-name").fill("Kim K.")
    await phone.reload()
    await live(phone)
    await expect(phone.locator("#f-rename-name")).to_have_value("Kim K.")
    await phone.click("form[action$='/rename'] button")
    await until(phone, "!Object.keys(localStorage).some(key => key.startsWith('barcamp:draft:'))")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.locator("#f-announce-text").press_sequentially("Der Kaffee")
    await console.reload()
    await live(console)
    await expect(console.locator("#f-announce-text")).to_have_value("Der Kaffee")
    await live(console)
    await console.click(".announce form.stack .button")
    await expect(console.locator("#announcement p")).to_have_text("Der Kaffee")
    await console.reload()
    await live(console)
    await expect(console.locator("#f-announce-text")).to_have_value("")


async def test_that_is_not_me_clears_the_device(cast: Cast, visitors: Visitors):
    visitors.expects(*CUT, "status of 403")  # the other tab may still ask how things look
    context = await visitors.context(cast.kim)
    phone, other = await context.new_page(), await context.new_page()
    await context.route("**/pitch-topic", lambda route: route.abort())
    for page in (phone, other):
        await page.goto(f"/{cast.code}#topics")
        await live(page)
        await until(page, "document.adoptedStyleSheets.length === 1")  # the scripts for leaving are loaded last
    await suggest(phone, "Kims Thema")
    await expect(phone.locator("[data-tray=topics] .words")).to_have_text(["Kims Thema"])
    await phone.click("#pitch > summary")
    await phone.locator("#f-pitch-topic-title").press_sequentially("Noch ein")
    assert await phone.evaluate(KEPT) >= 2
    await phone.keyboard.press("Escape")
    await tab(phone, "me")
    await phone.click(".leave summary")
    await phone.click(".leave button")
    for page in (phone, other):
        await expect(page.locator("#f-join-name")).to_be_visible()
    await until(phone, f"{KEPT} === 0")
    assert await cast.rows(badges, attendee_id=cast.kim.id) == []
    await context.unroute("**/pitch-topic")
    # The next person on the device is somebody else, and the one who left is still in the event.
    await other.fill("#f-join-name", "Nuri")
    await other.click("form[action$='/join'] button")
    await expect(other.locator("#f-rename-name")).to_have_value("Nuri")
    await expect(other.locator("#f-pitch-topic-title")).to_have_value("")
    await live(other)
    assert sorted(row.name for row in await cast.rows(attendees, barcamp_id=cast.id)) == ["Kim", "Max", "Noor", "Nuri"]
    assert await cast.rows(topics) == []


async def test_a_tap_before_the_script_of_leaving_is_there_loses_nothing_unasked(cast: Cast, visitors: Visitors):
    visitors.expects(*CUT)
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await context.route("**/pitch-topic", lambda route: route.abort())
    await context.route("**/js/offline.js*", lambda route: route.abort())
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    await suggest(phone, "Kims Thema")
    await expect(phone.locator("[data-tray=topics] .words")).to_have_text(["Kims Thema"])
    await phone.keyboard.press("Escape")
    await tab(phone, "me")
    await phone.click(".leave summary")
    await phone.click(".leave button")
    await expect(phone.locator("h1")).to_have_text("Das bin ich nicht")
    await expect(phone.locator(".notice")).to_have_text("1 Eintrag wartet auf das Absenden")
    assert len(await cast.rows(badges, attendee_id=cast.kim.id)) == 1
    await phone.get_by_role("link", name="Zurück").last.click()
    await expect(phone.locator("[data-tray=all] .words")).to_have_text(["Kims Thema"])
    await phone.click(".leave summary")
    await phone.click(".leave button")
    await until(phone, "window.barcamp?.photostore !== undefined")
    await phone.click("main form button")
    await expect(phone.locator("#f-join-name")).to_be_visible()
    assert await cast.rows(badges, attendee_id=cast.kim.id) == []
    assert await phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('barcamp:letter'))") == []


async def test_without_a_network_nothing_is_forgotten(cast: Cast, visitors: Visitors):
    visitors.expects(*CUT)
    phone = await visitors.open(f"/{cast.code}#me", cast.kim)
    await live(phone)
    await phone.route("**/leave", lambda route: route.abort())
    await phone.locator("#f-rename-organisation").press_sequentially("Imkerei")
    await until(phone, "document.adoptedStyleSheets.length === 1")  # the scripts for leaving are loaded last
    await phone.click(".leave summary")
    await phone.click(".leave button")
    status = phone.locator("#status")
    await expect(status).to_have_text(await status.get_attribute("data-unsent") or "")
    assert await phone.evaluate("barcamp.device.keys(barcamp.device.name('draft')).length") == 1


async def test_nothing_is_sent_as_somebody_else(cast: Cast, visitors: Visitors):
    """Another tab has made this device somebody else's; what Kim wrote waits until she is back."""
    visitors.expects(*CUT, "status of 412")
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    await as_member(context, visitors, cast.noor)
    await suggest(phone, "Kims Thema")
    await expect(phone.locator("#mine")).to_have_attribute("data-person", str(cast.noor.id))
    await expect(phone.locator("[data-tray=topics]")).to_be_hidden()
    assert await cast.rows(topics) == []
    await as_member(context, visitors, cast.kim)
    await phone.reload()
    await live(phone)
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Kims Thema"])
    assert [row.host_id for row in await cast.rows(topics)] == [cast.kim.id]


async def as_member(context, visitors: Visitors, who) -> None:
    await context.add_cookies(
        [{"name": name, "value": value, "url": visitors.url} for name, value in who.cookies.items()]
    )


async def suggest(phone: Page, title: str) -> None:
    if not await phone.locator("#f-pitch-topic-title").is_visible():
        await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", title)
    await phone.click("#pitch form button")
