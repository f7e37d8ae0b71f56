"""What somebody is in the middle of stays as it is when the very item moves: what is open, where focus is, what was
typed. And a page whose list is not as it should be asks for all of it."""

import pytest
from playwright.async_api import expect

from barcamp.domain.topics.pitch_round import MoveInQueue
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, until

pytestmark = pytest.mark.browser


async def test_a_topic_that_moves_stays_open_and_in_focus(cast: Cast, visitors: Visitors):
    first, second = await cast.pitches("Brot"), await cast.pitches("Salz")
    console = await visitors.open(f"/{cast.code}/console", cast.max)
    await live(console)
    more = console.locator(f"#more_{second}")
    await more.locator("summary").click()
    await more.get_by_role("link", name="Zusammenlegen").focus()
    order = "() => [...document.querySelectorAll('#topics > .topic')].map((each) => each.id)"
    assert await console.evaluate(order) == [f"topic_{first}", f"topic_{second}"]
    await cast.does(cast.ada, MoveInQueue(topic=second, up=True))
    await until(console, f"document.querySelector('#topics > .topic').id === 'topic_{second}'")
    await expect(more).to_have_attribute("open", "")
    await expect(more.get_by_role("link", name="Zusammenlegen")).to_be_focused()


async def test_a_card_that_goes_to_another_section_takes_along_what_is_open_in_it(cast: Cast, visitors: Visitors):
    note = await cast.makes(cast.kim, WriteNote(wall="e", text="Mehl"))
    async with cast.ctx.db.reading() as db:
        questions = next(each.id for each in await load_sections(db, cast.id) if each.kind == "questions")
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    card = kim.locator(f"#note_e-{note}")
    await card.locator("summary").click()
    await card.get_by_role("button", name="Endgültig zurückziehen").focus()
    await cast.does(cast.max, GroupNote(note=note, group="Geld", section=questions))
    await expect(kim.locator(f"#section_e-{questions} #note_e-{note}")).to_be_visible()
    await expect(card.locator("details")).to_have_attribute("open", "")
    await expect(card.get_by_role("button", name="Endgültig zurückziehen")).to_be_focused()


async def test_a_page_that_lost_an_item_asks_for_all_of_them(cast: Cast, visitors: Visitors):
    topics = [await cast.pitches(title) for title in ("Brot", "Salz", "Mehl")]
    phone = await visitors.open(f"/{cast.code}#topics", cast.noor)
    await live(phone)
    await phone.evaluate(f"document.getElementById('topic_{topics[1]}').remove()")
    answer = await cast.does(cast.kim, PitchTopic(title="Wasser"))
    await expect(phone.locator(f"#topic_{answer.made}")).to_be_visible()
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Brot", "Salz", "Mehl", "Wasser"])


async def test_an_order_of_one_s_own_is_no_reason_to_ask_again(cast: Cast, visitors: Visitors):
    for title in ("Brot", "Apfel", "Mehl", "Zucker", "Hefe", "Salz", "Milch"):
        await cast.pitches(title)
    phone = await visitors.open(f"/{cast.code}#topics", cast.noor)
    await live(phone)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "/look/" in request.url else None)
    await phone.select_option("#sort", "title")
    await expect(phone.locator("#topics > .topic h3").first).to_have_text("Apfel")
    await cast.pitches("Wasser")
    await expect(phone.locator("#topics > .topic h3").last).to_have_text("Wasser")
    assert asked == []
