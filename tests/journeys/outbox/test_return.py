"""Rule 13: a page that was away is right again without being reloaded: after a restart of the server, a sleep, a way
back."""

import asyncio
import dataclasses
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Request, Route, WebSocketRoute, expect

from barcamp.app import build, make_app
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.serving import open_house
from tests.cast import Cast
from tests.journeys.acting import pitch
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, mark_visit, same_visit, until
from tests.ports import held_port

pytestmark = pytest.mark.browser


async def test_pages_are_right_again_after_the_server_was_restarted(cast: Cast, browser: Browser):
    visitors = None
    with held_port() as port:
        try:
            async with house(cast, port) as before:
                visitors = Visitors(browser, f"http://127.0.0.1:{port}")
                # What a restart looks like from a browser.
                visitors.expects("WebSocket connection to", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE")
                topic = await before.pitches("Brot")
                phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
                console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
                projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
                await live(phone, console)
                await mark_visit(phone, console, projector)
                await phone.click("#pitch summary")
                await phone.fill("#f-pitch-topic-title", "Halb getipp")
            status = phone.locator("#status")
            await expect(status).to_have_text(await status.get_attribute("data-offline") or "")
            # While nobody is served, the world goes on: the same database is written to.
            missed = (await cast.does(cast.noor, PitchTopic(title="Salz"))).made
            async with house(cast, port) as after:
                await expect(phone.locator(f"#topic_{missed} h3")).to_have_text("Salz")
                await expect(console.locator(f"#topic_{missed} .title")).to_have_text("Salz")
                await expect(projector.locator(f"#rank_{missed} .title")).to_have_text("Salz")
                await live(phone, console)
                await after.does(after.noor, CastVote(topic=topic))
                await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
                await expect(projector.locator(f"#rank_{topic} .count")).to_have_text("1")
                await expect(phone.locator("#f-pitch-topic-title")).to_have_value("Halb getipp")
                assert await same_visit(phone, console, projector)
                await visitors.leave()
        finally:
            if visitors is not None:
                await visitors.leave()
    assert visitors is not None
    assert visitors.unexpected == []


async def test_a_page_is_right_again_after_navigating_away_and_back(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot")
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await phone.click(f"#topic_{topic} .wall-link")
    await live(phone)
    missed = (await cast.does(cast.noor, PitchTopic(title="Salz"))).made
    await phone.go_back()
    await expect(phone.locator(f"#topic_{missed} h3")).to_have_text("Salz")
    await live(phone)
    await cast.does(cast.noor, CastVote(topic=topic))
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")


async def test_a_page_from_the_back_forward_cache_is_live_again(cast: Cast, visitors: Visitors):
    """Chromium keeps no page in that cache under test, so the page is told what it would be told."""
    topic = await cast.pitches("Brot")
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await mark_visit(phone)
    await phone.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    missed = (await cast.does(cast.noor, PitchTopic(title="Salz"))).made
    await cast.does(cast.kim, CastVote(topic=topic))
    await phone.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    await expect(phone.locator(f"#topic_{missed} h3")).to_have_text("Salz")
    # What I did on another device in the meantime is mine here too.
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "true")
    await cast.does(cast.noor, CastVote(topic=topic))
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("2")
    assert await same_visit(phone)


async def test_a_page_whose_socket_fell_silent_connects_anew(cast: Cast, visitors: Visitors):
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.clock.install()
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    await mark_visit(phone)
    async with phone.expect_websocket() as waiting:
        # No sign of life for longer than the page puts up with: the connection must be dead.
        await phone.clock.fast_forward(26_000)
    assert "/socket/phone" in (await waiting.value).url
    topic = (await cast.does(cast.noor, PitchTopic(title="Salz"))).made
    await expect(phone.locator(f"#topic_{topic} h3")).to_have_text("Salz")
    assert await same_visit(phone)


async def test_a_phone_that_slept_catches_up(cast: Cast, visitors: Visitors):
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    topic = await pitch(phone, "Brot")
    await mark_visit(phone)
    visitors.expects("ERR_INTERNET_DISCONNECTED", "WebSocket connection to")
    await context.set_offline(True)
    await cast.does(cast.noor, CastVote(topic=topic))
    await context.set_offline(False)
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    assert await same_visit(phone)


@asynccontextmanager
async def house(cast: Cast, port: int) -> AsyncIterator[Cast]:
    """A server of its own on this port, with the cast's database; the cast are people who talk to it."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    ctx = build(cast.ctx.settings, cast.clock)
    async with open_house(make_app(ctx), ctx.settings, listener):
        yield dataclasses.replace(cast, ctx=ctx)


async def test_what_does_not_concern_a_screen_costs_it_no_request(cast: Cast, visitors: Visitors):
    """A thousand open walls would ask for a thousand pages, with every vote."""
    topic = await cast.pitches("Brot")
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/static/" not in request.url:  # scripts come later
            asked.append(request.url)

    wall.on("request", note)
    told = await cast.does(cast.noor, CastVote(topic=topic))
    await until(wall, "seq => document.body.dataset.mark.startsWith(`${seq}_`)", told.seq)
    await wall.evaluate("fetch('/healthz').then((answer) => answer.text())")  # so that it has had the time to ask
    assert [url.removeprefix(visitors.url) for url in asked] == ["/healthz"]
    written = await cast.does(cast.noor, WriteNote(wall="e", text="Salz"))
    await until(wall, "seq => document.body.dataset.mark.startsWith(`${seq}_`)", written.seq)
    await expect(wall.locator("main")).to_contain_text("Salz")
    assert len(asked) == 1


async def test_a_page_that_was_asked_for_meanwhile_is_not_laid_over_what_the_socket_told(
    cast: Cast, visitors: Visitors
):
    """Answers may take long, and be overtaken by the socket that came back."""
    visitors.expects("WebSocket connection to")
    blocked, asked, arrives = True, asyncio.Event(), asyncio.Event()

    async def line(socket: WebSocketRoute) -> None:
        await socket.close(code=1011) if blocked else socket.connect_to_server()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await arrives.wait()
        await route.fulfill(response=answer)

    context = await visitors.context(cast.kim)
    await context.route_web_socket("**/socket/**", line)
    phone = await context.new_page()
    await phone.goto(f"/{cast.code}#topics")
    await cast.pitches("Brot")
    await phone.route("**/look/**", late)
    await asyncio.wait_for(asked.wait(), 300)
    blocked = False
    await phone.evaluate("window.dispatchEvent(new Event('online'))")
    await live(phone)
    await cast.pitches("Salz")
    await expect(phone.locator("#topics h3")).to_have_text(["Brot", "Salz"])
    async with phone.expect_response("**/mine"):
        arrives.set()
    assert await phone.locator("#topics h3").all_text_contents() == ["Brot", "Salz"]
