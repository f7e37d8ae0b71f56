"""From the width of a laptop on, an attendee's screen has its tabs at the side, what was chosen in the middle and
beside it what is on now; in half a window, beside a video call, it is the phone's."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.rules import SetRulesOfInterest
from tests.cast import Cast
from tests.journeys.browser import Visitors, live, resize

pytestmark = pytest.mark.browser

SIZES = [(900, 700), (1280, 800), (1440, 900), (1920, 1080)]
TABS = {"now": "plan", "topics": "now", "plan": "now", "notes": "now", "me": "now"}  # and what stands beside each
# Controls of what floats (ways, plus, points) that lie over another control, or are not all on the screen.
IN_THE_WAY = """() => [...document.querySelectorAll(".tabs a, .plus, body > .points")]
  .filter((each) => each.checkVisibility()).flatMap((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    const under = [...document.querySelectorAll("main :is(a, button, input, select, summary)")].filter((one) => {
      const box = one.getBoundingClientRect();
      const apart = box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom;
      return !apart && one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
    });
    const outside = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
    return [...under, ...(outside ? [each] : [])].map((one) => `${each.className} ${one.outerHTML.slice(0, 80)}`);
  })"""


@pytest.fixture
async def laptop(cast: Cast, visitors: Visitors) -> Page:
    topics = [await cast.pitches(f"Thema {number}") for number in range(8)]
    await cast.does(cast.max, SetRulesOfInterest(points=5, blind=False))
    for topic, room in zip(topics, cast.rooms[:3], strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[0]))
    page = await visitors.open(f"/{cast.code}", cast.kim, {"viewport": {"width": 1280, "height": 800}})
    await live(page)
    return page


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("phase", ["interest", "sessions"])
async def test_what_was_chosen_stands_beside_what_is_on_now(
    cast: Cast, laptop: Page, phase: str, width: int, height: int
):
    await cast.does(cast.max, MoveToPhase(phase=phase))
    await expect(laptop.locator("#phase")).to_have_attribute("data-phase", phase)
    await resize(laptop, width, height)
    for name, beside in TABS.items():
        await laptop.click(f".tabs a[href='#{name}']")
        chosen, other = [await laptop.locator(f"#tab-{each}").bounding_box() for each in (name, beside)]
        ways = await laptop.locator(".tabs").bounding_box()
        assert ways
        assert chosen
        assert other
        assert ways["x"] + ways["width"] <= chosen["x"] < other["x"]
        assert max(chosen["y"], other["y"]) < height
        assert await laptop.evaluate(IN_THE_WAY) == [], name
        assert await laptop.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_sessions_of_one_time_stand_side_by_side(cast: Cast, laptop: Page):
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await laptop.click(".tabs a[href='#plan']")
    sessions = laptop.locator("#plan .session")
    boxes = [await sessions.nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=1)


async def test_half_a_window_is_a_phone(laptop: Page):
    await resize(laptop, 640, 800)
    await laptop.click(".tabs a[href='#topics']")
    ways = await laptop.locator(".tabs").bounding_box()
    assert ways
    assert (ways["x"], ways["width"]) == (0, 640)
    assert (
        await laptop.locator("#tab-now").evaluate("each => each.checkVisibility({ contentVisibilityAuto: true })")
        is False
    )
