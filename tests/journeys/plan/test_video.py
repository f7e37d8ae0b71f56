"""The way into the video rooms: pasted as it comes, in reach on the phone and the wall, and away when it is over."""

import pytest
from playwright.async_api import Locator, Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.grid import slots
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import EditRoom
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit
from tests.web.asking import sentence

pytestmark = pytest.mark.browser

PLENARY, ROOM = "https://video.example.org/plenum", "https://video.example.org/saal"
INVITATION = f"Beitreten Zoom Meeting\n{PLENARY}\n\nMeeting-ID: 812 3456 7890"


def ways(within: Page | Locator) -> Locator:
    return within.locator("a[data-video]:visible")


async def later(page: Page, minutes: float) -> None:
    await page.evaluate(
        "ms => { const { clock } = barcamp, { now } = clock; clock.now = () => now() + ms; }", minutes * 60000
    )


async def a_session_comes(cast: Cast) -> int:
    """In a room with a link, when the welcome is over."""
    topic = await cast.pitches("Wirtschaftsförderungsgesellschaft")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.ada, EditRoom(room=cast.rooms[0], name="Saal", capacity=9, video_link=ROOM))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    return topic


async def test_what_was_pasted_is_mended_or_stays_with_a_sentence(cast: Cast, visitors: Visitors):
    visitors.expects("status of 422")
    ada = await visitors.open(f"/organiser/{cast.code}/details", cast.ada, LAPTOP)
    field, save = ada.locator("#f-set-video-link-video_link"), ada.locator("form[action$='/set-video-link'] .button")
    await field.fill("Raum: http://video.example.org")
    await save.click()
    await expect(ada.locator("#e-set-video-link-video_link")).to_have_text(sentence("text.address"))
    await expect(field).to_have_value("Raum: http://video.example.org")
    await field.fill("")
    await field.focus()
    await ada.evaluate("text => document.execCommand('insertText', false, text)", INVITATION)
    await save.click()
    await expect(field).to_have_value(PLENARY)


async def test_the_way_over_is_in_reach_and_ends_with_the_session(cast: Cast, visitors: Visitors):
    topic = await a_session_comes(cast)
    max_ = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    wall = await visitors.open(f"/{cast.code}/notes/t{topic}", cast.noor)
    await live(kim, wall)
    await mark_visit(kim, wall)
    await max_.click("#menu > summary")
    await max_.click("#menu [href$='/video']")
    await max_.fill("#f-set-video-link-video_link", INVITATION)
    await max_.click("#plenary .button:text('Speichern')")
    on, coming = kim.locator(".slot-now"), kim.locator(".slot-next")
    await expect(ways(on)).to_have_attribute("href", PLENARY)
    await expect(ways(on)).to_have_accessible_name("Zum Videoraum : Plenum, öffnet einen neuen Tab")
    await expect(ways(coming)).to_have_accessible_name("Zum Videoraum : Saal, öffnet einen neuen Tab")
    await expect(ways(wall)).to_have_attribute("href", ROOM)

    # It opens beside the app, which it is told nothing of.
    await kim.context.route("https://video.example.org/**", lambda route: route.fulfill(body="Videoraum"))
    async with kim.context.expect_page() as opened:
        await ways(on).tap()
    beside = await opened.value
    await expect(beside.locator("body")).to_have_text("Videoraum")
    assert await beside.evaluate("[window.opener, document.referrer]") == [None, ""]
    await beside.close()

    # The link breaks: everybody has the new one at once.
    await max_.fill(f"#room-{cast.rooms[0]} [name=video_link]", f"<{ROOM}/2>")
    await max_.click(f"#room-{cast.rooms[0]} .button:text('Speichern')")
    await expect(ways(coming)).to_have_attribute("href", f"{ROOM}/2")
    await expect(ways(wall)).to_have_attribute("href", f"{ROOM}/2")

    # Two minutes before it begins.
    starts = min(row.starts for row in await cast.rows(slots, barcamp_id=cast.id) if row.id == cast.slots[0])
    await later(kim, starts - (9 * 60 + 40) - 2.9)
    await expect(coming.locator(".left")).to_have_text("in 3 Min.")
    await expect(coming.locator(".hurry")).to_be_hidden()
    await later(kim, 1)
    await expect(ways(coming)).to_have_accessible_name("Jetzt hinübergehen : Saal, öffnet einen neuen Tab")
    await expect(kim.locator("#last-minutes")).to_contain_text("Jetzt hinübergehen, in 2 Min.")
    assert await same_visit(kim, wall)

    await tab(kim, "plan")
    await expect(ways(kim.locator(f"#session_{topic}"))).to_have_attribute("href", f"{ROOM}/2")
    home = await visitors.open(f"/{cast.code}/home", cast.kim)
    await expect(ways(home)).to_have_count(2)
    ends = next(row.ends for row in await cast.rows(slots, barcamp_id=cast.id) if row.id == cast.slots[0])
    cast.clock.forward(minutes=ends - (9 * 60 + 40))
    for page, there in ((kim, kim.locator(f"#session_{topic}")), (wall, wall)):
        await page.reload()
        await expect(there.locator("[data-video]")).to_have_count(0)
