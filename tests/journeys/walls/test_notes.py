"""Notes written on one phone are on the wall everywhere."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.going import ChooseSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.walls.layout.edit_sections import AddSection
from tests.cast import Cast
from tests.journeys.acting import write_note
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit

pytestmark = pytest.mark.browser


async def test_a_note_appears_on_another_phone_and_on_a_laptop(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    wall = f"/{cast.code}/notes/t{topic}"
    kim = await visitors.open(wall, cast.kim)
    noor = await visitors.open(wall, cast.noor)
    max_ = await visitors.open(wall, cast.max, LAPTOP)
    await live(kim, noor, max_)
    await mark_visit(kim, noor, max_)
    await write_note(kim, "Sauerteig braucht Zeit. Und Wärme.")
    for page in (noor, max_):
        await expect(page.locator(".note .text")).to_have_text(["Sauerteig braucht Zeit. Und Wärme."])
        await expect(page.locator(".note .by")).to_have_text(["Kim"])
    # Only whoever wrote it is offered to take it back.
    await expect(kim.locator(".note .own")).to_be_visible()
    await expect(noor.locator(".note .own")).to_be_hidden()
    await expect(kim.locator("#f-write-note-text")).to_be_focused()
    # It would be gone for good, so a tap asks first.
    await kim.click(".note .withdrawing > summary")
    await expect(kim.locator(".note .text")).to_have_count(1)
    await kim.click(".note .own button")
    for page in (kim, noor, max_):
        await expect(page.locator(".note")).to_have_count(0)
    assert await same_visit(kim, noor, max_)


async def test_a_plenary_item_has_a_wall_of_its_own(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/s{cast.plenaries[0]}", cast.kim)
    topic_wall = await visitors.open(f"/{cast.code}/notes/t{await cast.pitches()}", cast.noor)
    await live(kim, topic_wall)
    await write_note(kim, "Kaffee ist da")
    await expect(topic_wall.locator(".note")).to_have_count(0)


async def test_where_i_write_stays_when_sections_are_drawn_anew_and_after_a_reload(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/t{await cast.pitches()}", cast.kim)
    await live(kim)
    choice = kim.locator(".write-note select")
    await kim.click("#strip button:has-text('Offene Fragen')")
    await kim.fill("#f-write-note-text", "Wer zahlt?")
    await cast.does(cast.ada, AddSection(title="Randnotizen"))
    await expect(choice).to_contain_text("Randnotizen")
    for _ in range(2):
        await expect(choice.locator("option:checked")).to_have_text("Offene Fragen")
        await expect(kim.locator("#f-write-note-text")).to_have_value("Wer zahlt?")
        await kim.reload()


async def test_the_note_button_leads_to_the_one_session_that_runs_and_to_mine_where_there_are_two(
    cast: Cast, visitors: Visitors
):
    brot, salz = [await cast.pitches(title) for title in ("Brot", "Salz")]
    await cast.does(cast.max, PlaceTopic(topic=brot, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(minutes=60)
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(noor)
    button = noor.locator("#jot")
    await expect(button).to_have_attribute("href", f"/{cast.code}/notes/t{brot}")
    await cast.does(cast.max, PlaceTopic(topic=salz, room=cast.rooms[1], slot=cast.slots[0]))
    await expect(button).to_have_attribute("href", f"/{cast.code}/notes/e")
    await cast.does(cast.noor, ChooseSession(topic=salz))
    await noor.reload()
    await expect(button).to_have_attribute("href", f"/{cast.code}/notes/t{salz}")
