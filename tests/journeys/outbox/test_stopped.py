"""Screens that are told that they may no longer look, or that their content is gone: they say so, and find their way
back."""

import re

import pytest
from playwright.async_api import expect

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.moderation.crowd import RemoveCrowd
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.rehearsal import FoundRehearsal
from tests.journeys.browser import HALL, LAPTOP, Visitors, live
from tests.server import Server

pytestmark = pytest.mark.browser


async def test_whoever_was_removed_with_a_crowd_reads_it_and_is_back_when_it_is_taken_back(
    server: Server, visitors: Visitors
):
    visitors.expects("status of 403")
    cast = server.cast
    phone, wall = [await visitors.open(f"/{cast.code}{path}", cast.kim) for path in ("", "/notes/e")]
    await live(phone, wall)
    now = int(cast.clock().timestamp())
    await cast.does(cast.max, RemoveCrowd(since=now - 3600, until=now + 3600))
    for page in (phone, wall):
        await expect(page.locator("#status")).to_have_text("Dieses Gerät ist hier nicht mehr angemeldet.")
        await expect(page.locator(".status .onward")).to_be_visible()
    for page in (phone, wall):
        await page.evaluate("window.dispatchEvent(new Event('online'))")  # looks at once, and is told so again
        await expect(page.locator("#status")).to_have_attribute("data-state", "stopped")
    await cast.does(cast.max, Undo())
    await cast.pitches("Nach der Rückkehr", cast.max)
    for page in (phone, wall):
        await page.evaluate("window.dispatchEvent(new Event('online'))")
        await expect(page.locator("#status")).to_have_attribute("data-state", "live")
        await expect(page.locator(".status .onward")).to_be_hidden()
    await expect(phone.locator("#topics")).to_contain_text("Nach der Rückkehr")


async def test_screens_whose_event_is_gone_go_on_saying_that(server: Server, visitors: Visitors):
    visitors.expects("status of 404", "response code \\(404\\)")  # its worker is gone as well
    cast = server.cast
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(phone, console, projector)
    await cast.ctx.desk.carry_out(DeleteBarcamp(barcamp=cast.id), cast.ada.actor)
    await expect(console.locator("#status")).to_have_text("Was diese Seite zeigt, gibt es nicht mehr.")
    await expect(projector.locator("main")).to_contain_text("Eine Veranstaltung mit diesem Code gibt es nicht.")
    await expect(phone.locator("#status")).to_have_text("Was diese Seite zeigt, gibt es nicht mehr.")
    async with phone.expect_response("**/look/phone?*") as looked:
        await phone.evaluate("window.dispatchEvent(new Event('online'))")
    assert (await looked.value).status == 404
    await phone.evaluate("fetch('/healthz').then((answer) => answer.text())")  # so that the page has read its answer
    await expect(phone.locator("#status")).to_have_text("Was diese Seite zeigt, gibt es nicht mehr.")
    await expect(phone.locator(".status .onward")).to_be_hidden()


async def test_the_projector_of_a_rehearsal_that_ended_turns_to_the_event(server: Server, visitors: Visitors):
    visitors.expects("status of 404")
    cast = server.cast
    await cast.ctx.desk.carry_out(FoundRehearsal(source=cast.id), cast.ada.actor)
    [camp] = await cast.rows(barcamps, rehearses=cast.code)
    page = await visitors.open(f"/{camp.code}/projector?theme=dark", size=HALL)
    await live(page)
    banner = await page.locator(".rehearsed").bounding_box()
    hall = await page.locator(".hall").bounding_box()
    assert banner
    assert hall
    assert banner["y"] + banner["height"] <= hall["y"] + 1
    assert hall["y"] + hall["height"] <= 1080
    await server.client(cast.ada).post(f"/organiser/{cast.code}/end-rehearsal")
    await expect(page).to_have_url(re.compile(f"/{cast.code}/projector\\?theme=dark$"))
    await live(page)
