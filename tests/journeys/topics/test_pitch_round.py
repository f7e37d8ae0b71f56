"""The pitch round, led from one screen: next, hands, place, park, merge; and what the people it concerns hear of it."""

import pytest
from playwright.async_api import expect

from barcamp.domain.plan.placement import placements
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.topic import EditTopic, topics
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, mark_visit, same_visit

pytestmark = pytest.mark.browser


async def test_a_round_is_led_without_leaving_the_screen(cast: Cast, visitors: Visitors):
    bread = await cast.pitches("Belebung der Innenstadt")
    salt = await cast.pitches("Innenstadtbelebung", by=cast.noor)
    sugar = await cast.pitches("Zucker")
    await cast.does(cast.kim, EditTopic(topic=bread, title="Belebung der Innenstadt", description="", angle="seeks"))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(console, projector, noor)
    await mark_visit(console)
    stage, following = console.locator("#stage .spotlit"), console.locator("#next .button.large")

    await following.click()
    await expect(stage.locator(".title")).to_have_text("Belebung der Innenstadt")
    await expect(projector.locator("#ranking .eyebrow")).to_have_text("Auf der Bühne sucht")
    # Somebody on a phone shows interest while hands are being counted: what is typed stays.
    visitors.expects("status of 422")
    hands = stage.get_by_label("Nur Hände ohne Handy")
    await hands.fill("1")
    await cast.does(cast.noor, CastVote(topic=bread))
    await expect(stage.locator(".count")).to_have_text("1")
    await expect(hands).to_have_value("1")
    await expect(stage.locator(".sum")).to_have_text("1 per Handy + 1 ohne = 2")
    await hands.fill("vier")
    await hands.press("Enter")
    await expect(console.locator("#stage .field-error")).not_to_be_empty()
    await expect(hands).to_have_value("vier")
    await hands.fill("4")
    await hands.press("Enter")
    await expect(stage.locator(".count")).to_have_text("5")
    await expect(projector.locator("#ranking .count")).to_have_text("5")
    await expect(hands).to_have_value("")

    # Likely the same: one press, and the other one's host hears of it; taken back, and she hears of that.
    await stage.locator(".alike button").click()
    await expect(stage.locator(".facts").first).to_contain_text("Noor")
    await expect(console.locator("#topics .topic")).to_have_count(2)
    await expect(noor.locator("#mine")).to_contain_text("gehört jetzt zu „Belebung der Innenstadt“")
    await console.locator("#undo button").click()
    await expect(console.locator("#topics .topic")).to_have_count(3)
    await expect(stage.locator(".facts").first).not_to_contain_text("Noor")
    await expect(noor.locator("#mine")).to_contain_text("„Innenstadtbelebung“ ist wieder ein eigenes Thema.")
    assert {row.id for row in await cast.rows(topics, barcamp_id=cast.id, withdrawn_at=None)} == {bread, salt, sugar}

    # From the list: it folds, so that no second press meets what has moved up.
    chosen = stage.locator("#stage-merge")
    await chosen.locator("summary").click()
    await chosen.locator("button", has_text="Zucker").click()
    await expect(chosen).not_to_have_attribute("open", "")
    await expect(chosen.locator("summary")).to_be_focused()
    await expect(console.locator("#topics .topic")).to_have_count(2)
    await console.locator("#undo button").click()
    await expect(console.locator("#topics .topic")).to_have_count(3)

    await stage.locator("#stage-place > summary").click()
    await stage.locator("#stage-place button").first.click()
    await expect(stage.locator(".tag.good")).to_be_visible()
    assert [row.topic_id for row in await cast.rows(placements, barcamp_id=cast.id)] == [bread]

    await following.click()
    await expect(stage.locator(".title")).to_have_text("Innenstadtbelebung")
    await stage.locator("button", has_text="Parken").click()
    await expect(stage.locator(".tag.calm")).to_be_visible()
    await following.click()
    await expect(stage.locator(".title")).to_have_text("Zucker")
    await following.click()
    await expect(stage).to_have_count(0)
    assert await same_visit(console)


async def test_hands_for_a_picked_topic_are_summed_before_they_are_counted(cast: Cast, visitors: Visitors):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz")
    await cast.does(cast.noor, CastVote(topic=bread))
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(console)
    await console.locator(f"label[for=pick_{bread}]").click()
    hands, total = console.locator(".pool").get_by_label("Nur Hände ohne Handy"), console.locator(".pool .sum")
    await hands.fill("3")
    await expect(total).to_have_text("1 per Handy + 3 ohne = 4")
    await cast.does(cast.kim, CastVote(topic=bread))
    await expect(total).to_have_text("2 per Handy + 3 ohne = 5")
    await console.locator(f"label[for=pick_{salt}]").click()
    await expect(total).to_have_text("0 per Handy + 3 ohne = 3")
    await console.locator(".pool .hands .button").click()
    await expect(total).to_have_text("")
    await expect(console.locator(f"#topic_{salt} .facts strong")).to_have_text("3 interessiert")


async def test_a_wall_and_ones_own_pages_say_who_is_on_stage(cast: Cast, visitors: Visitors):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor)
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    own = await visitors.open(f"/{cast.code}/topics/{bread}", cast.kim)
    await live(wall)
    await expect(wall.locator("#stage")).to_be_hidden()
    await expect(own.locator("#on-stage")).to_be_hidden()
    for topic, says in ((salt, "Auf der Bühne: Salz"), (bread, "Dein Thema ist auf der Bühne")):
        await cast.does(cast.max, BringOnStage(topic=topic))
        await expect(wall.locator("#stage a > :visible")).to_have_text([says])
        await own.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(own.locator("#on-stage")).to_have_text(says)
    await wall.click("#stage a")
    await expect(wall.locator("#stage h3")).to_have_text("Brot")
