"""A silent round and piles, in every state that people see: without a fault for axe-core, and in Firefox by keys."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.round import AskForTime, BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from tests.cast import Cast
from tests.journeys.access.test_axe import Eye
from tests.journeys.browser import Visitors
from tests.journeys.firefox import Firefox, firefox
from tests.journeys.watching import axe_source
from tests.journeys.workshop.test_wall_keys import lanes
from tests.presence import absent
from tests.server import Server

pytestmark = pytest.mark.browser

LIVE = "document.getElementById('status')?.dataset.state === 'live'"
ENTER, ESCAPE, DOWN = "\ue007", "\ue00c", "\ue015"


@pytest.fixture
async def fox(tmp_path: Path) -> AsyncIterator[Firefox]:
    async with firefox(tmp_path) as fox:
        yield fox
        assert [complaint for tab in fox.tabs.values() for complaint in tab.complaints] == []


async def test_every_state_of_a_silent_round_passes_every_check(cast: Cast, visitors: Visitors):
    eye = Eye(visitors, axe_source() or absent("axe", "BARCAMP_TEST_AXE does not name a copy of axe.min.js."))
    ids = await lanes(cast)
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    wall, hall = f"/{cast.code}/notes/e", f"/{cast.code}/projector"
    for text in ("Mehl", "Hefe"):
        note = await cast.makes(cast.noor, WriteNote(wall="e", text=text))
        await cast.does(cast.max, GroupNote(note=note, group="Zutaten"))
    await eye.look(wall, cast.kim, opened=".pile")  # which closes it
    await eye.look(wall, cast.max, opened=".tools > summary")
    await cast.does(cast.max, BeginSilence(wall="e", minutes=3))
    await eye.look(wall, cast.kim)  # nothing is written yet
    for who in (cast.kim, cast.noor, cast.max):
        for kind in ("insights", "questions"):
            await cast.does(who, WriteNote(wall="e", text=f"{who.name}: {kind}", section=ids[kind]))
    await cast.does(cast.noor, AskForTime(wall="e"))
    for path, who in ((wall, cast.kim), (wall, cast.max), (hall, None)):
        await eye.look(path, who)
    await eye.look(wall, cast.kim, opened=".sealed-own a")
    cast.clock.forward(minutes=4)  # the time is over
    await eye.look(wall, cast.kim)
    await cast.does(cast.max, RevealCards(wall="e", section=ids["insights"]))
    for path, who in ((wall, cast.kim), (wall, cast.max), (hall, None)):
        await eye.look(path, who)
    await cast.does(cast.max, RevealCards(wall="e"))
    for path, who in ((wall, cast.kim), (hall, None)):
        await eye.look(path, who)
    assert not eye.found, "\n".join(eye.found)


async def test_in_firefox_cards_are_written_unseen_and_go_onto_a_closed_pile_by_keys(
    cast: Cast, server: Server, fox: Firefox
):
    insights = (await lanes(cast))["insights"]
    note = await cast.makes(cast.noor, WriteNote(wall="e", text="Mehl", section=insights))
    await cast.does(cast.max, GroupNote(note=note, group="Zutaten"))
    address = f"{server.url}/{cast.code}/notes/e"
    kim = await fox.open(address, cast.kim, 1280, 800)
    max_ = await fox.open(address, cast.max, 1280, 800)
    for tab in (kim, max_):
        await tab.until(LIVE)
    await max_.click(".tools > summary")
    await max_.click("form.begin-silence button")
    await max_.until("!document.querySelector('details.tools').open")
    await kim.until("!document.querySelector('.silence').hidden")
    await kim.fill(f"#foot_{insights} textarea", "Wasser")
    await kim.press(ENTER)
    await kim.until("document.querySelector('.sealed-own')?.textContent.includes('Wasser')")
    assert await max_.evaluate("document.documentElement.innerHTML.includes('Wasser')") is False
    await kim.press(ESCAPE)
    await kim.until("document.activeElement.closest('.sealed-own') !== null")
    await max_.click(".silence form[action$='/reveal-cards'] button")
    for tab in (kim, max_):
        await tab.until("[...document.querySelectorAll('.note .text')].some((each) => each.textContent === 'Wasser')")
    await kim.click(".pile")
    await kim.until("document.querySelector('[data-folded]') !== null")
    await kim.until("document.querySelector('.note[data-own] .move')?.checkVisibility() === true")
    await kim.evaluate("document.querySelector('.note[data-own] .move').focus()")
    await kim.press(ENTER)
    await kim.until("document.body.hasAttribute('data-lifting')")
    await kim.press(DOWN)
    await kim.until("document.querySelector('.moving .says').textContent.includes('In die zugeklappte Gruppe Zutaten')")
    await kim.press(ENTER)
    for tab in (kim, max_):
        await tab.until("document.querySelectorAll('.grouped .note').length === 2")
    await kim.until("document.activeElement.matches('.grouped .note[data-own] .move')")
    assert await kim.evaluate("document.querySelector('[data-folded]') === null")
