"""After the day: the organiser says who may see the results, strangers read them, everybody takes their own along."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.event.facts import StateFacts
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, PHONE, Visitors, live
from tests.pictures import printed

pytestmark = pytest.mark.browser

LONG = "Wirtschaftsförderungsgesellschaftsversammlungen und Vertreter*innen"


@pytest.fixture
async def topic(cast: Cast) -> int:
    """Kim's session with a long name, with a result, a next step and photos; she may be named."""
    topic = await cast.pitches(LONG)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Sauerteig braucht **Zeit**."))
    async with cast.ctx.db.reading() as db:
        steps = next(each.id for each in await load_sections(db, cast.id) if each.kind == "next")
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Ofen suchen", section=steps, who="Rathaus"))
    for number in range(6):
        await cast.does(cast.kim, printed(f"t{topic}", f"Foto {number}"))
    return topic


async def widest(page: Page) -> float:
    """How much wider than the screen the page is."""
    return await page.evaluate("document.documentElement.scrollWidth - innerWidth")


async def too_small(page: Page) -> list[str]:
    """Buttons, and links that stand alone, which a thumb would miss."""
    return await page.evaluate("""() => [...document.querySelectorAll(
        "button, .button, summary, nav a, .rows a, details .lines > li > a, .photos a, .pictures a," +
        "label:has(input[type=radio])")]
      .filter(each => each.checkVisibility()).filter(each => each.getBoundingClientRect().height < 43.5)
      .map(each => each.textContent.trim())""")


async def test_a_red_thread_opens_and_leads_to_its_sessions(cast: Cast, visitors: Visitors):
    for number, title in enumerate(("Ortskern", "Feste", "Sport")):
        topic = await cast.pitches(title)
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[number], slot=cast.slots[0]))
        await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text=f"Ohne Ehrenamt geht in {title} nichts"))
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    for look in (PHONE, LAPTOP):
        page = await visitors.open(f"/{cast.code}", None, look)
        await page.get_by_role("link", name="Rote Fäden").click()
        await page.locator("summary").get_by_text("Ehrenamt").click()
        assert await too_small(page) == []
        await page.locator("details[open]").get_by_role("link", name="Feste").click()
        await expect(page.locator("article:target h3")).to_have_text("Feste")
        assert await widest(page) <= 0


async def test_a_stranger_with_the_code_reads_the_results_on_a_phone(
    cast: Cast, visitors: Visitors, topic: int, tmp_path: Path
):
    await cast.does(cast.ada, ArchiveBarcamp(results="everybody"))
    phone = await visitors.open("/")
    await phone.fill("#f-home-code", f"{visitors.url}/{cast.code.lower()}/notes/t{topic}.")
    await phone.click("main form button")
    await expect(phone).to_have_url(f"{visitors.url}/{cast.code}#t{topic}")
    entry = phone.locator(f"#t{topic}")
    await expect(entry).to_be_in_viewport()
    await expect(entry.locator("h3")).to_have_text(re.compile("Vertreter"))
    await expect(entry.locator(".words")).to_have_text("Sauerteig braucht Zeit.")
    await expect(entry.locator(".photos img")).to_have_count(6)
    assert await widest(phone) <= 0
    assert await too_small(phone) == []
    await phone.click("nav.ways a[href='#plan']")
    await expect(phone.locator("#plan")).to_be_in_viewport()
    async with phone.expect_download(timeout=120_000) as waiting:
        await phone.click("a[href$='/results.pdf']")
    report = tmp_path / "results.pdf"
    await (await waiting.value).save_as(report)
    assert report.read_bytes()[:5] == b"%PDF-"


async def test_my_day_gives_the_report_the_photos_and_a_letter_to_myself(cast: Cast, visitors: Visitors, topic: int):
    await cast.does(cast.ada, ArchiveBarcamp(results="joined"))
    phone = await visitors.open(f"/{cast.code}#now", cast.noor)
    await phone.click("#phase a[href$='/home']")
    await expect(phone.locator(".along a[href$='/results.pdf']")).to_be_visible()
    await expect(phone.locator(".pictures img")).to_have_count(6)
    mail = await phone.locator("a[href^='mailto:']").get_attribute("href") or ""
    assert "Sauerteig%20braucht%20Zeit." in mail
    assert await widest(phone) <= 0
    assert await too_small(phone) == []
    await phone.click(".along a[href$='/results']")
    await expect(phone.locator(f"#t{topic} .words")).to_be_visible()


async def test_where_the_browser_can_share_the_day_is_shared_and_elsewhere_nothing_is_offered(
    cast: Cast, visitors: Visitors, topic: int
):
    plain = await visitors.context(cast.noor)
    await plain.add_init_script("delete Navigator.prototype.share")
    without = await plain.new_page()
    await without.goto(f"/{cast.code}/home")
    await expect(without.locator("[data-share]")).to_be_hidden()
    able = await visitors.context(cast.noor)
    await able.add_init_script("Navigator.prototype.share = async (given) => { window.given = given; }")
    phone = await able.new_page()
    await phone.goto(f"/{cast.code}/home")
    await phone.click("[data-share]")
    given = await phone.evaluate("window.given")
    assert given["title"] == "Barcamp Lindenau"
    assert f"{visitors.url}/{cast.code}" in given["text"].split("\n")


async def test_the_organiser_is_asked_when_archiving_and_changes_it_afterwards(
    cast: Cast, visitors: Visitors, topic: int
):
    await cast.does(cast.ada, StateFacts(organiser_name="Stadt Lindenau", contact="post@lindenau.example"))
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(projector)
    office = await visitors.open(f"/organiser/{cast.code}/archive", cast.ada, LAPTOP)
    await office.click("#close summary")
    await expect(office.locator("#close input:checked")).to_have_value("everybody")
    await office.click("#close button")
    await expect(office.locator(".notice", has_text="Wer den Code hat, sieht die Ergebnisse.")).to_be_visible()
    await expect(projector.locator("#scene .takeaway")).to_contain_text("ohne Anmeldung")
    await expect(projector.locator(".join img.qr")).to_be_visible()
    stranger = await visitors.open(f"/{cast.code}")
    await expect(stranger.locator(f"#t{topic}")).to_be_visible()
    await office.click("label:has(input[value=nobody])")
    await office.click("form[action$='/open-results'] button")
    await expect(office.locator("form[action$='/open-results'] input:checked")).to_have_value("nobody")
    await stranger.reload()
    await expect(stranger.locator(f"#t{topic}")).to_have_count(0)
    await expect(stranger.locator("main")).to_contain_text("post@lindenau.example")


async def test_without_scripts_the_results_can_be_read_and_opened(cast: Cast, visitors: Visitors, topic: int):
    office = await visitors.open(f"/organiser/{cast.code}/archive", cast.ada, LAPTOP, java_script_enabled=False)
    await office.click("#close summary")
    await office.click("#close button")
    phone = await visitors.open(f"/{cast.code}", java_script_enabled=False)
    await expect(phone.locator(f"#t{topic} .words")).to_be_visible()
