"""Interest shown without a network: the last tap counts, and one that has become meaningless is never sent late."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from barcamp.domain.event.phases import SetInterest
from barcamp.domain.topics.vote import CastVote, votes
from tests.cast import Cast
from tests.journeys.browser import Visitors, live, until

pytestmark = pytest.mark.browser

WAIT = "barcamp.entries.waiting().map(each => each.verb).join(' ')"


class Gate:
    """Lets no vote through until it is opened."""

    def __init__(self) -> None:
        self.shut = True
        self.tried: list[str] = []

    async def __call__(self, route: Route) -> None:
        if self.shut:
            await route.abort()
        else:
            self.tried.append(route.request.url.rpartition("/")[2])
            await route.continue_()


@pytest.fixture
async def gate(visitors: Visitors) -> Gate:
    visitors.expects("net::ERR", "Failed to fetch", "status of 409")
    return Gate()


async def test_taps_that_cancel_out_are_not_sent(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    visitors.expects("net::ERR", "Failed to fetch")
    await live(phone)
    tried: list[str] = []

    async def hold(route: Route) -> None:
        tried.append(route.request.url.rpartition("/")[2])
        await route.abort()

    await phone.route("**/rename", hold)
    await phone.route("**/*-vote", hold)
    # Something that waits in front keeps the taps from being tried.
    await phone.click(".tabs a[href='#me']")
    await phone.click("form[action$='/rename'] button")
    await phone.click(".tabs a[href='#topics']")
    button = phone.locator(f"#topic_{topic} button.interest")
    for pressed in ("true", "false", "true", "false"):
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", pressed)
    assert await phone.evaluate(WAIT) == "rename"
    await button.click()
    assert await phone.evaluate(WAIT) == "rename cast-vote"
    assert set(tried) == {"rename"}
    await phone.unroute("**/rename")
    await phone.unroute("**/*-vote")
    await phone.evaluate("barcamp.outbox.run()")
    await until(phone, f"{WAIT} === ''")
    assert [row.attendee_id for row in await cast.rows(votes)] == [cast.kim.id]


async def test_the_last_tap_counts(cast: Cast, visitors: Visitors, gate: Gate):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await opened(cast, visitors, gate)
    button = phone.locator(f"#topic_{topic} button.interest")
    await button.click()
    await until(phone, "barcamp.entries.waiting()[0]?.failed")
    # Whether the first one arrived cannot be known, so the second is sent for certain.
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert await phone.evaluate(WAIT) == "withdraw-vote"
    gate.shut = False
    await phone.evaluate("barcamp.outbox.run()")
    await until(phone, f"{WAIT} === ''")
    assert gate.tried == ["withdraw-vote"]
    assert await cast.rows(votes) == []


async def test_a_tap_older_than_two_minutes_is_not_sent_and_that_is_said(cast: Cast, visitors: Visitors, gate: Gate):
    topic = await cast.pitches("Brot", by=cast.noor)
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.clock.install()
    await phone.route("**/*-vote", gate)
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    button = phone.locator(f"#topic_{topic} button.interest")
    await button.click()
    await until(phone, "barcamp.entries.waiting()[0]?.failed")
    gate.shut = False
    await phone.clock.fast_forward(121_000)
    entry = phone.locator("[data-tray=topics] .outgoing")
    await expect(entry.locator(".fate")).to_have_text(
        await phone.locator("template[data-entry]").get_attribute("data-vote-stale") or ""
    )
    await expect(entry.locator(".words")).to_have_text("Brot")
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert gate.tried == []
    assert await cast.rows(votes) == []
    await entry.locator("[data-do=dismiss]").click()
    await expect(entry).to_have_count(0)
    await button.click()
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")


async def test_a_tap_is_not_sent_after_interest_was_closed(cast: Cast, visitors: Visitors, gate: Gate):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await opened(cast, visitors, gate)
    await phone.click(f"#topic_{topic} button.interest")
    await until(phone, "barcamp.entries.waiting()[0]?.failed")
    await cast.does(cast.max, SetInterest(open=False))
    await expect(phone.locator("#phase")).to_have_attribute("data-interest", "closed")
    gate.shut = False
    await phone.evaluate("barcamp.outbox.run()")
    await expect(phone.locator("[data-tray=topics] .fate")).to_have_text(
        await phone.locator("template[data-entry]").get_attribute("data-vote-closed") or ""
    )
    assert gate.tried == []
    # A tap on something closed only gives the reason.
    await phone.click("[data-tray=topics] [data-do=dismiss]")
    await phone.locator(f"#topic_{topic} button.interest[aria-disabled]").dispatch_event("click")
    await expect(phone.locator("#status")).to_have_text(await phone.locator(".points").get_attribute("data-shut") or "")
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "false")
    await expect(phone.locator("[data-tray=topics]")).to_be_hidden()


async def test_what_i_do_in_one_tab_is_painted_in_the_other(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot", by=cast.noor)
    one, two = await two_tabs(cast, visitors)
    await one.click(f"#topic_{topic} button.interest")
    for page in (one, two):
        await expect(page.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "true")
        await expect(page.locator("#mine")).to_have_attribute("data-votes", str(topic))
    await two.click(f"#topic_{topic} button.interest")
    for page in (one, two):
        await expect(page.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "false")
        await until(page, f"{WAIT} === ''")
    assert await cast.rows(votes) == []


KNOWN = """([mine, button]) => {
  window.known = [];
  new MutationObserver(() => known.push(button.ariaPressed)).observe(mine, { attributeFilter: ["data-votes"] });
}"""


async def test_what_another_tab_sent_is_painted_in_the_moment_it_is_known(cast: Cast, visitors: Visitors):
    """What comes over the socket afterwards need not hold the button."""
    topic = await cast.pitches("Brot", by=cast.noor)
    one, two = await two_tabs(cast, visitors)
    mine, button = two.locator("#mine"), two.locator(f"#topic_{topic} button.interest")
    await two.evaluate(KNOWN, [await mine.element_handle(), await button.element_handle()])
    for pressed in ("true", "false"):
        await one.click(f"#topic_{topic} button.interest")
        await until(two, "known.length")
        assert (await two.evaluate("known.splice(0)"))[0] == pressed


async def test_what_was_read_of_me_before_a_tap_is_not_painted_after_it(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot", by=cast.noor)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    read, shown, asked = asyncio.Event(), asyncio.Event(), 0

    async def late(route: Route) -> None:
        nonlocal asked
        asked += 1
        answer = await route.fetch()
        read.set()
        await shown.wait()
        await route.fulfill(response=answer)

    await phone.route("**/mine", late)
    await phone.evaluate("void barcamp.live.refreshMine().then(() => { window.refreshed = true; })")
    await read.wait()
    await phone.click(f"#topic_{topic} button.interest")
    await expect(phone.locator("#mine")).to_have_attribute("data-votes", str(topic))
    shown.set()
    await until(phone, "window.refreshed === true")
    assert asked == 2
    await expect(phone.locator("#mine")).to_have_attribute("data-votes", str(topic))
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "true")


async def test_my_count_is_right_when_i_look_at_it(cast: Cast, visitors: Visitors):
    first, second = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.kim, CastVote(topic=first))
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await phone.click(f"#topic_{second} button.interest")
    await expect(phone.locator(f"#interest_{second}")).to_contain_text("1")
    await phone.click(".tabs a[href='#me']")
    await expect(phone.locator("#mine")).to_contain_text("2 Themen")


async def two_tabs(cast: Cast, visitors: Visitors) -> tuple[Page, Page]:
    """Two tabs of Kim's, with the topics."""
    context = await visitors.context(cast.kim)
    one, two = await context.new_page(), await context.new_page()
    for page in (one, two):
        await page.goto(f"/{cast.code}#topics")
    await live(one, two)
    return one, two


async def opened(cast: Cast, visitors: Visitors, gate: Gate) -> Page:
    context = await visitors.context(cast.kim)
    phone = await context.new_page()
    await phone.route("**/*-vote", gate)
    await phone.goto(f"/{cast.code}#topics")
    await live(phone)
    return phone
