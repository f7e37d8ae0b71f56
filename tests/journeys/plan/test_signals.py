"""Ten and two minutes before a session ends: seen, said once, and heard only where the switch is on."""

from datetime import UTC, date, datetime

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.shift import ShiftSlots
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.slot import AddSlot
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser

COUNTING = """window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.tones += 1; return start.apply(this, at); };"""


async def before_the_end(cast: Cast, minutes: float) -> None:
    """Sets the hall's clock to so many minutes before the end of what is running. The welcome ends at 10:15, in 35
    minutes."""
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(minutes=35 - minutes)


async def console_of(cast: Cast, visitors: Visitors) -> Page:
    context = await visitors.context(cast.max, LAPTOP)
    await context.add_init_script(COUNTING)
    page = await context.new_page()
    await page.goto(f"/{cast.code}/console")
    await live(page)
    return page


async def later(page: Page, minutes: float) -> None:
    await page.evaluate(
        "ms => { const { clock } = barcamp, { now } = clock; clock.now = () => now() + ms; }", minutes * 60000
    )


async def test_ten_minutes_are_seen_and_said_and_sound_only_with_the_switch(cast: Cast, visitors: Visitors):
    await before_the_end(cast, 10.1)
    silent = await console_of(cast, visitors)
    ringing = await console_of(cast, visitors)
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    switch = ringing.get_by_label("Ton 10 und 2 Minuten vor Schluss")
    await expect(switch).not_to_be_checked()
    await switch.check()
    await until(ringing, "tones === 2")  # how it sounds
    await expect(silent.locator("#signal")).to_have_text("Noch 10 Minuten.")
    await expect(ringing.locator("#signal")).to_have_text("Noch 10 Minuten.")
    await until(ringing, "tones === 4")
    assert await silent.evaluate("tones") == 0
    await expect(silent.locator(".running-now .panel .remaining")).to_have_attribute("data-near", "soon")
    await expect(hall.locator("#now .left")).to_have_attribute("data-near", "soon")

    # It does not stand there any longer than it is true.
    await later(silent, 1.1)
    await expect(silent.locator("#signal")).to_be_empty()
    await later(silent, 7)
    await expect(silent.locator("#signal")).to_have_text("Noch 2 Minuten.")
    await later(silent, 2)
    await expect(silent.locator("#signal")).to_be_empty()

    # It is kept on this device; without a press in the page no browser lets it sound, and the page says so.
    cast.clock.forward(minutes=7.95)
    await ringing.reload()
    await live(ringing)
    await expect(switch).to_be_checked()
    await expect(ringing.locator("#signal")).to_have_text(
        "Noch 2 Minuten. Der Ton wartet: Dieser Browser erlaubt ihn erst nach einem Klick auf der Seite."
    )
    await switch.uncheck()
    await ringing.reload()
    await expect(switch).not_to_be_checked()


async def test_five_minutes_more_take_the_signal_away(cast: Cast, visitors: Visitors):
    await before_the_end(cast, 9.9)
    console = await console_of(cast, visitors)
    await expect(console.locator("#signal")).to_have_text("Noch 10 Minuten.")
    await cast.does(cast.max, ShiftSlots())
    await expect(console.locator("#signal")).to_be_empty()
    await later(console, 13)
    await expect(console.locator("#signal")).to_have_text("Noch 2 Minuten.")
    await cast.does(cast.max, ShiftSlots())  # now as many minutes are left as when nothing is said
    await expect(console.locator("#signal")).to_be_empty()


@pytest.mark.parametrize(
    ("night", "now", "left"),
    [
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "3:30"),  # 01:30, and 02:30 comes twice
        (date(2027, 3, 28), datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "1:30"),  # 01:30, and 02:30 never comes
    ],
)
async def test_in_the_night_of_a_clock_change_a_phone_counts_the_minutes_that_pass(
    cast: Cast, visitors: Visitors, night: date, now: datetime, left: str
):
    day = EditBarcamp(name="Nachtwache", day=night, timezone="Europe/Berlin", language="de", tone="du")
    await cast.does(cast.ada, day)
    await cast.does(cast.ada, AddSlot(starts="01:00", ends="04:00", title="Nachtwache"))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.at = now
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    await expect(phone.locator("#now .slot-now .left")).to_have_text(f"noch {left} Std.")
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    hours, minutes = map(int, left.split(":"))
    await expect(hall.locator("#now .left")).to_have_text(f"noch {hours * 60 + minutes} Min.")
