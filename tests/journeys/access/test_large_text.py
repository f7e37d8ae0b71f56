"""Text twice as large, as people set it in their browser (WCAG 1.4.4): nothing is cut off, overlaps, or has to be
scrolled sideways, on any page that links lead to. This leaves out what is printed, and what a hall looks at."""

import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from barcamp.app import make_app
from barcamp.domain.walls.note import WriteNote
from tests.cast import Cast, Member
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import Still, crawl, shape
from tests.house.pages.days import STATES
from tests.journeys.browser import Visitors, chromium, resize
from tests.server import Server

pytestmark = pytest.mark.browser

_FAULTS = (Path(__file__).parent / "large_text.js").read_text(encoding="utf-8")
_TABS = ("now", "topics", "plan", "notes", "me")
_OTHERS = ("/CODE/papers", "/CODE/poster", "/CODE/projector", "/organiser/CODE/wifi")


@pytest.mark.parametrize("state", ["planning with a proposal", "archived"])
@pytest.mark.parametrize("who", ["ada", "max", "kim"])
async def test_letters_twice_as_large_break_no_page(cast: Cast, visitors: Visitors, state: str, who: str):
    await STATES[state](cast)
    member: Member = getattr(cast, who)
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    first = "/organiser" if who == "ada" else f"/{cast.code}"
    found = await crawl(Asker(app, member, cast.code), [first], office=True)
    paths, kinds = [], set()
    for path, answer in found.items():
        if not isinstance(answer, int) and shape(path) not in kinds and not shape(path).startswith(_OTHERS):
            kinds.add(shape(path))
            paths.append(path)
    assert len(paths) > 5
    paths += [f"/{cast.code}#{tab}" for tab in _TABS] if who != "ada" else []
    context = await visitors.context(member, {"viewport": {"width": 360, "height": 740}})
    page, faults = await context.new_page(), []
    for path in paths:
        await page.goto("about:blank")
        await page.goto(path)
        for width in (360, 1280):
            await resize(page, width, 740)
            faults += [f"{path} at {width} px: {said}" for said in await _with_large_letters(page)]
    assert not faults, "\n".join(faults)


async def test_they_break_nothing_where_cards_are_looked_for(cast: Cast, visitors: Visitors):
    for number in range(12):
        await cast.does(cast.noor, WriteNote(wall="e", text=f"Wirtschaftsförderungsgesellschaft {number}"))
    page = await visitors.open(f"/{cast.code}/notes/e", cast.kim, {"viewport": {"width": 360, "height": 740}})
    await page.click("#seek-cards")
    await page.fill("#seek-words", "Wirtschaftsförderungsgesellschaft")
    await expect(page.locator("#sifted")).to_be_visible()
    for width in (360, 1280):
        await resize(page, width, 740)
        assert await _with_large_letters(page) == []


async def _with_large_letters(page: Page) -> list[str]:
    assert await page.evaluate("getComputedStyle(document.documentElement).fontSize") == "34px"  # otherwise 17
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    return await page.evaluate(_FAULTS)


@pytest.fixture
async def visitors(server: Server) -> AsyncIterator[Visitors]:
    """Visitors with a browser in which text is twice as large, by no style of ours, so that everything whose width
    depends on it is laid out anew."""
    async with chromium("--blink-settings=defaultFontSize=32") as browser:
        visitors = Visitors(browser, server.url, None)
        yield visitors
        await visitors.leave()
        assert visitors.unexpected == []
