"""Everything that matters works without JavaScript: forms, and pages that return to where one was."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import SetPitching
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, Visitors

pytestmark = pytest.mark.browser

PLAIN: dict[str, Any] = {"java_script_enabled": False}


async def test_an_attendee_takes_part(cast: Cast, visitors: Visitors):
    phone = await visitors.open("/", **PLAIN)
    await phone.fill("#f-home-code", cast.code.lower())
    await phone.click("main form button")
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}")
    await phone.fill("#f-join-name", "Nuri")
    await phone.click("form[action$='/join'] button")

    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "Leerstand")
    await phone.fill("#f-pitch-topic-description", "Zwei Beispiele")
    await phone.click("#pitch form button")
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}#topics")
    topic = phone.locator("#topics > .topic")
    await expect(topic.locator("h3")).to_have_text(["Leerstand"])

    await topic.locator("button.interest").click()
    await expect(topic.locator(".count")).to_contain_text("1")
    await expect(phone.locator("#mine")).to_have_attribute(
        "data-votes", (await topic.get_attribute("data-topic")) or ""
    )
    await phone.click("#mine form[action$='/withdraw-vote'] button")
    await expect(topic.locator(".count")).to_contain_text("0")

    await topic.locator(".wall-link").click()
    await phone.fill("#f-write-note-text", "Zwischennutzung\nzuerst")
    await phone.click("form.write-note .button")
    await expect(phone.locator(".note .text")).to_have_text(["Zwischennutzung\nzuerst"])
    # Nobody knows here whose card it is, so what only its author may do is on its own page.
    await phone.click(".note .edit")
    await phone.click("form[action$='/withdraw-note'] button")
    await expect(phone.locator(".note")).to_have_count(0)
    # All sections stand below one another, so nothing is out of reach.
    await phone.goto(f"/{cast.code}")
    for name in ("now", "topics", "plan", "me"):
        await expect(phone.locator(f"main > [data-tab={name}]")).to_be_visible()


async def test_nothing_floats_over_what_is_read(cast: Cast, visitors: Visitors):
    """What stays while the page is scrolled reaches from edge to edge, like the tabs, and ends where they begin."""
    await cast.pitches("Leerstand")
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim, **PLAIN)
    plus, tabs = await box_of(phone, ".plus >> nth=0"), await box_of(phone, ".tabs")
    assert (plus["x"], plus["width"]) == (tabs["x"], tabs["width"])
    assert abs(plus["y"] + plus["height"] - tabs["y"]) <= 2
    assert plus["height"] >= 44
    await phone.locator(".legal").first.scroll_into_view_if_needed()
    await phone.mouse.wheel(0, 9999)
    last = phone.locator("main .legal a").last
    await expect(last).to_be_in_viewport()
    assert (await last.bounding_box() or {})["y"] < plus["y"]


async def box_of(page: Page, selector: str) -> dict[str, float]:
    found = await page.locator(selector).bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


async def test_a_moderator_runs_the_day(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP, **PLAIN)
    await console.click(f"label[for=pick_{topic}]")
    cell = f"#cell_{cast.slots[0]}_{cast.rooms[1]}"
    await console.click(cell)
    await expect(console).to_have_url(f"{visitors.url}/{cast.code}/console")
    await expect(console.locator(f"{cell} .title")).to_have_text("Brot")
    await console.click(f"#topic_{topic} form[action$='/unplace-topic'] button")
    await expect(console.locator("#plan .cell-button .title")).to_have_count(0)

    await console.click(".line button[value=sessions]")
    await expect(console.locator(".line .here button")).to_have_attribute("value", "sessions")
    await console.click("#openings summary")
    await console.click("form[action$='/set-interest'] button")
    await console.fill("#f-announce-text", "Der Kaffee ist da")
    await console.click(".announce form.stack .button")
    await expect(console.locator("#announcement p")).to_have_text("Der Kaffee ist da")
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL, **PLAIN)
    await expect(projector.locator("#announcement p")).to_have_text("Der Kaffee ist da")
    camp = await cast.barcamp()
    assert (camp.phase, camp.pitching_open, camp.interest_open) == ("sessions", False, True)


async def test_what_was_typed_comes_back_with_a_sentence_beside_the_field(cast: Cast, visitors: Visitors):
    visitors.expects("status of 422")
    phone = await visitors.open(f"/{cast.code}", **PLAIN)
    await phone.fill("#f-join-name", "\u200b")
    await phone.click(".more summary")
    await phone.fill("#f-join-organisation", "Stadt Hohenlinde")
    await phone.click("form[action$='/join'] button")
    await expect(phone.locator("#e-join-name")).not_to_be_empty()
    await expect(phone.locator("#f-join-name")).to_have_attribute("aria-invalid", "true")
    await expect(phone.locator("#f-join-organisation")).to_have_value("Stadt Hohenlinde")
    await phone.fill("#f-join-name", "Nuri")
    await phone.click("form[action$='/join'] button")

    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "\u200b")
    await phone.fill("#f-pitch-topic-description", "Zwei Beispiele, und dann")
    await phone.click("#pitch form button")
    await expect(phone.locator("#e-pitch-topic-title")).not_to_be_empty()
    await expect(phone.locator("#f-pitch-topic-description")).to_have_value("Zwei Beispiele, und dann")
    await phone.fill("#f-pitch-topic-title", "Leerstand")
    await phone.click("form[action$='/pitch-topic'] button")
    await expect(phone.locator("#topics > .topic .description")).to_have_text(["Zwei Beispiele, und dann"])


async def test_a_refused_command_keeps_what_was_typed(cast: Cast, visitors: Visitors):
    visitors.expects("status of 409")
    phone = await visitors.open(f"/{cast.code}", cast.kim, **PLAIN)
    await cast.does(cast.max, SetPitching(open=False))
    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "Leerstand")
    await phone.click("#pitch form button")
    await expect(phone.locator("h1")).not_to_be_empty()
    await expect(phone.locator("#f-pitch-topic-title")).to_have_value("Leerstand")
    await cast.does(cast.max, SetPitching(open=True))
    await phone.click("form[action$='/pitch-topic'] button")
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leerstand"])
