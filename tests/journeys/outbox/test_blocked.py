"""If websockets are blocked, the same content comes by ordinary requests, and the page says so calmly."""

import pytest
from playwright.async_api import BrowserContext, Page, WebSocketRoute, expect

from barcamp.domain.people.link import EndModerating
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.journeys.acting import pitch, place, tab, write_note
from tests.journeys.browser import HALL, LAPTOP, PHONE, Visitors, mark_visit, same_visit
from tests.journeys.outbox.blocking import without_websockets

pytestmark = pytest.mark.browser


async def test_behind_a_proxy_that_forbids_websockets(cast: Cast, visitors: Visitors):
    async with without_websockets(visitors.url) as proxy:
        visitors.url = proxy
        await day_without_sockets(cast, visitors)


async def test_in_a_network_that_drops_websockets(cast: Cast, visitors: Visitors):
    async def drop(socket: WebSocketRoute) -> None:
        await socket.close(code=1011)

    async def blocked(context: BrowserContext) -> None:
        await context.route_web_socket("**/socket/**", drop)

    await day_without_sockets(cast, visitors, blocked)


async def day_without_sockets(cast: Cast, visitors: Visitors, prepare=None) -> None:
    visitors.expects("WebSocket connection to")

    async def open_page(path: str, who=None, size=PHONE) -> Page:
        context = await visitors.context(who, size)
        if prepare is not None:
            await prepare(context)
        page = await context.new_page()
        await page.goto(path)
        return page

    projector = await open_page(f"/{cast.code}/projector", size=HALL)
    console = await open_page(f"/{cast.code}/console", cast.max, LAPTOP)
    phone = await open_page(f"/{cast.code}#topics", cast.kim)
    for page in (console, phone):
        status = page.locator("#status")
        await expect(status).to_have_text(await status.get_attribute("data-polling") or "")
        await expect(status).to_be_visible()
    await mark_visit(projector, console, phone)

    topic = await pitch(phone, "Leerstand")
    await expect(projector.locator(f"#rank_{topic} .title")).to_have_text("Leerstand")
    await expect(console.locator(f"#topic_{topic} .title")).to_have_text("Leerstand")
    await cast.does(cast.noor, CastVote(topic=topic))
    for page, count in ((projector, f"#rank_{topic} .count"), (phone, f"#interest_{topic}")):
        await expect(page.locator(count)).to_contain_text("1")
    await place(console, topic, cast.slots[0], cast.rooms[0])
    await tab(phone, "plan")
    await expect(phone.locator(f"#session_{topic} .where")).to_contain_text("Saal")
    assert await same_visit(projector, console, phone)
    wall = await open_page(f"/{cast.code}/notes/t{topic}", cast.kim)
    await write_note(wall, "Zwischennutzung zuerst")


async def test_ended_moderating_is_said_also_without_sockets(cast: Cast, visitors: Visitors):
    visitors.expects("WebSocket connection to", "status of 403")
    async with without_websockets(visitors.url) as proxy:
        visitors.url = proxy
        console = await visitors.open(f"/{cast.code}/console", cast.max)
        status = console.locator("#status")
        await expect(status).to_have_text(await status.get_attribute("data-polling") or "")
        await cast.does(cast.ada, EndModerating(attendee=cast.max.id))
        await expect(status).to_have_text("Deine Moderation wurde beendet.")
