"""The result of a session: written by hand or taken from cards, lost by nobody, and shown in the results round."""

import pytest
from playwright.async_api import expect

from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.wall import walls
from tests.cast import Cast
from tests.journeys.browser import Visitors, live
from tests.pictures import printed

pytestmark = pytest.mark.browser


async def card(cast: Cast, text: str = "Mehl", wall: str = "e") -> int:
    return (await cast.does(cast.kim, WriteNote(wall=wall, text=text))).made or 0


async def test_whoever_keeps_notes_groups_cards_and_takes_one_into_the_result(cast: Cast, visitors: Visitors):
    note = await card(cast)
    noor, kim = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.noor, cast.kim)]
    await live(noor, kim)
    await noor.click("form[action$='/become-keeper'] button")
    await expect(kim.locator(".keeper p")).to_contain_text("Noor")
    await expect(kim.locator("#result-sheet")).to_be_hidden()
    await noor.click(f"#note_e-{note} .edit")
    await noor.fill("#f-group-note-group", "Zutaten")
    await noor.click(".group-note .button")
    await expect(kim.locator("h4.group")).to_contain_text("Zutaten")
    await expect(noor.locator("#card")).to_be_hidden()
    await expect(noor.locator(f"#note_e-{note} .pick")).to_be_hidden()
    await noor.click("#result-sheet summary")
    await noor.click(f"#note_e-{note} .pick")
    await expect(noor.locator("#f-write-result-text")).to_have_value("Mehl")
    await noor.fill("#f-write-result-text", "Mehl ist **wichtig**.")
    await noor.click(".write-result > .button")
    await expect(kim.locator(".result strong")).to_have_text("wichtig")
    assert [row.result for row in await cast.rows(walls)] == ["Mehl ist **wichtig**."]


async def test_two_who_write_the_result_at_once_lose_no_word(cast: Cast, visitors: Visitors):
    visitors.expects("status of 409")
    await cast.does(cast.noor, BecomeKeeper(wall="e"))
    await cast.does(cast.noor, WriteResult(wall="e", text="Erster Stand"))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    await noor.click("#result-sheet summary")
    await noor.fill("#f-write-result-text", "Von Noor")
    await cast.does(cast.max, WriteResult(wall="e", text="Von Max", seen=1))
    await expect(noor.locator(".result .words")).to_have_text("Von Max")
    await expect(noor.locator(".write-result .newer")).to_be_visible()
    await expect(noor.locator("#f-write-result-text")).to_have_value("Von Noor")
    await noor.click(".write-result > .button")  # without having looked
    await expect(noor.locator("#said")).not_to_be_empty()
    await expect(noor.locator("#f-write-result-text")).to_have_value("Von Noor")
    await noor.click("[data-newer=both]")
    await expect(noor.locator("#f-write-result-text")).to_have_value("Von Max\n\nVon Noor")
    await noor.click(".write-result > .button")
    await expect(noor.locator(".result .words p")).to_have_text(["Von Max", "Von Noor"])


async def test_half_a_result_survives_a_reload_and_still_knows_what_it_was_based_on(cast: Cast, visitors: Visitors):
    await cast.does(cast.noor, BecomeKeeper(wall="e"))
    await cast.does(cast.noor, WriteResult(wall="e", text="Erster Stand"))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    await noor.click("#result-sheet summary")
    await noor.fill("#f-write-result-text", "Halber Satz")
    await cast.does(cast.max, WriteResult(wall="e", text="Von Max", seen=1))
    await expect(noor.locator(".result .words")).to_have_text("Von Max")
    await noor.reload()
    await expect(noor.locator("#f-write-result-text")).to_have_value("Halber Satz")
    await expect(noor.locator(".write-result .newer")).to_be_visible()


async def test_a_result_of_links_a_described_photo_and_the_moderator_s_tools_pass_every_check(
    cast: Cast, visitors: Visitors
):
    """The checks themselves are made of every page that a journey leaves open."""
    await cast.does(
        cast.max, WriteResult(wall="e", text="Mehr dazu:\n\n- [Beispiel](https://example.org)\n- und so fort")
    )
    await cast.does(cast.kim, printed("e", "Drei Spalten mit Pfeilen"))
    moderator = await visitors.open(f"/{cast.code}/notes/e", cast.max)
    projector = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(moderator, projector)
    await moderator.click("details[data-opens=tools] summary")
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await expect(projector.locator("#scene")).to_have_attribute("data-pages", "1 / 2")
    await projector.keyboard.press("PageDown")
    await expect(projector.locator("#scene img")).to_be_visible()


async def test_the_results_round_names_each_session(cast: Cast, visitors: Visitors):
    first, second = f"s{cast.plenaries[0]}", f"s{cast.plenaries[1]}"
    await cast.does(cast.max, WriteResult(wall=first, text="Guter Anfang"))
    await cast.does(cast.max, WriteResult(wall=second, text="Viele Themen"))
    projector = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(projector)
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    await expect(projector.locator("#scene")).to_have_attribute("data-pages", "1 / 2")
    await expect(projector.locator("#scene li:visible .words")).to_have_text(["Guter Anfang"])
    title = await projector.locator(".scene-title").text_content()
    await cast.does(cast.max, ShowOnProjector(scene="results", wall=second))
    await expect(projector.locator("#scene li:visible .words")).to_have_text(["Viele Themen"])
    assert await projector.locator(".scene-title").text_content() != title
