"""What closes while somebody is writing: the form stays in view with every word, and the reason is given at the
finger."""

import pytest
from playwright.async_api import Locator, expect

from barcamp.domain.event.phases import MoveToPhase, SetPitching
from barcamp.domain.moderation.archive import ArchiveBarcamp
from tests.cast import Cast
from tests.journeys.browser import Visitors, live, shows_line, until

pytestmark = pytest.mark.browser

REFUSED = "Failed to load resource: the server responded with a status of 409"
ON_TOP = """place => {
    const { left, top, width, height } = place.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && top + height <= innerHeight && place.contains(there);
}"""


async def test_pitching_closes_under_an_open_sheet(cast: Cast, visitors: Visitors):
    visitors.expects(REFUSED)
    phone = await visitors.open(f"/{cast.code}#now", cast.kim)
    await live(phone)
    await phone.click("#pitch summary")
    form = phone.locator("#pitch form")
    await phone.fill("#f-pitch-topic-title", "Leerstand nutzen")
    await phone.fill("#f-pitch-topic-description", "Zwei Beispiele")
    await form.locator(".angle label", has=phone.locator("[value=offers]")).click()
    await form.locator("[name=wish]").check()
    await form.locator(".wishes summary").click()
    await form.locator("[name=not_before]").fill("11:00")
    await shows_line(phone, (await cast.does(cast.max, SetPitching(open=False))).seq)
    await form.locator("> button").click()
    await seen(form.locator(".refusal"), "keine Themen gesammelt")
    await expect(phone.locator("#f-pitch-topic-title")).to_have_value("Leerstand nutzen")
    await expect(phone.locator("#f-pitch-topic-description")).to_have_value("Zwei Beispiele")
    await expect(form.locator("[value=offers]")).to_be_checked()
    await expect(form.locator("[name=wish]")).to_be_checked()
    await expect(form.locator("[name=not_before]")).to_have_value("11:00")
    await shows_line(phone, (await cast.does(cast.max, SetPitching(open=True))).seq)
    await form.locator("> button").click()
    await expect(phone.locator("#topics > .topic h3")).to_have_text(["Leerstand nutzen"])
    await expect(form.locator(".refusal")).to_have_count(0)


async def test_the_day_is_archived_under_what_is_being_written(cast: Cast, visitors: Visitors):
    visitors.expects(REFUSED)
    kim = await visitors.open(f"/{cast.code}#now", cast.kim)
    noor = await visitors.open(f"/{cast.code}#now", cast.noor)
    await live(kim, noor)
    await kim.click("#pitch summary")
    await kim.fill("#f-pitch-topic-title", "Leerstand nutzen")
    await noor.click("#offering summary")
    await noor.fill("#f-put-up-offer-title", "Mitfahren")
    archived = await cast.does(cast.ada, ArchiveBarcamp())
    await shows_line(kim, archived.seq)
    await shows_line(noor, archived.seq)
    for page, name, title in ((kim, "pitch", "Leerstand nutzen"), (noor, "offering", "Mitfahren")):
        form = page.locator(f"#{name} form")
        await expect(form.locator("[name=title]")).to_be_visible()
        await form.locator("> button").click()
        await seen(form.locator(".refusal"), "archiviert")
        await expect(form.locator("[name=title]")).to_have_value(title)


async def test_feedback_closes_under_a_sentence(cast: Cast, visitors: Visitors):
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    phone = await visitors.open(f"/{cast.code}#now", cast.kim)
    await live(phone)
    await phone.fill("#f-give-feedback-sentence", "Gut so")
    await shows_line(phone, (await cast.does(cast.max, MoveToPhase(phase="sessions"))).seq)
    await expect(phone.locator("#f-give-feedback-sentence")).to_be_visible()
    await phone.fill("#f-give-feedback-sentence", "")
    await shows_line(phone, (await cast.does(cast.max, SetPitching(open=True))).seq)
    await expect(phone.locator("#f-give-feedback-sentence")).to_be_hidden()


async def seen(place: Locator, words: str) -> None:
    await expect(place).to_contain_text(words)
    page = place.page
    await until(page, f"() => ({ON_TOP})(document.querySelector('form .refusal'))")
