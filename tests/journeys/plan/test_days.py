"""Two days: what the first left over is planned on the second morning, and every screen shows the day that it is."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.setup.slot import AddSlot
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.journeys.acting import place, tab
from tests.journeys.browser import HALL, LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def weekend(cast: Cast) -> int:
    """A second day, with a slot at ten and one in the evening of the first; returns the first of these."""
    await cast.lasts(days=2)
    await cast.does(cast.ada, AddSlot(starts="20:00", ends="22:00", title="Abendessen"))
    await cast.does(cast.ada, AddSlot(day=1, starts="09:00", ends="09:45", title="Themenrunde am Morgen"))
    return await cast.makes(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))


async def test_the_second_morning_is_planned_with_what_the_first_day_left(cast: Cast, visitors: Visitors):
    bread, milk = await cast.pitches("Brot", by=cast.noor), await cast.pitches("Milch", by=cast.noor)
    morning = await weekend(cast)
    for topic in (bread, milk):
        await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=bread, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    phone = await visitors.open(f"/{cast.code}#plan", cast.kim)
    console = await visitors.open(f"/{cast.code}/console", cast.max, size=LAPTOP)
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(phone, console, hall)
    days = phone.locator("#plan .day")
    await expect(days.locator("h3").filter(has_text="Juni")).to_have_text(["Samstag, 13. Juni", "Sonntag, 14. Juni"])
    await expect(phone.locator(f"#session_{bread}")).to_be_visible()

    cast.clock.forward(hours=13)  # in the evening, when all is over
    await tab(phone, "now")
    await expect(phone.locator("#now .next")).to_contain_text("Morgen, um 09:00 Uhr")
    await expect(hall.locator("#slots")).to_contain_text("Themenrunde am Morgen")
    await tab(phone, "plan")
    await expect(phone.locator(f"#session_{bread}")).to_be_hidden()
    await expect(console.locator(f"#cell_{cast.slots[0]}_{cast.rooms[0]}")).to_be_hidden()
    await days.locator("summary").first.click()
    await expect(phone.locator(f"#session_{bread}")).to_be_visible()
    await console.click("label[for=with-past]")
    await expect(console.locator(f"#cell_{cast.slots[0]}_{cast.rooms[0]}")).to_be_visible()

    cast.clock.forward(hours=10, minutes=30)  # the next morning
    await cast.does(cast.max, MoveToPhase(phase="pitching"))
    salt = await cast.pitches("Salz", by=cast.max)
    await cast.does(cast.kim, CastVote(topic=salt))
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    await place(console, milk, morning, cast.rooms[1])
    await expect(console.locator(f"#cell_{morning}_{cast.rooms[1]}")).to_contain_text("Milch")
    await cast.does(cast.max, PublishPlan())
    await expect(phone.locator(f"#session_{milk}[data-wanted]")).to_be_visible()
    await tab(phone, "topics")
    await expect(phone.locator(f"#topic_{milk} .placed")).to_contain_text("So 10:00")
    await expect(phone.locator(f"#topic_{bread} .placed")).to_contain_text("Sa ")
    await tab(phone, "plan")


async def test_the_time_of_day_crosses_the_plan_of_a_third_day(cast: Cast, visitors: Visitors):
    await cast.lasts(days=3)
    slot = await cast.makes(cast.ada, AddSlot(day=2, starts="10:00", ends="11:00"))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(days=2, minutes=50)  # half past ten
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(hall)
    share = f"""() => {{
      const row = document.getElementById("slot_{slot}").getBoundingClientRect();
      const line = document.querySelector(".now-line").getBoundingClientRect();
      return (line.top - row.top) / row.height;
    }}"""
    await expect(hall.locator(".now-line")).to_be_attached()
    assert 0.3 < await hall.evaluate(share) < 0.7
