"""Wherever the network or the parser pauses, the browser may paint; what it has painted stays when the rest arrives."""

import re

import pytest
from playwright.async_api import Page

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast, Member
from tests.journeys.browser import Visitors
from tests.journeys.pages.test_first_paint import SHIFTS

pytestmark = pytest.mark.browser

# The page is written anew, tag by tag, and painted after each. `part` is a pattern of what is cut into pieces; what
# stands around it comes at once.
WRITE = """async ([html, part]) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const [before, cut, after] = html.split(new RegExp(`(${part})`, "s"));
  const pieces = [before, ...cut.split(/(?<=<\\/?\\w[^>]*>)(?=.)/s), after];
  const moved = [];
  let times = 0;
  window.shifts.length = 0;
  document.open();
  for (const [at, piece] of pieces.entries()) {
    document.write(piece);
    while (at === 0 && !document.body) await painted();  // until its sheet is there
    await painted();
    times += 1;
    if (window.shifts.length) moved.push([pieces[at - 1]?.slice(-60), piece.slice(-60), window.shifts.splice(0)]);
  }
  document.close();
  await painted();
  return { times, moved: [...moved, ...window.shifts] };
}"""
FRAME = "<header.*?(?=<section)"
FOOT = '<aside.*?(?=<div class="page">)'
TABS = '<nav class="tabs".*</nav>'


async def written(visitors: Visitors, path: str, who: Member | None, *parts: str) -> list[str]:
    """What moved on the way. Scripts that the page fetches do not run: they come when all of it is there."""
    context = await Visitors(visitors.browser, visitors.url, None).context(who, bypass_csp=True)
    await context.add_init_script(SHIFTS)
    page: Page = await context.new_page()
    await page.goto(path)
    html = await page.evaluate("fetch(location.href).then((answer) => answer.text())")
    html = re.sub(r"<script[^>]*\bsrc=.*?</script>", "", html, flags=re.DOTALL)
    moved = []
    for part in parts:
        told = await page.evaluate(WRITE, [html, part])
        assert told["times"] > 5, part
        moved += [f"{path} {each}" for each in told["moved"]]
    await context.close()
    return moved


async def a_day(cast: Cast) -> list[int]:
    topics = [await cast.pitches(title) for title in ("Brot", "Salz")]
    for topic, room in zip(topics, cast.rooms, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[0]))
        await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PublishPlan())
    return topics


async def test_nothing_moves_while_the_page_to_join_is_still_coming(cast: Cast, visitors: Visitors):
    assert await written(visitors, f"/{cast.code}", None, "<main.*</main>") == []


async def test_nothing_moves_while_the_frame_of_a_phone_is_still_coming(cast: Cast, visitors: Visitors):
    await a_day(cast)
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    for tab in ("now", "topics", "notes"):
        assert await written(visitors, f"/{cast.code}#{tab}", cast.max, FRAME, FOOT, TABS) == []


@pytest.mark.parametrize(
    ("phase", "tabs"), [("interest", ["topics"]), ("sessions", ["now", "topics", "plan", "notes", "me"])]
)
async def test_nothing_moves_while_a_tab_is_still_coming(cast: Cast, visitors: Visitors, phase: str, tabs: list[str]):
    await a_day(cast)
    await cast.does(cast.max, MoveToPhase(phase=phase))
    for tab in tabs:
        section = f'<section data-tab="{tab}".*?(?=<section data-tab|</main>)'
        assert await written(visitors, f"/{cast.code}#{tab}", cast.max, section) == []


async def test_nothing_moves_while_a_wall_is_still_coming(cast: Cast, visitors: Visitors):
    topic, *_ = await a_day(cast)
    assert await written(visitors, f"/{cast.code}/notes/t{topic}", cast.noor, "<header.*</main>") == []
