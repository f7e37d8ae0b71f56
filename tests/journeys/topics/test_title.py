"""A topic's title is seen whole while it is typed; Enter sends it, and line breaks become spaces."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from barcamp.domain.topics.topic import topics
from tests.cast import Cast
from tests.journeys.browser import Visitors, live, until

pytestmark = pytest.mark.browser

LONG = "Wie die Wirtschaftsförderungsgesellschaft leere Läden mit Handwerk, Kultur und jungen Leuten füllt"
WHOLE = "field => field.scrollHeight <= field.clientHeight + 1"
# Like browsers that cannot let a field grow.
OLD = """const supports = CSS.supports.bind(CSS);
CSS.supports = (name, ...rest) => name !== "field-sizing" && supports(name, ...rest);"""


@pytest.mark.parametrize("old", [False, True])
async def test_a_long_title_is_seen_whole_and_sent_with_enter(cast: Cast, visitors: Visitors, old: bool):
    phone = await (await visitors.context(cast.kim)).new_page()
    if old:
        await phone.add_init_script(OLD)
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    await phone.click("#pitch summary")
    title = phone.locator("#f-pitch-topic-title")
    if old:
        await title.evaluate("field => field.style.fieldSizing = 'fixed'")
    await title.fill(LONG)
    await until(phone, f"() => ({WHOLE})(document.querySelector('#f-pitch-topic-title'))")
    await title.press("Enter")
    await expect(phone.locator("#topics > .topic h3")).to_have_count(1)
    assert [row.title for row in await cast.rows(topics, barcamp_id=cast.id)] == [LONG]


async def test_what_was_typed_before_the_script_came_is_seen_whole_too(cast: Cast, visitors: Visitors):
    phone = await (await visitors.context(cast.kim)).new_page()
    await phone.add_init_script(OLD)
    asked, may_come = asyncio.Event(), asyncio.Event()

    async def held_back(route: Route) -> None:
        asked.set()
        await may_come.wait()
        await route.continue_()

    await phone.route("**/grows*.js", held_back)
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    await phone.click("#pitch summary")
    title = phone.locator("#f-pitch-topic-title")
    await title.evaluate("field => field.style.fieldSizing = 'fixed'")
    await asked.wait()
    await title.fill(LONG)
    assert not await title.evaluate(WHOLE)
    may_come.set()
    await until(phone, f"() => ({WHOLE})(document.querySelector('#f-pitch-topic-title'))")


async def test_a_pasted_line_break_becomes_a_space(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Leerstand")
    page = await visitors.open(f"/{cast.code}/topics/{topic}", cast.kim)
    title = page.locator("#f-edit-topic-title")
    await title.fill("Leerstand\nin der Mitte")
    await title.press("Enter")
    await expect(page.locator("h1")).to_have_text("Leerstand in der Mitte")


async def test_what_is_pasted_and_too_long_is_kept_whole_and_the_field_says_how_much_fits(
    cast: Cast, visitors: Visitors
):
    visitors.expects("status of 422")
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await phone.click("#pitch summary")
    title, pasted = phone.locator("#f-pitch-topic-title"), "Wirtschaftsförderung " * 8
    await title.focus()
    await phone.keyboard.insert_text(pasted)
    await title.press("Enter")
    await expect(phone.locator("#e-pitch-topic-title")).to_have_text(
        f"Das sind {len(pasted.strip())} Zeichen, 140 passen hinein."
    )
    await expect(title).to_have_value(pasted)
    await expect(title).to_be_visible()
    assert await cast.rows(topics, barcamp_id=cast.id) == []
