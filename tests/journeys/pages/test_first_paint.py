"""A page can be read as soon as its HTML is there, and nothing moves when the rest comes."""

import asyncio
from itertools import product
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route, expect

from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast, Member
from tests.journeys.browser import Visitors, live, until
from tests.journeys.event.test_look import RASPBERRY, wear
from tests.journeys.outbox.cutting import way_to

pytestmark = pytest.mark.browser

SHIFTS = """
window.shifts = [];
const place = ({ x, y, width, height }) => `${x},${y} ${width}×${height}`;
const where = ({ node, previousRect, currentRect }) =>
  `${node?.id || node?.className || node?.nodeName} ${place(previousRect)} → ${place(currentRect)}`;
new PerformanceObserver((list) => shifts.push(...list.getEntries().flatMap((each) => each.sources.map(where))))
  .observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length === 1"
IN_SIGHT = """selector => [...document.querySelectorAll(selector)].some((each) => {
  const box = each.getBoundingClientRect();
  return each.checkVisibility({ visibilityProperty: true }) && box.top < innerHeight && box.height > 0;
})"""


class Gate:
    """Holds back whatever a page asks for beside itself."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = asyncio.Event()

    async def hold(self, route: Route) -> None:
        if not route.request.is_navigation_request():
            self.asked.append(urlsplit(route.request.url).path)
            await self.open.wait()
        await route.continue_()


async def held(visitors: Visitors, path: str, who: Member | None) -> tuple[Page, Gate]:
    gate = Gate()
    context = await visitors.context(who)
    await context.add_init_script(SHIFTS)
    await context.route("**/*", gate.hold)
    page = await context.new_page()
    await page.goto(path, wait_until="commit")
    await until(page, PAINTED)
    return page, gate


async def test_the_first_page_of_a_phone_is_read_before_anything_else_is_there(cast: Cast, visitors: Visitors):
    await cast.does(cast.ada, ChooseAccent(colour=RASPBERRY))
    await cast.pitches("Brot backen", cast.kim)
    page, gate = await held(visitors, f"/{cast.code}", cast.noor)
    await until(page, IN_SIGHT, "#topics h3")
    await wear(RASPBERRY, page)
    assert "/static/js/phone.js" in gate.asked, "they are really held back"
    assert [path for path in gate.asked if path.endswith(".css")] == []
    assert not await page.evaluate("'letters' in window"), "no script has run yet"
    gate.open.set()
    await live(page)
    assert await page.evaluate("shifts") == []


async def test_the_page_to_join_is_read_before_anything_else_is_there(cast: Cast, visitors: Visitors):
    await cast.does(cast.ada, ChooseAccent(colour=RASPBERRY))
    page, gate = await held(visitors, f"/{cast.code}", None)
    await until(page, IN_SIGHT, "#f-join-name")
    await wear(RASPBERRY, page)
    assert [path for path in gate.asked if path.endswith((".css", ".js"))] == []
    gate.open.set()
    await page.wait_for_load_state("networkidle")
    assert await page.evaluate("shifts") == []


@pytest.mark.parametrize("phase", ["interest", "sessions", "closing"])
async def test_nothing_moves_when_what_is_mine_is_painted(cast: Cast, visitors: Visitors, phase: str):
    for room, topic in enumerate([await cast.pitches(title) for title in ("Brot", "Salz")]):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=cast.slots[0]))
        await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase=phase))
    if phase == "closing":
        await cast.does(cast.noor, SettleConsent(agreed=True))
    for who, tab in product((cast.kim, cast.noor, cast.max), ("now", "topics", "plan", "notes", "me")):
        page, gate = await held(visitors, f"/{cast.code}#{tab}", who)
        gate.open.set()
        await live(page)
        await expect(page.locator(f"#tab-{tab}")).to_be_visible()
        assert await page.evaluate("shifts") == [], (who.name, tab)
        await page.close()


@pytest.mark.parametrize("phase", ["interest", "sessions", "closing"])
async def test_nothing_moves_when_the_page_comes_in_pieces(cast: Cast, visitors: Visitors, phase: str):
    """What is on is there, and the script that counts its minutes not yet."""
    await cast.does(cast.max, MoveToPhase(phase=phase))
    async with way_to(visitors.url) as way:
        visitors.url, way.halts = way.url, b'<p class="unseen" role="status" id="last-minutes"'
        for size in ({"width": 320, "height": 740}, {"width": 360, "height": 740}, {"width": 412, "height": 740}):
            way.goes_on.clear()
            context = await visitors.context(cast.noor, viewport=size)
            await context.add_init_script(SHIFTS)
            page = await context.new_page()
            await page.goto(f"/{cast.code}#now", wait_until="commit")
            await until(page, PAINTED)
            await expect(page.locator("#now .slot-now")).to_have_count(1)
            way.goes_on.set()
            await expect(page.locator("#now .slot-now [data-left]")).not_to_be_empty()
            assert await page.evaluate("shifts") == [], size
            await page.close()
        await visitors.leave()
