"""What can no longer be undone is said beside the button, which moves nothing under a finger."""

import pytest
from playwright.async_api import expect

from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.topics.topic import EditTopic
from tests.cast import Cast
from tests.domain.moderation.test_merge import merged
from tests.journeys.browser import LAPTOP, Visitors, live

pytestmark = pytest.mark.browser

PLACES = "() => ['#menu', '#people'].map((each) => document.querySelector(each).getBoundingClientRect().right)"


async def test_the_head_stays_where_it_is_while_something_is_passed_over(cast: Cast, visitors: Visitors):
    one, other, third = [await cast.pitches(title) for title in ("Brot", "Mehl", "Wasser")]
    await cast.does(cast.max, ParkTopic(topic=third))
    await cast.does(cast.max, merged(one, other))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    before = await console.evaluate(PLACES)
    await cast.does(cast.ada, EditTopic(topic=other, title="Ganz anders"))
    undo = console.locator("#undo")
    await expect(undo.locator(".hint")).to_have_text(
        "Lässt sich nicht mehr rückgängig machen: „Zusammengelegt: Ganz anders“."
    )
    await expect(undo.locator("button").first).to_have_text("Rückgängig: Geparkt: Wasser")
    assert await console.evaluate(PLACES) == before
