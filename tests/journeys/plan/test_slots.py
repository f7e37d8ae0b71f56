"""Time slots change while the day runs: a moderator divides one by keyboard, and drops one with its session."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def test_a_moderator_divides_a_slot_by_keyboard_and_takes_it_back(cast: Cast, visitors: Visitors):
    slot = cast.slots[0]
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    phone = await visitors.open(f"/{cast.code}#plan", cast.kim)
    console = await visitors.open(f"/{cast.code}/console", cast.max, size=LAPTOP)
    await live(phone, console)
    rows = console.locator("#slots > tr")
    before = await rows.count()

    await console.focus(f"#hour_{slot} a")
    await console.keyboard.press("Enter")
    split = console.locator(f"#f-split-slot-{slot}-at")
    await expect(split).to_have_value("10:50")
    await console.focus(f"#f-edit-slot-{slot}-starts")
    while not await split.evaluate("field => field === document.activeElement"):
        await console.keyboard.press("Tab")
    await console.keyboard.press("Enter")
    await expect(console.locator(f"#slot-{slot}")).to_contain_text("10:30–10:50")
    await console.locator(".back a").last.focus()
    await console.keyboard.press("Enter")
    await expect(rows).to_have_count(before + 1)
    await expect(rows.filter(has_text="10:50–11:15")).to_have_count(1)
    await expect(console.locator(f"#cell_{slot}_{cast.rooms[0]}")).to_contain_text("Brot")
    await expect(phone.locator(f"#session_{topic}")).to_be_visible()
    await expect(phone.locator("#plan")).to_contain_text("10:30–10:50")

    await console.keyboard.press("z")
    await expect(rows).to_have_count(before)
    await expect(phone.locator("#plan")).to_contain_text("10:30–11:15")


async def test_a_session_stays_a_topic_when_its_slot_is_dropped(cast: Cast, visitors: Visitors):
    slot = cast.slots[0]
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    console = await visitors.open(f"/{cast.code}/console", cast.max, size=LAPTOP)
    await live(console)
    await console.click(f"#hour_{slot} a")
    row = console.locator(f"#slot-{slot}")
    await expect(row).to_contain_text("Die Session darin kommt vom Plan und bleibt als Thema.")
    await row.get_by_role("button", name="Dieses Zeitfenster entfernen").click()
    await expect(row).to_have_count(0)
    await console.locator(".back a").last.click()
    await live(console)
    await expect(console.locator(f"#topic_{topic}")).to_be_visible()
    await expect(console.locator(f"#hour_{slot}")).to_have_count(0)
    await console.get_by_role("button", name="Rückgängig: Zeitfenster entfernt: 10:30").click()
    await expect(console.locator(f"#cell_{slot}_{cast.rooms[0]}")).to_contain_text("Brot")
