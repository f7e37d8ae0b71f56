"""A hybrid event: who is online says so on the phone, and lists and counts follow; elsewhere nobody is asked."""

import re

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser

EMPTY = "barcamp.entries.waiting().length === 0"


def answer(phone: Page, name: str):
    return phone.locator(f"#where button[value={'yes' if name == 'Online' else 'no'}]")


async def test_whoever_joins_online_is_told_apart_and_changes_it_in_one_tap(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.becomes_hybrid()
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    projector = await visitors.open(f"/{cast.code}/projector", None, LAPTOP)
    phone = await visitors.open(f"/{cast.code}")
    await expect(phone.get_by_role("radio", name="Vor Ort")).to_be_checked()
    await phone.fill("input[name=name]", "Uli")
    await phone.get_by_role("radio", name="Online").check(force=True)
    await phone.keyboard.press("Enter")
    await live(phone, console, projector)
    await expect(console.locator("#people")).to_contain_text("2 vor Ort, 1 online")
    await expect(projector.locator("#people")).to_contain_text("2 vor Ort, 1 online")
    await phone.click("[data-begin]")
    await tab(phone, "topics")
    await phone.locator(f"#topic_{topic} button.interest").click()
    await expect(console.locator(f"#topic_{topic}")).to_contain_text("1 davon online")
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    heads = console.locator(f"#cell_{cast.slots[0]}_{cast.rooms[0]} .heads")
    await expect(heads).to_have_text("etwa 1 vor Ort, 1 online")
    await expect(console.locator("#check .warnings")).to_contain_text(re.compile("keinen Videolink"))
    await tab(phone, "me")
    await expect(answer(phone, "Online")).to_have_attribute("aria-pressed", "true")
    await answer(phone, "Vor Ort").click()
    await expect(answer(phone, "Vor Ort")).to_have_attribute("aria-pressed", "true")
    await expect(console.locator("#people")).to_contain_text("3 vor Ort, 0 online")
    await expect(heads).to_have_text("etwa 2 kommen")
    await expect(console.locator(f"#topic_{topic}")).not_to_contain_text("davon online")
    await expect(console.locator("#check")).not_to_contain_text("Videolink")


async def test_without_a_connection_the_last_tap_counts(cast: Cast, visitors: Visitors):
    await cast.becomes_hybrid()
    visitors.expects("net::ERR", "Failed to fetch")
    phone = await visitors.open(f"/{cast.code}#me", cast.kim)
    await live(phone)
    await expect(answer(phone, "Vor Ort")).to_have_attribute("aria-pressed", "true")
    await phone.route("**/say-where", lambda route: route.abort())
    for name in ("Online", "Vor Ort", "Online"):
        await answer(phone, name).click()
        await expect(answer(phone, name)).to_have_attribute("aria-pressed", "true")
    await phone.unroute("**/say-where")
    await phone.evaluate("barcamp.outbox.run()")
    await until(phone, EMPTY)
    await expect(answer(phone, "Online")).to_have_attribute("aria-pressed", "true")
    assert [row.name for row in await cast.rows(attendees, barcamp_id=cast.id, online=True)] == ["Kim"]
    await phone.reload()
    await expect(answer(phone, "Online")).to_have_attribute("aria-pressed", "true")


async def test_the_list_of_people_shows_and_sets_it(cast: Cast, visitors: Visitors):
    await cast.becomes_hybrid()
    await cast.does(cast.stranger, Join(device="a" * 64, name="Uli", online=True))
    page = await visitors.open(f"/{cast.code}/people", cast.max)
    await expect(page.locator(".roster li", has_text="Uli")).to_contain_text("online")
    await page.locator(".roster a", has_text="Kim").click()
    await answer(page, "Online").click()
    await expect(answer(page, "Online")).to_have_attribute("aria-pressed", "true")
    await page.goto(f"/{cast.code}/people")
    await expect(page.locator(".roster li", has_text="Kim")).to_contain_text("online")
    await expect(page.locator("main")).to_contain_text("1 vor Ort, 2 online")


async def test_the_question_comes_to_open_phones_and_goes(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}#me", cast.kim)
    await live(phone)
    await expect(phone.locator("#where")).to_be_empty()
    await cast.becomes_hybrid()
    await expect(answer(phone, "Vor Ort")).to_have_attribute("aria-pressed", "true")
    await cast.does(cast.max, ArchiveBarcamp())
    await expect(answer(phone, "Vor Ort")).to_be_hidden()


async def test_an_event_in_one_place_says_no_word_of_it(cast: Cast, visitors: Visitors):
    word = re.compile("vor Ort|hybrid", re.IGNORECASE)
    topic = await cast.pitches()
    await cast.does(cast.noor, CastVote(topic=topic))
    for path, who in (
        ("", None),
        ("", cast.kim),
        ("/console", cast.max),
        ("/people", cast.max),
        ("/my-data", cast.kim),
    ):
        page = await visitors.open(f"/{cast.code}{path}", who)
        await expect(page.locator("h1").first).to_be_attached()
        assert not word.search(await page.inner_text("body")), path
