"""The day is archived from the console; its results can be taken home, and nothing changes any more."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import CloseRoom
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import HALL, LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def test_the_archived_day_is_downloaded_and_closed_for_everybody(cast: Cast, visitors: Visitors, tmp_path: Path):
    topic = await cast.pitches("Leerstand")
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Zwischennutzung zuerst"))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    await live(console, phone, projector)
    await expect(phone.locator("#announcement p")).to_be_visible()

    await console.click("details[data-opens=archive] summary")
    await console.click("form[action$='/archive-barcamp'] button")
    await expect(console.locator("#phase")).to_have_attribute("data-archived", "yes")
    await expect(console.locator("details[data-opens=archive]")).to_be_hidden()
    await expect(projector.locator("#phase")).to_have_attribute("data-phase", "archived")
    await expect(phone.locator("#phase")).to_have_attribute("data-archived", "yes")
    # The announcement is over, too; and nobody is offered to announce anything.
    for screen in (phone, projector):
        await expect(screen.locator("#announcement p")).to_have_count(0)
    for controls in (".announce", "#announcement", "#f-announce-text"):
        await expect(console.locator(controls)).to_be_hidden()
    for nothing_more in ("#jot", "#pitch", "#news"):
        await expect(phone.locator(nothing_more)).to_be_hidden()
    await tab(phone, "now")
    await expect(phone.locator("#phase a[href$='/home']")).to_be_visible()
    await expect(phone.locator("#jot")).to_be_hidden()
    await tab(phone, "topics")

    markdown = (await download(console, "md", tmp_path)).read_text(encoding="utf-8")
    assert "### Leerstand\n" in markdown
    assert "Zwischennutzung zuerst" in markdown
    record = json.loads((await download(console, "json", tmp_path)).read_text(encoding="utf-8"))
    (session,) = record["chapters"]
    assert record["final"] is True
    assert (session["title"], session["room"], session["starts"]) == ("Leerstand", "Saal", 10 * 60 + 30)
    assert session["interest"] == 1
    cards = [card["text"] for section in session["sections"] for card in section["cards"]]
    assert cards == ["Zwischennutzung zuerst"]
    page = (await download(console, "html", tmp_path)).read_text(encoding="utf-8")
    assert "Zwischennutzung zuerst" in page

    await phone.locator(f"#topic_{topic} button.interest[aria-disabled]").dispatch_event("click")
    await expect(phone.locator("#status")).to_have_text(await phone.locator(".points").get_attribute("data-over") or "")
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "false")


async def test_of_an_archived_day_nothing_is_said_to_be_now(cast: Cast, visitors: Visitors):
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(phone, projector)
    await tab(phone, "now")
    assert says_now(await phone.inner_text("body"))
    await cast.does(cast.max, ArchiveBarcamp())
    await expect(phone.locator("#phase")).to_have_attribute("data-archived", "yes")
    await expect(projector.locator("#phase")).to_have_attribute("data-phase", "archived")
    for name in ("now", "plan", "notes", "me"):
        await tab(phone, name)
        assert not says_now(await phone.inner_text("body")), name
    assert not says_now(await projector.inner_text("body"))
    await phone.goto(f"/{cast.code}/home")
    assert not says_now(await phone.inner_text("body"))


async def test_nothing_of_the_live_day_is_offered_once_it_is_archived(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Brot")
    await cast.pitches("Salz")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, CloseRoom(room=cast.rooms[0]))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    phone = await visitors.open(f"/{cast.code}#plan", cast.kim)
    await live(console, phone)
    follows = phone.get_by_text("Raum fällt aus, ein neuer folgt")
    await expect(follows).to_be_visible()
    await cast.does(cast.max, ArchiveBarcamp())
    await expect(phone.locator("#phase")).to_have_attribute("data-archived", "yes")
    await expect(follows).to_have_count(0)
    await expect(console.locator("#phase")).to_have_attribute("data-archived", "yes")
    await expect(console.locator("#plan .cell-button .title")).to_have_text(["Brot"])
    shown = [
        "button:not(.cell-button)", ".cell-button .do", "input:not([type=hidden], #with-keys, #sound)", ".handle",
        "[data-opens=archive]",
    ]  # fmt: skip
    offered = await console.locator(f":is({', '.join(shown)}):visible").all_text_contents()
    assert [" ".join(each.split()) for each in offered] == []


def says_now(text: str) -> bool:
    return "jetzt" in text.casefold()


async def download(console: Page, format_: str, folder: Path) -> Path:
    async with console.expect_download() as waiting:
        await console.click(f"a[href$='/summary/{format_}']")
    file = await waiting.value
    path = folder / file.suggested_filename
    await file.save_as(path)
    return path


async def test_what_somebody_was_still_writing_stays_in_sight(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Leerstand")
    kim = await visitors.open(f"/{cast.code}/notes/t{topic}", cast.kim)
    noor = await visitors.open(f"/{cast.code}/notes/t{topic}", cast.noor)
    await live(kim, noor)
    await kim.fill("#f-write-note-text", "Ein letzter Gedanke")
    await cast.does(cast.max, ArchiveBarcamp())
    await expect(noor.locator("#write")).to_be_hidden()
    for _ in range(2):
        await expect(kim.locator("#f-write-note-text")).to_be_visible()
        await expect(kim.locator("#f-write-note-text")).to_have_value("Ein letzter Gedanke")
        await expect(kim.locator("#write .unsent")).to_contain_text("lässt sich kopieren")
        await expect(kim.locator("#write button:visible")).to_have_count(0)
        await kim.reload()


async def test_a_list_in_a_result_has_its_points_on_the_page_to_take_home(cast: Cast, visitors: Visitors):
    topic = await cast.pitches("Leerstand")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Zwei Dinge:\n\n- eins\n- zwei"))
    page = await visitors.open(f"/{cast.code}/home", cast.kim)
    assert await page.locator(".words ul").evaluate("list => getComputedStyle(list).listStyleType") == "disc"
