"""A fixed programme is brought in from a file, and again after it changed; phones and the console follow."""

from dataclasses import replace

import pytest
from playwright.async_api import FilePayload, Page, expect

from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.domain.setup.programme.files import Talk, guid, xml
from tests.journeys.acting import tab
from tests.journeys.browser import LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def bring(page: Page, talks: list[Talk]) -> None:
    """Chooses a file and has shown what it would change."""
    file: FilePayload = {"name": "schedule.xml", "mimeType": "text/xml", "buffer": xml(talks)}
    await page.set_input_files("#f-take-programme-file", file)
    await page.click("#import form .button")


async def test_an_import_that_changed_says_so_and_everybody_sees_it(cast: Cast, visitors: Visitors):
    one, two = Talk(), Talk(guid(2), "Wohnen im Alter", "Aula", "11:00")
    ada = await visitors.open(f"/organiser/{cast.code}/rooms", cast.ada, LAPTOP)
    await ada.click("#slots [href$='/programme']")
    await bring(ada, [one, two])
    await expect(ada.locator("#preview")).to_contain_text("2 neu")
    await ada.click("#preview .button.large")
    await expect(ada.locator("#sessions .items li")).to_have_count(2)
    phone = await visitors.open(f"/{cast.code}", cast.kim)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    await live(phone, console)
    await tab(phone, "topics")
    card = phone.locator("#topics .topic", has_text=one.title)
    await expect(card).to_contain_text("10:00 · Aula")
    await expect(card).to_contain_text("festes Programm")
    number = int(await card.get_attribute("data-topic") or 0)
    await cast.does(cast.noor, CastVote(topic=number))

    await bring(ada, [replace(one, starts="14:00"), Talk(guid(3), "Neues Haus", "Aula", "16:00")])
    preview = ada.locator("#preview")
    await expect(preview).to_contain_text("1 neu, 1 verschoben, 0 geändert, 1 fällt weg")
    await expect(preview).to_contain_text("bisher 10:00–10:45, Aula")
    await ada.click("#preview .button.large")
    await expect(ada.locator("#sessions .items li")).to_have_count(2)
    await expect(phone.locator(f"#topic_{number}")).to_contain_text("14:00 · Aula")
    await expect(phone.locator(f"#topic_{number} .interest")).to_contain_text("1")
    await expect(phone.locator("#topics .topic", has_text=two.title)).to_have_count(0)
    await console.click("#undo form .button >> nth=0")
    await expect(phone.locator(f"#topic_{number}")).to_contain_text("10:00 · Aula")
    await expect(phone.locator("#topics .topic", has_text=two.title)).to_have_count(1)
