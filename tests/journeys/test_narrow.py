"""Nothing has to be scrolled sideways, however narrow the screen is, and nothing on the projector is cut off."""

import pytest
from playwright.async_api import Page

from barcamp.domain.barcamp import Announce, MoveToPhase
from barcamp.domain.checklist import STEPS
from barcamp.domain.placement import PlaceTopic
from tests.cast import Cast, Member
from tests.journeys.browser import Visitors, live

pytestmark = pytest.mark.browser

LONG = "Wirtschaftsförderungsgesellschaft: Was Vertreter*innen kleiner Gemeinden voneinander brauchen"


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_no_screen_scrolls_sideways(cast: Cast, visitors: Visitors, width: int):
    topic = await cast.pitches(LONG)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[3], slot=cast.slots[0]))
    await cast.does(cast.max, Announce(text=LONG))
    size = {"viewport": {"width": width, "height": 740}}
    screens: list[tuple[str, Member | None]] = [
        ("/", None),
        (f"/{cast.code}", None),
        *((f"/{cast.code}#{tab}", cast.kim) for tab in ("now", "topics", "plan", "me")),
        (f"/{cast.code}/notes/t{topic}", cast.kim),
        (f"/{cast.code}/console", cast.max),
        (f"/organiser/{cast.code}", cast.ada),
        *((f"/organiser/{cast.code}/{step}", cast.ada) for step in STEPS),
        ("/organiser", cast.ada),
    ]
    for path, who in screens:
        page = await visitors.open(path, who, size)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
        await page.context.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768), (3840, 2160)], ids=str)
async def test_the_projector_shows_the_way_in_whole(cast: Cast, visitors: Visitors, size: tuple[int, int]):
    width, height = size
    for number in range(15):
        await cast.pitches(f"{number}. {LONG}", by=cast.noor)
    page = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": width, "height": height}})
    await live(page)
    for phase in ("arrival", "interest", "sessions", "closing"):
        await cast.does(cast.max, MoveToPhase(phase=phase))
        await page.locator(f"#phase[data-phase={phase}]").wait_for(state="attached")
        for part in ("img.qr", ".join .code", "#people", "#now"):
            assert await inside(page, part), (phase, part)
        if phase == "arrival":
            assert await inside(page, ".welcome li:last-child")
        if phase == "interest":
            await page.locator("#ranking[data-pages^='1 / ']").wait_for()
            assert await page.locator("#ranking li:visible").count() >= 2
            for item in await page.locator("#ranking li:visible").all():
                assert await item.evaluate(_INSIDE, "#ranking")


_INSIDE = """(item, holder) => {
  const box = item.getBoundingClientRect(), room = document.querySelector(holder).getBoundingClientRect();
  return box.width > 0 && box.top >= room.top - 1 && box.bottom <= room.bottom + 1 && box.right <= room.right + 1;
}"""


async def inside(page: Page, part: str) -> bool:
    return await page.locator(part).evaluate(_INSIDE, ".hall")
