"""The projector in a real browser: nothing is cut or covered in any scene, whatever people write and however large the
screen is; it is right again by itself after an outage."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from barcamp.domain.barcamp import Announce, MoveToPhase
from barcamp.domain.note import WriteNote
from barcamp.domain.placement import PlaceTopic
from barcamp.domain.projector import ShowOnProjector
from barcamp.domain.result import WriteResult
from barcamp.domain.room import AddRoom
from tests.cast import Cast
from tests.journeys.browser import Visitors, live, shows_line

pytestmark = pytest.mark.browser

_FAULTS = Path(__file__).with_name("projected.js").read_text(encoding="utf-8")
_PAGES = "[...document.querySelectorAll('.scene > [data-pages]')].find((each) => each.offsetParent)?.dataset.pages"
# The page hears of its new size with the next frame.
_DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768)]
TITLES = (
    "Wirtschaftsförderungsgesellschaft: Was Vertreter*innen kleiner Gemeinden voneinander brauchen",
    "Ä" * 120,
    "كيف نحافظ على المتاجر الصغيرة في وسط المدينة",
    "KI",
    "Warum ein Titel, der aus lauter gewöhnlichen Wörtern besteht, auf der Leinwand ganz zu lesen sein muss, auch weit",
)
SCENES = ("join", "topics", "pitch", "plan", "countdown", "wall", "results", "pause", "thanks")


@pytest.mark.parametrize("many", [3, 60])
async def test_nothing_is_cut_or_covered_in_any_scene(cast: Cast, visitors: Visitors, many: int):
    topics = await fill(cast, many)
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(page)
    await cast.does(cast.max, MoveToPhase(phase="closing"))  # when thanks have the most to say
    found: list[str] = []
    for scene in SCENES:
        for topic in topics[:5] if scene == "pitch" else topics[:1]:
            wall = f"t{topic}" if scene in ("pitch", "wall", "results") else ""
            answer = await cast.does(cast.max, ShowOnProjector(scene=scene, wall=wall))
            await shows_line(page, answer.seq)
            for width, height in SIZES:
                await page.set_viewport_size({"width": width, "height": height})
                await page.evaluate(_DRAWN)
                found += [f"{scene} {width}x{height} {fault}" for fault in await faults(page)]
    assert found == []


async def test_a_page_of_the_results_round_stays_as_long_as_it_takes_to_read_it(cast: Cast, visitors: Visitors):
    texts = ("Guter Anfang", "Eine Stelle für drei Orte. " * 15, "Bis bald")
    for plenary, text in zip(cast.plenaries, texts, strict=False):
        await cast.does(cast.max, WriteResult(wall=f"s{plenary}", text=text))
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await page.clock.install()
    await page.reload()
    scene = page.locator("#scene")
    for seconds, shown in ((0, "1 / 3"), (6, "1 / 3"), (2, "2 / 3"), (20, "2 / 3"), (11, "3 / 3"), (8, "1 / 3")):
        await page.clock.run_for(1000 * seconds)
        assert await scene.get_attribute("data-pages") == shown


async def faults(page: Page) -> list[str]:
    """What is wrong on every page of the scene that is shown."""
    found: list[str] = []
    for _ in range(40):
        found += await page.evaluate(_FAULTS)
        pages = await page.evaluate(
            "document.querySelector('.scene > :not([data-pages=\"\"])[data-pages]')?.dataset.pages"
        )
        shown, _, count = (pages or "1 / 1").partition(" / ")
        if count == "1":
            break
        await page.keyboard.press("PageDown")
        if shown == count:
            break
    return found


async def fill(cast: Cast, many: int) -> list[int]:
    """Topics with hard titles, three more rooms, a long announcement, cards and a result; the topics' ids."""
    people = (cast.kim, cast.noor, cast.max)
    topics = [await cast.pitches(TITLES[number % len(TITLES)], by=people[number % 3]) for number in range(many)]
    if many > 3:
        for name in ("Turmstube", "Sitzungssaal der Wirtschaftsförderungsgesellschaft", "Hof"):
            await cast.does(cast.ada, AddRoom(name=name))
        await cast.does(cast.max, Announce(text=TITLES[0] + ". " + "Der Kaffee ist da. " * 5))
    places = [(room, slot) for slot in cast.slots for room in cast.rooms]
    for topic, (room, slot) in zip(topics, places, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    for number in range(many // 4):
        await cast.does(cast.kim, WriteNote(wall=f"t{topics[0]}", text=TITLES[number % len(TITLES)]))
    await cast.does(cast.max, WriteResult(wall=f"t{topics[0]}", text=f"{TITLES[4]}. Erst fragen, dann bauen."))
    return topics
