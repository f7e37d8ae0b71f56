"""A server that is there but cannot write, as with a full disk, is asked again within seconds: nobody tells the phone
when it can, since its socket stays open all the time.
"""

import pytest
from playwright.async_api import Route, expect

from barcamp.domain.walls.note import notes
from tests.cast import Cast
from tests.journeys.browser import Visitors, live
from tests.journeys.browser import until as true_in
from tests.waiting import until

pytestmark = pytest.mark.browser

SOON_MS = 4000
SAID = '<hx-partial hx-target="#said" hx-swap="innerHTML"><p>Gleich.</p></hx-partial>'


async def test_what_waits_for_a_server_that_cannot_write_is_tried_again_within_seconds(cast: Cast, visitors: Visitors):
    visitors.expects("status of 503")
    tried: list[str] = []
    full = True

    async def answer(route: Route) -> None:
        tried.append(route.request.url)
        await (route.fulfill(status=503, content_type="text/html", body=SAID) if full else route.continue_())

    context = await visitors.context(cast.kim)
    wall = await context.new_page()
    await wall.clock.install()
    await wall.route("**/write-note", answer)
    await wall.goto(f"/{cast.code}/notes/e")
    await live(wall)
    await wall.clock.pause_at(await wall.evaluate("Date.now()") / 1000 + 5)  # from here on time passes as we say
    await wall.fill("#f-write-note-text", "Leerstand zuerst")
    await wall.press("#f-write-note-text", "Enter")
    await until(lambda: len(tried) == 1)
    for full in (True, True, True, True, False):  # noqa: B007 (the route looks at it)
        # Nothing is under way: the next try has its time, in which a quick machine makes two.
        await true_in(wall, "!barcamp.device.get(barcamp.device.name('sender'))")
        before = len(tried)
        await wall.clock.run_for(SOON_MS)
        await until(lambda before=before: len(tried) > before)
    await wall.clock.resume()
    await expect(wall.locator(".note .text")).to_have_text(["Leerstand zuerst"])
    assert [row.text for row in await cast.rows(notes)] == ["Leerstand zuerst"]
