"""Guests arrive: the list is pasted and looked at, two helpers at the entrance mark who is here, also without a
connection, and each sees what the other did."""

import pytest
from playwright.async_api import expect
from sqlalchemy import insert

from barcamp.domain.people.guest import guests
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors, live, mark_visit, same_visit
from tests.journeys.outbox.cutting import way_to
from tests.journeys.outbox.test_outbox import CUT, PLAIN_HTTP

pytestmark = pytest.mark.browser

LIST = """Vorname\tNachname\tOrganisation\tE-Mail
Anna\tÄpfelbach\tStadt Arnsberg\tanna@example.org
Bernd\tBeispiel\tGemeinde Finnentrop\tbernd@example.org
\t\t\t
Carla\tBeispiel\tKreis Olpe\tcarla@example.org
Carla\tBeispiel\tKreis Olpe\tcarla@example.org
"""


async def announced(cast: Cast, *people: tuple[str, str]) -> list[int]:
    """Puts these on the list; their ids."""
    rows = [{"barcamp_id": cast.id, "name": name, "organisation": of, "team": ""} for name, of in people]
    async with cast.ctx.db.writing() as db:
        return list(await db.scalars(insert(guests).returning(guests.c.id, sort_by_parameter_order=True), rows))


async def test_a_list_is_pasted_looked_at_and_taken(cast: Cast, visitors: Visitors):
    page = await visitors.open("/organiser", cast.ada, LAPTOP)
    await page.click(f".events [href='/organiser/{cast.code}']")
    await page.click(".links [href$='/guests']")
    await page.fill("#f-take-guests-text", LIST)
    await page.click("#paste form .button")
    preview = page.locator("#preview")
    await expect(preview.locator(".taken strong")).to_have_text(["Anna Äpfelbach", "Bernd Beispiel", "Carla Beispiel"])
    await expect(preview.locator(".skipped")).to_have_count(2)  # the headings, and who stands there twice
    await expect(preview).not_to_contain_text("example.org, ")
    assert await cast.rows(guests) == []
    await preview.locator(".button").click()
    await expect(page.locator("#list")).to_contain_text("3 erwartet")
    assert [row.name for row in await cast.rows(guests)] == ["Anna Äpfelbach", "Bernd Beispiel", "Carla Beispiel"]


async def test_two_helpers_see_what_the_other_marks(cast: Cast, visitors: Visitors):
    anna, bernd = await announced(cast, ("Anna Äpfelbach", "Stadt Arnsberg"), ("Bernd Beispiel", "Kreis Olpe"))
    laptop = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await laptop.click("#menu summary")
    await laptop.click("#menu [href$='/arrivals']")
    phone = await visitors.open(f"/{cast.code}/arrivals", cast.max, PHONE)
    await live(laptop, phone)
    await laptop.fill("#seek", "apf")  # in a hurry
    await expect(laptop.locator(".guest:visible")).to_have_count(1)
    await laptop.press("#seek", "Enter")
    for page in (laptop, phone):
        await expect(page.locator(f"#guest_{anna}.here")).to_be_visible()
        await expect(page.locator("#arrived")).to_contain_text("1 da")
    await expect(laptop.locator("#latest")).to_contain_text("Anna Äpfelbach ist da.")
    await expect(laptop.locator("#seek")).to_have_value("")
    await phone.click(f"#guest_{bernd} .button")
    await expect(laptop.locator(f"#guest_{bernd}.here")).to_be_visible()
    await phone.fill("#seek", "Doris Dazu")  # who is not on the list
    await phone.press("#seek", "Enter")
    await expect(phone.locator("#f-add-walk-in-name")).to_have_value("Doris Dazu")
    await phone.fill("#f-add-walk-in-organisation", "Verein")
    await phone.press("#f-add-walk-in-organisation", "Enter")
    await expect(laptop.locator(".guest.here", has_text="Doris Dazu")).to_be_visible()
    await expect(laptop.locator("#arrived")).to_contain_text("3 da")
    await laptop.click("#latest button")  # it was somebody else
    for page in (laptop, phone):
        await expect(page.locator(f"#guest_{anna}:not(.here)")).to_be_visible()
        await expect(page.locator("#arrived")).to_contain_text("2 da")


async def test_enter_among_several_goes_to_the_first_and_only_then_marks(cast: Cast, visitors: Visitors):
    bernd, carla = await announced(cast, ("Bernd Beispiel", "Kreis Olpe"), ("Carla Beispiel", "Kreis Olpe"))
    page = await visitors.open(f"/{cast.code}/arrivals", cast.max, LAPTOP)
    await live(page)
    await page.fill("#seek", "bei")
    await page.press("#seek", "Enter")
    await expect(page.locator(f"#guest_{bernd} .button")).to_be_focused()
    assert [row.here_at for row in await cast.rows(guests)] == [None, None]
    await page.keyboard.press("Enter")
    await expect(page.locator(f"#guest_{bernd}.here")).to_have_count(1)
    await expect(page.locator(f"#guest_{carla}.here")).to_have_count(0)


async def test_the_entrance_goes_on_through_a_cut_of_the_network(cast: Cast, visitors: Visitors):
    anna, bernd = await announced(cast, ("Anna Äpfelbach", "Stadt Arnsberg"), ("Bernd Beispiel", "Kreis Olpe"))
    visitors.expects(*CUT)
    async with way_to(visitors.url) as way:
        visitors.url = way.url
        context = await visitors.context(cast.max, PHONE)
        await context.add_init_script(PLAIN_HTTP)
        page = await context.new_page()
        await page.goto(f"/{cast.code}/arrivals")
        await live(page)
        way.cut()
        await page.fill("#seek", "Äpf")
        await page.press("#seek", "Enter")
        await expect(page.locator(f"#guest_{anna}")).to_contain_text("wird noch gesendet")
        await expect(page.locator(f"#guest_{anna} .button")).to_be_hidden()
        await page.click(f"#guest_{bernd} .button")
        await page.click("#latest button")  # a wrong tap, taken back
        await page.click("#noting summary")
        await page.fill("#f-add-walk-in-name", "Doris Dazu")
        await page.press("#f-add-walk-in-name", "Enter")
        await expect(page.locator("[data-tray=guests] .words", has_text="Doris Dazu")).to_be_visible()
        assert [row.here_at for row in await cast.rows(guests)] == [None, None]
        await expect(page.locator("body[data-line=offline]")).to_be_attached()
        await mark_visit(page)
        await page.click(".top .back a >> nth=0")  # would lead to where nothing is
        await expect(page.locator("#status")).to_contain_text("Dafür braucht es eine Verbindung.")
        assert await same_visit(page)
        way.mend()
        await expect(page.locator(f"#guest_{anna}.here")).to_be_visible()
        await expect(page.locator(".guest.here", has_text="Doris Dazu")).to_be_visible()
        await expect(page.locator("[data-tray=guests] li")).to_have_count(0)
        found = {row.name: row.here_at is not None for row in await cast.rows(guests)}
        assert found == {"Anna Äpfelbach": True, "Bernd Beispiel": False, "Doris Dazu": True}
        await visitors.leave()
