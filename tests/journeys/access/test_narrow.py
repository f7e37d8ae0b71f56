"""Nothing has to be scrolled sideways, however narrow the screen is, and nothing on the projector is cut off."""

import dataclasses

import pytest
from playwright.async_api import BrowserContext, Page

from barcamp.app import make_app
from barcamp.domain.event.checklist import STEPS
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import AddRoom
from tests.cast import Cast, Member
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import Still, crawl, shape
from tests.house.pages.days import STATES
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, resize, until
from tests.journeys.long_words import lengthen_every_word

pytestmark = pytest.mark.browser

SIZES = [(1280, 720), (1024, 768), (3840, 2160), (1920, 1080)]
LONG = "Wirtschaftsförderungsgesellschaft: Was Vertreter*innen kleiner Gemeinden voneinander brauchen"


async def test_no_screen_scrolls_sideways(cast: Cast, visitors: Visitors):
    topic = await cast.pitches(LONG)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[3], slot=cast.slots[0]))
    await cast.does(cast.max, Announce(text=LONG))
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
    contexts: dict[str, BrowserContext] = {}
    for path, who in screens:
        name = who.name if who else ""
        if name not in contexts:
            contexts[name] = await visitors.context(who, LAPTOP)
        page = await contexts[name].new_page()
        await page.goto(path)
        for width in (1280, 360, 320):
            await resize(page, width, 740)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        await page.close()


# Each kind of page to which links lead, with all that unfolds on it unfolded.
STATES_OF_WORDS = ("planning with a proposal", "archived")


@pytest.mark.parametrize("state", STATES_OF_WORDS)
@pytest.mark.parametrize("who", ["ada", "kim"])
async def test_no_word_however_long_widens_a_page(cast: Cast, visitors: Visitors, state: str, who: str):
    await STATES[state](cast)
    await lengthen_every_word(cast)
    member: Member = getattr(cast, who)
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    first = "/organiser" if who == "ada" else f"/{cast.code}"
    pages = await crawl(Asker(app, member, cast.code), [first], office=True)
    assert len(pages) > 25
    context = await visitors.context(member, {"viewport": {"width": 320, "height": 740}})
    page, kinds, wide = await context.new_page(), set(), {}
    for path, found in pages.items():
        if isinstance(found, int) or shape(path) in kinds:
            continue
        kinds.add(shape(path))
        await page.goto(path)
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        width = await page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}


async def test_letters_twice_as_large_break_no_word_of_a_label(cast: Cast, visitors: Visitors):
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    walls = await visitors.open(f"/{cast.code}#notes", cast.kim)
    await resize(walls, 320, 640)
    for page, labels in (
        (wall, ".write-note :is(label, button)"),
        (console, ".phases :is(.stop, summary)"),
        (walls, "#walls time"),
    ):
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert await page.locator(labels).count() > 2
        assert await page.locator(labels).evaluate_all(_BROKEN_WORDS) == []
    # A line of the list of walls has room for more than a letter.
    words = await walls.locator("#walls .way-to > span:not(.time)").evaluate_all(
        "all => all.map(each => each.offsetWidth)"
    )
    assert min(words) > 120, words


async def test_the_console_keeps_words_whole_and_times_in_sight_however_many_rooms_there_are(
    cast: Cast, visitors: Visitors
):
    topic = await cast.pitches("Stadtmarketing?")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[3], slot=cast.slots[0]))
    for number in range(4):
        await cast.does(cast.ada, AddRoom(name=f"Raum {number}"))
    page = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    title, time = page.locator("#plan .title"), page.locator("#plan tbody th").first
    for width in (1280, 360):
        await resize(page, width, 740)
        await title.scroll_into_view_if_needed()
        assert round(await title.evaluate(_LINES)) == 1, width
        assert await time.evaluate(_IN_SIGHT, ".plan"), width


async def test_the_projector_shows_the_way_in_whole(cast: Cast, visitors: Visitors):
    for number in range(15):
        await cast.pitches(f"{number}. {LONG}", by=cast.noor)
    page = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(page)
    for phase in ("arrival", "interest", "sessions", "closing"):
        await cast.does(cast.max, MoveToPhase(phase=phase))
        await page.locator(f"#phase[data-phase={phase}]").wait_for(state="attached")
        for size in SIZES:
            await resize(page, *size)
            await shows_the_way(page, phase, size)


async def shows_the_way(page: Page, phase: str, size: tuple[int, int]) -> None:
    for part in ("img.qr", ".join .code", "#people", "#now"):
        assert await inside(page, part), (phase, part, size)
    if phase == "arrival":
        assert await inside(page, ".welcome li:last-child"), size
    if phase == "interest":
        await page.locator("#ranking[data-pages^='1 / ']").wait_for()
        await until(page, _RANKING_FITS)  # it is laid out anew for each size, a moment later


_LINES = "(each) => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight)"
_IN_SIGHT = "(each, holder) => each.getBoundingClientRect().left >= each.closest(holder).getBoundingClientRect().left"
_INSIDE = """(item, holder) => {
  const box = item.getBoundingClientRect(), room = document.querySelector(holder).getBoundingClientRect();
  return box.width > 0 && box.top >= room.top - 1 && box.bottom <= room.bottom + 1 && box.right <= room.right + 1;
}"""


_RANKING_FITS = f"""(() => {{
  const shown = [...document.querySelectorAll("#ranking li")].filter((each) => each.checkVisibility());
  return shown.length >= 2 && shown.every((each) => ({_INSIDE})(each, "#ranking"));
}})()"""


async def inside(page: Page, part: str) -> bool:
    return await page.locator(part).evaluate(_INSIDE, ".hall")


_BROKEN_WORDS = """elements => elements.flatMap(element => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), broken = [], range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const { 0: word, index } of text.data.matchAll(/\\S+/g)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word);
    }
  }
  return broken;
})"""
