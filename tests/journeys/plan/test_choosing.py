"""Choosing sessions on the phone's plan, long after the round of interest: in time, late, and without a network."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.going import goings
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote, votes
from tests.cast import Cast
from tests.exports.calendars import events, told
from tests.journeys.acting import tab
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser


@pytest.fixture
async def sessions(cast: Cast) -> tuple[int, int]:
    """Two at the same time, hosted by Kim and Max. Noor showed interest in the first; the round is over."""
    first, second = await cast.pitches("Leerstand"), await cast.pitches("Mitfahrbänke", by=cast.max)
    await cast.does(cast.noor, CastVote(topic=first))
    for number, topic in enumerate((first, second)):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[number], slot=cast.slots[0]))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    return first, second


async def test_what_i_choose_on_the_plan_is_mine_everywhere(cast: Cast, visitors: Visitors, sessions: tuple[int, int]):
    first, second = sessions
    phone = await visitors.open(f"/{cast.code}#plan", cast.noor)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(phone, console)
    await expect(go(phone, first)).to_have_attribute("aria-pressed", "true")  # interest counts
    await go(phone, second).click()
    await expect(go(phone, second)).to_have_attribute("aria-pressed", "true")
    await expect(phone.locator(".row[data-clash] .clash")).to_be_visible()
    await go(phone, first).click()
    await expect(go(phone, first)).to_have_attribute("aria-pressed", "false")
    await expect(phone.locator(".clash:visible")).to_have_count(0)
    await until(phone, "barcamp.entries.waiting().length === 0")
    await phone.click("[data-show-plan=mine]")
    assert await phone.locator("#plan .session:visible").evaluate_all("all => all.map(each => each.id)") == [
        f"session_{second}"
    ]
    file = await phone.request.get(f"/{cast.code}/my-plan.ics")
    appointments = events(await file.body())
    assert [told(each, "summary") for name, each in appointments.items() if "-t" in name] == ["Mitfahrbänke"]
    await expect(console.locator(f"#cell_{cast.slots[0]}_{cast.rooms[1]} .heads")).to_contain_text("1")
    await expect(console.locator(f"#cell_{cast.slots[0]}_{cast.rooms[0]} .heads")).to_have_count(0)
    assert [(row.topic_id, row.attendee_id) for row in await cast.rows(votes)] == [(first, cast.noor.id)]
    await phone.reload()
    await expect(go(phone, second)).to_have_attribute("aria-pressed", "true")


async def test_a_latecomer_chooses_as_everybody_does(cast: Cast, visitors: Visitors, sessions: tuple[int, int]):
    phone = await visitors.open(f"/{cast.code}")
    await phone.fill("input[name=name]", "Uli")
    await phone.keyboard.press("Enter")
    await live(phone)
    await phone.click("[data-begin]")
    await tab(phone, "plan")
    await go(phone, sessions[1]).click()
    await until(phone, "document.getElementById('mine').dataset.goes && barcamp.entries.waiting().length === 0")
    assert [(row.topic_id, row.goes) for row in await cast.rows(goings)] == [(sessions[1], True)]


async def test_without_a_network_the_last_tap_counts_and_is_never_too_old(
    cast: Cast, visitors: Visitors, sessions: tuple[int, int]
):
    visitors.expects("net::ERR", "Failed to fetch")
    context = await visitors.context(cast.noor)
    phone = await context.new_page()
    await phone.clock.install()
    await phone.goto(f"/{cast.code}#plan")
    await live(phone)
    await phone.route("**/*-session", lambda route: route.abort())
    for pressed in ("false", "true", "false"):
        await go(phone, sessions[0]).click()
        await expect(go(phone, sessions[0])).to_have_attribute("aria-pressed", pressed)
    assert await phone.evaluate("barcamp.entries.waiting().map(each => each.verb)") == ["skip-session"]
    await phone.clock.set_system_time(await phone.evaluate("Date.now() + 600000"))
    await phone.unroute("**/*-session")
    await phone.evaluate("barcamp.outbox.run()")
    await until(phone, "barcamp.entries.waiting().length === 0")
    assert [(row.topic_id, row.goes) for row in await cast.rows(goings)] == [(sessions[0], False)]
    await expect(go(phone, sessions[0])).to_have_attribute("aria-pressed", "false")


async def test_my_own_session_is_mine_without_choosing_and_past_ones_are_no_choice(
    cast: Cast, visitors: Visitors, sessions: tuple[int, int]
):
    phone = await visitors.open(f"/{cast.code}#plan", cast.kim)
    await live(phone)
    await expect(go(phone, sessions[0])).to_be_hidden()
    await expect(phone.locator(f"#session_{sessions[0]} [data-if=own]")).to_be_visible()
    await expect(go(phone, sessions[1])).to_be_visible()
    await cast.does(cast.max, ArchiveBarcamp())
    await expect(go(phone, sessions[1])).to_be_hidden()


def go(phone: Page, topic: int):
    return phone.locator(f"#session_{topic} [data-go]")
