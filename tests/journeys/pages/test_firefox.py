"""The day in Firefox: join, pitch, show interest, place by keyboard, write a note, all live; every scene of the
projector; and what an attendee does in between: back and forth, into another language."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.projector import SCENES, ShowOnProjector
from barcamp.domain.walls.note import WriteNote
from tests.cast import Cast
from tests.journeys.firefox import Firefox, firefox
from tests.server import Server

pytestmark = pytest.mark.browser

LIVE = "document.getElementById('status')?.dataset.state === 'live'"


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
    await phone.until(f"!!document.querySelector('#session_{topic}')")

    notes = await fox.open(f"{server.url}/{cast.code}/notes/t{topic}", cast.noor)
    await notes.until(LIVE)
    await notes.fill("#f-write-note-text", "Erst fragen, dann planen")
    await notes.press("\ue007")
    await notes.until("document.querySelector('.note .text')?.textContent === 'Erst fragen, dann planen'")


async def test_the_projector_shows_every_scene_whole(cast: Cast, server: Server, fox: Firefox):
    topic = await cast.pitches("Wirtschaftsförderungsgesellschaft", by=cast.noor)
    note = await cast.makes(cast.noor, WriteNote(wall=f"t{topic}", text="Eine Anlaufstelle für alle " * 8))
    projector = await fox.open(f"{server.url}/{cast.code}/projector", width=1280, height=720)
    await projector.until(LIVE)
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    for scene in SCENES[1:]:
        wall = f"t{topic}" if scene in ("wall", "pitch") else ""
        shown = note if scene == "exhibit" else 0
        await cast.does(cast.max, ShowOnProjector(scene=scene, wall=wall, note=shown))
        await projector.until(f"document.getElementById('phase').dataset.scene === '{scene}'")
        assert await projector.evaluate(
            "[document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight <= innerHeight]"
        ) == [True, True], scene
        assert "Der Kaffee ist da" in await projector.evaluate("document.getElementById('announcement').innerText")
        if shown:
            await cast.does(cast.max, ShowOnProjector(scene="exhibit"))


async def test_an_attendee_goes_back_and_forth_and_into_another_language(cast: Cast, server: Server, fox: Firefox):
    topic = await cast.pitches("Leerstand", by=cast.noor)
    phone = await fox.open(f"{server.url}/{cast.code}#topics", cast.kim)
    await phone.until(LIVE)
    await phone.click(f"#topic_{topic} button.interest")
    pressed = f"document.querySelector('#topic_{topic} button.interest')?.getAttribute('aria-pressed') === 'true'"
    await phone.until(f"document.querySelector('#mine').dataset.votes === '{topic}'")

    await phone.click(f"#topic_{topic} .wall-link")
    await phone.until("document.body?.dataset.screen === 'notes'")
    await phone.until(LIVE)
    await phone.evaluate("setTimeout(() => history.back())")
    await phone.until("document.body?.dataset.screen === 'phone'")
    await phone.until(LIVE)
    await phone.until(pressed)
    later = await cast.pitches("Brot", by=cast.noor)
    await phone.until(f"!!document.getElementById('topic_{later}')")

    await phone.click("nav.tabs a[href='#me']")
    await phone.click(".language button[value=en]")
    await phone.until("document.documentElement?.lang === 'en'")
    await phone.until(pressed)
