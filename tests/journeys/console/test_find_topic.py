"""Many topics are searched on the console, not scrolled: by words, with the keyboard, while others come in."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.placement import PlaceTopic
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def test_a_topic_among_many_is_found_by_words_and_picked_by_enter(cast: Cast, visitors: Visitors):
    for number in range(28):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    wanted = await cast.pitches("Leerstand in der Ortsmitte")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.keyboard.press("/")
    await expect(console.locator("#find-topic")).to_be_focused()
    await console.keyboard.type("kim ORTSMITTE")
    shown = console.locator("#topics > .topic:visible")
    await expect(shown).to_have_count(1)
    await expect(console.locator("[data-beyond='topics']")).to_be_hidden()
    late = await cast.pitches("Ortsmitte: was nun?")
    await cast.pitches("Etwas anderes")
    await expect(console.locator(f"#topic_{late}")).to_be_visible()
    await expect(shown).to_have_count(2)
    await console.keyboard.press("Enter")
    await expect(console.locator(f"#pick_{wanted}")).to_be_checked()
    await expect(console.locator(f"#pick_{wanted}")).to_be_focused()
    await console.locator("#find-topic").fill("gibt es nicht")
    await expect(shown).to_have_count(1)  # what is picked stays in view
    await console.locator("#find-topic").press("Escape")
    await expect(shown).to_have_count(31)
    await console.locator(f"#pick_{wanted}").evaluate("each => { each.checked = false; }")
    await console.locator("#find-topic").fill("gibt es nicht")
    await expect(console.get_by_text("Dazu passt kein Thema.")).to_be_visible()


async def test_a_topic_that_has_a_place_is_found_as_well(cast: Cast, visitors: Visitors):
    for number in range(14):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    placed = await cast.pitches("Leerstand in der Ortsmitte")
    await cast.does(cast.max, PlaceTopic(topic=placed, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await expect(console.locator(f"#topic_{placed}")).to_be_hidden()
    await console.locator("#find-topic").fill("ortsmitte")
    await expect(console.locator("#topics > .topic:visible")).to_have_count(1)
    await expect(console.locator(f"#topic_{placed}")).to_be_visible()
    await console.locator("#find-topic").press("Escape")
    await expect(console.locator(f"#topic_{placed}")).to_be_hidden()


async def test_with_few_topics_there_is_no_field(cast: Cast, visitors: Visitors):
    for number in range(11):
        await cast.pitches(f"Thema {number}")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await expect(console.locator("#find-topic")).to_be_hidden()
    await cast.pitches("Noch eins")
    await expect(console.locator("#find-topic")).to_be_visible()
