"""The thin path through the day in Firefox: join, pitch, show interest, place by keyboard, write a note; all live."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.journeys.firefox import Firefox, firefox
from tests.server import Server

pytestmark = pytest.mark.browser

LIVE = "document.getElementById('status').dataset.state === 'live'"


@pytest.fixture
async def fox(tmp_path: Path) -> AsyncIterator[Firefox]:
    async with firefox(tmp_path) as fox:
        yield fox
        assert [complaint for tab in fox.tabs.values() for complaint in tab.complaints] == []


async def test_the_day_goes_on_in_firefox(cast: Cast, server: Server, fox: Firefox):
    projector = await fox.open(f"{server.url}/{cast.code}/projector", width=1280, height=720)
    console = await fox.open(f"{server.url}/{cast.code}/console", cast.max, 1280, 800)
    phone = await fox.open(f"{server.url}/{cast.code}")
    await phone.fill("#f-join-name", "Nuri")
    await phone.click("form[action$='/join'] button")
    await phone.until("!!document.querySelector('#mine')")
    for tab in (phone, console, projector):
        await tab.until(LIVE)

    await phone.click("nav.tabs a[href='#topics']")
    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "Leerstand nutzen")
    await phone.press("\ue007")
    await phone.until("!!document.querySelector('button.interest')")
    topic = await phone.evaluate("document.querySelector('button.interest').value")
    await phone.click(f"#topic_{topic} button.interest")
    await projector.until(f"document.querySelector('#rank_{topic} .count').textContent === '1'")

    await console.until(f"!!document.getElementById('pick_{topic}')")
    await console.evaluate(f"document.getElementById('pick_{topic}').focus()")
    await console.press(" ")
    room, slot = cast.rooms[0], cast.slots[0]
    await console.evaluate(f"document.getElementById('cell_{slot}_{room}').focus()")
    await console.press("\ue007")
    await phone.until(f"!!document.querySelector('#plan_{topic}')")

    notes = await fox.open(f"{server.url}/{cast.code}/notes/t{topic}", cast.noor)
    await notes.until(LIVE)
    await notes.fill("#f-write-note-text", "Erst fragen, dann planen")
    await notes.press("\ue007")
    await notes.until("document.querySelector('.note .text')?.textContent === 'Erst fragen, dann planen'")
