"""Back, Forward and Reload after a form was sent: what was shown is shown, and what was typed is there."""

from dataclasses import dataclass

import pytest
from playwright.async_api import Page, expect

from barcamp.domain.people.calendar import MakeCalendarLink
from barcamp.domain.people.link import InviteModerator
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Sent:
    """Whose page it is, what is done there until a form is sent, and what then must not be lost, and where it is."""

    who: str
    path: str
    steps: tuple[str, ...]
    shows: str


FORMS = {
    "personal link": Sent("kim", "/{code}#me", ("form[action$='/personal-link'] button",), ".secret code"),
    "calendar": Sent("kim", "/{code}#plan", ("form[action$='/calendar-link'] button",), ".secret code"),
    "calendar anew": Sent(
        "noor", "/{code}#plan", ("form[action$='/calendar-link'] button", "button[name=anew]"), ".secret code"
    ),
    "invitation": Sent("ada", "/organiser/{code}/moderators", (".invite button",), "#f-invitation"),
    "invitation again": Sent(
        "ada", "/organiser/{code}/moderators", ("form[action$='/show-invitation'] button >> nth=-1",), "#f-invitation"
    ),
    "wifi": Sent(
        "ada", "/organiser/{code}/print",
        ("#f-wifi-ssid := Burg-Gast", "#f-wifi-password := Zugbrücke 1208", "form.wifi button"), ".exact",
    ),
    "rooms": Sent(
        "ada", "/organiser/{code}/rooms",
        ("#paste-rooms summary", "#f-take-rooms-text := Keller\t8", "form[action$='/paste-rooms'] button"), ".preview",
    ),
    "time slots": Sent(
        "ada", "/organiser/{code}/rooms",
        ("#paste-slots summary", "#f-take-slots-text := 9–10 Uhr Talk", "form[action$='/paste-slots'] button"),
        ".preview",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
async def test_what_was_shown_is_there_again(cast: Cast, visitors: Visitors, form: str):
    sent = FORMS[form]
    await cast.does(cast.noor, MakeCalendarLink(token=tokens.hashed("earlier")))
    await cast.does(cast.ada, InviteModerator(token=tokens.hashed("earlier"), label="Sabine"))
    visitors.expects("beforeunload")  # a table in its field is asked for before one leaves it; nobody touched this page
    page = await visitors.open(
        sent.path.format(code=cast.code), getattr(cast, sent.who), PHONE if sent.who != "ada" else LAPTOP
    )
    began = page.url
    page = await _do(page, sent.steps)
    shown = page.locator(sent.shows)
    await expect(shown).to_be_visible()
    first = await _says(page, sent.shows)
    await page.reload()
    assert await _says(page, sent.shows) == first
    if form != "wifi":  # it opens in a window of its own, where nothing is behind it
        await page.go_back()
        await page.go_forward()
    else:
        await page.goto(began)
        await page.go_back()
    await expect(shown).to_be_visible()
    assert await _says(page, sent.shows) == first


@pytest.mark.parametrize("scripts", [False, True])
async def test_forward_finds_a_refused_form_and_what_was_typed(cast: Cast, visitors: Visitors, scripts: bool):
    visitors.expects("status of 422")
    office = await visitors.open("/organiser", cast.ada, LAPTOP, java_script_enabled=scripts)
    await office.fill("#f-found-barcamp-name", "\u200b")
    await office.fill("#f-found-barcamp-place", "Burg Altena")
    await office.click("form[action$='/found-barcamp'] button >> nth=-1")
    await expect(office.locator("#e-found-barcamp-name")).not_to_be_empty()
    await office.go_back()
    await expect(office).to_have_url(f"{visitors.url}/organiser")
    await office.go_forward()
    await expect(office.locator("#e-found-barcamp-name")).not_to_be_empty()
    await expect(office.locator("#f-found-barcamp-place")).to_have_value("Burg Altena")
    await office.fill("#f-found-barcamp-name", "Nachtcafé")
    await office.click("form[action$='/found-barcamp'] button >> nth=-1")
    await expect(office.locator("h1")).to_contain_text("Nachtcafé")


async def _do(page: Page, steps: tuple[str, ...]) -> Page:
    for step in steps:
        selector, _, words = step.partition(" := ")
        target = page.locator(selector)
        if words:
            await target.fill(words)
        elif selector == "form.wifi button":
            async with page.expect_popup() as opening:
                await target.click()
            page = await opening.value
        else:
            await target.click()
    return page


async def _says(page: Page, selector: str) -> str:
    target = page.locator(selector)
    return await target.evaluate("each => each.value ?? each.textContent")
