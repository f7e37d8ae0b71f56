"""One's own topic: from its card, from "Me" and from the plan one comes to where it is changed, shared, withdrawn."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.topic import EditTopic
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live

pytestmark = pytest.mark.browser

WAYS = {
    "card": ("topics", "#topic_{0} .own a"),
    "me": ("me", "#mine a[href$='/topics/{0}']"),
    "plan": ("plan", "#session_{0} .own a"),
}


async def placed(cast: Cast, title: str = "Brot backen") -> int:
    topic = await cast.pitches(title)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    return topic


async def lead_there(phone: Page, name: str, selector: str) -> None:
    await live(phone)
    await tab(phone, name)
    link = phone.locator(selector)
    await expect(link).to_be_visible()
    box = await link.bounding_box()
    assert box is not None
    assert (box["height"] >= 44, box["x"] >= 0, box["x"] + box["width"] <= 360) == (True, True, True)
    await link.tap()


@pytest.mark.parametrize("way", WAYS)
async def test_a_host_finds_the_way_to_change_their_own_topic(cast: Cast, visitors: Visitors, way: str):
    topic = await placed(cast)
    await cast.pitches("Salz", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    name, selector = WAYS[way]
    await lead_there(phone, name, selector.format(topic))
    await phone.fill("#f-edit-topic-title", "Brot und Butter")
    await phone.tap("form[action$='/edit-topic'] button.button")
    await expect(phone.locator("h1")).to_have_text("Brot und Butter")


@pytest.mark.parametrize("way", WAYS)
async def test_only_hosts_and_those_beside_them_are_led_to_a_topic(cast: Cast, visitors: Visitors, way: str):
    topic, other = await placed(cast), await cast.pitches("Salz", by=cast.noor)
    await cast.does(cast.noor, AddCohost(topic=other, attendee=cast.kim.id))
    await cast.does(cast.max, PlaceTopic(topic=other, room=cast.rooms[1], slot=cast.slots[0]))
    kim, noor = await visitors.open(f"/{cast.code}", cast.kim), await visitors.open(f"/{cast.code}", cast.noor)
    name, selector = WAYS[way]
    for phone, led in ((kim, [topic, other]), (noor, [other])):
        await live(phone)
        await tab(phone, name)
        await expect(phone.locator(selector.format(other))).to_be_visible()
        assert [each for each in (topic, other) if await phone.locator(selector.format(each)).count()] == led


async def test_the_way_stays_when_the_plan_and_the_card_are_drawn_anew(cast: Cast, visitors: Visitors):
    topic = await placed(cast)
    await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[1]))
    phone = await visitors.open(f"/{cast.code}#plan", cast.kim)
    await live(phone)
    await cast.does(cast.max, EditTopic(topic=topic, title="Brot und Butter"))
    await expect(phone.locator(f"#session_{topic} strong").first).to_have_text("Brot und Butter")
    ways = phone.locator(f"#plan .own a[href$='/topics/{topic}']")
    await expect(ways).to_have_count(2)
    await tab(phone, "topics")
    await expect(phone.locator(f"#topic_{topic} .own")).to_have_count(1)
    await tab(phone, "me")
    await expect(phone.locator("#mine .mine-topics a")).to_have_count(1)


async def test_whoever_gets_the_address_of_a_topic_sees_it_and_may_say_that_it_interests_them(
    cast: Cast, visitors: Visitors
):
    topic = await cast.pitches()
    await cast.does(cast.kim, EditTopic(topic=topic, title="Brot backen", description="Mit Sauerteig"))
    phone = await visitors.open(f"/{cast.code}", cast.kim, permissions=["clipboard-read", "clipboard-write"])
    await lead_there(phone, "topics", f"#topic_{topic} .own a")
    address = await phone.input_value("#f-address")
    await phone.tap("[data-copy]")
    await expect(phone.locator("#copied")).not_to_be_empty()
    assert await phone.evaluate("navigator.clipboard.readText()") == address
    noor = await visitors.open(address, cast.noor)
    await expect(noor.locator(".text")).to_have_text("Mit Sauerteig")
    await noor.tap("form[action$='/cast-vote'] button")
    await expect(noor.locator("form[action$='/withdraw-vote'] button")).to_have_attribute("aria-pressed", "true")
    assert await noor.locator("form[action$='/edit-topic']").count() == 0


async def test_a_host_withdraws_a_topic_and_is_told_when_the_plan_holds_it(cast: Cast, visitors: Visitors):
    topic, other = await placed(cast), await cast.pitches("Salz")
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    await lead_there(phone, "topics", f"#topic_{topic} .own a")
    await phone.tap("details.card > summary")
    assert await phone.locator("form[action$='/withdraw-topic']").count() == 0
    await phone.tap(".top a")
    await lead_there(phone, "topics", f"#topic_{other} .own a")
    await phone.tap("details.card > summary")
    await phone.tap("form[action$='/withdraw-topic'] button")
    await live(phone)
    await expect(phone.locator("#topics > .topic")).to_have_count(1)


async def test_one_press_of_back_leads_to_where_one_came_from(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot")
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await lead_there(phone, "topics", f"#topic_{topic} .own a")
    await phone.wait_for_url(f"**/topics/{topic}")
    for title in ("Brot backen", "Brot und Salz"):
        await phone.fill("#f-edit-topic-title", title)
        await phone.click("form[action$='/edit-topic'] > button")
        await expect(phone.locator("h1")).to_have_text(title)
        await expect(phone.locator("#f-edit-topic-title")).to_have_value(title)
        await phone.wait_for_load_state()  # a press before its scripts run is a step more
    # What is refused says why, as ever, and nothing is lost.
    visitors.expects("status of 422")
    await phone.fill("#f-edit-topic-title", "x" * 200)
    await phone.click("form[action$='/edit-topic'] > button")
    await expect(phone.locator("#e-edit-topic-title")).to_contain_text("200 Zeichen")
    await phone.go_back()
    await phone.go_back()
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}#topics")
