"""News of the plan reach the people they concern, on whichever tab they are; hosts first, and in full."""

import pytest
from playwright.async_api import expect

from barcamp.domain.plan.going import ChooseSession
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.setup.slot import EditSlot
from barcamp.domain.topics.cohost import AddCohost, RemoveCohost
from barcamp.domain.topics.pitch_round import BringOnStage, ClearStage
from tests.cast import Cast
from tests.journeys.acting import tab
from tests.journeys.browser import Visitors, live, until

pytestmark = pytest.mark.browser

TABS = ("topics", "plan", "notes", "me")


@pytest.fixture
async def topics(cast: Cast) -> list[int]:
    """Topics, of which Kim hosts the last; Noor goes to all but the first."""
    topics = [await cast.pitches(title, by=cast.max) for title in ("Wasser", "Brot", "Milch", "Mehl")]
    topics.append(await cast.pitches("Leerstand"))
    for topic in topics[1:]:
        await cast.does(cast.noor, ChooseSession(topic=topic))
        await cast.does(cast.kim, ChooseSession(topic=topic))
    return topics


async def test_a_change_is_seen_on_every_tab_by_whom_it_concerns(cast: Cast, visitors: Visitors, topics: list[int]):
    await publish(cast, topics, room=0)
    noor = await visitors.open(f"/{cast.code}#topics", cast.noor)
    await live(noor)
    title = (await cast.barcamp()).name
    await expect(noor).to_have_title(f"(4) {title}")
    for name in TABS:
        await tab(noor, name)
        await expect(noor.locator(".news-line")).to_be_in_viewport(ratio=1)
        await expect(noor.locator(".tabs a[href='#now']")).to_contain_text("hier steht Neues")
    await noor.click(".news-line")
    await expect(noor.locator("#news")).to_be_in_viewport()
    await expect(noor.locator("#news")).to_be_focused()
    await expect(noor.locator(".news-line")).to_be_hidden()
    await noor.click("[data-news-read]")
    await expect(noor).to_have_title(title)
    await expect(noor.locator(".tabs a[href='#now']")).to_have_accessible_name("Jetzt")
    await tab(noor, "plan")
    await cast.does(cast.max, PlaceTopic(topic=topics[0], room=cast.rooms[1], slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    await until(noor, "document.getElementById('news').dataset.version === '2'")
    await expect(noor.locator(".news-line")).to_be_hidden()  # it is about somebody else's
    await cast.does(cast.max, PlaceTopic(topic=topics[1], room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, PublishPlan())
    await expect(noor.locator(".news-line")).to_have_text("Neues im Plan für dich")
    await expect(noor).to_have_title(f"(1) {title}")


async def test_what_i_host_comes_first_and_is_never_cut(cast: Cast, visitors: Visitors, topics: list[int]):
    kim = await visitors.open(f"/{cast.code}#me", cast.kim)
    await live(kim)
    await publish(cast, topics, room=0)
    await expect(kim.locator(".news-line")).to_have_text("Neues zu deiner Session")
    await tab(kim, "now")
    await expect(kim.locator("#news li:visible strong")).to_have_text(["Leerstand", "Brot", "Milch"])
    await expect(kim.locator("#news [data-more]")).to_have_text("… und 1 weitere")


async def test_news_are_read_out_once(cast: Cast, visitors: Visitors, topics: list[int]):
    kim = await visitors.open(f"/{cast.code}#plan", cast.kim)
    await live(kim)
    await publish(cast, topics[-1:], room=0)
    said = kim.locator("body > p.unseen[role=status][data-stage]")
    await expect(said).to_have_text("Der Plan steht. Deine Sessions: Leerstand 10:30 · Saal")
    await kim.reload()
    await expect(kim.locator(".news-line")).to_be_visible()
    await expect(said).to_have_text("")


async def publish(cast: Cast, topics: list[int], room: int) -> None:
    for topic, slot in zip(topics, cast.slots, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=slot))
    await cast.does(cast.max, PublishPlan())


async def test_a_session_that_only_lasts_longer_is_said_to_end_later(cast: Cast, visitors: Visitors, topics: list[int]):
    kim = await visitors.open(f"/{cast.code}#now", cast.kim)
    await live(kim)
    await publish(cast, topics[-1:], room=0)
    await cast.does(cast.ada, EditSlot(slot=cast.slots[0], starts="10:30", ends="11:20"))
    await cast.does(cast.max, PublishPlan())
    await expect(kim.locator("#news li:visible")).to_have_text("Leerstand endet jetzt um 11:20 Uhr, nicht um 11:15 Uhr")


async def test_who_is_on_stage_is_said_on_every_tab_and_first_of_all_to_the_hosts(
    cast: Cast, visitors: Visitors, topics: list[int]
):
    kim = await visitors.open(f"/{cast.code}#topics", cast.kim)
    noor = await visitors.open(f"/{cast.code}#topics", cast.noor)
    await live(kim, noor)
    await expect(kim.locator(".news-line")).to_have_count(
        0
    )  # nor is its script loaded before there is something to say
    await cast.does(cast.max, BringOnStage(topic=topics[-1]))
    for page, words in ((kim, "Dein Thema ist auf der Bühne"), (noor, "Auf der Bühne: Leerstand")):
        await expect(page.locator(".news-line")).to_have_text(words)
        for name in TABS:
            await tab(page, name)
            await expect(page.locator(".news-line")).to_be_in_viewport(ratio=1)
        await page.click(".news-line")
        await expect(page.locator("#stage")).to_be_in_viewport()
        await expect(page.locator("#stage")).to_be_focused()
        await expect(page.locator(".news-line")).to_be_hidden()
        await tab(page, "topics")
    await expect(kim.locator("#stage [data-if=own]")).to_have_text("Du leitest")
    await expect(noor.locator(".tabs a[href='#now']")).to_have_accessible_name("Jetzt")
    await cast.does(cast.max, ClearStage())
    await expect(noor.locator(".news-line")).to_be_hidden()
    await expect(kim.locator(".news-line")).to_be_hidden()


async def test_whoever_is_made_a_co_host_is_told_and_finds_the_topic(cast: Cast, visitors: Visitors, topics: list[int]):
    noor = await visitors.open(f"/{cast.code}#now", cast.noor)
    await live(noor)
    await cast.does(cast.kim, AddCohost(topic=topics[-1], attendee=cast.noor.id))
    await expect(noor.locator("#status")).to_have_text("Das leitest du jetzt mit: Leerstand")
    await tab(noor, "me")
    await expect(noor.locator(f"#mine a[href$='/topics/{topics[-1]}']")).to_be_visible()
    await tab(noor, "topics")
    await noor.click(f"#topic_{topics[-1]} .own a")
    await expect(noor.locator("h1 + .facts")).to_have_text("Kim, mit Noor")


async def test_whoever_is_a_co_host_no_more_is_told_and_loses_the_way_to_the_topic(
    cast: Cast, visitors: Visitors, topics: list[int]
):
    topic = topics[-1]
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    noor = await visitors.open(f"/{cast.code}#topics", cast.noor)
    await live(noor)
    await expect(noor.locator(f"#topic_{topic}")).to_have_attribute("data-own", "")
    await cast.does(cast.kim, RemoveCohost(topic=topic, attendee=cast.noor.id))
    await expect(noor.locator("#status")).to_have_text("Das leitest du nicht mehr mit: Leerstand")
    await expect(noor.locator(f"#topic_{topic}")).not_to_have_attribute("data-own", "")


async def test_who_was_away_when_they_ceased_to_be_a_co_host_is_told_when_they_come_back(
    cast: Cast, visitors: Visitors, topics: list[int]
):
    topic = topics[-1]
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    noor = await visitors.open(f"/{cast.code}#topics", cast.noor)
    await live(noor)
    await expect(noor.locator(f"#topic_{topic}")).to_have_attribute("data-own", "")
    await until(noor, "(barcamp.device.get(barcamp.device.name('hosts')) ?? '{}') !== '{}'")
    await noor.goto("about:blank")
    await cast.does(cast.kim, RemoveCohost(topic=topic, attendee=cast.noor.id))
    await noor.goto(f"/{cast.code}#topics")
    await expect(noor.locator("#status")).to_have_text("Das leitest du nicht mehr mit: Leerstand")
