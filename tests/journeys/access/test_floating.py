"""What floats over a small phone (tabs, status, points, plus, news) leaves five sixths of the screen free."""

from collections.abc import Sequence

import pytest
from playwright.async_api import FloatRect, Locator, Page, expect

from barcamp.domain.event.phases import MoveToPhase, SetInterest, SetPitching
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.topics.rules import SetRulesOfInterest
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live, resize

pytestmark = pytest.mark.browser

SMALL = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
TABS = ("now", "topics", "plan", "notes", "me")
# The share of the screen under boxes that stay where they are when the page is scrolled; where two lie, once. For each
# of the words on the status line; null leaves what it says.
COVERED = """words => words.map((said) => {
  if (said !== null) barcamp.statusline.note(said);
  const floats = (each) => getComputedStyle(each).position === "fixed" && each.checkVisibility();
  const fixed = [...document.querySelectorAll("body *")].filter(floats);
  const boxes = fixed.map((each) => each.getBoundingClientRect());
  let covered = 0;
  for (let y = 2; y < innerHeight; y += 4) for (let x = 2; x < innerWidth; x += 4)
    covered += boxes.some((box) => box.left <= x && x < box.right && box.top <= y && y < box.bottom);
  return [said, covered / ((innerHeight / 4) * (innerWidth / 4))];
})"""


@pytest.fixture
async def phone(cast: Cast, visitors: Visitors) -> Page:
    """A phone with everything that can float at once: pitching and interest are open, points are left, the plan is
    news."""
    topic = await cast.pitches("Leerstand")
    await cast.does(cast.max, SetRulesOfInterest(points=5, blind=False))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    page = await visitors.open(f"/{cast.code}#topics", cast.kim, SMALL)
    await live(page)
    await expect(page.locator(".news-line")).to_be_visible()
    return page


@pytest.mark.parametrize("phase", ["pitching", "sessions"])
async def test_no_tab_is_covered_by_more_than_a_sixth(cast: Cast, phone: Page, phase: str):
    await cast.does(cast.max, MoveToPhase(phase=phase))
    if phase == "sessions":
        await cast.does(cast.max, SetPitching(open=True))
        await cast.does(cast.max, SetInterest(open=True))
    await expect(phone.locator("#phase")).to_have_attribute("data-phase", phase)
    assert await shares(phone) == {}


async def test_nor_when_the_status_line_says_something(cast: Cast, phone: Page):
    assert await shares(phone, await sentences(phone)) == {}


# What of all that floats lies over what else does: two controls in one place, or a line over a control; whatever of the
# words the status line says.
TOGETHER = """words => words.flatMap((said) => {
  barcamp.statusline.note(said);
  const floats = [...document.querySelectorAll(".plus, .fresh button, #status, .news-line, .points, .tabs a")]
    .filter((each) => each.checkVisibility()).map((each) => [each.textContent.trim(), each.getBoundingClientRect()]);
  const beside = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
  const clear = (a, b) => beside(a, b) || beside(b, a);
  return floats.flatMap(([one, a], n) =>
    floats.slice(n + 1).filter(([, b]) => a.width && b.width && !clear(a, b)).map(([other]) => [said, one, other]));
})"""


@pytest.mark.parametrize("phase", ["pitching", "interest", "sessions", "closing"])
async def test_nothing_that_floats_lies_over_another(cast: Cast, phone: Page, phase: str):
    await cast.does(cast.max, MoveToPhase(phase=phase))
    await cast.does(cast.max, SetPitching(open=True))
    await cast.does(cast.max, SetInterest(open=True))
    await expect(phone.locator(f"#phase[data-phase={phase}][data-pitching=open]")).to_have_count(1)
    words = ["", *await sentences(phone)]
    for width in (320, 344, 360, 412):
        await resize(phone, width, 740)
        for name in TABS:
            await tab(phone, name)
            assert await phone.evaluate(TOGETHER, words) == [], (width, name)


# Which control of the page's own lies under which that floats, before anybody has scrolled; tabs end the page as its
# edge does.
UNDER = """() => {
  const floats = [...document.querySelectorAll(".plus, .fresh button, .news-line a")];
  const told = (each) => each.textContent.trim().replace(/\\s+/g, " ");
  const boxes = (all) => all.filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => [told(each), each.getBoundingClientRect()]).filter(([, box]) => box.width);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes([...document.querySelectorAll("main :is(a, button, input, select, summary)")]).flatMap(([one, a]) =>
    boxes(floats).filter(([, b]) => over(a, b)).map(([other]) => [one, other]));
}"""


@pytest.mark.parametrize("words", ["Marke", "Fachkräfte gewinnen und halten: Was kann eine Stadt dafür tun?"])
async def test_at_first_sight_no_control_lies_under_one_that_floats(cast: Cast, visitors: Visitors, words: str):
    """However far down the first card begins, and how long it is."""
    await cast.pitches(words)
    await cast.pitches(words, by=cast.noor)
    page = await visitors.open(f"/{cast.code}#topics", cast.kim, SMALL)
    await live(page)
    await expect(page.locator("#topics .own")).to_have_count(1)
    for width in (320, 360, 390):
        for height in (600, 640, 680, 720, 740, 800):
            await resize(page, width, height)
            for name in TABS:
                await tab(page, name)
                assert await page.evaluate(UNDER) == [], (width, height, name)


async def sentences(phone: Page) -> list[str]:
    """Everything that the status line can say."""
    words = await phone.locator("#status").evaluate("line => Object.values(line.dataset)")
    return [said.replace("{n}", "12") for forms in words for said in forms.split("|")]


async def shares(phone: Page, words: Sequence[str | None] = (None,)) -> dict[tuple[str, str | None], float]:
    """The shares of more than a sixth, by tab and words of the status line."""
    found = {}
    for name in TABS:
        await tab(phone, name)
        found |= {(name, said): share for said, share in await phone.evaluate(COVERED, list(words))}
    return {which: round(share, 3) for which, share in found.items() if share > 1 / 6}


# Every control of every card, brought as near to the middle as the page can be scrolled, and what lies there.
BURIED = """() => {
  const found = [], cards = ".topic, .session, .slot-now, .slot-next, .offer, .row, .walls";
  const told = (each) => each?.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
  for (const control of document.querySelectorAll(`main :is(${cards}) :is(a, button)`)) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    control.scrollIntoView({ block: "center", behavior: "instant" });
    const box = control.getBoundingClientRect();
    if (!box.width) continue;
    for (const [x, y] of [[0.1, 0.15], [0.9, 0.15], [0.5, 0.5], [0.1, 0.85], [0.9, 0.85]]) {
      const there = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
      if (!there || !(control.contains(there) || there.contains(control)))
        found.push(`${told(control)} lies under ${told(there)}`);
    }
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("topics", [1, 3, 9])
async def test_every_button_of_every_card_can_be_got_at(cast: Cast, phone: Page, topics: int):
    for number in range(topics - 1):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    await expect(phone.locator("#topics > .topic")).to_have_count(topics)
    longest = max(await sentences(phone), key=len)
    for said in ("", longest):
        await phone.evaluate("said => barcamp.statusline.note(said)", said)
        for name in TABS:
            await tab(phone, name)
            assert await phone.evaluate(BURIED) == [], (name, said)


async def test_a_wall_makes_room_only_for_words_that_stay(cast: Cast, visitors: Visitors):
    """Words that disappear lie beside the way back; for words that stay, the way back moves down."""
    visitors.expects("ERR_INTERNET_DISCONNECTED")
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim, SMALL)
    await live(wall)
    status, back = wall.locator("body > .status"), wall.locator(".top a").first
    await expect(status).not_to_have_attribute("data-stays", "")
    top = await box(back)
    assert top["y"] < 40
    await wall.evaluate("barcamp.statusline.command('saved')")
    said = await box(status)
    assert said["x"] > top["x"] + top["width"] or said["y"] > top["y"] + top["height"]
    assert (await box(back))["y"] == top["y"]
    await wall.context.set_offline(True)
    await expect(status).to_have_attribute("data-stays", "")
    said, moved = await box(status), await box(back)
    assert moved["y"] >= said["y"] + said["height"] > top["y"]


async def box(place: Locator) -> FloatRect:
    found = await place.bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("width", [320, 360, 390])
async def test_the_word_on_a_plus_stands_on_one_line(cast: Cast, visitors: Visitors, width: int):
    phone = await visitors.open(f"/{cast.code}#notes", cast.kim, {"viewport": {"width": width, "height": 740}})
    await live(phone)
    for name, plus in (("notes", "#jot"), ("topics", "#pitch > summary")):
        await tab(phone, name)
        word = phone.locator(f"{plus} > span")
        await expect(word).to_be_visible()
        lines = await word.evaluate("""each => {
          const range = document.createRange();
          range.selectNode(each.firstChild);
          return range.getClientRects().length;
        }""")
        assert lines == 1, name
