"""A phone's page in a browser with a keyboard: everything is reached, seen and done without a pointer."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import Announce
from barcamp.domain.topics.topic import EditTopic
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, shows_line

pytestmark = pytest.mark.browser


async def test_the_first_tab_stop_skips_to_the_content(cast: Cast, visitors: Visitors):
    for path in (f"/{cast.code}", f"/{cast.code}/console", f"/{cast.code}/notes/t{await cast.pitches()}"):
        page = await visitors.open(path, cast.max, LAPTOP)
        await page.keyboard.press("Tab")
        await expect(page.locator(".skip")).to_be_focused()
        await expect(page.locator(".skip")).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.closest('main') !== null")


async def test_sections_interest_and_pitching_by_keyboard(cast: Cast, visitors: Visitors):
    topic = await cast.pitches(by=cast.noor)
    page = await visitors.open(f"/{cast.code}", cast.kim, LAPTOP)
    await live(page)
    await walk_to(page, ".tabs a[href='#plan']")
    await page.keyboard.press("Enter")
    await expect(page.locator("main > [data-tab=plan]")).to_be_visible()
    await expect(page.locator("main > [data-tab=topics]")).to_be_hidden()
    await walk_to(page, ".tabs a[href='#topics']")
    await page.keyboard.press("Enter")

    await walk_to(page, f"#topic_{topic} button.interest")
    for key, pressed, count in (("Space", "true", "1"), ("Enter", "false", "0"), ("Enter", "true", "1")):
        await page.keyboard.press(key)
        vote = page.locator(f"#topic_{topic} button.interest")
        await expect(page.locator(f"#interest_{topic}")).to_contain_text(count)
        await expect(vote).to_have_attribute("aria-pressed", pressed)
        await expect(vote).to_be_focused()

    await walk_to(page, "#pitch summary")
    await page.keyboard.press("Enter")
    await expect(page.locator("#f-pitch-topic-title")).to_be_focused()
    await page.keyboard.type("Salz")
    await page.keyboard.press("Enter")
    await expect(page.locator("#topics > .topic h3")).to_have_text(["Brot backen", "Salz"])
    await expect(page.locator("#pitch")).not_to_have_attribute("open", "")
    await expect(page.locator("#pitch > summary")).to_be_focused()


async def test_a_plan_of_twelve_topics_without_a_mouse(cast: Cast, visitors: Visitors):
    topics = [await cast.pitches(f"Thema {number}", by=cast.noor) for number in range(12)]
    page = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(page)
    await walk_to(page, "input[name=topic][form=place]", most=120)
    for number in range(12):
        await page.keyboard.press("Space")
        await page.keyboard.press("Enter")
        await expect(page.locator(".cell-button:focus")).to_be_visible()
        if number == 0:  # round about: one down, one right, and back
            at = await focused(page)
            for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
                await page.keyboard.press(key)
                assert await page.evaluate("document.activeElement.matches('.cell-button')")
            assert await focused(page) == at
        await page.keyboard.press("Enter")
        await expect(page.locator("#plan .cell-button[data-topic]")).to_have_count(number + 1)
        if number < 11:
            await expect(page.locator("#topics .topic:not(.placed) input:focus")).to_be_attached()
    placed = await page.locator("#plan .cell-button").evaluate_all("all => all.map(each => each.dataset.topic)")
    assert sorted(int(topic) for topic in placed if topic) == topics


async def test_a_push_leaves_the_focus_and_the_caret_where_they_are(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim, LAPTOP)
    await live(phone)
    await walk_to(phone, f"#topic_{topic} button.interest")
    await cast.does(cast.max, EditTopic(topic=topic, title="Brot und Salz"))
    await expect(phone.locator(f"#topic_{topic} h3")).to_have_text("Brot und Salz")
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_be_focused()
    await cast.pitches("Salz", by=cast.noor)
    await expect(phone.locator("#topics > .topic")).to_have_count(2)
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_be_focused()

    await walk_to(phone, "#pitch summary", most=90)
    await phone.keyboard.press("Enter")
    await walk_to(phone, "#f-pitch-topic-title")
    await phone.keyboard.type("Leerstand")
    for _ in range(4):
        await phone.keyboard.press("ArrowLeft")
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    await expect(phone.locator("#announcement p")).to_be_visible()
    await phone.keyboard.type("-")
    await expect(phone.locator("#f-pitch-topic-title")).to_have_value("Leers-tand")


async def test_three_hundred_votes_are_no_storm_for_a_screen_reader(cast: Cast, visitors: Visitors):
    """Live regions are read out: votes change numbers everywhere, and nothing of that is read."""
    topics = [await cast.pitches(f"Thema {number}", by=cast.noor) for number in range(3)]
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim, LAPTOP)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(phone, console)
    for page in (phone, console):
        await page.evaluate(_LISTEN)
    for _ in range(50):
        for topic in topics:
            await cast.does(cast.noor, CastVote(topic=topic))
            await cast.does(cast.noor, WithdrawVote(topic=topic))
    answer = await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    for page in (phone, console):
        await shows_line(page, answer.seq)
    assert await phone.evaluate("window.heard") == ["Der Kaffee ist da"]
    assert set(await console.evaluate("window.heard")) <= {"Der Kaffee ist da"}


_LISTEN = """() => {
  window.heard = [];
  const LIVE = "[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])";
  new MutationObserver((changes) => {
    const near = ({ target }) => (target.closest ? target : target.parentElement)?.closest(LIVE);
    for (const region of new Set(changes.map(near))) {
      const said = region?.textContent.trim();
      if (said && window.heard.at(-1) !== said) window.heard.push(said);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


async def test_every_stop_of_the_tab_key_is_seen(cast: Cast, visitors: Visitors):
    await cast.pitches(by=cast.noor)
    for path in (f"/{cast.code}#topics", f"/{cast.code}/console"):
        page = await visitors.open(path, cast.max, LAPTOP)
        await live(page)
        for _ in range(25):
            await page.keyboard.press("Tab")
            seen = await page.evaluate(
                """() => {
                  let at = document.activeElement;
                  if (at === document.body) return true;
                  if (at.matches("input[type=radio]")) at = at.labels[0];
                  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
                  return box.width > 0 && box.height > 0 && style.outlineStyle !== "none" || at.outerHTML;
                }"""
            )
            assert seen is True


async def focused(page: Page) -> str:
    return await page.evaluate("document.activeElement.id")


async def walk_to(page: Page, wanted: str, most: int = 60) -> None:
    """Walks to a control with the Tab key, once round the page at most."""
    for _ in range(most):
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {wanted}")
