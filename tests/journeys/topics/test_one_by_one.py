"""One topic at a time on the phone: seen, chosen, undone, left and taken up again, also without a connection."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from barcamp.domain.event.phases import Announce, SetInterest
from barcamp.domain.topics.glance import glances
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Look, Visitors, live, until

pytestmark = pytest.mark.browser

MANY = 14


async def test_topics_come_one_by_one_and_the_last_step_can_be_undone(cast: Cast, visitors: Visitors):
    phone = await opened(cast, visitors)
    sheet = phone.locator("#one-by-one-dialog")
    await expect(sheet.locator(".progress .hint")).to_have_text(f"noch {MANY} Themen, die du nicht gesehen hast")
    first = await title(sheet)
    await sheet.get_by_role("button", name="Weiter").tap()
    await expect(sheet.locator("h2").first).not_to_have_text(first)
    second = await title(sheet)
    await expect(sheet.locator("[data-said]")).to_have_text(f"{second}. Noor")
    await sheet.get_by_role("button", name="Interessiert mich").tap()
    await becomes(lambda: voted(cast), {second})
    await sheet.get_by_role("link", name="Zurück zum letzten").tap()
    await expect(sheet.locator("h2").first).to_have_text(second)
    await becomes(lambda: voted(cast), set())
    await sheet.get_by_role("button", name="Interessiert mich").tap()
    await becomes(lambda: voted(cast), {second})
    await expect(sheet.locator(".progress .hint")).to_have_text(f"noch {MANY - 2} Themen, die du nicht gesehen hast")
    await phone.go_back()
    await expect(sheet).to_be_hidden()
    await becomes(lambda: seen(cast), {first, second})
    await phone.reload()
    await live(phone)
    await until(phone, "Boolean(barcamp.shortcuts)")
    await phone.locator("#singly").tap()
    await expect(sheet.locator(".progress .hint")).to_have_text(f"noch {MANY - 2} Themen, die du nicht gesehen hast")


async def test_by_keys_to_the_end_and_from_the_beginning_again(cast: Cast, visitors: Visitors):
    page = await opened(cast, visitors, LAPTOP)
    sheet = page.locator("#one-by-one-dialog")
    await page.keyboard.press("ArrowUp")
    for _ in range(MANY - 1):
        await expect(sheet.locator("[data-thumbs]")).to_be_visible()
        await page.keyboard.press("ArrowRight")
    await expect(sheet.get_by_role("heading", name="Alle gesehen")).to_be_visible()
    await expect(sheet.locator("[data-end] p").first).to_have_text("Interesse gezeigt: 1 Thema.")
    await sheet.get_by_role("button", name="Noch einmal von vorn").click()
    await expect(sheet.locator(".progress .hint")).to_have_text(f"noch {MANY - 1} Themen, die du nicht gesehen hast")
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(page.locator("#singly")).to_be_focused()


async def test_a_few_topics_are_there_without_a_connection_and_the_rest_comes_with_it(cast: Cast, visitors: Visitors):
    phone = await opened(cast, visitors)
    sheet = phone.locator("#one-by-one-dialog")
    visitors.expects("ERR_INTERNET_DISCONNECTED")
    await phone.context.set_offline(True)
    for _ in range(4):
        await sheet.get_by_role("button", name="Weiter").tap()
    wanted = await title(sheet)
    await sheet.get_by_role("button", name="Interessiert mich").tap()
    await expect(sheet.get_by_text("Gerade keine Verbindung. Sobald")).to_be_visible()
    assert await seen(cast) == set()
    await phone.context.set_offline(False)
    await expect(sheet.get_by_role("button", name="Weiter")).to_be_visible()
    await becomes(lambda: voted(cast), {wanted})
    await expect(sheet.locator(".progress .hint")).to_have_text(f"noch {MANY - 5} Themen, die du nicht gesehen hast")


async def test_without_points_it_says_why_and_closing_ends_it(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, SetRulesOfInterest(points=1))
    phone = await opened(cast, visitors)
    sheet = phone.locator("#one-by-one-dialog")
    await expect(sheet.get_by_text("noch 1 Punkt", exact=True)).to_be_visible()
    await sheet.get_by_role("button", name="Interessiert mich").tap()
    await expect(sheet.locator("[data-points]")).to_contain_text("Alle Punkte sind vergeben.")
    before = await title(sheet)
    await sheet.locator("[data-want]").tap(force=True)
    assert await title(sheet) == before
    await sheet.get_by_role("button", name="Weiter").tap()
    await cast.does(cast.max, SetInterest(open=False))
    await expect(sheet.get_by_role("heading", name="Gerade lässt sich kein Interesse zeigen.")).to_be_visible()
    await sheet.get_by_role("link", name="Zurück zu den Themen").last.tap()
    await expect(sheet).to_be_hidden()
    await expect(phone.locator("#singly")).to_be_hidden()


async def test_it_fits_a_narrow_phone_with_the_longest_words(cast: Cast, visitors: Visitors):
    for _ in range(MANY):
        await cast.pitches("Wirtschaftsförderungsgesellschaftsvertreter*innenversammlung", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim, {**PHONE, "viewport": {"width": 320, "height": 568}})
    await live(phone)
    await until(phone, "Boolean(barcamp.shortcuts)")
    await phone.locator("#singly").tap()
    await expect(phone.locator("#one-by-one-dialog [data-on]")).to_be_in_viewport(ratio=1)
    await expect(phone.locator("#one-by-one-dialog [data-want]")).to_be_in_viewport(ratio=1)
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await phone.locator("#one-by-one").evaluate("each => each.scrollWidth <= each.clientWidth")


async def opened(cast: Cast, visitors: Visitors, look: Look = PHONE) -> Page:
    """Kim's device with a topic of Noor's in front, many to come."""
    for number in range(MANY):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    await cast.pitches("Kims eigenes")
    page = await visitors.open(f"/{cast.code}#topics", cast.kim, look)
    await live(page)
    await until(page, "Boolean(barcamp.shortcuts)")  # what comes once the page is quiet
    await page.locator("#singly").click()
    await expect(page.locator("#one-by-one-dialog h2").first).to_be_visible()
    return page


async def becomes(ask: Callable[[], Awaitable[set[str]]], wanted: set[str]) -> None:
    async with asyncio.timeout(300):
        while await ask() != wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.03)


async def title(sheet: Locator) -> str:
    return (await sheet.locator("h2").first.text_content() or "").strip()


async def voted(cast: Cast) -> set[str]:
    return await _titles(cast, {row.topic_id for row in await cast.rows(votes, attendee_id=cast.kim.id)})


async def seen(cast: Cast) -> set[str]:
    return await _titles(cast, {row.topic_id for row in await cast.rows(glances, attendee_id=cast.kim.id)})


async def _titles(cast: Cast, ids: set[int]) -> set[str]:
    return {row.title for row in await cast.rows(topics, barcamp_id=cast.id) if row.id in ids}


async def test_what_is_announced_meanwhile_is_seen_over_it_and_covers_no_button(cast: Cast, visitors: Visitors):
    for look in (PHONE, LAPTOP):
        page = await opened(cast, visitors, look)
        words = "Bitte alle in den Saal, wir beginnen in fünf Minuten mit der Vorstellung der Themen."
        await cast.does(cast.max, Announce(text=words))
        said = page.locator("#announcement").get_by_text(words)
        await expect(said).to_be_visible()
        box = await said.bounding_box()
        assert box is not None
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        at_the_front = "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('#announcement'))"
        assert await page.evaluate(at_the_front, middle)
        first = await title(page.locator("#one-by-one-dialog"))
        await page.get_by_role("button", name="Weiter").click()
        await expect(page.locator("#one-by-one-dialog h2").first).not_to_have_text(first)
        assert await page.evaluate(
            "() => { const [a, b] = ['#announcement', '#one-by-one-dialog [data-leave]'].map(each =>"
            " document.querySelector(each).getBoundingClientRect()); return a.bottom <= b.top; }"
        )
        await cast.does(cast.max, Announce(text=""))
