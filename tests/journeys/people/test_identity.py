"""Who I am here: the same after a reload, on a second device, and in another language."""

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.people.attendee import attendees
from tests.cast import Cast
from tests.journeys.acting import pitch, tab
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit

pytestmark = pytest.mark.browser


async def test_the_same_person_after_a_reload(cast: Cast, visitors: Visitors):
    phone = await joined(visitors, cast)
    topic = await pitch(phone, "Leerstand")
    await phone.click(f"#topic_{topic} button.interest")
    await expect(phone.locator(f"#interest_{topic}")).to_contain_text("1")
    await phone.reload()
    await expect(phone.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "true")
    await expect(phone.locator(f"#topic_{topic}")).to_have_attribute("data-own", "")
    await expect(phone.locator("#f-rename-name")).to_have_value("Nuri")


async def test_joining_twice_from_one_phone_makes_no_second_person(cast: Cast, visitors: Visitors):
    context = await visitors.context()
    first, second = await context.new_page(), await context.new_page()
    for page in (first, second):
        await page.goto(f"/{cast.code}")
    # Both tabs wait at the form; a second tab, or a double tap, must not make a second person.
    for page, name in ((first, "Nuri"), (second, "Nuri noch einmal")):
        await page.fill("#f-join-name", name)
        await page.click("form[action$='/join'] button")
        await expect(page.locator("#f-rename-name")).to_have_value("Nuri")
    assert [row.name for row in await cast.rows(attendees, barcamp_id=cast.id)][-1] == "Nuri"
    assert len(await cast.rows(attendees, barcamp_id=cast.id)) == 4


async def test_the_personal_link_makes_a_laptop_the_same_person(cast: Cast, visitors: Visitors):
    phone = await joined(visitors, cast)
    topic = await pitch(phone, "Leerstand")
    await tab(phone, "me")
    await phone.click("form[action$='/personal-link'] button")
    link = await phone.locator(".secret code").inner_text()
    await phone.click("[data-copy]")
    await expect(phone.locator("#copied_link")).not_to_be_empty()
    assert await phone.evaluate("getSelection().toString()") == link
    laptop = await visitors.open(link, size=LAPTOP)
    await laptop.get_by_role("button", name="Weiter als Nuri").click()
    await expect(laptop).to_have_url(f"{visitors.url}/{cast.code}")
    await expect(laptop.locator("#f-rename-name")).to_have_value("Nuri")
    await expect(laptop.locator(f"#topic_{topic}")).to_have_attribute("data-own", "")
    assert len(await cast.rows(attendees, barcamp_id=cast.id)) == 4
    # From then on each of them shows what was done on the other, without being loaded anew.
    await phone.goto(f"/{cast.code}")
    await live(phone)
    await mark_visit(phone, laptop)
    other = await pitch(phone, "Ladenflächen")
    await expect(laptop.locator(f"#topic_{other}")).to_have_attribute("data-own", "")
    await laptop.locator(f"#topic_{topic} .interest").click()
    await expect(phone.locator(f"#topic_{topic} .interest")).to_have_attribute("aria-pressed", "true")
    assert await same_visit(phone, laptop)


async def test_a_device_that_is_somebody_else_is_asked_first(cast: Cast, visitors: Visitors):
    phone = await joined(visitors, cast)
    await tab(phone, "me")
    await phone.click("form[action$='/personal-link'] button")
    link = await phone.locator(".secret code").inner_text()
    other = await visitors.open(link, cast.noor)
    await expect(other.locator("main")).to_contain_text("Noor")
    await other.click("main form button")
    await expect(other.locator("#f-rename-name")).to_have_value("Nuri")


async def test_everybody_switches_the_language_for_themselves(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(kim, noor)
    await tab(kim, "me")
    await kim.click(".language button[value=en]")
    await expect(kim.locator("html")).to_have_attribute("lang", "en")
    await expect(kim).to_have_url(f"{visitors.url}/{cast.code}#me")
    await live(kim)
    topic = await cast.pitches("Leerstand")
    await expect(kim.locator(f"#topic_{topic} .wall-link")).to_contain_text("Notes")
    await expect(noor.locator(f"#topic_{topic} .wall-link")).to_contain_text("Notizen")
    await kim.click(".language button[value=de]")
    await expect(kim.locator("html")).to_have_attribute("lang", "de")


async def test_a_new_name_stands_on_my_topics_at_once(cast: Cast, visitors: Visitors):
    phone = await joined(visitors, cast)
    topic = await pitch(phone, "Leerstand")
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(noor)
    await noor.evaluate("window.sameVisit = true")
    await tab(phone, "me")
    await phone.fill("#f-rename-name", "Nuri A.")
    await phone.fill("#f-rename-organisation", "Wirtschaftsförderungsgesellschaft")
    await phone.click("form[action$='/rename'] button")
    await expect(noor.locator(f"#topic_{topic} .host")).to_have_text("Nuri A., Wirtschaftsförderungsgesellschaft")
    await expect(phone.locator("#f-rename-name")).to_have_value("Nuri A.")
    assert await same_visit(noor)


async def joined(visitors: Visitors, cast: Cast) -> Page:
    phone = await visitors.open(f"/{cast.code}")
    await phone.fill("#f-join-name", "Nuri")
    await phone.click("form[action$='/join'] button")
    await live(phone)
    return phone
