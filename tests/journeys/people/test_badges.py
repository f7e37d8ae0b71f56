"""Badges: no name is cut, however long; one's own, scanned, makes the phone that guest's. And the list to be signed."""

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from barcamp.domain.event.facts import StateFacts
from barcamp.domain.moderation.entrance import MarkArrival
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.guest import guests
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live
from tests.journeys.event.test_printing import missing, outside
from tests.journeys.people.test_guests import announced

pytestmark = pytest.mark.browser

LONG = "Prof. Dr. Wirtschaftsförderungsgesellschafterin-Müllerstein"
OFFICE = "Wirtschaftsförderungsgesellschaft der Stadt Beispielhausen mbH, Geschäftsbereich Netzwerke und Orte"
CUT = """[...document.querySelectorAll(".badge")].filter((badge) => {
  const box = badge.getBoundingClientRect();
  const below = badge.querySelector(".event").getBoundingClientRect().bottom;
  if (badge.querySelector(".words p").getBoundingClientRect().top < below) return true;
  return [...badge.querySelectorAll("p, svg")].some((each) => {
    const part = each.getBoundingClientRect();
    return part.top < box.top || part.bottom > box.bottom + 1 || part.left < box.left || part.right > box.right + 1;
  });
}).map((badge) => badge.textContent)"""


async def test_no_badge_is_cut_however_long_names_are(cast: Cast, visitors: Visitors, tmp_path):
    short = [(f"Bo Beispiel {number}", "Kreis Olpe") for number in range(10)]
    await announced(cast, (LONG, OFFICE), ("W" * 60, "W" * 100), ("Bo", ""), *short)
    page = await visitors.open(f"/organiser/{cast.code}/guests", cast.ada, LAPTOP)
    for name, opens in (("plain", "#badges .actions a"), ("coded", "#badges form button")):
        if name == "coded":
            await page.click("#badges summary")
        async with page.context.expect_page() as opened:
            await page.click(opens)
        sheet = await opened.value
        await sheet.locator(".fitted").wait_for()
        assert await sheet.locator(".badge .qr svg").count() == (13 if name == "coded" else 0)
        assert await sheet.evaluate(CUT) == []
        file = tmp_path / f"{name}.pdf"
        await sheet.pdf(path=file, prefer_css_page_size=True, print_background=True)
        assert len(PdfReader(file).pages) == 2  # ten on each
        assert missing(file, LONG, OFFICE, "W" * 60, "W" * 100) == []
        assert outside(file) == []
        await sheet.close()
    assert all(row.badge for row in await cast.rows(guests))


async def test_whoever_scans_their_badge_takes_part_under_its_name(cast: Cast, visitors: Visitors):
    (anna,) = await announced(cast, ("Anna Äpfelbach", "Stadt Arnsberg"))
    office = await visitors.open(f"/organiser/{cast.code}/guests", cast.ada, LAPTOP)
    await office.click("#badges summary")
    async with office.context.expect_page() as opened:
        await office.click("#badges form button")
    address = await (await opened.value).locator(".badge .qr title").text_content() or ""
    helper = await visitors.open(f"/{cast.code}/arrivals", cast.max, PHONE)
    await live(helper)
    phone = await visitors.open(address[address.index("/badge/") :], size=PHONE)
    assert (await cast.rows(guests))[0].attendee_id is None  # to look at it is not enough
    await phone.click("main button")
    await live(phone)
    await expect(helper.locator(f"#guest_{anna}")).to_contain_text("mit dem Handy dabei")
    person = (await cast.rows(guests))[0].attendee_id
    assert [row.name for row in await cast.rows(attendees, id=person)] == ["Anna Äpfelbach"]


async def test_the_list_to_be_signed_has_its_headings_on_every_page(cast: Cast, visitors: Visitors, tmp_path):
    await cast.does(cast.ada, StateFacts(funding="Gefördert aus Mitteln des Landes"))
    for guest in await announced(cast, *((f"Bo Beispiel {number:02}", OFFICE) for number in range(60))):
        await cast.does(cast.max, MarkArrival(guest=guest, here=True))
    await announced(cast, ("Nie Gekommen", "Kreis Olpe"))
    page = await visitors.open(f"/organiser/{cast.code}/guests", cast.ada, LAPTOP)
    async with page.context.expect_page() as opened:
        await page.click("#attendance a")
    sheet = await opened.value
    await sheet.locator("tbody tr").first.wait_for()
    file = tmp_path / "list.pdf"
    await sheet.pdf(path=file, prefer_css_page_size=True, print_background=True)
    texts = [found.extract_text() for found in PdfReader(file).pages]
    assert len(texts) > 2
    assert all("Unterschrift" in text for text in texts)
    assert sum("Gefördert aus Mitteln des Landes" in text for text in texts) == 1
    assert missing(file, *(f"Bo Beispiel {number:02}" for number in range(60))) == []
    assert "Gekommen" not in "".join(texts)
