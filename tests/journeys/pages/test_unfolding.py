"""What unfolds stays under the finger: people who open something find its summary where they pressed it, to
close it."""

import pytest

from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live
from tests.journeys.console.console_states import on_stage, planning, proposal

pytestmark = pytest.mark.browser

# The summary of a sheet from below is the veil behind it.
_JUMPING = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const middle = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const under = (finger) => document.elementFromPoint(...finger)?.closest("summary");
  const jumping = [];
  for (const summary of document.querySelectorAll("details:not([open], .leaf) > summary")) {
    if (!summary.checkVisibility({ visibilityProperty: true })) continue;
    summary.scrollIntoView({ block: "center" });
    await drawn();
    const finger = middle(summary);
    if (under(finger) !== summary) continue; // something lies over it
    summary.click();
    await drawn();
    if (under(finger) !== summary) jumping.push(`${summary.textContent.trim()}: ${finger} → ${middle(summary)}`);
    if (summary.parentElement.open) summary.click();
    await drawn();
  }
  return jumping;
}"""


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("state", [planning, proposal, on_stage], ids=lambda state: state.__name__)
async def test_on_the_console(cast: Cast, visitors: Visitors, state, size: dict):
    await state(cast)
    page = await visitors.open(f"/{cast.code}/console", cast.max, size)
    await live(page)
    assert await page.evaluate(_JUMPING) == []


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("path", ["{code}#me", "{code}/notes/e", "{code}/people", "{code}/topics/{topic}"])
async def test_on_phones_and_pages_of_one_s_own(cast: Cast, visitors: Visitors, path: str, size: dict):
    topic = await cast.pitches(by=cast.max)
    page = await visitors.open(f"/{path.format(code=cast.code, topic=topic)}", cast.max, size)
    await page.evaluate("document.fonts.ready.then(() => true)")
    assert await page.evaluate(_JUMPING) == []


@pytest.mark.parametrize("path", ["", "/look", "/rooms", "/afterwards", "/people", "/moderators"])
async def test_on_the_steps_of_an_organiser(cast: Cast, visitors: Visitors, path: str):
    page = await visitors.open(f"/organiser/{cast.code}{path}", cast.ada, PHONE)
    await page.evaluate("document.fonts.ready.then(() => true)")
    assert await page.evaluate(_JUMPING) == []
