"""Offline is a place: nothing leads out of the app, what was seen is there with its age, what is written goes later."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import BrowserContext, Page, expect

from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.walls.note import WriteNote, notes
from barcamp.live.view import FIRST
from tests.cast import Cast
from tests.faults.breaking.proxy import proxy
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live, mark_visit, same_visit, until
from tests.journeys.outbox.cutting import Way, way_to
from tests.journeys.outbox.test_outbox import CUT, PLAIN_HTTP

pytestmark = pytest.mark.browser

UNSENT = "Nicht gesendet, keine Verbindung. Dein Text steht noch hier."
NEEDS = "Dafür braucht es eine Verbindung. Die Seite versucht es weiter."
OPENS = """
(path) => {
  const link = document.body.appendChild(Object.assign(document.createElement("a"), { href: path }));
  link.click();
  link.remove();
}"""
KEPT = "async (path) => Boolean(await caches.match(path))"
WHOLE = "async ([path, last]) => (await (await caches.match(path))?.text())?.includes(last) ?? false"


@pytest.fixture
async def way(visitors: Visitors):
    """The visitors' way to the server, which can be cut."""
    visitors.expects(*CUT)
    async with way_to(visitors.url) as way:
        visitors.url = way.url
        yield way
        await visitors.leave()


async def test_a_wall_i_opened_is_there_without_a_connection_and_takes_a_note(cast: Cast, visitors: Visitors, way: Way):
    await cast.does(cast.noor, WriteNote(wall="e", text="Brot und Salz"))
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}/notes/e")
    await settled(phone)
    await phone.goto(f"/{cast.code}#notes")
    await settled(phone)
    await mark_visit(phone)
    await context.set_offline(True)
    way.cut()
    # The device says so itself; nobody has to find out.
    await expect(phone.locator("#status")).to_have_text(
        await phone.locator("#status").get_attribute("data-offline") or ""
    )
    await phone.click(f"#walls a[href='/{cast.code}/notes/e']")
    memory = phone.locator(".memory")
    await expect(memory).to_contain_text("Brot und Salz")
    await expect(memory.locator(".age")).to_contain_text("ohne Verbindung")
    await memory.locator("textarea").fill("Von unterwegs")
    await memory.locator("form button").click()
    await expect(memory.locator(".tray .words")).to_have_text(["Von unterwegs"])
    await phone.go_back()
    await expect(memory).to_have_count(0)
    await expect(phone.locator("#walls")).to_be_visible()
    assert await same_visit(phone)
    way.mend()
    await context.set_offline(False)
    await until(phone, "barcamp.entries.waiting().length === 0")
    await expect(phone.locator("#status")).to_be_hidden()
    assert [row.text for row in await cast.rows(notes)] == ["Brot und Salz", "Von unterwegs"]


async def test_what_is_kept_is_called_as_the_event_without_the_number_of_news(cast: Cast, visitors: Visitors, way: Way):
    topic = await cast.pitches("Leerstand")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}")
    title = (await cast.barcamp()).name
    await expect(phone).to_have_title(f"(1) {title}")
    await settled(phone)
    await phone.goto(f"/{cast.code}/notes/e")
    await settled(phone)
    way.cut()
    await expect(phone.locator("#status")).to_have_attribute("data-state", "offline")
    await phone.click("header a")
    await expect(phone.locator(".memory h1")).to_have_text(title)


async def test_back_from_a_wall_shows_the_plan_from_memory(cast: Cast, visitors: Visitors, way: Way):
    await cast.pitches("Leerstand", by=cast.noor)
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}")
    await settled(phone)
    await phone.goto(f"/{cast.code}/notes/e")
    await settled(phone)
    await mark_visit(phone)
    way.cut()
    # Nobody says anything here: that nothing comes is noticed.
    await expect(phone.locator("#status")).to_have_attribute("data-state", "offline")
    await phone.click("header a")
    await expect(phone.locator(".memory")).to_contain_text("Leerstand")
    # By the event's clock, in its zone.
    await expect(phone.locator(".memory .age")).to_have_text("Stand 09:40 Uhr, ohne Verbindung")
    assert await same_visit(phone)
    way.mend()
    # Then it is opened as it is by now.
    await expect(phone.locator("nav.tabs")).to_be_visible()
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}")


async def test_a_wall_i_never_opened_says_so_and_still_takes_a_note(cast: Cast, visitors: Visitors):
    visitors.expects(*CUT)
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#notes")
    await settled(phone)
    await context.set_offline(True)
    wall = f"s{cast.plenaries[0]}"
    await phone.click(f"#walls a[href='/{cast.code}/notes/{wall}']")
    await expect(phone.locator(".memory .age")).to_contain_text("noch nicht offen")
    await phone.locator(".memory textarea").fill("Kaffee ist da")
    await phone.locator(".memory form button").click()
    await phone.locator(".memory").get_by_role("button", name="Zurück").click()
    await expect(phone.locator(".memory")).to_have_count(0)
    await context.set_offline(False)
    await until(phone, "barcamp.entries.waiting().length === 0")
    assert [(row.wall, row.text) for row in await cast.rows(notes)] == [(wall, "Kaffee ist da")]


async def test_with_a_service_worker_the_phone_starts_without_a_connection(cast: Cast, visitors: Visitors, way: Way):
    await cast.pitches("Leerstand", by=cast.noor)
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await settled(phone)
    await until(phone, KEPT, f"/{cast.code}")
    await until(phone, KEPT, f"/{cast.code}/offline")
    await phone.close()
    way.cut()
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await expect(phone.locator("#topics")).to_contain_text("Leerstand")
    await expect(phone.locator(".kept")).to_contain_text("ohne Verbindung")
    await phone.goto(f"/{cast.code}/notes/e")
    await expect(phone.locator("h1")).to_have_text("Gerade keine Verbindung")
    # Online it is never old.
    way.mend()
    await cast.pitches("Radwege", by=cast.noor)
    await phone.goto(f"/{cast.code}#topics")
    await expect(phone.locator("#topics")).to_contain_text("Radwege")
    await expect(phone.locator(".kept")).to_have_count(0)
    # Consoles are not kept.
    assert not await phone.evaluate(KEPT, f"/{cast.code}/console")


async def test_a_long_list_is_kept_whole(cast: Cast, visitors: Visitors, way: Way):
    """Also what of it was out of sight when the page was first read."""
    for number in range(FIRST + 4):
        await cast.pitches(f"Thema {number}", by=(cast.max, cast.noor)[number % 2])
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await settled(phone)
    await until(phone, WHOLE, [f"/{cast.code}", f"Thema {FIRST + 3}"])
    await phone.close()
    way.cut()
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await expect(phone.locator("#topics > .topic")).to_have_count(FIRST + 4)


async def test_whoever_leaves_takes_along_what_was_kept(cast: Cast, visitors: Visitors):
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#me")
    await settled(phone)
    await until(phone, KEPT, f"/{cast.code}")
    await tab(phone, "me")
    await phone.click(".leave summary")
    await phone.click(".leave button")
    await expect(phone.locator("#f-join-name")).to_be_visible()
    assert await phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('barcamp:page'))") == []
    assert not await phone.evaluate(KEPT, f"/{cast.code}")


async def test_ones_own_page_leads_to_what_was_kept_and_back_when_the_line_is(cast: Cast, visitors: Visitors, way: Way):
    topic = await cast.pitches("Leerstand", by=cast.kim)
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}")
    await settled(phone)
    await phone.goto(f"/{cast.code}/topics/{topic}")
    await until(phone, "window.barcamp?.offline !== undefined")
    await mark_visit(phone)
    way.cut()
    # This page has no socket: the tap finds out.
    await until(phone, "window.barcamp?.line && barcamp.line.doubtful()")
    await phone.click("header a")
    memory = phone.locator(".memory")
    await expect(memory.locator("h1")).to_have_text("Barcamp Lindenau")
    await expect(memory.locator(".age")).to_have_text("Stand 09:40 Uhr, ohne Verbindung")
    await expect(phone.locator("#status")).to_have_text("Gerade keine Verbindung. Die Seite versucht es weiter.")
    await phone.go_back()
    await expect(memory).to_have_count(0)
    # What was never opened says so.
    await phone.get_by_role("link", name="Notizen").click()
    await expect(memory.locator(".age")).to_contain_text("noch nicht offen")
    assert await same_visit(phone)
    way.mend()
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}/notes/t{topic}")
    await live(phone)


async def test_ones_own_page_that_was_seen_is_kept(cast: Cast, visitors: Visitors):
    visitors.expects(*CUT)
    topic = await cast.pitches("Leerstand", by=cast.kim)
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}/topics/{topic}")
    await phone.goto(f"/{cast.code}/notes/t{topic}")
    await settled(phone)
    await mark_visit(phone)
    await context.set_offline(True)
    await phone.evaluate(OPENS, f"/{cast.code}/topics/{topic}")
    await expect(phone.locator(".memory h1").first).to_have_text("Leerstand")
    # Nothing that is said once: the address that makes another device this person.
    await context.set_offline(False)
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}/topics/{topic}")
    await phone.goto(f"/{cast.code}#me")
    await settled(phone)
    await phone.get_by_role("button", name="Meinen Link zeigen").click()
    await expect(phone.locator(".secret")).to_be_visible()
    await until(phone, "window.barcamp?.offline !== undefined")
    assert "/link/" not in await phone.evaluate("JSON.stringify(localStorage)")


async def test_a_form_of_ones_own_page_stays_with_what_was_typed(cast: Cast, visitors: Visitors, way: Way):
    topic = await cast.pitches("Leerstand", by=cast.kim)
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}/topics/{topic}")
    await mark_visit(phone)
    way.cut()
    await until(phone, "window.barcamp?.line && barcamp.line.doubtful()")
    await phone.fill("#f-edit-topic-title", "Leerstand füllen")
    await phone.locator("form[action$='/edit-topic'] button").click()
    await expect(phone.locator("#status")).to_have_text(UNSENT)
    await phone.get_by_role("button", name="Interessiert mich").click()
    await expect(phone.locator("#status")).to_have_text(NEEDS)
    await phone.click(".legal a >> nth=1")
    await expect(phone.locator("#status")).to_be_visible()
    assert await same_visit(phone)
    await expect(phone.locator("#f-edit-topic-title")).to_have_value("Leerstand füllen")
    way.mend()
    await phone.locator("form[action$='/edit-topic'] button").click()
    await expect(phone.locator("h1")).to_have_text("Leerstand füllen")


async def test_a_tap_before_anybody_noticed_that_the_line_is_dead_leads_nowhere(cast: Cast, visitors: Visitors):
    visitors.expects(*CUT)
    async with proxy(urlsplit(visitors.url).port or 0) as line:
        visitors.url = line.url
        context = await on_plain_http(cast, visitors)
        phone = await context.new_page()
        await phone.goto(f"/{cast.code}/notes/e")
        await settled(phone)
        await phone.goto(f"/{cast.code}#notes")
        await settled(phone)
        await mark_visit(phone)
        line.freeze()
        await until(phone, "window.barcamp?.line && barcamp.line.doubtful()")
        await phone.click(f"#walls a[href='/{cast.code}/notes/e']")
        await expect(phone.locator(".memory .age")).to_contain_text("ohne Verbindung")
        await phone.go_back()
        await tab(phone, "me")
        await phone.get_by_role("button", name="Meinen Link zeigen").click()
        await expect(phone.locator("#status")).to_have_text(NEEDS)
        assert await same_visit(phone)
        line.thaw()
        await visitors.leave()


async def test_on_a_line_that_was_heard_nobody_is_asked(cast: Cast, visitors: Visitors):
    context = await on_plain_http(cast, visitors)
    phone = await context.new_page()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "healthz" in request.url else None)
    await phone.goto(f"/{cast.code}#notes")
    await settled(phone)
    await cast.does(cast.noor, WriteNote(wall="e", text="Brot und Salz"))
    await phone.evaluate("window.lastHeard = performance.now() + 3_600_000")  # heard, however long the tap takes
    await phone.click(f"#walls a[href='/{cast.code}/notes/e']")
    await expect(phone.locator(".note .text")).to_have_text(["Brot und Salz"])
    assert asked == []
    # In doubt it is asked, and opened all the same.
    await until(phone, "window.barcamp?.line && barcamp.line.doubtful()")
    await phone.click("header a")
    await expect(phone.locator("nav.tabs")).to_be_visible()
    assert len(asked) == 1


async def settled(page: Page) -> None:
    """Waits until the page is live, and what is kept for later is there."""
    await live(page)
    await until(page, "document.adoptedStyleSheets.length === 1")
    await until(page, "barcamp.device.get(barcamp.device.name('words')) !== null")
    await until(page, "barcamp.device.get(barcamp.device.name('page', location.pathname)) !== null")


async def on_plain_http(cast: Cast, visitors: Visitors) -> BrowserContext:
    context = await visitors.context(cast.kim)
    await context.add_init_script(PLAIN_HTTP)
    return context
