"""What somebody is typing stays as it is, whatever happens around it."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from barcamp.desk.desk import Answer
from barcamp.domain.event.phases import Announce, MoveToPhase, SetInterest
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.topic import EditTopic, PitchTopic
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit, shows_line, until

pytestmark = pytest.mark.browser

HALF = "Wie gewinnen wir Fachkr"


async def test_a_half_typed_topic_survives_twenty_pushes(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    phone = await visitors.open(f"/{cast.code}#topics", cast.kim)
    await live(phone)
    await mark_visit(phone)
    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-description", "Zwei Beispiele, und dann")
    await half_typed(phone, "#f-pitch-topic-title")
    await twenty_pushes(cast, topic, lambda seq: shows_line(phone, seq))
    await still_there(phone, "#f-pitch-topic-title")
    await expect(phone.locator("#f-pitch-topic-description")).to_have_value("Zwei Beispiele, und dann")
    await expect(phone.locator("#pitch")).to_have_attribute("open", "")
    assert await same_visit(phone)


async def test_a_half_typed_note_survives_twenty_pushes(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    phone = await visitors.open(f"/{cast.code}/notes/t{topic}", cast.kim)
    await live(phone)
    await mark_visit(phone)
    await half_typed(phone, "#f-write-note-text")
    await twenty_pushes(cast, topic, lambda seq: shows_line(phone, seq))
    await still_there(phone, "#f-write-note-text")
    assert await same_visit(phone)


async def test_a_half_typed_announcement_and_a_picked_topic_survive_twenty_pushes(cast: Cast, visitors: Visitors):
    topic, picked = await cast.pitches(), await cast.pitches("Salz")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.click(f"label[for=pick_{picked}]")
    await half_typed(console, "#f-announce-text")
    await twenty_pushes(cast, topic, lambda seq: shows_line(console, seq))
    await still_there(console, "#f-announce-text")
    await expect(console.locator(f"#pick_{picked}")).to_be_checked()


async def test_what_is_typed_on_while_a_note_is_sent_is_kept(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    phone = await visitors.open(f"/{cast.code}/notes/t{topic}", cast.kim)
    await live(phone)

    async def slowly(route):
        await phone.locator("#f-write-note-text").press_sequentially(" und mehr")
        await route.continue_()

    await phone.route("**/write-note", slowly)
    await phone.fill("#f-write-note-text", "Erste Notiz")
    await phone.press("#f-write-note-text", "Enter")
    await expect(phone.locator(".note .text")).to_have_text(["Erste Notiz"])
    await expect(phone.locator("#f-write-note-text")).to_have_value(" und mehr")


async def test_a_second_tap_on_what_was_just_sent_does_nothing_that_is_seen(cast: Cast, visitors: Visitors):
    topic = await cast.pitches()
    phone = await visitors.open(f"/{cast.code}/notes/t{topic}", cast.kim)
    await live(phone)
    await phone.evaluate("document.addEventListener('invalid', () => { window.complained = true; }, true)")
    for text in ("Erste Notiz", "Zweite Notiz"):  # the next one is not held up
        await phone.fill("#f-write-note-text", text)
        await phone.locator("form.write-note > button").dblclick()
        await expect(phone.locator("#f-write-note-text")).to_have_value("")
    await expect(phone.locator(".note .text")).to_have_text(["Erste Notiz", "Zweite Notiz"])
    assert await phone.evaluate("window.complained") is None
    # Later on an empty field is complained about as ever.
    await until(phone, "!document.querySelector('form.write-note').noValidate")
    await phone.locator("form.write-note > button").click()
    await until(phone, "window.complained")


async def test_what_cannot_be_sent_from_the_console_stays_and_the_page_says_so(cast: Cast, visitors: Visitors):
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    visitors.expects("net::ERR", "Failed to fetch")
    await console.route("**/announce", lambda route: route.abort())
    await console.fill("#f-announce-text", HALF)
    await console.click(".announce form.stack .button")
    status = console.locator("#status")
    await expect(status).to_have_text(await status.get_attribute("data-unsent") or "")
    await expect(console.locator("#f-announce-text")).to_have_value(HALF)
    await console.unroute("**/announce")
    await console.click(".announce form.stack .button")
    await expect(console.locator("#announcement p")).to_have_text(HALF)
    await expect(console.locator("#f-announce-text")).to_have_value("")


async def half_typed(page: Page, field: str) -> None:
    """Types, and puts the caret into the middle with a few letters selected."""
    await page.click(field)
    await page.keyboard.type(HALF)
    await page.locator(field).evaluate("field => field.setSelectionRange(4, 9)")
    await page.evaluate("document.activeElement.addEventListener('blur', () => { window.lostFocus = true; })")


async def still_there(page: Page, field: str) -> None:
    await expect(page.locator(field)).to_have_value(HALF)
    await expect(page.locator(field)).to_be_focused()
    assert await page.locator(field).evaluate("field => [field.selectionStart, field.selectionEnd]") == [4, 9]
    assert await page.evaluate("window.lostFocus") is None


async def twenty_pushes(cast: Cast, topic: int, arrived: Callable[[int], Awaitable[None]]) -> None:
    """What happens in a room in the meantime; each push reaches the page before the next."""
    pushed = 0

    async def push(doing: Awaitable[Answer]) -> int:
        nonlocal pushed
        answer = await doing
        assert answer.changed
        await arrived(answer.seq)
        pushed += 1
        return answer.made or 0

    noor, max_, wall = cast.noor, cast.max, f"t{topic}"
    other = await push(cast.does(noor, PitchTopic(title="Salz")))
    await push(cast.does(noor, CastVote(topic=topic)))
    await push(cast.does(noor, CastVote(topic=other)))
    await push(cast.does(noor, WithdrawVote(topic=topic)))
    note = await push(cast.does(noor, WriteNote(wall=wall, text="Eine Notiz")))
    await push(cast.does(max_, WriteNote(wall=wall, text="Noch eine")))
    await push(cast.does(max_, Announce(text="Der Kaffee ist da")))
    await push(cast.does(max_, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0])))
    await push(cast.does(max_, SetInterest(open=False)))
    await push(cast.does(max_, MoveToPhase(phase="planning")))
    await push(cast.does(max_, PlaceTopic(topic=other, room=cast.rooms[0], slot=cast.slots[0], seen=topic)))
    await push(cast.does(noor, EditTopic(topic=other, title="Salz und Pfeffer")))
    await push(cast.does(noor, WithdrawNote(note=note)))
    await push(cast.does(noor, Rename(name="Noor Amal")))
    await push(cast.does(max_, UnplaceTopic(topic=other)))
    await push(cast.does(noor, WithdrawTopic(topic=other)))
    await push(cast.does(max_, MoveToPhase(phase="pitching")))
    await push(cast.does(noor, CastVote(topic=topic)))
    await push(cast.does(max_, Announce(text="")))
    await push(cast.does(noor, PitchTopic(title="Zucker")))
    assert pushed == 20
