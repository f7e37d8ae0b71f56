"""What one topic more costs a phone does not depend on how many it shows: only what came is looked at."""

import pytest
from playwright.async_api import Page, expect

from barcamp.live.view import FIRST
from tests.cast import Cast
from tests.journeys.browser import Visitors, in_slow_motion, live, until

pytestmark = pytest.mark.browser

# How often scripts look at an element, or change it, from now on. The ids of a list's items are left out: they are what
# it is checked by.
COUNT = """() => {
  window.looks = window.written = 0;
  const ours = () => new Error().stack.includes("/static/js/"); // and not what watches over this test
  const count = (on, name) => {
    const told = Object.getOwnPropertyDescriptor(on, name), way = told.value ? "value" : "get", plain = told[way];
    told[way] = function (...given) { if (ours()) {
      window.looks += 1;
      window.written += name === "attributes"; // what is kept of the page has them
    }
     return plain.apply(this, given); };
    Object.defineProperty(on, name, told);
  };
  for (const name of ["matches", "closest", "getAttribute", "setAttribute", "hasAttribute", "toggleAttribute",
    "removeAttribute", "attributes", "querySelector"]) count(Element.prototype, name);
  for (const name of ["dataset", "hidden"]) count(HTMLElement.prototype, name);
}"""
# What a rule with :has() is about, up to where it asks for what is inside.
ASKING = """() => {
  const rules = (group) => [...group.cssRules].flatMap((rule) =>
    rule.styleSheet ? rules(rule.styleSheet) : rule.selectorText ? [rule] : rule.cssRules ? rules(rule) : []);
  const all = [...document.styleSheets, ...document.adoptedStyleSheets].flatMap(rules);
  const asking = all.flatMap(({ selectorText }) => selectorText.split(/,(?![^(]*\\))/))
    .filter((each) => each.includes(":has("));
  const about = (each) => each.split(/:not\\(:has\\(|:has\\(/)[0].trim().replace(/(^|[\\s>+~])$/, "$1*");
  const held = [];
  for (let each = document.querySelector("#topics, .notes .wall"); each; each = each.parentElement) held.push(each);
  return [asking.length, asking.filter((each) => held.some((one) => one.matches(about(each))))];
}"""


async def test_one_topic_more_is_looked_at_alone(cast: Cast, visitors: Visitors):
    few = await looks(cast, await among(cast, visitors, 4))
    many = await looks(cast, await among(cast, visitors, 24))
    assert few > 0
    assert many <= few + 5


async def test_what_was_there_before_is_no_news_however_long_the_list(cast: Cast, visitors: Visitors):
    """A page comes with the first of its topics; the rest follows, and neither counts as new nor moves the page."""
    for number in range(FIRST + 5):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    own = await cast.pitches("Brot", by=cast.kim)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await expect(phone.locator(f"#topic_{own}[data-own]")).to_be_attached()
    assert await phone.evaluate("scrollY") == 0
    await expect(phone.locator(".fresh")).to_be_hidden()
    await cast.pitches("Salz", by=cast.max)
    await expect(phone.locator(".fresh")).to_contain_text("1")


async def test_of_a_page_that_is_kept_again_only_what_changed_is_written(cast: Cast, visitors: Visitors):
    phone = await among(cast, visitors, 20)
    kept = "Object.keys(localStorage).filter((key) => key.includes(':page:')).map((key) => localStorage[key]).join()"
    await until(phone, f"{kept}.includes('Thema 19')")
    await phone.evaluate(COUNT)
    await cast.pitches("Brot", by=cast.max)
    await until(phone, f"{kept}.includes('Brot')")
    assert await phone.evaluate("written") < 100
    await phone.evaluate("document.querySelector('#topics h3').textContent = 'Mehl'")
    await cast.pitches("Salz", by=cast.max)
    await until(phone, f"{kept}.includes('Salz')")
    assert "Mehl" in await phone.evaluate(kept)


@pytest.mark.parametrize("path", ["#topics", "/notes/e"])
async def test_no_rule_asks_for_all_that_a_list_holds(cast: Cast, visitors: Visitors, path: str):
    """Of an element that holds a list a browser would ask it again, and for all of it, whenever a card comes."""
    page = await visitors.open(f"/{cast.code}{path}", cast.kim)
    await live(page)
    asking, about_lists = await page.evaluate(ASKING)
    assert asking > 0
    assert about_lists == []


async def among(cast: Cast, visitors: Visitors, topics: int) -> Page:
    """A phone that shows at least so many of them."""
    for number in range(topics):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await expect(phone.locator("#topics > .topic", has_text=f"Thema {topics - 1}").first).to_be_attached()
    return phone


async def looks(cast: Cast, phone: Page) -> int:
    """At elements, until one topic more is there."""
    await phone.evaluate("new Promise((done) => setTimeout(done, 2500))")  # until it is kept
    await phone.evaluate(COUNT)
    topic = await cast.pitches("Brot", by=cast.max)
    await until(phone, f"document.querySelector('#topic_{topic} .interest') !== null")
    return await phone.evaluate("looks")


async def test_nothing_is_drawn_while_nothing_changes(cast: Cast, visitors: Visitors):
    """An animation that never ends, even of what is not seen, has a phone draw sixty times a second."""
    await cast.pitches("Brot")
    for name in ("now", "topics"):
        phone = await visitors.open(f"/{cast.code}#{name}", cast.kim, reduced_motion="no-preference")
        await live(phone)
        running = "document.getAnimations().map((each) => each.animationName)"
        assert await phone.evaluate(running) == []
    await in_slow_motion(phone)
    await phone.locator("#pitch > summary").click()
    assert await phone.evaluate(running) == ["rise"]
