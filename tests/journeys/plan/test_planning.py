"""The moderator has a plan suggested, compares, takes, drags, undoes and publishes; phones are told what
concerns them."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.plan.going import ChooseSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.journeys.acting import pick, tab
from tests.journeys.browser import LAPTOP, Visitors, live, until
from tests.journeys.plan.test_plan import shows

pytestmark = pytest.mark.browser


async def wanted(cast: Cast) -> tuple[int, int]:
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor)
    for topic in (bread, salt):
        await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    cast.clock.forward(seconds=1)  # the console offers to undo what was done last
    return bread, salt


async def test_suggest_compare_take_and_publish(cast: Cast, visitors: Visitors):
    bread, salt = await wanted(cast)
    for topic, room in ((bread, 0), (salt, 1)):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=cast.slots[0]))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    await live(console, noor, kim)
    await expect(console.locator("#check .figure strong")).to_have_text("Erfüllbar sind 1 von 2 Interessen.")

    await console.click("#suggest button[value=no]")
    await expect(console.locator("#proposal .figure")).to_contain_text("Erfüllbar sind 2 von 2 Interessen.")
    await console.locator("form[action$='/take-proposal'] button:visible").click()
    await expect(console.locator("#check .figure strong")).to_have_text("Erfüllbar sind 2 von 2 Interessen.")
    await expect(console.locator("#proposal h3")).to_have_count(0)
    await console.locator("form[action$='/publish-plan'] button:visible").click()

    await expect(noor.locator("#news li")).to_have_count(2)
    await expect(noor.locator("#news")).to_be_visible()
    await noor.click("[data-news-read]")
    await expect(noor.locator("#news")).to_be_hidden()
    await noor.reload()
    await expect(noor.locator("#news")).to_be_hidden()
    # Once the sessions are over there is nothing to plan.
    await expect(kim.locator("#news")).to_be_visible()
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await expect(kim.locator("#news")).to_be_hidden()
    await expect(kim.locator("#jot")).to_be_hidden()  # it would lie over what everybody is asked then
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await expect(kim.locator("#news")).to_be_visible()
    await expect(kim.locator("#jot")).to_be_visible()
    # Kim pitched the bread and is told of it alone.
    await expect(kim.locator("#news li:visible")).to_have_count(1)
    await expect(kim.locator("#news li:visible strong")).to_have_text("Brot")


async def test_a_first_plan_leaves_room_for_what_is_on_now(cast: Cast, visitors: Visitors):
    titles = ("Brot", "Salz", "Wasser", "Milch")
    topics = [await cast.pitches(title) for title in titles]
    for topic in topics:
        await cast.does(cast.noor, ChooseSession(topic=topic))
    await published(cast, topics, room=0)
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(noor)
    await tab(noor, "now")
    await expect(noor.locator("#news li")).to_have_count(4)
    await expect(noor.locator("#news li:visible strong")).to_have_text(list(titles[:2]))
    await expect(noor.locator("#news [data-more]")).to_have_text("… und 2 weitere")
    await noor.click("#news a[href='#plan']")
    for title in titles:
        await expect(noor.locator("#plan .session strong", has_text=title)).to_be_visible()
    # What changes later is told whole.
    await tab(noor, "now")
    await published(cast, topics, room=1)
    await expect(noor.locator("#news li:visible")).to_have_count(4)


async def published(cast: Cast, topics: list[int], room: int) -> None:
    for topic, slot in zip(topics, cast.slots, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=slot))
    await cast.does(cast.max, PublishPlan())


async def test_dragging_places_and_escape_puts_back(cast: Cast, visitors: Visitors):
    bread, _ = await wanted(cast)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    cell = (cast.slots[0], cast.rooms[0])
    await lift(console, bread, cell)
    await expect(console.locator(".ghost")).to_have_text("Brot")
    await expect(console.locator(f"#cell_{cell[0]}_{cell[1]}")).to_have_attribute("data-over", "")
    await console.keyboard.press("Escape")
    await expect(console.locator(".ghost")).to_have_count(0)
    await console.mouse.up()
    await shows(console, {})

    await lift(console, bread, cell)
    await console.mouse.up()
    await shows(console, {cell: "Brot"})
    await expect(console.locator("#check .last")).to_contain_text("+1 Interesse")
    await console.locator("#undo form[action$='/undo'] button").click()
    await shows(console, {})
    await console.locator("#undo form[action$='/redo'] button").click()
    await shows(console, {cell: "Brot"})


async def test_moving_with_the_keyboard_and_what_it_costs(cast: Cast, visitors: Visitors):
    bread, salt = await wanted(cast)
    first, second = cast.slots[:2]
    hall, workshop = cast.rooms[:2]
    await cast.does(cast.max, PlaceTopic(topic=bread, room=hall, slot=first))
    await cast.does(cast.max, PlaceTopic(topic=salt, room=hall, slot=second))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.locator(f"[data-pick='{salt}']").focus()
    await console.keyboard.press("Enter")
    cost = console.locator(f"#cell_{first}_{workshop} .cost")
    await expect(cost).to_have_text("−1 Interesse; Doppelung: eine Person")
    await console.locator(f"#cell_{first}_{workshop}").focus()
    await console.keyboard.press("Enter")
    await shows(console, {(first, hall): "Brot", (first, workshop): "Salz"})
    await expect(console.locator("#check .last")).to_contain_text("−1 Interesse")


async def test_my_plan_shows_mine_and_where_it_clashes(cast: Cast, visitors: Visitors):
    other = await cast.pitches("Zucker")
    bread, salt = await wanted(cast)
    for topic, room in ((bread, 0), (salt, 1)):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=cast.slots[0]))
    await cast.does(cast.max, PlaceTopic(topic=other, room=cast.rooms[0], slot=cast.slots[1]))
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(noor)
    await tab(noor, "plan")
    await expect(noor.locator("#plan .session:visible")).to_have_count(3)
    await expect(noor.locator("#plan .clash:visible")).to_have_count(1)
    await noor.click("[data-show-plan=mine]")
    await expect(noor.locator("#plan .session:visible strong")).to_have_text(["Brot", "Salz"])


async def test_a_pinned_session_says_why_it_stays(cast: Cast, visitors: Visitors):
    bread, _ = await wanted(cast)
    await cast.does(cast.max, PlaceTopic(topic=bread, room=cast.rooms[0], slot=cast.slots[0]))
    visitors.expects("409")
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.locator("#plan form[action$='/pin-topic'] button").click()
    await expect(console.locator("#plan form[action$='/unpin-topic']")).to_have_count(1)
    await pick(console, bread)
    cell = console.locator(f"#cell_{cast.slots[1]}_{cast.rooms[0]}")
    await expect(cell).to_have_attribute("aria-disabled", "true")
    await cell.click(force=True)  # as a finger does, which knows nothing of attributes
    await expect(console.locator("#said")).to_contain_text("Brot")
    await shows(console, {(cast.slots[0], cast.rooms[0]): "Brot"})


async def lift(console: Page, topic: int, cell: tuple[int, int]) -> None:
    """Takes the topic by its handle in the pool and holds it over the cell."""
    target = console.locator(f"#cell_{cell[0]}_{cell[1]}")
    await target.scroll_into_view_if_needed()
    handle = await console.locator(f"#topic_{topic} .handle").bounding_box()
    place = await target.bounding_box()
    assert handle is not None
    assert place is not None
    await console.mouse.move(handle["x"] + 10, handle["y"] + 10)
    await console.mouse.down()
    await console.mouse.move(handle["x"] + 40, handle["y"] + 20, steps=3)
    await console.mouse.move(place["x"] + 20, place["y"] + 20, steps=4)
    await until(console, "!!document.querySelector('.cell-button[data-over]')")
